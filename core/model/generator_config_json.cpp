#include "core/model/generator_config_json.h"

#include "core/base/fields_json.h"

namespace typemould {

namespace {

constexpr std::size_t levelLimit = 10;

/// An integer of the first release's form, or its default; out of range is an error.
Result<int> oldNumber(const nlohmann::json& object, const char* key, int fallback, int minimum, int maximum) {
    if (!object.contains(key)) {
        return fallback;
    }
    FieldInfo info;
    info.key = key;
    info.defaultValue = std::int64_t{fallback};
    info.minimum = minimum;
    info.maximum = maximum;
    auto value = fieldValueFromJson(info, object.at(key));
    if (!value) {
        return value.error();
    }
    return static_cast<int>(std::get<std::int64_t>(*value));
}

Result<std::vector<LevelConfig>> oldLevels(const nlohmann::json& object) {
    auto width = oldNumber(object, "width", 32, 8, 128);
    auto depth = oldNumber(object, "depth", 4, 2, 4);
    if (!width || !depth) {
        return width ? depth.error() : width.error();
    }
    LevelConfig level;
    if (object.contains("upsample")) {
        auto read = fieldsFromJson<LevelConfig>({{"upsample", object.at("upsample")}});
        if (!read) {
            return read.error();
        }
        level = *read;
    }
    return houseLevels(*width, *depth, level.upsample);
}

Result<std::vector<LevelConfig>> readLevels(const nlohmann::json& array) {
    if (!array.is_array() || array.empty() || array.size() > levelLimit) {
        return Error{ErrorCode::BadFormat, "The 'levels' of a network are no list of 1 to 10 objects.",
                     "Give one object a level, outermost first."};
    }
    std::vector<LevelConfig> levels;
    for (const auto& item : array) {
        auto level = fieldsFromJson<LevelConfig>(item);
        if (!level) {
            return level.error();
        }
        levels.push_back(*level);
    }
    return levels;
}

} // namespace

nlohmann::ordered_json generatorConfigToJson(const GeneratorConfig& config) {
    auto object = fieldsToJson(config);
    object["levels"] = nlohmann::ordered_json::array();
    for (const auto& level : config.levels) {
        object["levels"].push_back(fieldsToJson(level));
    }
    return object;
}

Result<GeneratorConfig> generatorConfigFromJson(const nlohmann::json& object) {
    if (!object.is_object()) {
        return notAnObjectError();
    }
    auto rest = object;
    auto levels = object.contains("levels") ? readLevels(object.at("levels")) : oldLevels(object);
    if (!levels) {
        return levels.error();
    }
    if (object.contains("levels")) {
        rest.erase("levels");
    } else {
        for (const char* key : {"width", "depth", "upsample"}) {
            rest.erase(key);
        }
    }
    auto config = fieldsFromJson<GeneratorConfig>(rest);
    if (config) {
        config->levels = *std::move(levels);
    }
    return config;
}

} // namespace typemould
