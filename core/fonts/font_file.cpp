#include "core/fonts/font_file.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace typemould::native {

namespace {

constexpr const char* damagedAdvice = "Download or copy the font again, or choose another file.";

// The tables that outlines, metrics, names and shaping come from; a broken one elsewhere does no harm here.
constexpr std::array<std::string_view, 21> neededTables{
    "glyf", "loca", "CFF ", "CFF2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2",
    "vhea", "vmtx", "VORG", "fvar", "gvar", "HVAR", "GDEF", "GSUB", "GPOS", "post"};

std::uint32_t read16(const Bytes& bytes, std::uint64_t at) {
    return at + 2 <= bytes.size() ? static_cast<std::uint32_t>(bytes[at] << 8 | bytes[at + 1]) : 0;
}

std::uint32_t read32(const Bytes& bytes, std::uint64_t at) {
    return at + 4 <= bytes.size() ? read16(bytes, at) << 16 | read16(bytes, at + 2) : 0;
}

std::string_view tagAt(const Bytes& bytes, std::uint64_t at) {
    return at + 4 <= bytes.size() ? std::string_view(reinterpret_cast<const char*>(bytes.data()) + at, 4)
                                  : std::string_view();
}

Error cutShort(const std::string& name, const std::string& what) {
    return {ErrorCode::BadFormat, name + " is damaged: " + what + " beyond the end of the file.",
            damagedAdvice};
}

/// Checks the table directory of an sfnt font that starts at `start`.
Status checkTables(const Bytes& bytes, std::uint64_t start, const std::string& name) {
    const std::uint32_t count = read16(bytes, start + 4);
    if (start + 12 + 16ull * count > bytes.size() || count == 0) {
        return cutShort(name, "its table directory runs");
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t entry = start + 12 + 16ull * i;
        const std::string_view tag = tagAt(bytes, entry);
        const std::uint64_t end = std::uint64_t{read32(bytes, entry + 8)} + read32(bytes, entry + 12);
        if (end > bytes.size() &&
            std::find(neededTables.begin(), neededTables.end(), tag) != neededTables.end()) {
            return cutShort(name, "its table \"" + std::string(tag) + "\" runs");
        }
    }
    return {};
}

} // namespace

constexpr std::uint64_t fontFileLimit = 256ull << 20; // as readFile() allows

bool looksLikeFont(const Bytes& bytes) {
    using namespace std::string_view_literals;
    const std::string_view tag = tagAt(bytes, 0);
    return tag == "\0\1\0\0"sv || tag == "OTTO" || tag == "true" || tag == "ttcf" || tag == "wOFF" ||
           tag == "wOF2";
}

Status checkFontFile(const Bytes& bytes, int index, const std::string& name) {
    if (bytes.empty()) {
        return Error{ErrorCode::BadFormat, name + " is empty, so it is not a font.", damagedAdvice};
    }
    const std::string_view tag = tagAt(bytes, 0);
    if (tag == "wOFF" || tag == "wOF2") {
        if (read32(bytes, 16) > fontFileLimit) {
            return Error{ErrorCode::BadFormat, name + " claims to unpack to more than a font can hold.",
                         damagedAdvice};
        }
        return read32(bytes, 8) > bytes.size() ? Status(cutShort(name, "its data runs")) : Status();
    }
    if (tag == "ttcf") {
        const std::uint64_t entry = 12 + 4ull * static_cast<unsigned>(index);
        if (static_cast<unsigned>(index) >= read32(bytes, 8) || entry + 4 > bytes.size()) {
            return {}; // FreeType counts the faces and refuses
        }
        return checkTables(bytes, read32(bytes, entry), name);
    }
    // FreeType knows more formats; whether other bytes are a font is for it to say.
    return looksLikeFont(bytes) ? checkTables(bytes, 0, name) : Status();
}

} // namespace typemould::native
