#include "core/export/image_export.h"

#include "core/base/atomic_file.h"
#include "core/export/contact_sheet.h"
#include "core/export/manifest.h"

#include <algorithm>
#include <map>
#include <set>

namespace typemould {

namespace fs = std::filesystem;

struct ImageExporter::State {
    /// One character of the export.
    struct Glyph {
        std::size_t slot = 0; ///< its place in code point order
        std::string file;
        bool there = false;     ///< kept as it was found
        bool foreign = false;   ///< kept, and of no export: nothing is known of how it was made
        bool placed = false;    ///< added, or put on the sheet
        bool written = false;   ///< by this export
        std::string checkpoint; ///< that drew a kept one
        long long step = 0;
    };

    fs::path folder;
    ImageExportSettings settings;
    ExportGeometry geometry;
    std::map<char32_t, Glyph> glyphs;
    std::unique_ptr<SheetWriter> sheet;
    std::size_t written = 0;
    std::size_t skipped = 0;
    bool sheetHasNews = false;         ///< more than kept files without their sources
    std::vector<ManifestGlyph> others; ///< of an earlier export, made alike, that this one does not touch
    bool oldManifest = false;          ///< one of an earlier export is still in place
    bool manifestDue = false;          ///< files were written that the manifest does not name yet

    Glyph& glyph(char32_t character);
    void takeOver(const CharacterSet& characters);
    void keepForeign(const std::set<std::string>& named);
    void write(Glyph& glyph, const GrayImage& image);
    void writeManifest();
    /// The picture in a kept file, empty when it cannot be read.
    GrayImage readKept(const Glyph& glyph) const;
    void placeOnSheet(Glyph& glyph, const GrayImage& source, const GrayImage& generated);
};

namespace {

void checkSettings(const ImageExportSettings& settings) {
    for (const auto& f : fields<ImageExportSettings>()) {
        const auto checked = checkedFieldValue(f.info, f.get(settings));
        if (!checked) {
            throw Failure(checked.error());
        }
    }
    if (settings.size > 0 && settings.size < 8) {
        throw Failure(ErrorCode::InvalidArgument,
                      "Images of " + std::to_string(settings.size) + " pixels are too small to export.",
                      "Choose a size from 8 to 4096, or 0 for the network's own.");
    }
}

void checkGeometry(const ExportGeometry& geometry) {
    if (geometry.canvas < 8 || geometry.canvas > 16384 || geometry.unitsPerEm < 1 ||
        !(geometry.target.scale > 0)) {
        throw Failure(ErrorCode::InvalidArgument, "The geometry of the glyphs to export is out of range.");
    }
}

/// Reads what encodeBmp() writes and nothing else: same header, 24 bits, rows from the bottom. Empty when it
/// differs.
GrayImage readOwnBmp(const Bytes& bytes, int size) {
    GrayImage image(size, size);
    const auto blank = encodeBmp(image);
    constexpr std::size_t header = 54;
    if (!blank || bytes.size() != blank->size() ||
        !std::equal(bytes.begin(), bytes.begin() + header, blank->begin())) {
        return {};
    }
    const std::size_t rowBytes = (bytes.size() - header) / static_cast<std::size_t>(size);
    for (int y = 0; y < size; ++y) {
        const std::uint8_t* row = bytes.data() + header + rowBytes * static_cast<std::size_t>(size - 1 - y);
        for (int x = 0; x < size; ++x) {
            image.at(x, y) = row[3 * static_cast<std::size_t>(x)];
        }
    }
    return image;
}

} // namespace

GrayImage finished(const GrayImage& generated, const ImageExportSettings& settings) {
    GrayImage image = settings.size > 0 ? resized(generated, settings.size, settings.size) : generated;
    if (settings.offsetX != 0 || settings.offsetY != 0) {
        image = shifted(image, settings.offsetX, settings.offsetY);
    }
    return settings.thresholded ? thresholded(image, settings.threshold) : image;
}

ImageExporter::State::Glyph& ImageExporter::State::glyph(char32_t character) {
    const auto found = glyphs.find(character);
    if (found == glyphs.end()) {
        throw Failure(ErrorCode::InvalidArgument,
                      codePointText(character) + " is not among the characters of this export.");
    }
    if (found->second.placed) {
        throw Failure(ErrorCode::InvalidArgument, codePointText(character) + " was exported already.");
    }
    return found->second;
}

/// Reads the manifest of an earlier export: what of its files is kept, and what lies beside this one's.
void ImageExporter::State::takeOver(const CharacterSet& characters) {
    const fs::path path = folder / "manifest.json";
    std::error_code ignored; // a file that cannot be looked at is written, and the error comes from there
    oldManifest = fs::exists(path, ignored);
    const auto text = readTextFile(path);
    keepForeign(text ? filesNamedIn(*text) : std::set<std::string>());
    if (!text) {
        return;
    }
    std::set<std::string> names;
    for (const auto& [character, glyph] : glyphs) {
        names.insert(glyph.file);
    }
    for (auto& old : glyphsMadeAlike(*text, settings, geometry)) {
        if (!fs::is_regular_file(folder / fs::path(old.file), ignored)) {
            continue;
        }
        if (!characters.contains(old.character)) {
            if (!names.contains(old.file)) {
                others.push_back(std::move(old));
            }
            continue;
        }
        Glyph& glyph = glyphs.at(old.character);
        if (settings.skipExisting && !glyph.there && glyph.file == old.file) {
            glyph.there = true;
            glyph.checkpoint = old.checkpoint;
            glyph.step = old.step;
            ++skipped;
        }
    }
}

/// Files that no manifest names are somebody's own: what is to be kept holds for them first of all.
void ImageExporter::State::keepForeign(const std::set<std::string>& named) {
    std::error_code ignored;
    for (auto& [character, glyph] : glyphs) {
        const bool own = named.contains(glyph.file);
        if (settings.skipExisting && !own && fs::exists(folder / fs::path(glyph.file), ignored)) {
            glyph.there = glyph.foreign = true;
            ++skipped;
        }
    }
}

void ImageExporter::State::write(Glyph& glyph, const GrayImage& image) {
    const auto bytes = settings.format == ImageFormat::Png ? encodePng(image) : encodeBmp(image);
    if (!bytes) {
        throw Failure(bytes.error());
    }
    if (oldManifest) {
        writeManifest();
    }
    writeFileAtomically(folder / fs::path(glyph.file), *bytes).orThrow();
    glyph.written = true;
    manifestDue = true;
}

/// Writes the manifest of what is there now.
void ImageExporter::State::writeManifest() {
    std::vector<ManifestGlyph> all = others;
    for (const auto& [character, glyph] : glyphs) {
        if ((glyph.there && !glyph.foreign) || glyph.written) {
            all.push_back({character, glyph.file, glyph.there, glyph.checkpoint, glyph.step});
        }
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.character < b.character; });
    writeFileAtomically(folder / "manifest.json", manifestText(settings, geometry, all)).orThrow();
    oldManifest = false;
    manifestDue = false;
}

GrayImage ImageExporter::State::readKept(const Glyph& glyph) const {
    const fs::path path = folder / fs::path(glyph.file);
    if (settings.format == ImageFormat::Png) {
        auto image = readPng(path);
        return image ? std::move(*image) : GrayImage();
    }
    const auto bytes = readFile(path);
    return bytes ? readOwnBmp(*bytes, exportedSize(settings, geometry)) : GrayImage();
}

void ImageExporter::State::placeOnSheet(Glyph& glyph, const GrayImage& source, const GrayImage& generated) {
    if (sheet) {
        sheet->place(glyph.slot, source, generated);
        sheetHasNews = sheetHasNews || !glyph.there || !source.empty();
    }
    glyph.placed = true;
}

ImageExporter::ImageExporter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ImageExporter::ImageExporter(ImageExporter&&) noexcept = default;
ImageExporter& ImageExporter::operator=(ImageExporter&&) noexcept = default;
ImageExporter::~ImageExporter() {
    if (m_state && m_state->manifestDue) {
        // Where it cannot be written, the one in place names fewer files, and none for what it is not.
        (void)guarded("writing the manifest", [this] { m_state->writeManifest(); });
    }
}

Result<ImageExporter> ImageExporter::begin(const fs::path& folder, const ImageExportSettings& settings,
                                           const ExportGeometry& geometry, const CharacterSet& characters) {
    return guarded("starting an export", [&]() -> ImageExporter {
        checkSettings(settings);
        checkGeometry(geometry);
        if (characters.empty()) {
            throw Failure(ErrorCode::InvalidArgument, "There are no characters to export.",
                          "Choose at least one character.");
        }
        makeFolder(folder).orThrow();
        (void)AtomicFile::create(folder / "manifest.json")
            .orThrow(); // thrown away: shows that we may write here
        auto state = std::make_unique<State>();
        state->folder = folder;
        state->settings = settings;
        state->geometry = geometry;
        for (std::size_t i = 0; i < characters.size(); ++i) {
            State::Glyph glyph;
            glyph.slot = i;
            glyph.file =
                glyphFileName(characters[i], settings.naming, settings.format, i + 1, characters.size());
            state->glyphs.emplace(characters[i], std::move(glyph));
        }
        state->takeOver(characters);
        if (settings.contactSheet) {
            state->sheet = std::make_unique<SheetWriter>(folder, characters.size());
        }
        return ImageExporter(std::move(state));
    });
}

bool ImageExporter::wouldSkip(char32_t character) const {
    const auto found = m_state->glyphs.find(character);
    return found != m_state->glyphs.end() && found->second.there;
}

Status ImageExporter::add(char32_t character, const GrayImage& source, const GrayImage& generated) {
    return guarded("exporting a glyph", [&] {
        State& state = *m_state;
        State::Glyph& glyph = state.glyph(character);
        if (glyph.there) {
            state.placeOnSheet(glyph, source, state.readKept(glyph));
            return;
        }
        if (generated.width != state.geometry.canvas || generated.height != state.geometry.canvas) {
            throw Failure(ErrorCode::InvalidArgument, "The picture of " + codePointText(character) + " is " +
                                                          std::to_string(generated.width) + " x " +
                                                          std::to_string(generated.height) + " pixels, not " +
                                                          std::to_string(state.geometry.canvas) + " a side.");
        }
        const GrayImage image = finished(generated, state.settings);
        state.write(glyph, image);
        ++state.written;
        state.placeOnSheet(glyph, source, image);
    });
}

Status ImageExporter::keep(char32_t character, const GrayImage& source) {
    if (!wouldSkip(character)) {
        return Error{
            ErrorCode::InvalidArgument, codePointText(character) + " has no file that could be kept.", {}};
    }
    return add(character, source, {});
}

Status ImageExporter::finish() {
    return guarded("finishing an export", [&] {
        State& state = *m_state;
        for (auto& [character, glyph] : state.glyphs) {
            if (glyph.there && !glyph.placed && state.sheetHasNews) {
                state.placeOnSheet(glyph, {}, state.readKept(glyph));
            }
        }
        if (state.sheet && state.sheetHasNews) {
            state.sheet->commit();
        }
        state.writeManifest();
    });
}

std::size_t ImageExporter::written() const { return m_state->written; }
std::size_t ImageExporter::skipped() const { return m_state->skipped; }

} // namespace typemould
