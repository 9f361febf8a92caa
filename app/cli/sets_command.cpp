// typemould-cli sets: the named character sets.
#include "app/cli/command_line.h"
#include "core/fonts/named_sets.h"

#include <cstdio>

namespace typemould {

namespace {

struct SetsOptions {};

Answer runSets(const SetsOptions&) {
    Answer answer;
    answer.json["sets"] = Json::array();
    for (const NamedSet& set : namedSets()) {
        const std::size_t size = orUsage(namedSet(set.key)).size();
        answer.json["sets"].push_back(
            {{"key", set.key}, {"name", set.name}, {"description", set.description}, {"characters", size}});
        char name[32];
        std::snprintf(name, sizeof name, "%-16s", set.key.c_str());
        answer.text += name + set.name + ": " + set.description + "\n";
    }
    return answer;
}

} // namespace

void addSetsVerb(CommandLine& line) {
    addVerb<SetsOptions>(
        line, "sets", "List the named character sets", [](CLI::App&, SetsOptions&) {}, runSets);
}

} // namespace typemould
