// An inspection as JSON: what `inspect --json` prints and a report keeps.
#pragma once

#include "core/weights/inspection.h"

#include <nlohmann/json_fwd.hpp>

namespace typemould {

/// {"dialect", "kind", "findings": [{"setting", "value", "evidence"}], "open": [{"setting", "assumed",
/// "why"}], "report": {"complete", "matched", "missing", "extra", "wrong_shape": [{"name", "found",
/// "wanted"}]}}.
nlohmann::ordered_json inspectionToJson(const Inspection& inspection);

} // namespace typemould
