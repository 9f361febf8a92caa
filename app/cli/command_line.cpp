#include "app/cli/command_line.h"

#include <cmath>

namespace typemould {

CLI::App* addVerb(CommandLine& line, const std::string& name, const std::string& description) {
    CLI::App* verb = line.app.add_subcommand(name, description);
    verb->add_flag("--json", line.json,
                   "Print one JSON object on standard output; progress goes to standard error");
    verb->add_flag("--no-log", line.noLog, "Write no log file");
    return verb;
}

CLI::Validator positiveNumber() {
    const auto check = [](std::string& text) -> std::string {
        double number = 0;
        const bool good = CLI::detail::lexical_cast(text, number) && std::isfinite(number) && number > 0;
        return good ? std::string() : "'" + text + "' is not a number larger than 0";
    };
    return {check, "larger than 0"};
}

} // namespace typemould
