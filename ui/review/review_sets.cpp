#include "ui/review/review_sets.h"

#include "core/fonts/named_sets.h"
#include "ui/widgets/set_names.h"

#include <QCoreApplication>

namespace typemould {

namespace {

void add(QComboBox& combo, const char* key, const QString& name, const QString& help) {
    combo.addItem(name, QString::fromLatin1(key));
    combo.setItemData(combo.count() - 1, help, Qt::ToolTipRole);
}

/// For lupdate: this file's strings are of the context "ReviewSets".
struct ReviewSets {
    Q_DECLARE_TR_FUNCTIONS(ReviewSets)
};

CharacterSet reviewed(const Document& document) {
    std::vector<char32_t> characters;
    for (const auto& [character, verdict] : document.project().reviews) {
        characters.push_back(character);
    }
    return CharacterSet(std::move(characters));
}

} // namespace

void addReviewSets(QComboBox& combo, bool withVerdicts, bool withTyped) {
    add(combo, "missing", ReviewSets::tr("Missing"),
        ReviewSets::tr("Drawn by the source font, not by the target font."));
    if (withVerdicts) {
        add(combo, "kept", ReviewSets::tr("Kept"), ReviewSets::tr("Kept in Review."));
        add(combo, "unreviewed", ReviewSets::tr("Missing, not rejected or kept"),
            ReviewSets::tr("Missing characters without a verdict."));
    }
    add(combo, "heldout", ReviewSets::tr("Held out"),
        ReviewSets::tr(
            "Pairs that are not trained on: here the generated glyph can be compared with the truth."));
    add(combo, "pairs", ReviewSets::tr("Pairs"), ReviewSets::tr("Drawn by both fonts."));
    add(combo, "source", ReviewSets::tr("All of the source font"),
        ReviewSets::tr("Everything that the source font draws."));
    combo.insertSeparator(combo.count());
    for (const auto& named : namedSets()) {
        add(combo, named.key.c_str(), setName(named), setDescription(named));
    }
    if (withTyped) {
        combo.insertSeparator(combo.count());
        add(combo, "typed", ReviewSets::tr("Typed below"),
            ReviewSets::tr("A set's name, U+4E00-9FFF, @file or plain characters, joined by commas."));
    }
}

QString whyNoFonts(const Document& document) {
    if (document.openingFonts()) {
        return ReviewSets::tr("Opening the fonts…");
    }
    if (document.fontProblem()) {
        return ReviewSets::tr("The fonts could not be opened: page Fonts says why.");
    }
    return ReviewSets::tr("Choose a source and a target font first (page Fonts).");
}

CharacterSet withVerdict(const Document& document, const CharacterSet& characters, ReviewVerdict verdict) {
    std::vector<char32_t> found;
    for (const auto& [character, given] : document.project().reviews) {
        if (given == verdict && characters.contains(character)) {
            found.push_back(character);
        }
    }
    return CharacterSet(std::move(found));
}

CharacterSet keptCharacters(const Document& document) {
    std::vector<char32_t> kept;
    if (document.isOpen()) {
        for (const auto& [character, verdict] : document.project().reviews) {
            if (verdict == ReviewVerdict::Kept) {
                kept.push_back(character);
            }
        }
    }
    return CharacterSet(std::move(kept));
}

Result<CharacterSet> reviewSet(const Document& document, const QString& key) {
    const ProjectFonts* fonts = document.fonts();
    if (fonts == nullptr) {
        return CharacterSet();
    }
    const CharacterSet& drawn = fonts->source.characters();
    if (key == "missing") {
        return fonts->missing;
    }
    if (key == "source") {
        return drawn;
    }
    if (key == "kept" || key == "rejected") {
        return withVerdict(document, drawn, key == "kept" ? ReviewVerdict::Kept : ReviewVerdict::Rejected);
    }
    if (key == "unreviewed") {
        return fonts->missing - reviewed(document);
    }
    if (key == "heldout" || key == "pairs") {
        const auto sets = projectSets(*fonts, document.data().dataset);
        const auto found = sets.find(key.toStdString());
        return found != sets.end() ? found->second() : Result<CharacterSet>(CharacterSet());
    }
    auto named = namedSet(key.toStdString());
    if (!named) {
        return named.error();
    }
    return *named & drawn;
}

Result<CharacterSet> typedCharacters(const Document& document, const QString& spec) {
    const ProjectFonts* fonts = document.fonts();
    if (fonts == nullptr) {
        return CharacterSet();
    }
    auto parsed = parseCharacterSpec(spec.toStdString(), projectSets(*fonts, document.data().dataset));
    if (!parsed) {
        return parsed.error();
    }
    return *parsed & fonts->source.characters();
}

} // namespace typemould
