#include "app/log.h"

#include <cstdlib>
#include <memory>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace typemould {

namespace {

constexpr std::size_t logBytes = 1 << 20;
constexpr std::size_t olderLogs = 2;

std::shared_ptr<spdlog::logger> quietLogger(const std::string& program) {
    return std::make_shared<spdlog::logger>(program, std::make_shared<spdlog::sinks::null_sink_mt>());
}

} // namespace

std::filesystem::path userFolder(const char* variable, const std::string& fallback) {
    if (const char* folder = std::getenv(variable); folder != nullptr && folder[0] == '/') {
        return folder;
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr && home[0] == '/' ? home : "/tmp") / fallback;
}

std::filesystem::path logFile(const std::string& program) {
    return userFolder("XDG_STATE_HOME", ".local/state") / "typemould" / (program + ".log");
}

void startLog(const std::string& program, bool enabled) {
    std::shared_ptr<spdlog::logger> logger;
    if (enabled) {
        try {
            const auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
                logFile(program).string(), logBytes, olderLogs);
            logger = std::make_shared<spdlog::logger>(program, sink);
            logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z [" + std::to_string(::getpid()) + "] %l: %v");
            logger->flush_on(spdlog::level::info);
        } catch (const std::exception&) {
            logger.reset(); // a log that cannot be written must not keep anybody from working
        }
    }
    if (!logger) {
        logger = quietLogger(program);
    }
    // A log on a full disk must not speak up on the terminal either.
    logger->set_error_handler([](const std::string&) {});
    spdlog::set_default_logger(logger);
}

} // namespace typemould
