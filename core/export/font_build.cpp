#include "core/export/font_build.h"

#include "core/export/font_builder.h"
#include "core/export/font_licence.h"
#include "core/export/ufo_writer.h"
#include "core/fonts/advance_statistics.h"
#include "core/fonts/face_comparison.h"
#include "core/fonts/font_details.h"
#include "core/fonts/glyph_numbers.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace typemould {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostGlyphs = 65535;

/// A private folder beside the font that is made; gone, with what it holds, when this goes.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& beside) : m_path(temporaryPathFor(beside)) {
        if (const Status made = makeFolder(m_path); !made) {
            (void)removeTree(m_path); // made perhaps, but not lastingly
            made.orThrow();
        }
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    ~WorkFolder() { (void)removeTree(m_path); }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

void refuseIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested()) {
        throw Failure(ErrorCode::Cancelled, "The export was stopped.");
    }
}

std::string upper(FontFormat format) { return format == FontFormat::Otf ? "OTF" : "TTF"; }

/// The format that a completed font of this target has (Ttf or Otf); an error where it can have neither.
FontFormat completedFormat(const FontFace& target) {
    const FontDetails details = detailsOf(target);
    if (details.curves == CurveTable::Cff2) {
        throw Failure(ErrorCode::Unsupported,
                      target.fileName() +
                          " is a variable font with PostScript curves (CFF2), of which no font of "
                          "one design can be made.",
                      "Choose a static font of the family as target, or export a UFO.");
    }
    if (details.curves == CurveTable::Other) {
        throw Failure(ErrorCode::Unsupported, target.fileName() + " is no TrueType or OpenType font.",
                      "Export a UFO, or choose another target.");
    }
    return details.curves == CurveTable::Cff ? FontFormat::Otf : FontFormat::Ttf;
}

/// Why a font file cannot be made of this target, if so.
void checkCurves(const FontFace& target, const FontExportSettings& settings, std::size_t added) {
    const FontDetails details = detailsOf(target);
    const FontFormat own = completedFormat(target);
    if (settings.content != FontContent::Completed) {
        return;
    }
    if (own != settings.format) {
        const bool cubic = own == FontFormat::Otf;
        throw Failure(ErrorCode::Unsupported,
                      target.fileName() + " has " + (cubic ? "cubic (CFF)" : "quadratic (TrueType)") +
                          " curves: completed it is an " + upper(own) +
                          ", for its own glyphs stay as they are.",
                      "Choose " + upper(own) + " for the completed font; the drawn glyphs alone can be an " +
                          upper(settings.format) + ".");
    }
    if (details.glyphs + added > mostGlyphs) {
        throw Failure(ErrorCode::Unsupported,
                      target.fileName() + " has " + std::to_string(details.glyphs) + " glyphs; with " +
                          std::to_string(added) +
                          " more the font would have over 65,535, the most it can have.",
                      "Add fewer characters, or export the drawn glyphs as a font of their own.");
    }
}

/// Makes and removes what the export would make, to tell now that it cannot.
void checkPlace(const fs::path& file, FontFormat format) {
    if (format == FontFormat::Ufo) {
        (void)FolderAside::create(file, isUfo).orThrow();
    } else {
        (void)AtomicFile::create(file).orThrow();
    }
}

std::string noteOf(const FontFace& source, const FontPlan& plan) {
    const std::size_t added = plan.glyphs.size();
    const std::string copyright = detailsOf(source).copyright;
    return std::to_string(added) + (added == 1 ? " glyph was" : " glyphs were") + " drawn with Typemould" +
           (plan.origin.empty() ? "" : " (" + plan.origin + ")") + " after " + source.names().family + " " +
           source.names().style + (copyright.empty() ? "." : ": " + copyright);
}

/// An outline of the source font as it lay behind the target's when the network drew from it.
Outline behind(Outline outline, const FontFace& source, const FontFace& target, const PlacementPair& places) {
    const double ratio = places.source.scale / places.target.scale;
    const auto moved = [&](double value, double centre, double from, double to) {
        return target.unitsPerEm() * (centre - to + ratio * (value / source.unitsPerEm() - centre + from));
    };
    for (Contour& contour : outline.contours) {
        for (OutlinePoint& point : contour.points) {
            point.x = moved(point.x, 0.5, places.source.offsetX, places.target.offsetX);
            point.y = moved(point.y, emCentreY, places.source.offsetY, places.target.offsetY);
        }
    }
    return outline;
}

class Build {
public:
    Build(const FontFace& source, const FontFace& target, const FontPlan& plan, const FontProgress& progress,
          const std::stop_token& stop)
        : m_source(source), m_target(target), m_plan(plan), m_progress(progress), m_stop(stop),
          m_advances(AdvanceStatistics::of(target, &source)) {
        for (const auto& [character, glyph] : plan.glyphs) {
            if (glyph.outline.empty()) {
                throw Failure(ErrorCode::InvalidArgument,
                              "The glyph for " + codePointText(character) + " has no outline.",
                              "Leave the character out.");
            }
            if (isCompleted() && target.draws(character)) {
                throw Failure(ErrorCode::InvalidArgument,
                              target.fileName() + " draws " + codePointText(character) + " itself.",
                              "Leave the character out.");
            }
        }
        checkFontOrder(source, target, plan.settings, plan.file, plan.glyphs.size(), plan.tools, stop)
            .orThrow();
        const fs::path folder = plan.file.parent_path();
        (void)removeAbandonedTemporaries(folder.empty() ? "." : folder); // a killed program's
    }

    FontCheck font() {
        const WorkFolder folder(m_plan.file);
        BuilderJob job{&m_target,
                       m_plan.settings,
                       exportedFamily(m_target, m_plan.settings),
                       noteOf(m_source, m_plan),
                       {}};
        for (const auto& [character, glyph] : m_plan.glyphs) {
            job.glyphs.push_back({character, &glyph.outline, advanceOf(character)});
        }
        auto built =
            runBuilder(
                job, m_plan.tools, folder.path(),
                [this](std::size_t done, std::size_t total) { tell(FontStage::Building, done, total); },
                m_stop)
                .orThrow();
        const fs::path fresh = folder.path() / "font";
        writeFileAtomically(fresh, built.font).orThrow();
        FontCheck check = checked(fresh);
        for (Sentence& note : built.notes) {
            check.note(std::move(note));
        }
        refuseIfStopped(m_stop);
        writeFileAtomically(m_plan.file, built.font).orThrow();
        return check;
    }

    FontCheck ufo() {
        UfoInfo info{exportedFamily(m_target, m_plan.settings), m_target.names().style,
                     noteOf(m_source, m_plan), m_target.unitsPerEm(), detailsOf(m_target)};
        auto writer = UfoWriter::begin(m_plan.file, info).orThrow();
        std::map<char32_t, const DrawnGlyph*> all; // null for the target's own
        for (const auto& [character, glyph] : m_plan.glyphs) {
            all.emplace(character, &glyph);
        }
        std::map<char32_t, unsigned> own;
        if (isCompleted()) {
            writer.add(ownEntry(0)).orThrow();
            own = glyphNumbers(m_target); // the blank ones too: without a space words run together
            for (const auto& [character, glyph] : own) {
                all.emplace(character, nullptr);
            }
        }
        std::size_t done = 0;
        for (const auto& [character, glyph] : all) {
            refuseIfStopped(m_stop);
            writer
                .add(glyph == nullptr ? ownEntry(own.at(character), character)
                                      : drawnEntry(character, *glyph))
                .orThrow();
            tell(FontStage::Building, ++done, all.size());
        }
        writer.complete().orThrow();
        FontCheck check = checked(writer.aside());
        if (isCompleted()) {
            check.note(notInTheUfo(own));
        }
        refuseIfStopped(m_stop);
        writer.commit().orThrow();
        return check;
    }

private:
    bool isCompleted() const { return m_plan.settings.content == FontContent::Completed; }
    void tell(FontStage stage, std::size_t done, std::size_t total) const {
        if (m_progress) {
            m_progress(stage, done, total);
        }
    }
    int advanceOf(char32_t character) const {
        const Outline& outline = m_plan.glyphs.at(character).outline;
        return static_cast<int>(m_advances.advanceFor(character, boundsOf(outline)));
    }

    /// A glyph of the target: for a character, or .notdef.
    UfoEntry ownEntry(unsigned number, std::optional<char32_t> character = {}) const {
        UfoEntry entry;
        entry.glyph.name = character ? glyphNameOf(*character) : ".notdef";
        if (character) {
            entry.glyph.characters = {*character};
        }
        entry.glyph.advance = static_cast<int>(std::lround(advanceOfGlyph(m_target, number)));
        entry.glyph.outline = outlineOfGlyph(m_target, number);
        return entry;
    }

    Sentence notInTheUfo(const std::map<char32_t, unsigned>& own) const {
        std::set<unsigned> encoded{0};
        for (const auto& [character, glyph] : own) {
            encoded.insert(glyph);
        }
        const std::size_t others = glyphCount(m_target) - std::min(glyphCount(m_target), encoded.size());
        if (others == 0) {
            return {TYPEMOULD_TRANSLATE_NOOP(
                "Findings", "The UFO holds the target's glyphs that stand for characters, and .notdef. Its "
                            "features, kerning and advance heights are not in it.")};
        }
        return {TYPEMOULD_TRANSLATE_NOOP(
                    "Findings",
                    "The UFO holds the target's glyphs that stand for characters, and .notdef. Its "
                    "features, kerning and advance heights are not in it, nor are its %1 glyphs "
                    "that stand for no character (vertical forms, ligatures, others)."),
                {verbatim(others)}};
    }

    UfoEntry drawnEntry(char32_t character, const DrawnGlyph& glyph) const {
        const bool kept = glyph.state == GlyphState::Kept;
        UfoEntry entry;
        entry.glyph.name = glyphNameOf(character);
        entry.glyph.characters = {character};
        entry.glyph.advance = advanceOf(character);
        entry.glyph.outline = glyph.outline;
        entry.glyph.markColour = kept ? "0.4,0.8,0.4,1" : "1,0.85,0.3,1";
        entry.groups = {"typemould.drawn", kept ? "typemould.kept" : "typemould.unreviewed"};
        entry.picture = glyph.picture;
        entry.placement = m_plan.placements.target;
        if (m_source.draws(character)) {
            entry.background =
                behind(outlineOf(m_source, character).orThrow(), m_source, m_target, m_plan.placements);
        }
        return entry;
    }

    FontCheck checked(const fs::path& file) const {
        FontCheckOrder order;
        order.file = file;
        order.own = isCompleted() ? &m_target : nullptr;
        order.placement = m_plan.placements.target;
        order.unitsPerEm = m_target.unitsPerEm();
        order.sanitizer = m_plan.tools.sanitizer;
        for (const auto& [character, glyph] : m_plan.glyphs) {
            order.pictures[character] = &glyph.picture;
        }
        return checkFont(
                   order,
                   [this](std::size_t done, std::size_t total) { tell(FontStage::Checking, done, total); },
                   m_stop)
            .orThrow();
    }

    const FontFace &m_source, &m_target;
    const FontPlan& m_plan;
    const FontProgress& m_progress;
    const std::stop_token& m_stop;
    AdvanceStatistics m_advances;
};

} // namespace

Status checkFontOrder(const FontFace& source, const FontFace& target, const FontExportSettings& settings,
                      const fs::path& file, std::size_t added, const FontTools& tools,
                      const std::stop_token& stop) {
    return guarded("checking an export", [&] {
        if (added == 0) {
            throw Failure(ErrorCode::InvalidArgument, "There is no glyph to put into the font.",
                          "Choose characters that the target lacks and that the review does not reject.");
        }
        if (exportedFamily(target, settings).find_first_not_of(" \t") == std::string::npos) {
            throw Failure(ErrorCode::InvalidArgument, "The font has no family name.", "Set a family name.");
        }
        for (const LicenceFinding& finding : licenceFindings(source, target, settings)) {
            if (finding.kind == FindingKind::Refusal) {
                throw Failure(ErrorCode::InvalidArgument, finding.text, finding.advice);
            }
        }
        if (settings.format != FontFormat::Ufo) {
            checkCurves(target, settings, added);
            checkFontTools(tools, stop).orThrow();
        }
        checkPlace(file, settings.format);
    });
}

Result<FontCheck> buildFont(const FontFace& source, const FontFace& target, const FontPlan& plan,
                            const FontProgress& progress, const std::stop_token& stop) {
    return guarded("building a font", [&]() -> FontCheck {
        Build build(source, target, plan, progress, stop);
        return plan.settings.format == FontFormat::Ufo ? build.ufo() : build.font();
    });
}

} // namespace typemould
