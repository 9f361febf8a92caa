#include "core/fonts/font_face.h"

#include "core/base/hash.h"
#include "core/fonts/font_file.h"
#include "core/fonts/font_names.h"
#include "core/fonts/native_face.h"

#include FT_ADVANCES_H
#include FT_MULTIPLE_MASTERS_H
#include FT_TRUETYPE_TABLES_H

#include <algorithm>
#include <limits>
#include <optional>

namespace typemould {

namespace {

constexpr int mostFaces = 1024; ///< faces that a collection may offer
constexpr const char* damagedAdvice = "Download or copy the font again, or choose another file.";
constexpr const char* formatsAdvice = "Choose a TTF, OTF, TTC, WOFF or WOFF2 file with outlines.";

Error freeTypeError(FT_Error error, const Bytes& bytes, const std::string& name) {
    if (error == FT_Err_Unknown_File_Format ||
        (error != FT_Err_Out_Of_Memory && !native::looksLikeFont(bytes))) {
        return {ErrorCode::BadFormat, name + " is not a font file.", formatsAdvice};
    }
    if (error == FT_Err_Out_Of_Memory) {
        return {ErrorCode::OutOfMemory, "There is not enough memory to open " + name + ".",
                "Close other programs."};
    }
    return {ErrorCode::BadFormat, name + " is damaged (FreeType error " + std::to_string(error) + ").",
            damagedAdvice};
}

/// A FreeType library with one face of it: FreeType's faces share state within a library, so each has its
/// own.
struct NativeFace {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    NativeFace() = default;
    NativeFace(NativeFace&& other) noexcept
        : library(std::exchange(other.library, nullptr)), face(std::exchange(other.face, nullptr)) {}
    NativeFace& operator=(NativeFace&&) = delete;
    ~NativeFace() {
        if (face != nullptr) {
            FT_Done_Face(face);
        }
        if (library != nullptr) {
            FT_Done_FreeType(library);
        }
    }
    int faces() const { return static_cast<int>(std::min<FT_Long>(face->num_faces, mostFaces)); }
    int instances() const;
    bool variable() const { return FT_HAS_MULTIPLE_MASTERS(face); }
};

/// FreeType adds the default design to the named instances when it has no name; only those of "fvar" count
/// here.
int NativeFace::instances() const {
    constexpr FT_Long countOffset = 12;
    FT_Byte count[2] = {0, 0};
    FT_ULong length = sizeof count;
    if (FT_Load_Sfnt_Table(face, FT_MAKE_TAG('f', 'v', 'a', 'r'), countOffset, count, &length) != 0) {
        return 0;
    }
    const int listed = count[0] << 8 | count[1];
    return std::min(listed, static_cast<int>(face->style_flags >> 16 & 0x7FFF));
}

/// Opens face `index` in its default design, or throws.
NativeFace openNative(const Bytes& bytes, int index, const std::string& name) {
    native::checkFontFile(bytes, index, name).orThrow();
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<FT_Long>::max())) {
        throw Failure(ErrorCode::Unsupported, name + " is too large for a font.", formatsAdvice);
    }
    NativeFace native;
    if (const FT_Error error = FT_Init_FreeType(&native.library); error != 0) {
        throw Failure(freeTypeError(error, bytes, name));
    }
    const auto size = static_cast<FT_Long>(bytes.size());
    if (const FT_Error error = FT_New_Memory_Face(native.library, bytes.data(), size, index, &native.face);
        error != 0) {
        native.face = nullptr;
        throw Failure(freeTypeError(error, bytes, name));
    }
    return native;
}

/// Opens the chosen face and instance, or throws an error that says what the file offers instead.
NativeFace openChosen(const Bytes& bytes, FaceChoice choice, const std::string& name) {
    if (choice.index < 0 || choice.instance < 0) {
        throw Failure(ErrorCode::InvalidArgument, name + ": faces and instances have no negative numbers.",
                      "Count faces from 0, and named instances from 1.");
    }
    if (choice.index > 0) {
        const int faces = openNative(bytes, 0, name).faces();
        if (choice.index >= faces) {
            throw Failure(ErrorCode::NotFound, name + " has no face " + std::to_string(choice.index) + ".",
                          faces == 1 ? "It holds a single face, number 0."
                                     : "Choose a face from 0 to " + std::to_string(faces - 1) + ".");
        }
    }
    NativeFace native = openNative(bytes, choice.index, name);
    if (choice.instance > native.instances()) {
        throw Failure(ErrorCode::NotFound,
                      name + " has no named instance " + std::to_string(choice.instance) + ".",
                      native.instances() == 0
                          ? "It has none; choose instance 0."
                          : "Choose an instance from 0 to " + std::to_string(native.instances()) + ".");
    }
    if (choice.instance > 0) {
        if (const FT_Error error = FT_Set_Named_Instance(native.face, static_cast<FT_UInt>(choice.instance));
            error != 0) {
            throw Failure(freeTypeError(error, bytes, name));
        }
    }
    return native;
}

/// Throws when the face is of a kind that cannot be worked with.
void requireUsable(FT_Face face, const std::string& name) {
    if (!FT_IS_SCALABLE(face)) {
        throw Failure(ErrorCode::Unsupported, name + " has no outlines, only pictures of glyphs.",
                      formatsAdvice);
    }
    if (!FT_IS_SFNT(face)) {
        throw Failure(ErrorCode::Unsupported, name + " is a font of an older kind, not TrueType or OpenType.",
                      formatsAdvice);
    }
    if (face->charmap == nullptr || face->charmap->encoding != FT_ENCODING_UNICODE) {
        throw Failure(ErrorCode::Unsupported, name + " does not say which Unicode characters it draws.",
                      "Choose a font with a Unicode character map (\"cmap\"); symbol fonts have none.");
    }
    if (face->units_per_EM < 16 || face->units_per_EM > 16384 || !native::setOutlineSize(face)) {
        throw Failure(ErrorCode::BadFormat,
                      name + " is damaged: its em square has " + std::to_string(face->units_per_EM) +
                          " units.",
                      damagedAdvice);
    }
}

} // namespace

struct FontFace::State {
    NativeFace native; ///< reads `bytes`, so it goes before them
    SharedBytes bytes;
    FaceChoice choice;
    std::string fileName;
    std::string hash;
    FontNames names;
    mutable std::optional<CharacterSet> characters;

    State(SharedBytes data, FaceChoice faceChoice, const std::string& name)
        : native(openChosen(*data, faceChoice, name)), bytes(std::move(data)), choice(faceChoice),
          fileName(name) {
        requireUsable(native.face, name);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    /// Glyph of a character that may be drawn at all, or 0.
    FT_UInt glyphOf(char32_t character) const {
        return isBlank(character) ? 0 : FT_Get_Char_Index(native.face, character);
    }
    InkBox boundsOf(FT_UInt glyph) const {
        FT_Outline* outline = glyph != 0 ? native::loadOutline(native.face, glyph) : nullptr;
        return outline != nullptr ? native::outlineBounds(native.face, *outline) : InkBox{};
    }
    CharacterSet drawnCharacters() const;
};

CharacterSet FontFace::State::drawnCharacters() const {
    // Many characters may share a glyph, so that each glyph is looked at once. A hostile cmap can name every
    // 32-bit number; the walk ends where Unicode ends.
    enum : char { Unknown, Drawn, Empty };
    std::vector<char> seen(static_cast<std::size_t>(std::max<FT_Long>(native.face->num_glyphs, 0)), Unknown);
    std::vector<char32_t> drawn;
    FT_UInt glyph = 0;
    for (FT_ULong c = FT_Get_First_Char(native.face, &glyph); glyph != 0 && c <= 0x10FFFF;
         c = FT_Get_Next_Char(native.face, c, &glyph)) {
        const auto character = static_cast<char32_t>(c);
        if (glyph >= seen.size() || isBlank(character)) {
            continue;
        }
        if (seen[glyph] == Unknown) {
            seen[glyph] = boundsOf(glyph).empty() ? Empty : Drawn;
        }
        if (seen[glyph] == Drawn) {
            drawn.push_back(character);
        }
    }
    return CharacterSet(std::move(drawn));
}

FontFace::FontFace(std::unique_ptr<State> state) : m_state(std::move(state)) {}
FontFace::FontFace(FontFace&&) noexcept = default;
FontFace& FontFace::operator=(FontFace&&) noexcept = default;
FontFace::~FontFace() = default;

Result<FontFace> FontFace::open(const std::filesystem::path& path, FaceChoice choice) {
    auto bytes = readFile(path);
    if (!bytes) {
        return bytes.error();
    }
    return fromBytes(std::make_shared<const Bytes>(*std::move(bytes)), choice, pathText(path));
}

Result<FontFace> FontFace::fromBytes(SharedBytes bytes, FaceChoice choice, const std::string& name) {
    return guarded("opening " + name, [&] {
        auto state = std::make_unique<State>(std::move(bytes), choice, name);
        state->hash = hashOf(*state->bytes);
        const std::string stem = std::filesystem::path(name).stem().string();
        state->names = native::namesOf(state->native.face, stem);
        if (choice.instance > 0) {
            state->names.style = native::instanceName(state->native.face, choice.instance);
        }
        return FontFace(std::move(state));
    });
}

Result<std::vector<FaceInfo>> FontFace::list(const std::filesystem::path& path) {
    auto bytes = readFile(path);
    if (!bytes) {
        return bytes.error();
    }
    return list(std::make_shared<const Bytes>(*std::move(bytes)), pathText(path));
}

/// More named instances than any design has; a table that claims more is hostile.
static constexpr int instanceLimit = 256;

Result<std::vector<FaceInfo>> FontFace::list(SharedBytes bytes, const std::string& name) {
    return guarded("reading " + name, [&] {
        std::vector<FaceInfo> list;
        int faces = 1;
        for (int index = 0; index < faces; ++index) {
            const NativeFace native = openNative(*bytes, index, name);
            faces = native.faces();
            const FontNames names = native::namesOf(native.face, std::filesystem::path(name).stem().string());
            list.push_back({{index, 0}, names.family, names.style, native.variable()});
            for (int instance = 1; instance <= std::min(native.instances(), instanceLimit); ++instance) {
                list.push_back(
                    {{index, instance}, names.family, native::instanceName(native.face, instance), true});
            }
        }
        return list;
    });
}

Result<FontFace> FontFace::clone() const {
    return guarded("opening " + m_state->fileName + " again", [&] {
        auto state = std::make_unique<State>(m_state->bytes, m_state->choice, m_state->fileName);
        state->hash = m_state->hash;
        state->names = m_state->names;
        state->characters = m_state->characters;
        return FontFace(std::move(state));
    });
}

const FontNames& FontFace::names() const { return m_state->names; }
const std::string& FontFace::fileName() const { return m_state->fileName; }
const SharedBytes& FontFace::bytes() const { return m_state->bytes; }
const std::string& FontFace::hash() const { return m_state->hash; }
FaceChoice FontFace::choice() const { return m_state->choice; }
int FontFace::unitsPerEm() const { return m_state->native.face->units_per_EM; }
int FontFace::ascender() const { return m_state->native.face->ascender; }
int FontFace::descender() const { return m_state->native.face->descender; }
void* FontFace::nativeFace() const { return m_state->native.face; }

const CharacterSet& FontFace::characters() const {
    if (!m_state->characters) {
        m_state->characters = m_state->drawnCharacters();
    }
    return *m_state->characters;
}

InkBox FontFace::inkBox(char32_t character) const { return m_state->boundsOf(m_state->glyphOf(character)); }

double FontFace::advance(char32_t character) const {
    FT_Fixed advance = 0;
    const FT_UInt glyph = FT_Get_Char_Index(m_state->native.face, character);
    const bool known =
        glyph != 0 && FT_Get_Advance(m_state->native.face, glyph, FT_LOAD_NO_SCALE, &advance) == 0;
    return known ? static_cast<double>(advance) : 0;
}

std::string identityOf(const FontFace& face) {
    const FaceChoice choice = face.choice();
    return choice == FaceChoice{}
               ? face.hash()
               : face.hash() + "#" + std::to_string(choice.index) + "." + std::to_string(choice.instance);
}

} // namespace typemould
