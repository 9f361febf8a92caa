#include "core/fonts/font_names.h"

#include FT_MULTIPLE_MASTERS_H
#include FT_SFNT_NAMES_H
#include FT_TRUETYPE_IDS_H
#include FT_TRUETYPE_TABLES_H

#include <algorithm>
#include <string_view>

namespace typemould::native {

namespace {

constexpr unsigned longestName = 1u << 16; // licence texts run to several kilobytes

// Mac OS Roman from 0x80 on.
constexpr std::u32string_view macRoman = U"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡"
                                         U"¬√ƒ≈∆«»…\u00A0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ"
                                         U"\uF8FFÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
static_assert(macRoman.size() == 128);

std::string decodeUtf16(const FT_SfntName& name) {
    std::string text;
    const auto unit = [&](unsigned i) {
        return static_cast<char32_t>(name.string[i] << 8 | name.string[i + 1]);
    };
    for (unsigned i = 0; i + 1 < name.string_len; i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < name.string_len && (unit(i + 2) & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        }
        if (c != 0 && (c < 0xD800 || c > 0xDFFF)) {
            text += utf8Of(c);
        }
    }
    return text;
}

std::string decodeMacRoman(const FT_SfntName& name) {
    std::string text;
    for (unsigned i = 0; i < name.string_len; ++i) {
        const unsigned char c = name.string[i];
        text += c == 0 ? std::string() : utf8Of(c < 0x80 ? c : macRoman[c - 0x80u]);
    }
    return text;
}

/// How welcome a record is; 0 for one that cannot be decoded.
int preference(const FT_SfntName& name) {
    switch (name.platform_id) {
    case TT_PLATFORM_MICROSOFT:
        if (name.encoding_id != TT_MS_ID_UNICODE_CS && name.encoding_id != TT_MS_ID_UCS_4 &&
            name.encoding_id != TT_MS_ID_SYMBOL_CS) {
            return 0;
        }
        return name.language_id == TT_MS_LANGID_ENGLISH_UNITED_STATES ? 5
               : (name.language_id & 0x3FF) == 9                      ? 4
                                                                      : 1;
    case TT_PLATFORM_APPLE_UNICODE:
        return 3;
    case TT_PLATFORM_MACINTOSH:
        return name.encoding_id == TT_MAC_ID_ROMAN ? 2 : 0;
    default:
        return 0;
    }
}

std::string decoded(const FT_SfntName& name) {
    std::string text = name.platform_id == TT_PLATFORM_MACINTOSH ? decodeMacRoman(name) : decodeUtf16(name);
    const auto last = text.find_last_not_of(" \t\r\n");
    text.resize(last == std::string::npos ? 0 : last + 1);
    return text;
}

/// Calls `look` with every entry that can be decoded.
template <class Look>
void forEachName(FT_Face face, const Look& look) {
    const unsigned count = FT_Get_Sfnt_Name_Count(face);
    for (unsigned i = 0; i < count; ++i) {
        FT_SfntName name{};
        if (FT_Get_Sfnt_Name(face, i, &name) == 0 && name.string != nullptr &&
            name.string_len <= longestName && preference(name) > 0) {
            look(name);
        }
    }
}

std::string firstOf(std::initializer_list<std::string> texts) {
    for (const std::string& text : texts) {
        if (!text.empty()) {
            return text;
        }
    }
    return {};
}

} // namespace

std::string nameEntry(FT_Face face, unsigned nameId) {
    std::string best;
    int bestPreference = 0;
    forEachName(face, [&](const FT_SfntName& name) {
        if (name.name_id != nameId || preference(name) <= bestPreference) {
            return;
        }
        if (std::string text = decoded(name); !text.empty()) {
            best = std::move(text);
            bestPreference = preference(name);
        }
    });
    return best;
}

std::vector<std::string> nameEntries(FT_Face face, std::initializer_list<unsigned> nameIds) {
    std::vector<std::string> texts;
    forEachName(face, [&](const FT_SfntName& name) {
        if (std::find(nameIds.begin(), nameIds.end(), name.name_id) == nameIds.end()) {
            return;
        }
        std::string text = decoded(name);
        if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
            texts.push_back(std::move(text));
        }
    });
    return texts;
}

std::string instanceName(FT_Face face, int instance) {
    std::string name;
    FT_MM_Var* variations = nullptr;
    if (FT_Get_MM_Var(face, &variations) == 0) {
        if (instance >= 1 && static_cast<unsigned>(instance) <= variations->num_namedstyles) {
            name = nameEntry(face, variations->namedstyle[instance - 1].strid);
        }
        FT_Done_MM_Var(face->glyph->library, variations);
    }
    return name.empty() ? "Instance " + std::to_string(instance) : name;
}

FontNames namesOf(FT_Face face, const std::string& fallback) {
    const auto text = [](const char* name) { return std::string(name != nullptr ? name : ""); };
    FontNames names;
    names.family = firstOf({nameEntry(face, TT_NAME_ID_TYPOGRAPHIC_FAMILY),
                            nameEntry(face, TT_NAME_ID_FONT_FAMILY), text(face->family_name), fallback});
    names.style = firstOf({nameEntry(face, TT_NAME_ID_TYPOGRAPHIC_SUBFAMILY),
                           nameEntry(face, TT_NAME_ID_FONT_SUBFAMILY), text(face->style_name), "Regular"});
    names.version = nameEntry(face, TT_NAME_ID_VERSION_STRING);
    names.license = firstOf({nameEntry(face, TT_NAME_ID_LICENSE), nameEntry(face, TT_NAME_ID_LICENSE_URL)});
    const auto* os2 = static_cast<const TT_OS2*>(FT_Get_Sfnt_Table(face, FT_SFNT_OS2));
    names.embeddingRestricted = os2 != nullptr && os2->version != 0xFFFF && (os2->fsType & 0xE) == 0x2;
    return names;
}

} // namespace typemould::native
