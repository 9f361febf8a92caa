// FontFace: one face of a font file, opened once from memory: names, metrics, coverage, outlines. TTF, OTF,
// TTC, WOFF and WOFF2, variable fonts at a named instance. The bytes are shared, the FreeType objects are
// not: one FontFace per thread; clone() is cheap.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/result.h"
#include "core/fonts/character_set.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace typemould {

/// Which face of a file.
struct FaceChoice {
    int index = 0;    ///< face in a collection, from 0
    int instance = 0; ///< named instance of a variable font, from 1; 0 is the default design
    bool operator==(const FaceChoice&) const = default;
};

/// A face or named instance that a file offers.
struct FaceInfo {
    FaceChoice choice;
    std::string family;
    std::string style;
    bool variable = false;
};

struct FontNames {
    std::string family;
    std::string style;
    std::string version;
    std::string license;              ///< name table entry 13, else entry 14 (its address); may be empty
    bool embeddingRestricted = false; ///< OS/2 fsType says restricted
};

/// In font units, y up. Empty when xMax <= xMin.
struct InkBox {
    double xMin = 0, yMin = 0, xMax = 0, yMax = 0;
    double width() const { return xMax - xMin; }
    double height() const { return yMax - yMin; }
    bool empty() const { return xMax <= xMin || yMax <= yMin; }
};

using SharedBytes = std::shared_ptr<const Bytes>;

class FontFace {
public:
    /// Reads the file whole and opens it. Errors name the file: not there, not a font, damaged, no such face,
    /// no outlines (bitmap-only), no Unicode cmap.
    static Result<FontFace> open(const std::filesystem::path& path, FaceChoice choice = {});
    /// As open(), from bytes; `name` stands in messages.
    static Result<FontFace> fromBytes(SharedBytes bytes, FaceChoice choice, const std::string& name);
    /// All faces and named instances that a file offers.
    static Result<std::vector<FaceInfo>> list(const std::filesystem::path& path);
    static Result<std::vector<FaceInfo>> list(SharedBytes bytes, const std::string& name);

    FontFace(FontFace&&) noexcept;
    FontFace& operator=(FontFace&&) noexcept;
    ~FontFace();
    /// The same face for use on another thread.
    Result<FontFace> clone() const;

    const FontNames& names() const;
    const std::string& fileName() const; ///< as given, for messages
    const SharedBytes& bytes() const;
    const std::string& hash() const; ///< hashOf(bytes)
    FaceChoice choice() const;
    int unitsPerEm() const;
    int ascender() const;  ///< font units, y up
    int descender() const; ///< font units, usually negative

    /// Every character of the cmap whose glyph is not .notdef and has a non-empty outline. Found once, then
    /// kept.
    const CharacterSet& characters() const;
    bool draws(char32_t character) const { return characters().contains(character); }
    /// Exact outline bounds; empty when the face does not draw it.
    InkBox inkBox(char32_t character) const;
    /// Advance width in font units; 0 when the face has no such character.
    double advance(char32_t character) const;

    /// The FreeType face (FT_Face), for the rasteriser and the shaper in this room only.
    void* nativeFace() const;

private:
    struct State;
    explicit FontFace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Tells designs apart, not files alone: the file's hash, and face and instance where they are not the first.
std::string identityOf(const FontFace& face);

} // namespace typemould
