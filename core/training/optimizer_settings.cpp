#include "core/training/settings_parts.h"

namespace typemould {

void describeOptimizer(std::vector<Field<TrainingSettings>>& list) {
    using S = TrainingSettings;
    list.push_back(field(
        &S::batch,
        {.key = "batch",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Batch size"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "Glyphs learnt from in one step. Larger is steadier, needs more memory, and makes "
                         "fewer steps a minute."),
         .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "glyphs"),
         .level = Level::Advanced,
         .minimum = 1,
         .maximum = 256}));
    list.push_back(field(
        &S::accumulate,
        {.key = "accumulate",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Parts of a step"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings",
             "Batches gathered into one step: 4 batches of 4 teach as one of 16 does, in the memory of one "
             "of 4, and take as long as 16 (with a discriminator somewhat longer)."),
         .level = Level::Advanced,
         .minimum = 1,
         .maximum = 64}));
    list.push_back(enumField(
        &S::optimizer, {.key = "optimizer",
                        .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Optimiser"),
                        .help = TYPEMOULD_TRANSLATE_NOOP(
                            "Settings", "AdamW shrinks the weights apart from what is learnt; Adam mixes "
                                        "that with the gradient, as zi2zi-pytorch does. They differ by "
                                        "the weight decay alone."),
                        .level = Level::Expert,
                        .choices = {{"adamw", "AdamW"}, {"adam", "Adam"}}}));
    list.push_back(field(
        &S::learningRate,
        {.key = "learning-rate",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Learning rate"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "How far the weights move in one step. Lower it to fine-tune, or when the loss "
                         "jumps. Can be changed while training."),
         .level = Level::Advanced,
         .minimum = 1e-7,
         .maximum = 0.1}));
    list.push_back(
        field(&S::warmupSteps, {.key = "warmup-steps",
                                .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Warm-up"),
                                .help = TYPEMOULD_TRANSLATE_NOOP(
                                    "Settings", "Steps over which the learning rate rises from nothing."),
                                .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "steps"),
                                .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "none"),
                                .level = Level::Expert,
                                .minimum = 0,
                                .maximum = 100000}));
    list.push_back(enumField(
        &S::rateShape,
        {.key = "rate-shape",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Rate over time"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings",
             "How the learning rate falls: along a cosine to the end of the budget, not at all, in steps, "
             "or a little each epoch."),
         .level = Level::Expert,
         .choices = {{"cosine", TYPEMOULD_TRANSLATE_NOOP("Settings", "Cosine over the budget")},
                     {"constant", TYPEMOULD_TRANSLATE_NOOP("Settings", "Constant")},
                     {"step", TYPEMOULD_TRANSLATE_NOOP("Settings", "In steps")},
                     {"exponential", TYPEMOULD_TRANSLATE_NOOP("Settings", "A little each epoch")}}}));
    list.push_back(
        field(&S::rateDecay,
              {.key = "rate-decay",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Rate decay"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "What the learning rate is multiplied by at each of the steps, or each epoch "
                               "(0.99 is zi2zi's way); where it falls in steps, 0.5 is usual."),
               .level = Level::Expert,
               .minimum = 0.01,
               .maximum = 1}));
    list.push_back(
        field(&S::rateStepEpochs,
              {.key = "rate-step-epochs",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Rate steps"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Epochs between two falls of the learning rate, "
                                                            "where it falls in steps."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "epochs"),
               .level = Level::Expert,
               .minimum = 0.01,
               .maximum = 10000}));
    list.push_back(
        field(&S::finalRateShare,
              {.key = "final-rate-share",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Final rate"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Share of the learning rate below which it never falls; a cosine ends there. "
                               "1 keeps the rate constant."),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = 1}));
    list.push_back(
        field(&S::weightDecay, {.key = "weight-decay",
                                .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Weight decay"),
                                .help = TYPEMOULD_TRANSLATE_NOOP(
                                    "Settings", "Pull of all weights towards zero; holds over-fitting back."),
                                .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "off"),
                                .level = Level::Expert,
                                .minimum = 0,
                                .maximum = 1}));
    list.push_back(
        field(&S::gradientClip,
              {.key = "gradient-clip",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Gradient clip"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Largest gradient norm of a step, of either network; 0 is no limit."),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "no limit"),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = 1000}));
    list.push_back(field(
        &S::emaDecay,
        {.key = "ema-decay",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Weight averaging"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "Decay of the running average of the weights that previews and exports are drawn "
                         "with; 0 draws with the newest weights."),
         .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "off"),
         .level = Level::Expert,
         .minimum = 0,
         .maximum = 0.99999}));
}

} // namespace typemould
