#include "core/training/experiment.h"

#include <algorithm>

namespace typemould {

namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& advice) {
    throw Failure(ErrorCode::InvalidArgument, message, advice);
}

const FieldInfo& infoOf(const std::string& key) {
    for (const auto& field : fields<TrainingSettings>()) {
        if (field.info.key == key) {
            return field.info;
        }
    }
    throw Failure(unknownFieldError(key, fieldKeys<TrainingSettings>()));
}

/// The values as a file would have them, each once.
std::vector<std::string> checkedValues(const VariedSetting& varied) {
    const auto& info = infoOf(varied.key);
    if (!canBeCompared(varied.key)) {
        refuse("The setting " + varied.key +
                   " does not change what is learnt, so there is nothing to compare.",
               "Vary one of the network, the losses, the balance, the batches or the learning rate.");
    }
    if (varied.values.empty()) {
        refuse("There is no value of " + varied.key + " to try.", "Name two or more.");
    }
    std::vector<std::string> values;
    for (const auto& text : varied.values) {
        auto value = fieldValueText(parseFieldValue(info, text).orThrow());
        if (std::find(values.begin(), values.end(), value) != values.end()) {
            refuse("The value " + value + " of " + varied.key + " is there twice.", "Name each once.");
        }
        values.push_back(std::move(value));
    }
    return values;
}

std::string nameOf(const std::vector<SettingChange>& changes) {
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("(none)") : value; };
    if (changes.size() == 1) {
        return shown(changes.front().value);
    }
    std::string name;
    for (const auto& [key, value] : changes) {
        name += (name.empty() ? "" : " ") + key + "=" + shown(value);
    }
    return name;
}

} // namespace

bool canBeCompared(const std::string& key) {
    // What a run leaves on disk and how often it is looked at: nothing that the figures could tell apart.
    static const std::vector<std::string> keys{"preview-text",     "preview-seconds", "checkpoint-minutes",
                                               "keep-checkpoints", "keep-best",       "disk-budget",
                                               "measured-glyphs",  "tensorboard"};
    return std::find(keys.begin(), keys.end(), key) == keys.end();
}

Result<std::vector<ExperimentVariant>> variantsOf(const std::vector<VariedSetting>& varied,
                                                  const TrainingSettings& base) {
    return guarded("preparing an experiment", [&] {
        if (varied.empty()) {
            refuse("An experiment needs a setting that varies.", "Name one and two or more values.");
        }
        std::vector<std::vector<SettingChange>> combined(1);
        for (const auto& setting : varied) {
            const auto same = [&](const VariedSetting& other) { return other.key == setting.key; };
            if (std::count_if(varied.begin(), varied.end(), same) > 1) {
                refuse("The setting " + setting.key + " varies twice.", "Name all its values at once.");
            }
            const auto values = checkedValues(setting);
            if (combined.size() * values.size() > mostVariants) {
                refuse("That makes more than " + std::to_string(mostVariants) + " runs.",
                       "Vary fewer settings, or try fewer values.");
            }
            std::vector<std::vector<SettingChange>> next;
            for (const auto& changes : combined) {
                for (const auto& value : values) {
                    next.push_back(changes);
                    next.back().push_back({setting.key, value});
                }
            }
            combined = std::move(next);
        }
        if (combined.size() < 2) {
            refuse("One run alone compares nothing.", "Name two or more values.");
        }
        std::vector<ExperimentVariant> variants;
        for (auto& changes : combined) {
            withChanges(base, changes).orThrow();
            auto name = nameOf(changes);
            variants.push_back({std::move(name), std::move(changes)});
        }
        return variants;
    });
}

const std::vector<SuggestedComparison>& suggestedComparisons() {
    static const std::vector<SuggestedComparison> list{
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "Upsampling modes"),
         {"upsample", {"transposed", "pixel_shuffle", "resize_conv"}}},
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "Widths"), {"width", {"16", "32", "48"}}},
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "Batch sizes"), {"batch", {"8", "16", "32"}}},
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "Learning rates"),
         {"learning-rate", {"0.0005", "0.0015", "0.003"}}},
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "With and without edges"), {"edge-weight", {"0", "0.5"}}},
        {TYPEMOULD_TRANSLATE_NOOP("Experiment", "Seeds: how much is chance"), {"seed", {"1", "2", "3"}}}};
    return list;
}

} // namespace typemould
