#include "core/fonts/text_line.h"

#include "core/fonts/glyph_painter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <hb-ot.h>
#include <hb.h>

#include FT_MULTIPLE_MASTERS_H
#include FT_TRUETYPE_TABLES_H

namespace typemould {

namespace {

constexpr std::size_t longestText = 1u << 16; // bytes
constexpr int longestSide = 16384;            // pixels

template <class T, void (*destroy)(T*)>
struct Destroy {
    void operator()(T* object) const { destroy(object); }
};
using HbFont = std::unique_ptr<hb_font_t, Destroy<hb_font_t, hb_font_destroy>>;
using HbBuffer = std::unique_ptr<hb_buffer_t, Destroy<hb_buffer_t, hb_buffer_destroy>>;

/// A table as HarfBuzz wants it, read through FreeType: that has unpacked WOFF and WOFF2 already.
hb_blob_t* referenceTable(hb_face_t*, hb_tag_t tag, void* user) {
    auto* face = static_cast<FT_Face>(user);
    FT_ULong length = 0;
    if (FT_Load_Sfnt_Table(face, tag, 0, nullptr, &length) != 0 || length == 0) {
        return nullptr;
    }
    auto* data = static_cast<FT_Byte*>(std::malloc(length)); // NOLINT: freed by HarfBuzz through free
    if (data == nullptr) {
        return nullptr;
    }
    if (FT_Load_Sfnt_Table(face, tag, 0, data, &length) != 0) {
        std::free(data);
        return nullptr;
    }
    return hb_blob_create(reinterpret_cast<const char*>(data), static_cast<unsigned>(length),
                          HB_MEMORY_MODE_WRITABLE, data, std::free);
}

/// Gives the HarfBuzz font the axis positions of the FreeType face.
void copyVariations(FT_Face face, hb_font_t* font) {
    FT_MM_Var* variations = nullptr;
    if (!FT_HAS_MULTIPLE_MASTERS(face) || FT_Get_MM_Var(face, &variations) != 0) {
        return;
    }
    std::vector<FT_Fixed> fixed(variations->num_axis);
    if (FT_Get_Var_Design_Coordinates(face, variations->num_axis, fixed.data()) == 0) {
        std::vector<float> coordinates(fixed.size());
        std::transform(fixed.begin(), fixed.end(), coordinates.begin(),
                       [](FT_Fixed value) { return static_cast<float>(value) / 65536.0f; });
        hb_font_set_var_coords_design(font, coordinates.data(), static_cast<unsigned>(coordinates.size()));
    }
    FT_Done_MM_Var(face->glyph->library, variations);
}

/// The HarfBuzz font of a face; made once, it lives and dies with the FreeType face.
hb_font_t* shaperOf(FT_Face face) {
    if (face->generic.data == nullptr) {
        hb_face_t* hbFace = hb_face_create_for_tables(referenceTable, face, nullptr);
        hb_face_set_upem(hbFace, face->units_per_EM);
        hb_face_set_glyph_count(hbFace, static_cast<unsigned>(face->num_glyphs));
        HbFont font(hb_font_create(hbFace)); // its scale is font units by default
        hb_ot_font_set_funcs(font.get());
        hb_face_destroy(hbFace);
        copyVariations(face, font.get());
        face->generic.data = font.release();
        face->generic.finalizer = [](void* object) {
            hb_font_destroy(static_cast<hb_font_t*>(static_cast<FT_Face>(object)->generic.data));
        };
    }
    return static_cast<hb_font_t*>(face->generic.data);
}

/// The text on one line: a line break or tab is a space. Bytes keep their places.
std::string onOneLine(std::string_view utf8) {
    std::string text(utf8);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    return text;
}

} // namespace

Result<ShapedLine> shapeLine(const FontFace& face, std::string_view utf8, bool vertical) {
    if (utf8.size() > longestText) {
        return Error{ErrorCode::InvalidArgument, "The text is too long for one line.",
                     "Choose a shorter text."};
    }
    return guarded("shaping a line of text", [&] {
        const std::string text = onOneLine(utf8);
        hb_font_t* font = shaperOf(native::faceOf(face));
        const HbBuffer buffer(hb_buffer_create());
        // A mark keeps its own place in the text, apart from its letter's.
        hb_buffer_set_cluster_level(buffer.get(), HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
        hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0,
                           static_cast<int>(text.size()));
        if (vertical) {
            hb_buffer_set_direction(buffer.get(), HB_DIRECTION_TTB);
        }
        // A fixed language: the default is the machine's locale, and a line must look the same everywhere.
        hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1));
        hb_buffer_guess_segment_properties(buffer.get());
        hb_shape(font, buffer.get(), nullptr, 0);
        if (!hb_buffer_allocation_successful(buffer.get())) {
            throw std::bad_alloc();
        }
        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
        const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
        ShapedLine line;
        line.vertical = vertical;
        double penX = 0, penY = 0;
        for (unsigned i = 0; i < count; ++i) {
            const hb_glyph_position_t& position = positions[i];
            const double advance = vertical ? -position.y_advance : position.x_advance;
            line.glyphs.push_back({infos[i].codepoint, infos[i].cluster, penX + position.x_offset,
                                   penY + position.y_offset, advance});
            penX += position.x_advance;
            penY += position.y_advance;
            line.length += advance;
        }
        return line;
    });
}

InkBox frameOf(const FontFace& face, const ShapedLine& line) {
    const double half = face.unitsPerEm() / 2.0;
    InkBox frame = line.vertical ? InkBox{-half, -line.length, half, 0}
                                 : InkBox{0, static_cast<double>(face.descender()), line.length,
                                          static_cast<double>(face.ascender())};
    const FT_Face native = native::faceOf(face);
    for (const ShapedGlyph& glyph : line.glyphs) {
        FT_Outline* outline = native::loadOutline(native, glyph.glyph);
        const InkBox ink = outline != nullptr ? native::outlineBounds(native, *outline) : InkBox{};
        if (!ink.empty()) {
            frame.xMin = std::min(frame.xMin, glyph.x + ink.xMin);
            frame.yMin = std::min(frame.yMin, glyph.y + ink.yMin);
            frame.xMax = std::max(frame.xMax, glyph.x + ink.xMax);
            frame.yMax = std::max(frame.yMax, glyph.y + ink.yMax);
        }
    }
    return frame;
}

Result<LineCanvas> canvasOf(const InkBox& frame, int unitsPerEm, double pixelsPerEm) {
    if (!(pixelsPerEm >= 8 && pixelsPerEm <= 512)) {
        return Error{ErrorCode::InvalidArgument, "A line of text cannot be drawn at that size.",
                     "Choose a size from 8 to 512 pixels an em."};
    }
    const double scale = pixelsPerEm / unitsPerEm;
    const double left = std::floor(frame.xMin * scale);
    const double top = std::ceil(frame.yMax * scale);
    const double width = std::max(1.0, std::ceil(frame.xMax * scale) - left);
    const double height = std::max(1.0, top - std::floor(frame.yMin * scale));
    if (width > longestSide || height > longestSide) {
        return Error{ErrorCode::InvalidArgument,
                     "The line would take a picture of more than " + std::to_string(longestSide) + " pixels.",
                     "Choose a shorter text or a smaller size."};
    }
    return LineCanvas{static_cast<int>(width), static_cast<int>(height), -left, top, scale};
}

Result<GrayImage> drawLine(const FontFace& face, const ShapedLine& line, const LineCanvas& canvas) {
    return guarded("drawing a line of text", [&] {
        const double scale = canvas.pixelsPerUnit;
        GrayImage image(canvas.width, canvas.height, 0);
        const FT_Face native = native::faceOf(face);
        for (const ShapedGlyph& glyph : line.glyphs) {
            FT_Outline* outline = native::loadOutline(native, glyph.glyph);
            if (outline != nullptr) {
                native::paintOutline(
                    native, *outline,
                    {scale, canvas.originX + glyph.x * scale, canvas.originY - glyph.y * scale}, image);
            }
        }
        native::invert(image);
        return image;
    });
}

Result<GrayImage> drawLine(const FontFace& face, const ShapedLine& line, double pixelsPerEm) {
    return guarded("drawing a line of text", [&] {
        const auto canvas = canvasOf(frameOf(face, line), face.unitsPerEm(), pixelsPerEm).orThrow();
        return drawLine(face, line, canvas).orThrow();
    });
}

} // namespace typemould
