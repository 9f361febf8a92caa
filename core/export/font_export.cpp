#include "core/export/font_export.h"

#include "core/fonts/advance_statistics.h"
#include "core/fonts/rasterizer.h"
#include "core/training/checkpoint_match.h"

namespace typemould {

namespace {

Error stopped() { return {ErrorCode::Cancelled, "The export was stopped.", {}}; }

class Export {
public:
    Export(GlyphGenerator& generator, const FontFace& source, const FontFace& target, const FontOrder& order,
           const FontProgress& progress, const std::stop_token& stop)
        : m_generator(generator), m_manifest(generator.manifest()), m_source(source), m_target(target),
          m_order(order), m_progress(progress), m_stop(stop) {}

    FontOutcome run() {
        checkFonts(m_manifest, m_source, m_target).orThrow();
        const CharacterSet wanted = sortOut();
        checkFontOrder(m_source, m_target, m_order.settings, m_order.file, wanted.size(), m_order.tools,
                       m_stop)
            .orThrow();
        draw(wanted);
        trace();
        prove(); // before anything is written: what fails here must leave the font that stands there
        FontPlan plan;
        plan.placements = m_manifest.placements;
        plan.settings = m_order.settings;
        plan.file = m_order.file;
        plan.origin = "checkpoint " + pathText(m_order.checkpoint.filename());
        plan.tools = m_order.tools;
        plan.glyphs = std::move(m_glyphs);
        m_outcome.added = plan.glyphs.size();
        m_outcome.check = buildFont(m_source, m_target, plan, m_progress, m_stop).orThrow();
        return std::move(m_outcome);
    }

private:
    void tell(FontStage stage, std::size_t done, std::size_t total) const {
        if (m_progress) {
            m_progress(stage, done, total);
        }
    }
    GlyphState stateOf(char32_t character) const {
        const auto found = m_order.states.find(character);
        return found == m_order.states.end() ? GlyphState::Unreviewed : found->second;
    }

    /// The characters that are to be in the font.
    CharacterSet sortOut() {
        if (m_order.settings.content == FontContent::Completed) {
            m_outcome.alreadyThere = m_order.characters & m_target.characters();
        }
        return m_order.characters - m_outcome.alreadyThere;
    }

    void take(char32_t character, const GrayImage& drawnFrom, const GrayImage& picture) {
        if (m_order.broken && m_order.broken(character, drawnFrom, picture)) {
            m_broken.push_back(character);
        }
        m_glyphs[character] = {{}, picture, stateOf(character)};
    }

    void draw(const CharacterSet& wanted) {
        const int canvas = m_manifest.dataset.canvas;
        std::vector<char32_t> missing;
        std::size_t kept = 0;
        for (const char32_t character : wanted) {
            if (m_stop.stop_requested()) {
                throw Failure(stopped());
            }
            const auto picture = m_order.pictures.find(character);
            if (picture == m_order.pictures.end()) {
                missing.push_back(character);
                continue;
            }
            if (picture->second.width != canvas || picture->second.height != canvas) {
                throw Failure(ErrorCode::InvalidArgument,
                              "The kept picture of " + codePointText(character) +
                                  " has not the size that the network draws.",
                              "Draw and keep the glyph again.");
            }
            take(character, rasterize(m_source, character, m_manifest.placements.source, canvas).orThrow(),
                 picture->second);
            tell(FontStage::Drawing, ++kept, wanted.size());
        }
        const auto sink = [&](char32_t character, const GrayImage& drawnFrom,
                              const GrayImage& generated) -> Status {
            if (m_stop.stop_requested()) {
                return stopped();
            }
            take(character, drawnFrom, generated);
            return {};
        };
        const auto told = [&](std::size_t done, std::size_t total) {
            tell(FontStage::Drawing, kept + done, kept + total);
        };
        if (!missing.empty()) {
            m_generator.generate(m_source, CharacterSet(std::move(missing)), sink, told, m_stop).orThrow();
        }
    }

    void trace() {
        std::vector<GrayImage> pictures;
        for (const auto& [character, glyph] : m_glyphs) {
            pictures.push_back(glyph.picture);
        }
        const auto told = [&](std::size_t done) { tell(FontStage::Tracing, done, pictures.size()); };
        auto outlines = traceAll(pictures, m_manifest.placements.target, m_target.unitsPerEm(),
                                 m_order.tracing, told, m_stop)
                            .orThrow();
        std::vector<char32_t> blank;
        std::size_t next = 0;
        for (auto& [character, glyph] : m_glyphs) {
            glyph.outline = std::move(outlines[next++]);
            if (glyph.outline.empty()) {
                blank.push_back(character);
            }
        }
        for (const char32_t character : blank) {
            m_glyphs.erase(character);
        }
        m_outcome.blank = CharacterSet(std::move(blank));
        m_outcome.brokenStructure = CharacterSet(std::move(m_broken)) - m_outcome.blank;
    }

    void prove() {
        if (m_glyphs.empty()) {
            return; // which buildFont says better
        }
        const auto statistics = AdvanceStatistics::of(m_target, &m_source);
        std::map<char32_t, Outline> outlines;
        std::map<char32_t, double> advances;
        for (const auto& [character, glyph] : m_glyphs) {
            advances[character] = statistics.advanceFor(character, boundsOf(glyph.outline));
            outlines.emplace(character, glyph.outline);
        }
        m_outcome.proof = proofSheet(m_target, outlines, advances).orThrow();
    }

    GlyphGenerator& m_generator;
    const CheckpointManifest& m_manifest;
    const FontFace &m_source, &m_target;
    const FontOrder& m_order;
    const FontProgress& m_progress;
    const std::stop_token& m_stop;
    std::map<char32_t, DrawnGlyph> m_glyphs;
    std::vector<char32_t> m_broken;
    FontOutcome m_outcome;
};

} // namespace

Result<FontOutcome> exportFont(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                               const FontOrder& order, const FontProgress& progress, std::stop_token stop) {
    return guarded("exporting a font",
                   [&] { return Export(generator, source, target, order, progress, stop).run(); });
}

} // namespace typemould
