// typemould-cli: the whole job on the command line, without a window and without Qt.
#include "app/cli/command_line.h"
#include "app/log.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <spdlog/spdlog.h>
#include <string_view>

using namespace typemould;

namespace {

constexpr const char* footer =
    "SPEC names characters: a named set (see 'sets'), U+4E00-9FFF, @file.txt, missing, heldout, pairs,\n"
    "source, target, or the characters themselves, joined by commas.\n"
    "Exit code: 0 done, 1 failed, 2 wrong usage. To see it all at work: typemould-cli demo";

/// Writes to standard output and makes sure of it: a full disk or a closed pipe must not look like success.
bool print(const std::string& text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

std::string dumped(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int report(const Error& error, bool json, int exitCode) {
    spdlog::error("{}: {}", errorCodeName(error.code), error.text());
    if (json) {
        const Json body{
            {"error",
             {{"code", errorCodeName(error.code)}, {"message", error.message}, {"advice", error.advice}}}};
        print(dumped(body));
    } else {
        std::fprintf(stderr, "typemould-cli: %s\n", error.text().c_str());
    }
    return exitCode;
}

int run(const CommandLine& line) {
    try {
        const Answer answer = line.action();
        if (!print(line.json ? dumped(answer.json) : answer.text)) {
            return report({ErrorCode::Io, "The answer could not be written to standard output.", {}}, false,
                          ExitFailed);
        }
        spdlog::info("{} ended with exit code {}", line.verb, answer.exitCode);
        return answer.exitCode;
    } catch (const UsageError& wrong) {
        return report(wrong.error(), line.json, ExitUsage);
    } catch (...) {
        return report(currentExceptionAsError(line.verb), line.json, ExitFailed);
    }
}

/// A command line that could not be read, or a call for help or version.
int endOfParsing(const CommandLine& line, const CLI::ParseError& end, bool json) {
    if (end.get_exit_code() == 0) {
        line.app.exit(end); // prints the help or the version
        return std::fflush(stdout) == 0 ? ExitDone : ExitFailed;
    }
    const auto chosen = line.app.get_subcommands();
    if (chosen.empty()) {
        const auto words = line.app.remaining();
        const auto word =
            std::find_if(words.begin(), words.end(), [](const auto& w) { return !w.starts_with('-'); });
        return report(
            {ErrorCode::InvalidArgument,
             word == words.end() ? "A verb is missing." : "There is no verb called '" + *word + "'.",
             "See typemould-cli --help."},
            json, ExitUsage);
    }
    std::string message = end.what();
    if (!message.ends_with('.')) {
        message += '.';
    }
    const std::string verb = chosen.front()->get_name() + " ";
    return report({ErrorCode::InvalidArgument, message, "See typemould-cli " + verb + "--help."}, json,
                  ExitUsage);
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a closed terminal must not end a training run
    CommandLine line;
    line.app.name("typemould-cli");
    line.app.set_version_flag("--version", "typemould-cli " TYPEMOULD_VERSION, "Print the version");
    line.app.require_subcommand(1);
    line.app.footer(footer);
    addNewVerb(line);
    addPairsVerb(line);
    addTrainVerb(line);
    addRunsVerb(line);
    addExperimentVerb(line);
    addGenerateVerb(line);
    addCompleteVerb(line);
    addExportVerb(line);
    addEvaluateVerb(line);
    addInspectVerb(line);
    addImportVerb(line);
    addExportWeightsVerb(line);
    addSwitchVerb(line);
    addFreezeVerb(line);
    addStylesVerb(line);
    addSettingsVerb(line);
    addSetsVerb(line);
    addBenchVerb(line);
    addDemoVerb(line);

    bool json = false;
    std::string words;
    for (int i = 1; i < argc; ++i) {
        json = json || std::string_view(argv[i]) == "--json";
        words += std::string(" ") + argv[i];
    }
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& end) {
        startLog("typemould-cli", false);
        return endOfParsing(line, end, json);
    }
    startLog("typemould-cli", !line.noLog);
    spdlog::info("typemould-cli {}:{}", TYPEMOULD_VERSION, words);
    return run(line);
}
