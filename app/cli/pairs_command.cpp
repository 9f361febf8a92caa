// typemould-cli pairs: what there is to learn from, and what spoils it.
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/dataset/pair_checks.h"
#include "core/fonts/named_sets.h"
#include "core/metrics/source_fit.h"

#include <algorithm>
#include <cstdio>

namespace typemould {

namespace {

struct PairsOptions {
    std::string folder;
    int worst = -1; ///< not asked for
    std::string drop, keep, restore;
    std::vector<std::string> tried;
};

void declare(CLI::App& verb, PairsOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--worst", options.worst,
                    "List so many pairs whose pictures differ most in structure, the worst first")
        ->check(CLI::Range(0, 1000000));
    verb.add_option("--drop", options.drop, "SPEC of pairs to leave out from now on");
    verb.add_option("--keep", options.keep,
                    "SPEC of odd pairs that are right as they are: they are not told of again");
    verb.add_option("--restore", options.restore, "SPEC of pairs to take in again that were dropped");
    verb.add_option("--try", options.tried,
                    "Font files to compare with the source font: whether one fits the target better")
        ->check(CLI::ExistingFile);
    verb.footer(
        "--drop, --keep and --restore are kept in the project. What was learnt from a dropped pair stays "
        "learnt: train on\nor afresh. Fonts of a collection are compared with its other faces unasked.");
}

/// Writes down which pairs are dropped, kept or taken back. The fonts are those of the project before.
void decide(Project& project, const PairsOptions& options) {
    if (options.drop.empty() && options.keep.empty() && options.restore.empty()) {
        return;
    }
    const ProjectFonts fonts = openFonts(project).orThrow();
    const CharacterSet pairs = fonts.shared | project.data.dropped;
    const auto chosen = [&](const std::string& spec) {
        const CharacterSet asked =
            spec.empty() ? CharacterSet()
                         : orUsage(parseCharacterSpec(spec, projectSets(fonts, project.data.dataset)));
        const CharacterSet strangers = asked - pairs;
        if (!strangers.empty()) {
            throw UsageError(ErrorCode::InvalidArgument,
                             "These characters are no pairs of the project: " + listText(strangers) + ".",
                             "Choose among those that both fonts draw.");
        }
        return asked;
    };
    const CharacterSet drop = chosen(options.drop), keep = chosen(options.keep);
    const CharacterSet restore = chosen(options.restore);
    ProjectData& data = project.data;
    data.dropped = (data.dropped - restore - keep) | drop;
    data.trusted = ((data.trusted - restore) | keep) - drop;
    project.save().orThrow();
}

/// Whether the project has something to write down.
ProjectAccess accessFor(const PairsOptions& options) {
    const bool decides = !options.drop.empty() || !options.keep.empty() || !options.restore.empty();
    return decides ? ProjectAccess::Write : ProjectAccess::WriteOrReadOnly;
}

Json pairJson(const PairStructure& pair, bool odd) {
    return {{"character", utf8Of(pair.character)},
            {"codePoint", codePointText(pair.character)},
            {"oddness", pair.oddness},
            {"missing", pair.distance.missing},
            {"invented", pair.distance.invented},
            {"density", pair.distance.density},
            {"odd", odd}};
}

std::string inOrder(const std::vector<char32_t>& characters) {
    std::string text;
    for (const char32_t character : characters) {
        text += utf8Of(character);
    }
    return text;
}

/// The odd pairs in a sentence (false when there are none) and, where they were asked for, the worst ones
/// with their figures.
bool addStructure(Answer& answer, const StructureRanking& ranking, const ProjectData& data, int worst) {
    const auto odd = oddPairs(ranking, data.trusted);
    answer.json["structure"] = {{"mean", ranking.meanLines},
                                {"odd", inOrder(odd)},
                                {"dropped", allText(data.dropped)},
                                {"kept", allText(data.trusted)}};
    if (!odd.empty()) {
        answer.text += "  ! In " + std::to_string(odd.size()) + " of " +
                       std::to_string(ranking.pairs.size()) +
                       " pairs the fonts draw different shapes; look at them with --worst " +
                       std::to_string(odd.size()) + ", and --drop or --keep them.\n    " +
                       listText(CharacterSet(odd)) + "\n";
    }
    if (worst < 0) {
        return !odd.empty();
    }
    answer.json["worst"] = Json::array();
    answer.text += "Worst pairs           oddness   missing  invented  (of the canvas)\n";
    for (std::size_t i = 0; i < std::min(ranking.pairs.size(), static_cast<std::size_t>(worst)); ++i) {
        const PairStructure& pair = ranking.pairs[i];
        const bool trusted = data.trusted.contains(pair.character);
        answer.json["worst"].push_back(pairJson(pair, i < ranking.odd && !trusted));
        char row[128];
        std::snprintf(row, sizeof row, "  %s %-12s %10.1f %8.2f %% %7.2f %%%s\n",
                      utf8Of(pair.character).c_str(), codePointText(pair.character).c_str(), pair.oddness,
                      100 * pair.distance.missing, 100 * pair.distance.invented,
                      trusted           ? "  kept"
                      : i < ranking.odd ? "  odd"
                                        : "");
        answer.text += row;
    }
    return !odd.empty();
}

/// Other source fonts beside the project's: those that were given, and the other faces of its file.
void addOtherSources(Answer& answer, const ProjectFonts& fonts, const ProjectData& data,
                     const std::vector<std::string>& tried, const std::stop_token& stop) {
    constexpr int unasked = 64; // characters: this is only to say that it is worth looking
    const std::string now = fontTitle(fonts.source.names());
    answer.json["otherSources"] = Json::array();
    const auto tell = [&](const std::string& file, const std::vector<ComparedSource>& compared, bool asked) {
        for (const auto& [title, face, comparison] : compared) {
            answer.json["otherSources"].push_back({{"file", file},
                                                   {"face", face.index},
                                                   {"font", title},
                                                   {"characters", comparison.characters},
                                                   {"structure", comparison.other},
                                                   {"nowStructure", comparison.now},
                                                   {"missing", comparison.missing},
                                                   {"fitsBetter", comparison.otherFitsBetter()}});
            if (asked || comparison.otherFitsBetter()) {
                answer.text += std::string(comparison.otherFitsBetter() ? "  ! " : "  ") +
                               comparisonText(comparison, now, title) + "\n";
            }
        }
    };
    if (FontFace::list(fonts.source.bytes(), fonts.source.fileName()).orThrow().back().choice.index > 0) {
        const auto faces = compareFacesOf(data.source.path, fonts.source, fonts.target, unasked, stop);
        if (faces) {
            tell(pathText(data.source.path), *faces, false);
        } else if (faces.error().code != ErrorCode::InvalidArgument) { // else there is nothing to compare
            throw Failure(faces.error());
        }
    }
    for (const std::string& file : tried) {
        tell(file, compareFacesOf(file, fonts.source, fonts.target, 200, stop).orThrow(), true);
    }
}

/// Rows of named sets: how many of each the fonts draw.
void addCoverage(Answer& answer, const ProjectFonts& fonts) {
    answer.text += "Coverage         characters    source    target\n";
    answer.json["coverage"] = Json::array();
    for (const NamedSet& set : namedSets()) {
        const CharacterSet characters = namedSet(set.key).orThrow();
        const std::size_t source = (characters & fonts.source.characters()).size();
        const std::size_t target = (characters & fonts.target.characters()).size();
        answer.json["coverage"].push_back(
            {{"set", set.key}, {"characters", characters.size()}, {"source", source}, {"target", target}});
        char row[96];
        std::snprintf(row, sizeof row, "  %-14s %10zu %9zu %9zu\n", set.key.c_str(), characters.size(),
                      source, target);
        answer.text += row;
    }
}

/// False when there are none.
bool addIssues(Answer& answer, const GlyphPairs& pairs) {
    answer.json["issues"] = Json::array();
    const auto issues = checkPairs(pairs);
    for (const PairIssue& issue : issues) {
        answer.json["issues"].push_back({{"kind", pairIssueName(issue.kind)},
                                         {"characters", allText(issue.characters)},
                                         {"amount", issue.amount},
                                         {"message", issue.message}});
        answer.text += "  ! " + issue.message + "\n";
        if (!issue.characters.empty()) {
            answer.text += "    " + listText(issue.characters) + "\n";
        }
    }
    return !issues.empty();
}

Answer runPairs(const PairsOptions& options) {
    const Interrupts interrupts("Stopping.");
    Project project = Project::open(options.folder, accessFor(options)).orThrow();
    decide(project, options);
    const ProjectFonts fonts = openFonts(project).orThrow();
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, project.data, fonts, line, interrupts.token()).orThrow();
    const StructureRanking structure = rankPairsShown(pairs, line, interrupts.token()).orThrow();
    Answer answer;
    answer.json = {{"project", pathText(project.folder())},
                   {"pairs", pairs.size()},
                   {"canvas", pairs.canvas()},
                   {"trained", pairs.split().trained.size()},
                   {"heldOut", pairs.split().heldOut.size()},
                   {"missing", fonts.missing.size()},
                   {"source", fontJson(fonts.source)},
                   {"target", fontJson(fonts.target)},
                   {"placements", placementJson(project.data.placements)}};
    answer.text = std::to_string(pairs.size()) + " pairs at " + std::to_string(pairs.canvas()) +
                  " px: " + std::to_string(pairs.split().trained.size()) + " to train on, " +
                  std::to_string(pairs.split().heldOut.size()) + " held out; " +
                  std::to_string(fonts.missing.size()) + " characters missing from the target\n" +
                  "  source  " + fontText(fonts.source) + "\n          " +
                  placementText(project.data.placements.source) + "\n  target  " + fontText(fonts.target) +
                  "\n          " + placementText(project.data.placements.target) + "\n";
    addCoverage(answer, fonts);
    const bool issues = addIssues(answer, pairs);
    const bool odd = addStructure(answer, structure, project.data, options.worst);
    if (!issues && !odd) {
        answer.text += "No issues found.\n";
    }
    addOtherSources(answer, fonts, project.data, options.tried, interrupts.token());
    return answer;
}

} // namespace

void addPairsVerb(CommandLine& line) {
    addVerb<PairsOptions>(line, "pairs", "Draw the pairs of both fonts, count them and look for trouble",
                          declare, runPairs);
}

} // namespace typemould
