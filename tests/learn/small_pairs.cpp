#include "tests/learn/small_pairs.h"

namespace typemould::testing {

namespace {
constexpr int canvas = 32;

/// A glyph of horizontal and vertical bars, chosen by the bits of `number`.
GrayImage bars(int number, int thickness) {
    GrayImage image(canvas, canvas);
    for (int bit = 0; bit < 6; ++bit) {
        if (((number * 37 + 11) >> bit & 1) == 0) {
            continue;
        }
        const int at = 5 + (bit % 3) * 9;
        for (int along = 4; along < canvas - 4; ++along) {
            for (int across = at; across < at + thickness; ++across) {
                image.at(bit < 3 ? along : across, bit < 3 ? across : along) = 0;
            }
        }
    }
    return image;
}
} // namespace

GlyphPairs smallPairs(int count) {
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    for (int i = 0; i < count; ++i) {
        characters.push_back(static_cast<char32_t>(0x4E00 + i));
        sources.push_back(bars(i, 2));
        targets.push_back(bars(i, 4));
    }
    DatasetSettings settings;
    settings.canvas = canvas;
    settings.heldOut = 4;
    return GlyphPairs::fromImages(characters, sources, targets, settings).orThrow();
}

TrainingSettings smallSettings() {
    TrainingSettings settings;
    settings.width = 8;
    settings.depth = 2;
    settings.patch = 2;
    settings.batch = 4;
    settings.warmupSteps = 2;
    settings.threads = 1;
    settings.device = "cpu";
    settings.precision = "float32";
    settings.previewText = "一丁"; // U+4E00, U+4E01
    return settings;
}

TrainingSetup smallSetup(const GlyphPairs& pairs, const std::filesystem::path& folder, long long steps) {
    TrainingSetup setup;
    setup.pairs = &pairs;
    setup.settings = smallSettings();
    setup.budget.steps = steps;
    setup.runFolder = folder;
    setup.sourceHash = "source";
    setup.targetHash = "target";
    return setup;
}

bool RecordingObserver::happened(const std::string& kind) const { return !stepsOf(kind).empty(); }

std::vector<long long> RecordingObserver::stepsOf(const std::string& kind) const {
    std::vector<long long> steps;
    for (const auto& event : events) {
        if (event.kind == kind) {
            steps.push_back(event.step);
        }
    }
    return steps;
}

WatchedRun::WatchedRun(const GlyphPairs& pairs, long long steps,
                       const std::function<void(TrainingSettings&)>& change) {
    auto setup = smallSetup(pairs, folder(), steps);
    if (change) {
        change(setup.settings);
    }
    session = TrainingSession::create(std::move(setup)).orThrow();
}

Outcome trained(TrainingSetup setup, RecordingObserver& observer) {
    auto session = TrainingSession::create(std::move(setup)).orThrow();
    return session->run({}, observer).orThrow();
}

std::string contentsOf(const std::filesystem::path& file) { return readTextFile(file, 1u << 30).orThrow(); }

} // namespace typemould::testing
