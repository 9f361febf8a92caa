#include "core/export/font_licence.h"

#include "core/fonts/font_details.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace typemould {

namespace {

constexpr unsigned restricted = 0x0002, previewAndPrint = 0x0004, editable = 0x0008, noSubsetting = 0x0100,
                   bitmapOnly = 0x0200;

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80
                   ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                   : c;
    });
    return text;
}

/// Lower case, and nothing but letters and digits: names are alike to a reader with or without spaces.
std::string bare(const std::string& text) {
    std::string result;
    for (const char c : lowered(text)) {
        if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0) {
            result += c;
        }
    }
    return result;
}

bool names(const std::string& text, const std::string& words) {
    return lowered(text).find(words) != std::string::npos;
}

Sentence embeddingWords(unsigned bits) {
    Sentence words{
        (bits & editable) != 0
            ? TYPEMOULD_TRANSLATE_NOOP("Findings", "may be embedded in documents that can be edited")
        : (bits & previewAndPrint) != 0
            ? TYPEMOULD_TRANSLATE_NOOP("Findings", "may be embedded for viewing and printing alone")
        : (bits & restricted) != 0
            ? TYPEMOULD_TRANSLATE_NOOP("Findings",
                                       "may not be embedded, changed or exchanged without permission")
            : TYPEMOULD_TRANSLATE_NOOP("Findings", "may be embedded and installed without limits")};
    if ((bits & noSubsetting) != 0) {
        words = {TYPEMOULD_TRANSLATE_NOOP("Findings", "%1, not in parts"), {words}};
    }
    if ((bits & bitmapOnly) != 0) {
        words = {TYPEMOULD_TRANSLATE_NOOP("Findings", "%1, as pictures alone"), {words}};
    }
    return words;
}

LicenceFinding finding(FindingKind kind, const char* key, Sentence said, Sentence advised = {}) {
    LicenceFinding made{kind, key, std::move(said), std::move(advised), {}, {}};
    made.text = englishOf(made.said);
    made.advice = englishOf(made.advised);
    return made;
}

/// All kinds of quotation marks as one.
std::string withPlainQuotes(const std::string& text) {
    std::string plain;
    for (const char32_t c : decodeUtf8(text)) {
        const bool quote = c == U'\'' || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
        plain += quote ? "\"" : utf8Of(c);
    }
    return plain;
}

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::size_t skipSpace(std::string_view text, std::size_t at) {
    while (at < text.size() && isSpace(text[at])) {
        ++at;
    }
    return at;
}

/// The end of "reserved font name", "names" or "name(s)" at a place of a text in lower case, with any white
/// space between its words; npos where it does not stand there.
std::size_t endOfTerm(std::string_view text, std::size_t at) {
    for (const std::string_view word : {"reserved", "font", "name"}) {
        const std::size_t start = word == "reserved" ? at : skipSpace(text, at);
        if (text.substr(start, word.size()) != word) {
            return std::string_view::npos;
        }
        at = start + word.size();
    }
    for (const std::string_view plural : {"(s)", "s"}) {
        if (text.substr(at, plural.size()) == plural) {
            return at + plural.size();
        }
    }
    return at;
}

/// Whether the word "with" stands before a place of a text in lower case.
bool followsWith(std::string_view text, std::size_t at) {
    while (at > 0 && isSpace(text[at - 1])) {
        --at;
    }
    return text.substr(0, at).ends_with("with");
}

/// The names in quotes that a clause begins with, near to each other.
std::vector<std::string> quotedNames(std::string_view clause) {
    constexpr std::size_t mostBetween = 24; // ", and also "
    std::vector<std::string> found;
    for (std::size_t open = 0; open != std::string_view::npos;) {
        const std::size_t close = clause.find('"', open + 1);
        if (close == std::string_view::npos) {
            break;
        }
        found.emplace_back(clause.substr(open + 1, close - open - 1));
        open = clause.find('"', close + 1);
        if (open != std::string_view::npos) {
            const std::string_view between = clause.substr(close + 1, open - close - 1);
            if (between.size() > mostBetween || between.find_first_of(".;()") != std::string_view::npos) {
                break;
            }
        }
    }
    return found;
}

/// The names without quotes that a clause begins with: parted by commas, "and" or "&", up to other
/// punctuation, the line's end, or words that begin no name.
std::vector<std::string> plainNames(std::string_view clause) {
    constexpr std::string_view others[] = {"with ",   "all rights", "copyright", "licensed",
                                           "license", "this ",      "http",      "refers ",
                                           "unless ", "is ",        "see ",      "under "};
    std::string list(clause.substr(0, clause.find_first_of(".;(\r\n\"")));
    for (const std::string_view word : {" and ", " & ", " or "}) {
        for (std::size_t at = list.find(word); at != std::string::npos; at = list.find(word)) {
            list.replace(at, word.size(), 1, ',');
        }
    }
    std::vector<std::string> found;
    for (std::size_t start = 0; start < list.size();) {
        const std::size_t end = std::min(list.find(',', start), list.size());
        const std::size_t first = std::min(skipSpace(list, start), end);
        const std::string name = list.substr(first, end - first), small = lowered(name);
        const bool isOther = std::any_of(std::begin(others), std::end(others),
                                         [&](std::string_view word) { return small.starts_with(word); });
        const bool isLower = !name.empty() && std::islower(static_cast<unsigned char>(name[0])) != 0;
        if (isOther || (isLower && !found.empty())) {
            break;
        }
        if (!name.empty()) {
            found.push_back(name);
        }
        start = end + 1;
    }
    return found;
}

/// As the Open Font License words it: "... with Reserved Font Name "A" and "B"."; also without the "with"
/// where a name in quotes or a colon follows. The licence's own definition has the term itself in quotes.
std::vector<std::string> reservedIn(const std::string& original) {
    constexpr std::size_t longestClause = 500, mostNames = 32; // more is no clause of a licence
    const std::string text = withPlainQuotes(original), small = lowered(text);
    std::vector<std::string> found;
    for (std::size_t at = small.find("reserved"); at != std::string::npos && found.size() < mostNames;
         at = small.find("reserved", at + 1)) {
        std::size_t start = endOfTerm(small, at);
        if (start == std::string_view::npos || (at > 0 && small[at - 1] == '"')) {
            continue;
        }
        start = skipSpace(text, start);
        const bool colon = start < text.size() && text[start] == ':';
        start = colon ? skipSpace(text, start + 1) : start;
        const std::string_view clause = std::string_view(text).substr(start, longestClause);
        const bool quoted = clause.starts_with('"');
        if (quoted || colon || followsWith(small, at)) {
            for (std::string& name : quoted ? quotedNames(clause) : plainNames(clause)) {
                found.push_back(std::move(name));
            }
        }
    }
    found.resize(std::min(found.size(), mostNames));
    return found;
}

void addEmbedding(const FontLicence& licence, std::vector<LicenceFinding>& findings) {
    const bool forbidden = (licence.embedding & (restricted | previewAndPrint | editable)) == restricted;
    const Sentence said{TYPEMOULD_TRANSLATE_NOOP("Findings", "%1 says that it %2."),
                        {verbatim(licence.font), licence.embeddingSaid}};
    if (forbidden) {
        findings.push_back(
            finding(FindingKind::Warning, "no_embedding", said,
                    {TYPEMOULD_TRANSLATE_NOOP(
                        "Findings", "Ask its owner before you pass on a font that is made from it.")}));
    } else if (licence.embedding != 0) {
        findings.push_back(finding(FindingKind::Note, "embedding", said));
    }
}

void addLicence(const FontLicence& licence, std::vector<LicenceFinding>& findings) {
    const Sentence font = verbatim(licence.font);
    if (licence.openFontLicence) {
        findings.push_back(finding(
            FindingKind::Note, "open_font_licence",
            {TYPEMOULD_TRANSLATE_NOOP(
                 "Findings", "%1 is under the SIL Open Font License: a font made from it must be under that "
                             "licence too, and keep its copyright line."),
             {font}},
            {TYPEMOULD_TRANSLATE_NOOP("Findings", "Both are kept in the new font.")}));
    } else if (licence.text.empty() && licence.address.empty()) {
        findings.push_back(finding(
            FindingKind::Warning, "no_licence",
            {TYPEMOULD_TRANSLATE_NOOP("Findings", "%1 says nothing of its licence."), {font}},
            {TYPEMOULD_TRANSLATE_NOOP(
                "Findings",
                "Find out whether you may change it before you pass on a font that is made from it.")}));
    } else {
        const std::string& text = licence.text.empty() ? licence.address : licence.text;
        findings.push_back(
            finding(FindingKind::Note, "licence",
                    {TYPEMOULD_TRANSLATE_NOOP("Findings", "%1 has this licence: %2"), {font, verbatim(text)}},
                    {TYPEMOULD_TRANSLATE_NOOP(
                        "Findings", "Read whether it allows changed versions; not every licence does.")}));
    }
}

/// The family's names that the new font will have: one in each language where they are the target's with a
/// suffix, else the one that is set.
std::vector<std::string> writtenFamilies(const FontFace& target, const FontExportSettings& settings) {
    std::vector<std::string> written{exportedFamily(target, settings)};
    if (settings.family.empty()) {
        for (const std::string& family : detailsOf(target).families) {
            written.push_back(family + settings.suffix);
        }
    }
    return written;
}

void addNames(const FontLicence& licence, const std::vector<std::string>& written,
              const std::vector<std::string>& own, bool allowed, std::vector<LicenceFinding>& findings) {
    const FindingKind kind = allowed ? FindingKind::Warning : FindingKind::Refusal;
    const Sentence advice{
        allowed
            ? TYPEMOULD_TRANSLATE_NOOP("Findings", "You said that the name is yours to use.")
            : TYPEMOULD_TRANSLATE_NOOP(
                  "Findings", "Set another family name, or say that the name is yours to use (own-name).")};
    const auto same = std::find_if(written.begin(), written.end(), [&](const std::string& family) {
        return std::any_of(own.begin(), own.end(),
                           [&](const std::string& name) { return bare(family) == bare(name); });
    });
    if (same != written.end()) {
        findings.push_back(finding(
            kind, "same_name",
            {TYPEMOULD_TRANSLATE_NOOP("Findings",
                                      "The new font would have the name of the target, '%1', and take its "
                                      "place where it is installed."),
             {verbatim(*same)}},
            advice));
    }
    for (const std::string& reserved : licence.reservedNames) {
        const auto holder = std::find_if(written.begin(), written.end(), [&](const std::string& family) {
            return bare(family).find(bare(reserved)) != std::string::npos;
        });
        if (holder != written.end()) {
            findings.push_back(
                finding(kind, "reserved_name",
                        {TYPEMOULD_TRANSLATE_NOOP(
                             "Findings",
                             "The name '%1' holds '%2', which the licence of %3 reserves for the original."),
                         {verbatim(*holder), verbatim(reserved), verbatim(licence.font)}},
                        advice));
        } else {
            findings.push_back(finding(
                FindingKind::Note, "reserved_name_unused",
                {TYPEMOULD_TRANSLATE_NOOP("Findings",
                                          "The licence of %1 reserves the name '%2', which the new font "
                                          "does not have."),
                 {verbatim(licence.font), verbatim(reserved)}}));
        }
    }
}

} // namespace

FontLicence licenceOf(const FontFace& face) {
    const FontDetails details = detailsOf(face);
    FontLicence licence;
    licence.font = face.names().family + " " + face.names().style;
    licence.copyright = details.copyright;
    licence.text = details.licence;
    licence.address = details.licenceAddress;
    licence.embedding = details.embedding;
    licence.embeddingSaid = embeddingWords(details.embedding);
    licence.embeddingText = englishOf(licence.embeddingSaid);
    licence.openFontLicence =
        names(licence.text, "sil open font") || names(licence.text, "open font license") ||
        names(licence.address, "scripts.sil.org/ofl") || names(licence.address, "openfontlicense.org");
    for (const std::string& text : details.rights) {
        for (std::string& name : reservedIn(text)) {
            auto& all = licence.reservedNames;
            const bool known = std::any_of(all.begin(), all.end(),
                                           [&](const auto& other) { return bare(other) == bare(name); });
            if (!known && !bare(name).empty()) {
                all.push_back(std::move(name));
            }
        }
    }
    return licence;
}

std::string exportedFamily(const FontFace& target, const FontExportSettings& settings) {
    return settings.family.empty() ? target.names().family + settings.suffix : settings.family;
}

std::string exportedFileName(const FontFace& target, const FontExportSettings& settings) {
    std::string name = exportedFamily(target, settings);
    const auto blank = [](char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); };
    name.erase(name.begin(), std::find_if_not(name.begin(), name.end(), blank));
    name.erase(std::find_if_not(name.rbegin(), name.rend(), blank).base(), name.end());
    for (char& letter : name) {
        const bool awkward = static_cast<unsigned char>(letter) < 0x20 ||
                             std::string_view("/\\:*?\"<>|").find(letter) != std::string_view::npos;
        letter = awkward ? '_' : letter;
    }
    name = name.empty() || name.front() == '.' ? "font" + name : name;
    return name + "." + fontFormatName(settings.format);
}

std::vector<LicenceFinding> licenceFindings(const FontFace& source, const FontFace& target,
                                            const FontExportSettings& settings) {
    const auto written = writtenFamilies(target, settings);
    std::vector<std::string> own = detailsOf(target).families;
    own.push_back(target.names().family);
    std::vector<LicenceFinding> findings;
    for (const FontFace* face : {&target, &source}) {
        const FontLicence licence = licenceOf(*face);
        addEmbedding(licence, findings);
        addLicence(licence, findings);
        addNames(licence, written, face == &target ? own : std::vector<std::string>(), settings.ownName,
                 findings);
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto& a, const auto& b) { return a.kind > b.kind; });
    return findings;
}

} // namespace typemould
