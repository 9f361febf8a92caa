// Glyph images out: PNG or BMP files, a contact sheet and a manifest with the geometry. Written whole or not
// at all, file by file. Blocking; one thread.
#pragma once

#include "core/base/fields.h"
#include "core/base/gray_image.h"
#include "core/fonts/character_set.h"
#include "core/fonts/output_offset.h"
#include "core/fonts/placement.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace typemould {

enum class ImageFormat { Png, Bmp };
enum class NamingRule {
    UnicodeHex, ///< "6771.png": at least four digits, upper case
    UnicodeInt, ///< "26481.png"
    Character,  ///< "東.png"; characters that file systems or people stumble over (/ \ : . control, letters
                ///< with case, which would collide without it, combining and compatibility characters) are
                ///< written "U+0041.png"
    Sequence,   ///< "0001.png" in code point order
};

struct ImageExportSettings {
    ImageFormat format = ImageFormat::Png;
    NamingRule naming = NamingRule::UnicodeHex;
    int size = 0;       ///< image side in pixels; 0 is the network's own, else 8 or more
    double offsetX = 0; ///< pixels of the exported image, right positive, fractions allowed
    double offsetY = 0; ///< pixels, down positive
    bool thresholded = false;
    int threshold = 128;       ///< grey level below which a pixel is ink
    bool skipExisting = false; ///< keep files made alike and files of no export; others are replaced
    bool contactSheet = true;
    bool operator==(const ImageExportSettings&) const = default;
};
const std::vector<Field<ImageExportSettings>>& fieldsOf(const ImageExportSettings*);

/// File name (no folder) of a character under a rule; `sequence` counts from 1, `total` fixes the digits.
std::string glyphFileName(char32_t character, NamingRule rule, ImageFormat format, std::size_t sequence,
                          std::size_t total);
/// The same without its ending.
std::string glyphFileStem(char32_t character, NamingRule rule, std::size_t sequence, std::size_t total);
/// The image as it will be written: size (pixel edges line up, nothing moves), then offset, then threshold.
GrayImage finished(const GrayImage& generated, const ImageExportSettings& settings);

/// What the manifest says of the geometry.
struct ExportGeometry {
    Placement target;                               ///< of the font that the glyphs are for
    int canvas = 256;                               ///< that the network drew on
    int unitsPerEm = 1000;                          ///< of the target font
    OutputOffset output;                            ///< by which what the network drew was moved
    std::string sourceFont, targetFont, checkpoint; ///< names for the reader
    long long step = 0;
};

/// One export into a folder: add() each glyph, in any order, then finish().
class ImageExporter {
public:
    /// Makes the folder; an error when it cannot be written to, a setting is out of range, or there are no
    /// characters. `characters` are all glyphs to come.
    static Result<ImageExporter> begin(const std::filesystem::path& folder,
                                       const ImageExportSettings& settings, const ExportGeometry& geometry,
                                       const CharacterSet& characters);
    ImageExporter(ImageExporter&&) noexcept;
    ImageExporter& operator=(ImageExporter&&) noexcept;
    ~ImageExporter(); ///< without finish() no contact sheet is left behind; the manifest says what is there

    /// Whether skipExisting holds and the file of this character was there at begin(), named for it by a
    /// manifest of the same fonts, geometry and finish, or by no manifest at all (somebody's own, which the
    /// new manifest does not describe either): no need to draw it.
    bool wouldSkip(char32_t character) const;
    /// Writes one glyph (geometry.canvas a side; left alone where wouldSkip() holds); `source` goes on the
    /// contact sheet beside it. Each character once.
    Status add(char32_t character, const GrayImage& source, const GrayImage& generated);
    /// For a glyph that is kept: puts `source` on the contact sheet beside the file that is there. Without it
    /// the sheet shows the kept glyph alone.
    Status keep(char32_t character, const GrayImage& source);
    /// Writes contact-sheet.png (source beside generated; contact-sheet-2.png and so on where it would grow
    /// over 16384 pixels) and manifest.json, which also goes on naming other files of an earlier export that
    /// were made alike. Without finish() (a cancel) the glyphs written stay, each whole, and the manifest
    /// names them. An older manifest is rewritten before the first file is replaced, so that it never names a
    /// file for what it is not. A sheet that would show nothing new is not written.
    Status finish();
    std::size_t written() const;
    std::size_t skipped() const; ///< files kept as they were

private:
    struct State;
    explicit ImageExporter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Sheet of pairs (source left, generated right), `columns` pairs a row, cells `cell` pixels a side, thin
/// gaps.
GrayImage contactSheet(const std::vector<std::pair<GrayImage, GrayImage>>& pairs, int cell = 96,
                       int columns = 8);

} // namespace typemould
