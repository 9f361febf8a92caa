// Projects full of random but valid values, so that a field that is not stored is found. For the tests of
// this room.
#pragma once

#include "core/project/project.h"

#include <random>
#include <string>

namespace typemould::test {

/// Texts that trip writers: quotes, line ends, characters of one to four bytes.
inline std::string randomText(std::mt19937& random) {
    static const std::vector<std::string> parts{"a",  "\"", "\\", "\n", "字",     "é",
                                                "𠮷", "{",  ",",  " ",  "U+4E00", "0"};
    std::string text;
    for (auto left = random() % 12; left > 0; --left) {
        text += parts[random() % parts.size()];
    }
    return text;
}

/// Every described field of S at random within its range.
template <class S>
S randomSettings(std::mt19937& random) {
    S settings;
    for (const auto& field : fields<S>()) {
        const FieldInfo& info = field.info;
        FieldValue value = info.defaultValue;
        if (std::holds_alternative<bool>(value)) {
            value = random() % 2 == 0;
        } else if (std::holds_alternative<std::int64_t>(value)) {
            const auto low = static_cast<std::int64_t>(info.minimum),
                       high = static_cast<std::int64_t>(info.maximum);
            value = std::uniform_int_distribution<std::int64_t>(low, high)(random);
        } else if (std::holds_alternative<double>(value)) {
            value = std::uniform_real_distribution<double>(info.minimum, info.maximum)(random);
        } else {
            value =
                info.choices.empty() ? randomText(random) : info.choices[random() % info.choices.size()].key;
        }
        field.set(settings, value);
    }
    return settings;
}

inline FontReference randomFont(std::mt19937& random, const std::filesystem::path& folder) {
    FontReference font;
    font.path = folder / ("font " + std::to_string(random()) + " 字體.ttc");
    font.hash = std::to_string(random());
    font.face = {static_cast<int>(random() % 9), static_cast<int>(random() % 9)};
    return font;
}

inline CharacterSet randomCharacters(std::mt19937& random) {
    std::vector<char32_t> characters;
    for (auto left = random() % 8; left > 0; --left) {
        characters.push_back(random() % 0x110000);
    }
    return CharacterSet(characters);
}

/// A project that has its source font inside `folder` and its target font elsewhere.
inline ProjectData randomProject(std::mt19937& random, const std::filesystem::path& folder) {
    ProjectData data;
    data.source = randomFont(random, folder / "fonts");
    data.target = randomFont(random, "/somewhere/else");
    data.placements = {randomSettings<Placement>(random), randomSettings<Placement>(random)};
    data.dataset = randomSettings<DatasetSettings>(random);
    data.characters = randomText(random);
    data.dropped = randomCharacters(random);
    data.trusted = randomCharacters(random);
    data.preset = randomText(random);
    data.training = randomSettings<TrainingSettings>(random);
    for (auto left = random() % 4; left > 0; --left) {
        data.freezing.push_back("freeze block=encoder." + std::to_string(left) + randomText(random));
    }
    for (auto left = random() % 3; left > 0; --left) {
        data.styles.push_back(
            {randomText(random), randomFont(random, folder / "fonts"), randomSettings<Placement>(random)});
    }
    data.style = data.styles.empty() ? 0 : static_cast<int>(random() % data.styles.size());
    data.exporting = randomSettings<ImageExportSettings>(random);
    data.tracing = randomSettings<TracingSettings>(random);
    data.font = randomSettings<FontExportSettings>(random);
    return data;
}

inline std::map<char32_t, ReviewVerdict> randomReviews(std::mt19937& random) {
    std::map<char32_t, ReviewVerdict> reviews;
    for (auto left = random() % 50; left > 0; --left) {
        reviews[random() % 0x110000] = random() % 2 == 0 ? ReviewVerdict::Kept : ReviewVerdict::Rejected;
    }
    return reviews;
}

} // namespace typemould::test
