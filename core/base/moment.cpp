#include "core/base/moment.h"

#include <ctime>

namespace typemould {

Moment utcNow() {
    const std::time_t seconds = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char stamp[32], iso8601[32];
    std::strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
    std::strftime(iso8601, sizeof iso8601, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return {stamp, iso8601};
}

} // namespace typemould
