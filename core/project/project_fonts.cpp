#include "core/project/project.h"
#include "core/project/project_json.h"
#include "core/training/learning_check.h"
#include "core/training/network_settings.h"

#include <algorithm>

namespace typemould {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t fewestShared = 8;

FontFace openReferred(const FontReference& font, const std::string& role) {
    if (font.empty()) {
        throw Failure(ErrorCode::InvalidArgument, "The project has no " + role + ".", "Choose one first.");
    }
    auto face = FontFace::open(font.path, font.face);
    if (!face) {
        const Error& error = face.error();
        const bool missing = error.code == ErrorCode::NotFound;
        throw Failure(error.code, "The " + role + " cannot be opened: " + error.message,
                      missing ? "Put the file back, or choose the " + role + " again." : error.advice);
    }
    if (!font.hash.empty() && face->hash() != font.hash) {
        throw Failure(changedFontError(role, font.path));
    }
    return std::move(face).value();
}

/// The characters that make pairs: drawn by both and, where a SPEC is given, chosen by it.
CharacterSet sharedCharacters(const FontFace& source, const FontFace& target, const std::string& spec) {
    const CharacterSet both = source.characters() & target.characters();
    if (spec.empty()) {
        return both;
    }
    const auto circular = [](const char* name) {
        return [name]() -> Result<CharacterSet> {
            return Error{ErrorCode::InvalidArgument,
                         std::string("'") + name + "' cannot choose the pairs, for it depends on them.",
                         "Choose them by named sets, ranges, a file or typed characters."};
        };
    };
    const ContextSets context{
        {"source", [&]() -> Result<CharacterSet> { return source.characters(); }},
        {"target", [&]() -> Result<CharacterSet> { return target.characters(); }},
        {"missing", circular("missing")},
        {"heldout", circular("heldout")},
        {"pairs", circular("pairs")},
    };
    return parseCharacterSpec(spec, context).orThrow() & both;
}

} // namespace

Error changedFontError(const std::string& role, const fs::path& path) {
    return {ErrorCode::InvalidArgument,
            "The " + role + " " + pathText(path) + " has changed since it was chosen for the project.",
            "Restore the file as it was, or choose the " + role + " again to work with the changed one."};
}

Result<ProjectFonts> openFonts(const ProjectData& data) {
    return guarded("opening the project's fonts", [&] {
        FontFace source = openReferred(data.source, "source font");
        FontFace target = openReferred(data.target, "target font");
        CharacterSet shared = sharedCharacters(source, target, data.characters) - data.dropped;
        CharacterSet missing = source.characters() - target.characters();
        ProjectFonts fonts{std::move(source), std::move(target), {}, std::move(shared), std::move(missing)};
        for (std::size_t i = 0; i < data.styles.size(); ++i) {
            const ProjectStyle& style = data.styles[i];
            if (!style.font.empty() && static_cast<int>(i) != data.style) {
                fonts.further.emplace(static_cast<int>(i),
                                      openReferred(style.font, "font of the style " + style.name));
            }
        }
        return fonts;
    });
}

Result<ProjectFonts> openFonts(const Project& project) { return openFonts(project.data); }

Result<FontReference> fontReference(const fs::path& path, FaceChoice face) {
    return guarded("opening the font", [&] {
        FontReference font;
        font.path = fs::absolute(path).lexically_normal();
        if (pathText(font.path) != font.path.native()) {
            throw Failure(ErrorCode::Unsupported,
                          "The name of " + pathText(font.path) + " is not valid UTF-8 text.",
                          "Rename the file or its folder.");
        }
        const FontFace opened = FontFace::open(font.path, face).orThrow();
        font.hash = opened.hash();
        font.face = opened.choice();
        return font;
    });
}

Result<ProjectData> newProjectData(const fs::path& source, FaceChoice sourceFace, const fs::path& target,
                                   FaceChoice targetFace, const std::string& characters) {
    return guarded("preparing the project", [&] {
        ProjectData data;
        data.source = fontReference(source, sourceFace).orThrow();
        data.target = fontReference(target, targetFace).orThrow();
        data.characters = characters;
        data.training = presetSettings(data.preset).orThrow();
        const ProjectFonts fonts = openFonts(data).orThrow();
        if (fonts.shared.size() < fewestShared) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The fonts share " + std::to_string(fonts.shared.size()) + " characters" +
                              (characters.empty() ? "" : " of those chosen by '" + characters + "'") +
                              "; at least " + std::to_string(fewestShared) + " are needed to learn from.",
                          characters.empty() ? "Choose a source font that draws the target's characters."
                                             : "Choose more characters, or another source font.");
        }
        data.placements = fitPlacement(fonts.source, fonts.target, fonts.shared).orThrow().placements;
        return data;
    });
}

ContextSets projectSets(const ProjectFonts& fonts, const DatasetSettings& dataset) {
    using Set = Result<CharacterSet>;
    return {
        {"missing", [&fonts]() -> Set { return fonts.missing; }},
        {"pairs", [&fonts]() -> Set { return fonts.shared; }},
        {"heldout",
         [&fonts, dataset]() -> Set {
             return splitCharacters(fonts.shared, dataset.heldOut, dataset.seed).heldOut;
         }},
        {"source", [&fonts]() -> Set { return fonts.source.characters(); }},
        {"target", [&fonts]() -> Set { return fonts.target.characters(); }},
    };
}

Result<GlyphPairs> drawPairs(const ProjectData& data, const fs::path& cacheFile, const ProjectFonts& fonts,
                             const GlyphPairs::Progress& progress, std::stop_token stop, CacheUse cacheUse) {
    return GlyphPairs::draw(fonts.source, fonts.target, fonts.shared, data.placements, data.dataset,
                            cacheFile, progress, std::move(stop), cacheUse);
}

Result<GlyphPairs> drawPairs(const Project& project, const ProjectFonts& fonts,
                             const GlyphPairs::Progress& progress, std::stop_token stop) {
    return drawPairs(project.data, project.pairsCache(), fonts, progress, std::move(stop),
                     project.cacheUse());
}

Result<FurtherPairs> drawFurtherPairs(const ProjectData& data, const ProjectFonts& fonts,
                                      const GlyphPairs::Progress& progress, std::stop_token stop) {
    return guarded("drawing the pairs of the other styles", [&] {
        FurtherPairs pairs;
        for (const auto& [style, face] : fonts.further) {
            const PlacementPair placements{data.placements.source,
                                           data.styles[static_cast<std::size_t>(style)].placement};
            const auto shared = sharedCharacters(fonts.source, face, data.characters) - data.dropped;
            pairs.emplace(style, GlyphPairs::draw(fonts.source, face, shared, placements, data.dataset, {},
                                                  progress, stop)
                                     .orThrow());
        }
        return pairs;
    });
}

std::vector<StylePairs> stylePairs(const FurtherPairs& pairs) {
    std::vector<StylePairs> list;
    for (const auto& [style, drawn] : pairs) {
        list.push_back({&drawn, style});
    }
    return list;
}

std::vector<std::string> styleNames(const ProjectData& data) {
    std::vector<std::string> names;
    for (const ProjectStyle& style : data.styles) {
        names.push_back(style.name);
    }
    return names;
}

Result<GeneratorConfig> networkOf(const ProjectData& data) {
    return generatorConfigOf(data.training, data.dataset.canvas,
                             std::max(1, static_cast<int>(data.styles.size())));
}

std::optional<VerifiedCheckpoint> Project::latestCheckpoint() const {
    const auto network = networkOf(data);
    return newestVerified(runsFolder(), readOnly() ? CheckpointCare::LookOnly : CheckpointCare::Mend,
                          network ? std::optional(*network) : std::nullopt);
}

Result<ResolvedFreezing> freezingOf(const ProjectData& data) {
    return guarded("resolving the freezing plan", [&]() -> Result<ResolvedFreezing> {
        const auto generator = networkOf(data).orThrow();
        const auto judge = discriminatorConfigOf(data.training, generator).orThrow();
        const auto plan = parseFreezingPlan(data.freezing).orThrow();
        auto resolved = resolveFreezing(plan, rulesInForce(plan, 0, 0), parametersOf(generator),
                                        judge ? parametersOf(*judge) : std::vector<ParameterInfo>{})
                            .orThrow();
        checkLearningFrom({}, plan, data.training, generator, judge).orThrow();
        return resolved;
    });
}

TrainingSetup trainingSetup(const Project& project, const ProjectFonts& fonts, const GlyphPairs& pairs,
                            const fs::path& runFolder) {
    TrainingSetup setup;
    setup.pairs = &pairs;
    setup.source = &fonts.source;
    setup.placements = project.data.placements;
    setup.settings = project.data.training;
    setup.runFolder = runFolder;
    setup.freezing = project.data.freezing;
    setup.style = project.data.style;
    setup.styles = styleNames(project.data);
    setup.sourceHash = identityOf(fonts.source);
    setup.targetHash = identityOf(fonts.target);
    setup.sourceFace = fonts.source.choice();
    setup.targetFace = fonts.target.choice();
    setup.unitsPerEm = fonts.target.unitsPerEm();
    return setup;
}

} // namespace typemould
