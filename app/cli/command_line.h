// The command line: verbs register their options here, and one of them becomes the action that main() runs. A
// verb returns an Answer (one JSON object and the same as text) and throws Failure or UsageError. Main
// thread.
#pragma once

#include "core/base/result.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

namespace typemould {

using Json = nlohmann::ordered_json;

/// Exit codes of every verb.
enum ExitCode { ExitDone = 0, ExitFailed = 1, ExitUsage = 2, ExitInterrupted = 130 };

/// What a verb has to say when it is done: `json` with --json, `text` without.
struct Answer {
    Json json = Json::object();
    std::string text;
    int exitCode = ExitDone;
};

/// The user asked for something that cannot be meant: exit code 2.
class UsageError : public Failure {
public:
    using Failure::Failure;
};

/// The program's command line before and after it is read.
struct CommandLine {
    CLI::App app{"Typemould completes a typeface: it learns the style of a target font from the characters "
                 "that a source font "
                 "shares with it, and draws the missing ones."};
    bool json = false;
    bool noLog = false;
    std::string verb;
    std::function<Answer()> action; ///< of the verb that was chosen
};

/// Adds a verb with the options that every verb has (--json, --no-log).
CLI::App* addVerb(CommandLine& line, const std::string& name, const std::string& description);

/// Adds a verb whose options `Options` are filled by CLI11 and handed to `run`; `declare` adds the options.
template <class Options>
void addVerb(CommandLine& line, const std::string& name, const std::string& description,
             const std::function<void(CLI::App&, Options&)>& declare,
             const std::function<Answer(const Options&)>& run) {
    CLI::App* verb = addVerb(line, name, description);
    auto options = std::make_shared<Options>();
    declare(*verb, *options);
    verb->callback([&line, name, options, run] {
        line.verb = name;
        line.action = [options, run] { return run(*options); };
    });
}

/// A check for an option: a finite number larger than nothing.
CLI::Validator positiveNumber();
/// The value, or throws: an InvalidArgument as a UsageError, anything else as a Failure.
template <class T>
T orUsage(Result<T> result) {
    if (!result.ok() && result.error().code == ErrorCode::InvalidArgument) {
        throw UsageError(result.error());
    }
    if constexpr (std::is_void_v<T>) {
        result.orThrow();
    } else {
        return std::move(result).orThrow();
    }
}

// The verbs, each in a file of its own.
void addNewVerb(CommandLine& line);
void addPairsVerb(CommandLine& line);
void addTrainVerb(CommandLine& line);
void addRunsVerb(CommandLine& line);
void addExperimentVerb(CommandLine& line);
void addGenerateVerb(CommandLine& line);
void addEvaluateVerb(CommandLine& line);
void addCompleteVerb(CommandLine& line);
void addExportVerb(CommandLine& line);
void addInspectVerb(CommandLine& line);
void addImportVerb(CommandLine& line);
void addExportWeightsVerb(CommandLine& line);
void addSwitchVerb(CommandLine& line);
void addBenchVerb(CommandLine& line);
void addFreezeVerb(CommandLine& line);
void addStylesVerb(CommandLine& line);
void addSettingsVerb(CommandLine& line);
void addSetsVerb(CommandLine& line);
void addDemoVerb(CommandLine& line);

} // namespace typemould
