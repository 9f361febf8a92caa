#include "core/weights/inspection_json.h"

#include <nlohmann/json.hpp>

namespace typemould {

nlohmann::ordered_json inspectionToJson(const Inspection& inspection) {
    using Json = nlohmann::ordered_json;
    Json findings = Json::array();
    for (const auto& [setting, value, evidence] : inspection.findings) {
        findings.push_back({{"setting", setting}, {"value", value}, {"evidence", evidence}});
    }
    Json open = Json::array();
    for (const auto& [setting, assumed, why] : inspection.open) {
        open.push_back({{"setting", setting}, {"assumed", assumed}, {"why", why}});
    }
    const auto& report = inspection.report;
    Json wrongShape = Json::array();
    for (const auto& [name, found, wanted] : report.wrongShape) {
        wrongShape.push_back({{"name", name}, {"found", found}, {"wanted", wanted}});
    }
    return {{"dialect", weightsDialectName(inspection.dialect)},
            {"kind", inspection.isGenerator() ? "generator" : "discriminator"},
            {"findings", findings},
            {"open", open},
            {"report",
             {{"complete", report.complete()},
              {"matched", report.matched.size()},
              {"missing", report.missing},
              {"extra", report.extra},
              {"wrong_shape", wrongShape}}}};
}

} // namespace typemould
