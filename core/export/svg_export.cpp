#include "core/export/svg_export.h"

#include "core/base/fields_json.h"
#include "core/export/svg_writer.h"
#include "core/fonts/advance_statistics.h"
#include "core/fonts/rasterizer.h"
#include "core/training/checkpoint_match.h"

#include <algorithm>
#include <map>

namespace typemould {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t tracedAtOnce = 64; ///< pictures in memory
constexpr std::size_t glyphsOnSheet = 500;
constexpr const char* formatName = "typemould-svg";

/// One export on its way.
class SvgWriter {
public:
    SvgWriter(const GlyphGenerator& generator, const FontFace& source, const FontFace& target,
              const SvgExport& order, std::stop_token stop)
        : m_order(order), m_source(source), m_target(target), m_checkpoint(generator.manifest()),
          m_stop(std::move(stop)),
          m_unitsPerEm(m_checkpoint.unitsPerEm > 0 ? m_checkpoint.unitsPerEm : target.unitsPerEm()),
          m_advances(AdvanceStatistics::of(target, &source)) {
        for (std::size_t i = 0; i < order.characters.size(); ++i) {
            m_files[order.characters[i]] =
                glyphFileStem(order.characters[i], order.naming, i + 1, order.characters.size()) + ".svg";
        }
        makeFolder(order.folder).orThrow();
        const bool again = holdsAnExport();
        writeManifest(); // an older one names nothing any more that is replaced from here on
        std::error_code ignored;
        for (std::size_t page = 1; again && fs::remove(order.folder / sheetName(page), ignored); ++page) {
        }
    }

    void take(char32_t character, const GrayImage& drawnFrom, const GrayImage& picture, SvgOutcome& outcome) {
        if (m_order.broken && m_order.broken(character, drawnFrom, picture)) {
            m_broken.push_back(character);
        }
        m_waiting.push_back(character);
        m_pictures.push_back(picture);
        if (m_waiting.size() == tracedAtOnce) {
            writeWaiting(outcome);
        }
    }

    /// A picture that was not drawn now.
    void takeGiven(char32_t character, const GrayImage& picture, SvgOutcome& outcome) {
        const GrayImage drawnFrom =
            m_order.broken
                ? rasterize(m_source, character, m_checkpoint.placements.source, m_checkpoint.dataset.canvas)
                      .orThrow()
                : GrayImage();
        take(character, drawnFrom, picture, outcome);
    }

    void writeWaiting(SvgOutcome& outcome) {
        std::vector<Outline> outlines =
            traceAll(m_pictures, m_checkpoint.placements.target, m_unitsPerEm, m_order.tracing, {}, m_stop)
                .orThrow();
        for (std::size_t i = 0; i < outlines.size(); ++i) {
            const char32_t character = m_waiting[i];
            if (outlines[i].empty()) {
                outcome.blank = outcome.blank | CharacterSet{character};
                continue;
            }
            writeFileAtomically(m_order.folder / fs::path(m_files.at(character)),
                                svgText(character, outlines[i], frameOf(character, outlines[i])))
                .orThrow();
            m_outlines[character] = std::move(outlines[i]);
            ++outcome.written;
        }
        outcome.brokenStructure = CharacterSet(m_broken) - outcome.blank;
        m_waiting.clear();
        m_pictures.clear();
    }

    void writeSheets() const {
        std::vector<std::pair<char32_t, const Outline*>> glyphs;
        for (const auto& [character, outline] : m_outlines) {
            glyphs.emplace_back(character, &outline);
        }
        std::size_t pages = 0;
        for (std::size_t from = 0; from < glyphs.size(); from += glyphsOnSheet) {
            const auto first = glyphs.begin() + static_cast<std::ptrdiff_t>(from);
            const auto count = static_cast<std::ptrdiff_t>(std::min(glyphsOnSheet, glyphs.size() - from));
            writeFileAtomically(
                m_order.folder / sheetName(++pages),
                svgSheetText({first, first + count}, {m_unitsPerEm, static_cast<double>(m_unitsPerEm)}))
                .orThrow();
        }
    }

    void writeManifest() const {
        using Json = nlohmann::ordered_json;
        Json manifest{
            {"format", formatName},
            {"version", 1},
            {"unitsPerEm", m_unitsPerEm},
            {"y", "downwards, 0 at the baseline"},
            {"fonts", {{"source", title(m_source)}, {"target", title(m_target)}}},
            {"checkpoint", {{"name", pathText(m_order.checkpoint.filename())}, {"step", m_checkpoint.step}}},
            {"tracing", fieldsToJson(m_order.tracing)},
            {"glyphs", Json::array()}};
        for (const auto& [character, outline] : m_outlines) {
            manifest["glyphs"].push_back({{"character", utf8Of(character)},
                                          {"codePoint", codePointText(character)},
                                          {"file", m_files.at(character)},
                                          {"advance", frameOf(character, outline).advance},
                                          {"points", outline.pointCount()}});
        }
        // Names of fonts come from outside and may hold bytes that are no UTF-8.
        writeFileAtomically(m_order.folder / "manifest.json",
                            manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")
            .orThrow();
    }

private:
    static std::string sheetName(std::size_t page) {
        return page == 1 ? "sheet.svg" : "sheet-" + std::to_string(page) + ".svg";
    }
    /// Whether what lies in the folder was exported so: sheets that are somebody's own stay.
    bool holdsAnExport() const {
        constexpr std::uint64_t largestManifest = 1u << 28;
        const auto text = readTextFile(m_order.folder / "manifest.json", largestManifest);
        const auto manifest = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
        return manifest.is_object() && manifest.contains("format") && manifest["format"] == formatName;
    }
    static std::string title(const FontFace& face) { return face.names().family + " " + face.names().style; }

    /// As wide as the target's glyph where it has one, else as the completed font sets it.
    SvgFrame frameOf(char32_t character, const Outline& outline) const {
        if (!m_target.draws(character)) {
            const double ratio = static_cast<double>(m_unitsPerEm) / m_target.unitsPerEm();
            InkBox ink = boundsOf(outline);
            for (double* side : {&ink.xMin, &ink.yMin, &ink.xMax, &ink.yMax}) {
                *side /= ratio;
            }
            return {m_unitsPerEm, m_advances.advanceFor(character, ink) * ratio};
        }
        const double em = m_target.advance(character) / m_target.unitsPerEm();
        return {m_unitsPerEm, em > 0 ? em * m_unitsPerEm : static_cast<double>(m_unitsPerEm)};
    }

    const SvgExport& m_order;
    const FontFace& m_source;
    const FontFace& m_target;
    const CheckpointManifest& m_checkpoint;
    std::stop_token m_stop;
    int m_unitsPerEm;
    AdvanceStatistics m_advances;
    std::map<char32_t, std::string> m_files;
    std::map<char32_t, Outline> m_outlines;
    std::vector<char32_t> m_waiting;
    std::vector<char32_t> m_broken; ///< written or waiting, or blank
    std::vector<GrayImage> m_pictures;
};

} // namespace

SvgOutcome exportSvg(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                     const SvgExport& order, const GlyphGenerator::Progress& progress, std::stop_token stop) {
    SvgOutcome outcome;
    outcome.status = guarded("exporting SVG", [&]() -> Status {
        checkFonts(generator.manifest(), source, target).orThrow();
        if (order.characters.empty()) {
            return Error{ErrorCode::InvalidArgument, "There are no characters to export.",
                         "Choose at least one character."};
        }
        SvgWriter writer(generator, source, target, order, stop);
        const Status drawn = guarded("exporting SVG", [&]() -> Status {
            const auto sink = [&](char32_t character, const GrayImage& drawnFrom,
                                  const GrayImage& picture) -> Status {
                if (stop.stop_requested()) {
                    return Error{ErrorCode::Cancelled, "The export was stopped.", {}};
                }
                return guarded("writing SVG", [&] { writer.take(character, drawnFrom, picture, outcome); });
            };
            std::vector<char32_t> toDraw;
            std::size_t taken = 0;
            for (const char32_t character : order.characters) {
                const auto given = order.pictures.find(character);
                if (given == order.pictures.end()) {
                    toDraw.push_back(character);
                    continue;
                }
                if (stop.stop_requested()) {
                    throw Failure(ErrorCode::Cancelled, "The export was stopped.");
                }
                writer.takeGiven(character, given->second, outcome);
                if (progress) {
                    progress(++taken, order.characters.size());
                }
            }
            const auto told = [&](std::size_t done, std::size_t) {
                if (progress) {
                    progress(taken + done, order.characters.size());
                }
            };
            if (!toDraw.empty()) {
                generator.generate(source, CharacterSet(std::move(toDraw)), sink, told, stop).orThrow();
            }
            writer.writeWaiting(outcome);
            if (order.sheet) {
                writer.writeSheets();
            }
            return {};
        });
        const Status named = guarded("writing the manifest", [&] { writer.writeManifest(); });
        return drawn ? named : drawn;
    });
    return outcome;
}

} // namespace typemould
