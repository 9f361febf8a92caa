#include "core/training/training_settings.h"

#include "core/training/settings_parts.h"

#include "core/model/discriminator_config.h"

#include <algorithm>

namespace typemould {

namespace {

using S = TrainingSettings;

/// A setting with the range of the network's own field, so that every network that can be built can be set.
template <class Config>
FieldInfo inRangeOf(const char* key, FieldInfo info) {
    const auto& list = fields<Config>();
    const auto& own =
        std::find_if(list.begin(), list.end(), [&](const auto& f) { return f.info.key == key; })->info;
    info.minimum = own.minimum;
    info.maximum = own.maximum;
    return info;
}

std::vector<Field<S>> describe() {
    std::vector<Field<S>> list;
    // Network
    list.push_back(enumField(&S::upsample,
                             {.key = "upsample",
                              .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Upsampling"),
                              .help = TYPEMOULD_TRANSLATE_NOOP(
                                  "Settings", "How the decoder doubles its resolution. PixelShuffle is crisp "
                                              "and fast; transposed convolution is "
                                              "what classic zi2zi uses; resizing leaves the fewest grid "
                                              "patterns. Can be changed while training."),
                              .level = Level::Designer,
                              .choices = upsampleModeChoices()}));
    list.push_back(
        enumField(&S::family, {.key = "family",
                               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Network family"),
                               .help = TYPEMOULD_TRANSLATE_NOOP(
                                   "Settings", "House learns most in the least time. Classic and FiLM "
                                               "compute what zi2zi-pytorch does; imported "
                                               "weights bring their own. Fixed once a run has started."),
                               .level = Level::Advanced,
                               .choices = {{"house", TYPEMOULD_TRANSLATE_NOOP("Settings", "House")},
                                           {"classic", TYPEMOULD_TRANSLATE_NOOP("Settings", "zi2zi classic")},
                                           {"film", TYPEMOULD_TRANSLATE_NOOP("Settings", "zi2zi FiLM")}}}));
    list.push_back(field(
        &S::width,
        inRangeOf<LevelConfig>("width", {.key = "width",
                                         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Network width"),
                                         .help = TYPEMOULD_TRANSLATE_NOOP(
                                             "Settings", "Channels of the first level; for House a multiple "
                                                         "of 8. Wider learns more and trains slower; "
                                                         "fixed once a run has started."),
                                         .level = Level::Advanced})));
    list.push_back(field(
        &S::depth,
        {.key = "depth",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Network depth"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "Levels of the network. Deeper sees more of the character at once; fixed once a run "
                         "has started."),
         .level = Level::Expert,
         .minimum = 2,
         .maximum = 10}));
    list.push_back(
        field(&S::patch,
              {.key = "patch",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Patch"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Pixels folded into channels at the door: 1, 2, 4 or 8. Larger is faster, and ahead after "
                   "ten minutes; left to itself, the largest that the canvas has room for. Fixed once a "
                   "run has started."),
               .unit = "px",
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "as fits the canvas"),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = inRangeOf<GeneratorConfig>("patch", {}).maximum}));
    list.push_back(field(
        &S::network,
        {.key = "network",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Network options"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings",
             "All other options of the network, for example 'norm=batch 3.attention=softmax "
             "*.skip-filter=gate': for the whole network, for a level (1 is the outermost), or for every "
             "level. Fixed once a run has started."),
         .level = Level::Expert}));
    describeOptimizer(list);
    describeLosses(list);
    describeAugmentation(list);
    describeBalance(list);
    list.push_back(
        field(&S::discriminatorWidth,
              inRangeOf<DiscriminatorConfig>(
                  "width", {.key = "discriminator-width",
                            .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Discriminator width"),
                            .help = TYPEMOULD_TRANSLATE_NOOP(
                                "Settings", "Channels of the discriminator's first layer. Once changed, the "
                                            "discriminator begins anew when training goes on."),
                            .level = Level::Expert})));
    list.push_back(field(&S::spectralNorm,
                         {.key = "spectral-norm",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Spectral norm"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "Keeps the discriminator's judgement from growing without bound: "
                                          "steadier, a little slower. Once changed, the discriminator "
                                          "begins anew when training goes on."),
                          .level = Level::Expert}));
    list.push_back(enumField(
        &S::verdict,
        {.key = "verdict",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Judgement"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings",
             "What the discriminator judges: each patch of a glyph, which sharpens edges, or the "
             "glyph as a whole by one linear layer, which sees missing strokes. Once changed, the "
             "discriminator begins anew when training goes on."),
         .level = Level::Expert,
         .choices = {{"family", TYPEMOULD_TRANSLATE_NOOP("Settings", "As the family does")},
                     {"patches", TYPEMOULD_TRANSLATE_NOOP("Settings", "Patches")},
                     {"linear", TYPEMOULD_TRANSLATE_NOOP("Settings", "The whole glyph (linear)")}}}));
    // Running
    list.push_back(
        field(&S::seed,
              {.key = "seed",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Seed"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Fixes the first weights and the order of the glyphs; the same seed gives the same run."),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = 2147483647}));
    list.push_back(field(&S::threads,
                         {.key = "threads",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Threads"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "Processor threads to train on; 0 is as many as the machine has."),
                          .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "all"),
                          .level = Level::Expert,
                          .minimum = 0,
                          .maximum = 256}));
    list.push_back(field(
        &S::device, {.key = "device",
                     .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Device"),
                     .help = TYPEMOULD_TRANSLATE_NOOP(
                         "Settings", "Where to train: the graphics card when there is one, or as chosen."),
                     .level = Level::Advanced,
                     .choices = {{"auto", TYPEMOULD_TRANSLATE_NOOP("Settings", "Automatic")},
                                 {"cpu", TYPEMOULD_TRANSLATE_NOOP("Settings", "Processor")},
                                 {"cuda", TYPEMOULD_TRANSLATE_NOOP("Settings", "CUDA graphics card")}}}));
    list.push_back(
        field(&S::precision,
              {.key = "precision",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Precision"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Numbers that training convolves with. Automatic measures for a moment which is faster on "
                   "this machine; bfloat16 is about twice as fast where the processor knows it."),
               .level = Level::Expert,
               .choices = {{"auto", TYPEMOULD_TRANSLATE_NOOP("Settings", "Automatic")},
                           {"float32", "float32"},
                           {"bfloat16", "bfloat16"}}}));
    describeOutput(list);
    describeRecord(list);
    return list;
}

} // namespace

const std::vector<Field<TrainingSettings>>& fieldsOf(const TrainingSettings*) {
    static const auto list = describe();
    return list;
}

Result<TrainingSettings> withChanges(TrainingSettings settings, const std::vector<SettingChange>& changes) {
    for (const auto& [key, value] : changes) {
        const auto& list = fields<TrainingSettings>();
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& f) { return f.info.key == key; });
        if (found == list.end()) {
            return unknownFieldError(key, fieldKeys<TrainingSettings>());
        }
        auto parsed = parseFieldValue(found->info, value);
        if (!parsed) {
            return parsed.error();
        }
        found->set(settings, *parsed);
    }
    return settings;
}

double leastLearningRate() {
    for (const auto& f : fields<TrainingSettings>()) {
        if (f.info.key == "learning-rate") {
            return f.info.minimum;
        }
    }
    return 0;
}

bool fixedWhileRunning(const std::string& key) {
    static const std::vector<std::string> fixed{"family",
                                                "width",
                                                "depth",
                                                "patch",
                                                "network",
                                                "upsample",
                                                "seed",
                                                "threads",
                                                "device",
                                                "precision",
                                                "discriminator-width",
                                                "spectral-norm",
                                                "verdict"};
    return std::find(fixed.begin(), fixed.end(), key) != fixed.end();
}

} // namespace typemould
