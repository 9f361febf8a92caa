// typemould-cli pairs: what there is to learn from, and what spoils it.
#include "app/cli/command_line.h"
#include "app/cli/drawing.h"
#include "app/cli/interrupts.h"
#include "app/cli/report.h"
#include "core/dataset/pair_checks.h"
#include "core/fonts/named_sets.h"

#include <cstdio>

namespace typemould {

namespace {

struct PairsOptions {
    std::string folder;
};

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

void addIssues(Answer& answer, const GlyphPairs& pairs) {
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
    if (issues.empty()) {
        answer.text += "No issues found.\n";
    }
}

Answer runPairs(const PairsOptions& options) {
    const Interrupts interrupts("Stopping.");
    const Project project = Project::open(options.folder, ProjectAccess::WriteOrReadOnly).orThrow();
    const ProjectFonts fonts = openFonts(project).orThrow();
    ProgressLine line;
    const GlyphPairs pairs = drawPairsShown(project, project.data, fonts, line, interrupts.token()).orThrow();
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
    addIssues(answer, pairs);
    return answer;
}

} // namespace

void addPairsVerb(CommandLine& line) {
    addVerb<PairsOptions>(
        line, "pairs", "Draw the pairs of both fonts, count them and look for trouble",
        [](CLI::App& verb, PairsOptions& options) {
            verb.add_option("DIR", options.folder, "Project folder")->required();
        },
        runPairs);
}

} // namespace typemould
