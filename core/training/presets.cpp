// The presets: named values of the training settings, each with the reason for them.
#include "core/training/training_settings.h"

namespace typemould {

namespace {

TrainingSettings quick() {
    TrainingSettings s;
    s.width = 16;
    s.batch = 16;
    s.learningRate = 2e-3;
    s.previewSeconds = 5;
    return s;
}

TrainingSettings balanced() {
    TrainingSettings s;
    s.batch = 16;
    s.learningRate = 8e-4;
    s.edgeWeight = 0.2;
    s.adversarialWeight = 0.005;
    s.balance = BalanceMode::Dynamic;
    s.emaDecay = 0.999;
    return s;
}

TrainingSettings quality() {
    TrainingSettings s;
    s.width = 48;
    s.patch = 4;
    s.batch = 16;
    s.accumulate = 3;
    s.learningRate = 2e-4;
    s.discriminatorRate = 1e-4;
    s.warmupSteps = 200;
    s.adversarialWeight = 0.01;
    s.emaDecay = 0.999;
    return s;
}

TrainingSettings crisp() {
    TrainingSettings s;
    s.width = 48;
    s.patch = 4;
    s.batch = 16;
    s.learningRate = 8e-4;
    s.adversarialWeight = 0.01;
    s.emaDecay = 0.999;
    return s;
}

TrainingSettings smallCard() {
    TrainingSettings s;
    s.batch = 4;
    s.accumulate = 4;
    s.learningRate = 1e-3;
    s.adversarialWeight = 0.005;
    s.discriminatorWidth = 16;
    s.emaDecay = 0.999;
    return s;
}

TrainingSettings t4() {
    TrainingSettings s;
    s.width = 48;
    s.patch = 4;
    s.batch = 4;
    s.accumulate = 2;
    s.learningRate = 2.5e-4;
    s.discriminatorRate = 6e-5;
    s.adversarialWeight = 0.01;
    s.balance = BalanceMode::Dynamic;
    s.precision = "float32";
    s.emaDecay = 0.999;
    return s;
}

TrainingSettings processor() {
    TrainingSettings s;
    s.width = 24;
    s.batch = 4;
    s.learningRate = 8e-4;
    s.emaDecay = 0.99;
    s.previewSeconds = 20;
    s.measuredGlyphs = 32;
    return s;
}

} // namespace

const std::vector<Preset>& presets() {
    static const std::vector<Preset> list{
        {"house",
         TYPEMOULD_TRANSLATE_NOOP("Presets", "House"),
         TYPEMOULD_TRANSLATE_NOOP("Presets", "The best glyphs for ten minutes on a processor. Start here."),
         {}},
        {"quick", TYPEMOULD_TRANSLATE_NOOP("Presets", "Quick look"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "A narrower network that shows within two minutes whether the two fonts go together."),
         quick()},
        {"balanced", TYPEMOULD_TRANSLATE_NOOP("Presets", "Balanced"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "Half an hour to two: the house network with a loss on edges and a mild discriminator, whose "
             "weight follows its own loss so that neither network runs away. Sharper than House, half as "
             "fast."),
         balanced()},
        {"quality", TYPEMOULD_TRANSLATE_NOOP("Presets", "Quality"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "For a graphics card and a night: width 48 holds more of the style, 48 glyphs a step (3 parts "
             "of 16) and low rates (generator 0.0002, discriminator half of it) keep the two networks "
             "steady for a long time. Slow at first, best at the end."),
         quality()},
        {"crisp", TYPEMOULD_TRANSLATE_NOOP("Presets", "Crisp edges"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets", "A wider network with a discriminator, for a graphics card or a long night: crisper "
                        "edges, several times slower."),
         crisp()},
        {"4gb", TYPEMOULD_TRANSLATE_NOOP("Presets", "4 GB graphics card"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "Little memory: 4 parts of 4 glyphs teach as one batch of 16 does and hold a quarter of it, and "
             "the discriminator is narrower."),
         smallCard()},
        {"t4", TYPEMOULD_TRANSLATE_NOOP("Presets", "T4 graphics card"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "For a rented T4 (16 GB) and pictures of 384 px (set the canvas of the pairs to it): 2 parts of "
             "4 glyphs, rates for so small a batch (0.00025, discriminator 0.00006), a discriminator whose "
             "weight follows its loss, and float32, since a T4 has no bfloat16."),
         t4()},
        {"cpu", TYPEMOULD_TRANSLATE_NOOP("Presets", "Slow processor"),
         TYPEMOULD_TRANSLATE_NOOP(
             "Presets",
             "For a laptop without a graphics card: a narrower network and 4 glyphs a step make more steps a "
             "minute, and less time goes into previews and measuring."),
         processor()}};
    return list;
}

Result<TrainingSettings> presetSettings(const std::string& key) {
    std::string known;
    for (const auto& preset : presets()) {
        if (preset.key == key) {
            return preset.settings;
        }
        known += (known.empty() ? "" : ", ") + preset.key;
    }
    return Error{ErrorCode::InvalidArgument, "There is no preset called '" + key + "'.",
                 "The presets are: " + known + "."};
}

} // namespace typemould
