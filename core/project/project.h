// Project: the folder Name.typemould with fonts (by path, hash, face), settings, runs and reviews. A plain
// document: it only names what lower floors need. Saving is atomic. Two programs cannot both write: the first
// holds the lock, the second opens read-only. One thread.
#pragma once

#include "core/dataset/glyph_pairs.h"
#include "core/export/font_settings.h"
#include "core/export/image_export.h"
#include "core/export/tracer.h"
#include "core/fonts/character_spec.h"
#include "core/training/checkpoint.h"
#include "core/training/freezing_plan.h"
#include "core/training/training_session.h"
#include "core/training/training_settings.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace typemould {

struct FontReference {
    std::filesystem::path path; ///< absolute here; stored relative when inside the project folder
    std::string hash;           ///< of the file when it was chosen; empty when no font is chosen
    FaceChoice face;
    bool empty() const { return path.empty(); }
    bool operator==(const FontReference&) const = default;
};

/// A row of the network's style embedding, with the font that teaches it.
struct ProjectStyle {
    std::string name;
    FontReference
        font; ///< empty: the project's target for `ProjectData::style`, else known to the network alone
    Placement placement; ///< of that font
    bool operator==(const ProjectStyle&) const = default;
};

enum class ReviewVerdict { Kept, Rejected };

/// All that project.json holds; compared to know whether something is unsaved, copied for undo.
struct ProjectData {
    FontReference source;
    FontReference target;
    PlacementPair placements;
    DatasetSettings dataset;
    std::string characters; ///< a SPEC that narrows the pairs; empty: all that both fonts draw
    CharacterSet dropped;   ///< pairs that are left out, for their pictures do not belong together
    CharacterSet trusted;   ///< odd pairs that were looked at and kept: they are not told of again
    std::string preset = "house";
    TrainingSettings training;
    std::vector<std::string> freezing; ///< rules of a FreezingPlan
    std::vector<ProjectStyle> styles;  ///< in the order of the embedding; empty: one style without a name
    int style = 0;                     ///< which of them the project's target is
    ImageExportSettings exporting;
    TracingSettings tracing; ///< from pictures to outlines
    FontExportSettings font;
    bool operator==(const ProjectData&) const = default;
};

enum class ProjectAccess {
    Write,           ///< an error (Locked) when another program holds it
    WriteOrReadOnly, ///< read-only when another program holds it
    ReadOnly,
};

class Project {
public:
    /// Makes the folder and its first project.json. An error when the folder exists and is not empty.
    static Result<Project> create(const std::filesystem::path& folder, const ProjectData& data);
    /// Opens it. A damaged project.json falls back to the previous one (project.json.bak) and says so in
    /// openNotice(). A lock whose program no longer runs is taken over.
    static Result<Project> open(const std::filesystem::path& folder, ProjectAccess access);
    Project(Project&&) noexcept;
    Project& operator=(Project&&) noexcept;
    ~Project(); ///< lets go of the lock; does not save

    const std::filesystem::path& folder() const { return m_folder; }
    std::string name() const; ///< folder name without ".typemould"
    bool readOnly() const { return m_lockFd < 0; }
    const std::string& openNotice() const { return m_openNotice; }
    std::filesystem::path runsFolder() const { return m_folder / "runs"; }
    std::filesystem::path exportFolder() const { return m_folder / "export"; }
    /// Pictures of kept glyphs, see kept_pictures.h.
    std::filesystem::path keptFolder() const { return m_folder / "kept"; }
    std::filesystem::path pairsCache() const { return m_folder / "cache" / "pairs.bin"; }

    ProjectData data;                          ///< as edited
    std::map<char32_t, ReviewVerdict> reviews; ///< review.json
    bool unsaved() const;                      ///< data or reviews differ from what is on disk
    /// Writes project.json and review.json (the old one kept as *.bak). An error when read-only.
    Status save();
    /// Copies a font into <project>/fonts and points the reference at the copy.
    Status copyFontIn(FontReference& font);
    /// A new folder runs/<stamp> (UTC, made unique) with run.json; blocks, writes.
    Result<std::filesystem::path> newRun(const TrainingSettings& settings);
    /// The newest verified checkpoint that can go on as the network that is set, or else the newest of all;
    /// tidies the runs unless read-only.
    std::optional<VerifiedCheckpoint> latestCheckpoint() const;
    CacheUse cacheUse() const { return readOnly() ? CacheUse::ReadOnly : CacheUse::ReadWrite; }

private:
    Project() = default;
    std::filesystem::path m_folder;
    int m_lockFd = -1;
    ProjectData m_savedData;
    std::map<char32_t, ReviewVerdict> m_savedReviews;
    std::string m_openNotice;
    bool m_recovered = false; ///< what is on disk is not what was opened: to be written again
};

/// Everything that a project's fonts and settings lead to: opened faces and character sets. Blocks while it
/// reads.
struct ProjectFonts {
    FontFace source;
    FontFace target;
    std::map<int, FontFace> further; ///< the fonts of other styles, by style
    CharacterSet shared;             ///< drawn by both and chosen by the project's SPEC
    CharacterSet missing;            ///< drawn by the source, not by the target
};
/// Opens both fonts and checks their hashes; errors name the file and say what to do.
Result<ProjectFonts> openFonts(const Project& project);
/// As above from a copy of the data, for a thread that must not touch the project.
Result<ProjectFonts> openFonts(const ProjectData& data);
/// Opens a font for a project: reference with hash and face.
Result<FontReference> fontReference(const std::filesystem::path& path, FaceChoice face = {});
/// A new project's data from two fonts: hashes, fitted placements, defaults.
Result<ProjectData> newProjectData(const std::filesystem::path& source, FaceChoice sourceFace,
                                   const std::filesystem::path& target, FaceChoice targetFace,
                                   const std::string& characters = {});
/// The SPEC names that a project adds: "missing", "heldout", "pairs", "source", "target". The fonts must
/// outlive the result.
ContextSets projectSets(const ProjectFonts& fonts, const DatasetSettings& dataset);
/// The project's pairs, from its cache when that fits; a read-only project's cache is only read. As
/// GlyphPairs::draw.
Result<GlyphPairs> drawPairs(const Project& project, const ProjectFonts& fonts,
                             const GlyphPairs::Progress& progress = {}, std::stop_token stop = {});
/// As above from a copy of the data, for a thread that must not touch the project.
Result<GlyphPairs> drawPairs(const ProjectData& data, const std::filesystem::path& cacheFile,
                             const ProjectFonts& fonts, const GlyphPairs::Progress& progress = {},
                             std::stop_token stop = {}, CacheUse cacheUse = CacheUse::ReadWrite);
/// Pairs of the project's source with the fonts of its other styles, by style.
using FurtherPairs = std::map<int, GlyphPairs>;
/// Draws them; blocks. Without such styles there are none.
Result<FurtherPairs> drawFurtherPairs(const ProjectData& data, const ProjectFonts& fonts,
                                      const GlyphPairs::Progress& progress = {}, std::stop_token stop = {});
/// As a TrainingSetup names them; `pairs` must outlive the result.
std::vector<StylePairs> stylePairs(const FurtherPairs& pairs);
/// The names of the styles, in the order of the embedding.
std::vector<std::string> styleNames(const ProjectData& data);
/// The network that the project's settings and styles describe.
Result<GeneratorConfig> networkOf(const ProjectData& data);
/// The freezing plan on that network, with all rules of the first step in force. An error also when nothing
/// learns under it, nor will later.
Result<ResolvedFreezing> freezingOf(const ProjectData& data);
/// A setup ready for TrainingSession::create, budget and resumeFrom left to the caller.
TrainingSetup trainingSetup(const Project& project, const ProjectFonts& fonts, const GlyphPairs& pairs,
                            const std::filesystem::path& runFolder);

} // namespace typemould
