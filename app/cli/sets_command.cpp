// typemould-cli sets: the named character sets.
#include "app/cli/command_line.h"
#include "core/fonts/named_sets.h"

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
        std::string line = set.key;
        line.resize(std::max<std::size_t>(line.size() + 1, 14), ' ');
        std::string count = std::to_string(size);
        count.insert(0, 8 - std::min<std::size_t>(count.size(), 8), ' ');
        answer.text += line + count + "  " + set.name + ": " + set.description + "\n";
    }
    return answer;
}

} // namespace

void addSetsVerb(CommandLine& line) {
    addVerb<SetsOptions>(
        line, "sets", "List the named character sets", [](CLI::App&, SetsOptions&) {}, runSets);
}

} // namespace typemould
