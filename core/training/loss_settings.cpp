#include "core/training/settings_parts.h"

namespace typemould {

namespace {
using S = TrainingSettings;

/// A weight of a term, 0 for off.
Field<S> weight(double S::*member, std::string key, std::string label, std::string help, double maximum,
                Level level) {
    return field(member, {.key = std::move(key),
                          .label = std::move(label),
                          .help = std::move(help),
                          .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "off"),
                          .level = level,
                          .minimum = 0,
                          .maximum = maximum});
}
} // namespace

void describeLosses(std::vector<Field<S>>& list) {
    list.push_back(weight(
        &S::l1Weight, "l1-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "L1 weight"),
        TYPEMOULD_TRANSLATE_NOOP(
            "Settings", "Weight of the mean difference from the true glyph: gets every stroke in its place."),
        1000, Level::Advanced));
    list.push_back(weight(
        &S::edgeWeight, "edge-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "Edge weight"),
        TYPEMOULD_TRANSLATE_NOOP("Settings",
                                 "Weight of the difference of the outlines' slopes (Sobel): sharper edges, "
                                 "and strokes of the right weight."),
        1000, Level::Advanced));
    list.push_back(weight(&S::ssimWeight, "ssim-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "SSIM weight"),
                          TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "Weight of the structural difference in a small window: keeps thin "
                                          "strokes and counters that L1 would let fade."),
                          1000, Level::Advanced));
    list.push_back(weight(
        &S::perceptualWeight, "perceptual-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "Perceptual weight"),
        TYPEMOULD_TRANSLATE_NOOP("Settings",
                                 "Weight of the difference in fixed features: of VGG16 where its weights are "
                                 "given below, else of oriented filters of our own. 0.02 is a good "
                                 "beginning with VGG16; more fights the other losses."),
        100, Level::Advanced));
    list.push_back(
        field(&S::perceptualFile,
              {.key = "perceptual-file",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "VGG16 weights"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "File vgg16-397923af.pth of torchvision, for the perceptual loss. Empty: "
                               "our own features, which need no download."),
               .level = Level::Expert}));
    list.push_back(
        field(&S::perceptualLayers,
              {.key = "perceptual-layers",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Perceptual layers"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Layers to compare in, with weights where they differ: relu1_2 relu2_2=0.5 "
                               "for VGG16 (relu1_1 to relu5_3), order1 order2 for our own. Empty: relu1_2 "
                               "and relu2_2, or both of our own."),
               .level = Level::Expert}));
    list.push_back(weight(
        &S::constancyWeight, "constancy-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "Constancy weight"),
        TYPEMOULD_TRANSLATE_NOOP("Settings",
                                 "Weight of the difference between what the encoder makes of the source and "
                                 "of the true glyph: the same character should read the same in any "
                                 "style. zi2zi takes 15; costs a second pass through the encoder."),
        1000, Level::Advanced));
    list.push_back(enumField(
        &S::constancyKind, {.key = "constancy-kind",
                            .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Constancy"),
                            .help = TYPEMOULD_TRANSLATE_NOOP(
                                "Settings", "How the encoder's features are compared: place by place, as "
                                            "zi2zi-pytorch does, or their means, which lets strokes move."),
                            .level = Level::Expert,
                            .choices = {{"l1", TYPEMOULD_TRANSLATE_NOOP("Settings", "Place by place (L1)")},
                                        {"pooled", TYPEMOULD_TRANSLATE_NOOP("Settings", "Pooled (MSE)")}}}));
    list.push_back(
        weight(&S::totalVariationWeight, "total-variation-weight",
               TYPEMOULD_TRANSLATE_NOOP("Settings", "Total variation weight"),
               TYPEMOULD_TRANSLATE_NOOP("Settings", "Weight of the length of all outlines: calms speckles "
                                                    "and frayed edges; too much rounds corners."),
               1000, Level::Expert));
    list.push_back(weight(
        &S::adversarialWeight, "adversarial-weight",
        TYPEMOULD_TRANSLATE_NOOP("Settings", "Adversarial weight"),
        TYPEMOULD_TRANSLATE_NOOP("Settings",
                                 "Weight of the discriminator's judgement: crisper edges, slower training. 0 "
                                 "leaves it out."),
        100, Level::Advanced));
    list.push_back(
        enumField(&S::adversarialKind,
                  {.key = "adversarial-kind",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Adversarial loss"),
                   .help = TYPEMOULD_TRANSLATE_NOOP(
                       "Settings", "What generator and discriminator play for: cross-entropy as zi2zi does, "
                                   "relativistic (more real than its own true glyph; steadier), or hinge."),
                   .level = Level::Advanced,
                   .choices = {{"bce", TYPEMOULD_TRANSLATE_NOOP("Settings", "Cross-entropy (BCE)")},
                               {"relativistic", TYPEMOULD_TRANSLATE_NOOP("Settings", "Relativistic")},
                               {"hinge", TYPEMOULD_TRANSLATE_NOOP("Settings", "Hinge")}}}));
    list.push_back(weight(
        &S::featureMatchingWeight, "feature-matching-weight",
        TYPEMOULD_TRANSLATE_NOOP("Settings", "Feature matching weight"),
        TYPEMOULD_TRANSLATE_NOOP(
            "Settings", "Weight of the difference in the discriminator's own maps: its judgement as "
                        "a direction, not only as a verdict; steadier than the adversarial loss alone."),
        100, Level::Advanced));
    list.push_back(weight(
        &S::styleWeight, "style-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "Style weight"),
        TYPEMOULD_TRANSLATE_NOOP(
            "Settings", "Weight of the discriminator's style head, the same for both networks, which "
                        "tells the styles of a network with several from one another; 0 leaves it out."),
        100, Level::Advanced));
    list.push_back(
        weight(&S::r1Weight, "r1-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "R1 weight"),
               TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Weight of the penalty on the discriminator's slope at true glyphs: keeps it "
                               "from winning; taken at each sixteenth step."),
               1000, Level::Expert));
}

void describeBalance(std::vector<Field<S>>& list) {
    list.push_back(enumField(
        &S::balance,
        {.key = "balance",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Adversarial balance"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "What the adversarial weight is multiplied by: nothing, a schedule by the "
                         "step, or a table by the discriminator's loss, so that neither wins."),
         .level = Level::Advanced,
         .choices = {{"fixed", TYPEMOULD_TRANSLATE_NOOP("Settings", "Fixed")},
                     {"schedule", TYPEMOULD_TRANSLATE_NOOP("Settings", "By schedule")},
                     {"dynamic", TYPEMOULD_TRANSLATE_NOOP("Settings", "By the discriminator's loss")}}}));
    list.push_back(
        field(&S::adversarialSchedule,
              {.key = "adversarial-schedule",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Adversarial schedule"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Steps and factors, straight lines between them: 500=0 2000=1 leaves the "
                               "adversarial loss out for 500 steps and has it whole from step 2000 on."),
               .level = Level::Expert}));
    list.push_back(
        field(&S::balanceTable,
              {.key = "balance-table",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Balance table"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Losses of the discriminator and factors: below the first loss the first "
                               "factor, and so on; 'else' is that above all of them."),
               .level = Level::Expert}));
    list.push_back(field(&S::discriminatorRate,
                         {.key = "discriminator-rate",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Discriminator rate"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "Learning rate of the discriminator. Lower it when the "
                                          "discriminator wins; 0 is a quarter of the generator's."),
                          .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "a quarter of the generator's"),
                          .level = Level::Expert,
                          .minimum = 0,
                          .maximum = 0.1}));
    list.push_back(field(&S::discriminatorEvery,
                         {.key = "discriminator-every",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Discriminator every"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "The discriminator learns at each step, or only at each "
                                          "second, third, ...: more when it wins."),
                          .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "steps"),
                          .level = Level::Expert,
                          .minimum = 1,
                          .maximum = 100}));
    list.push_back(
        field(&S::generatorUpdates,
              {.key = "generator-updates",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Generator updates"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "How often the generator learns from the same glyphs in one step; zi2zi "
                               "takes 2 against a discriminator that wins."),
               .level = Level::Expert,
               .minimum = 1,
               .maximum = 10}));
    list.push_back(field(&S::labelSmoothing,
                         {.key = "label-smoothing",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Label smoothing"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "How far below 1 'real' is for the discriminator; 0.1 keeps "
                                          "it from being too sure."),
                          .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "none"),
                          .level = Level::Expert,
                          .minimum = 0,
                          .maximum = 0.5}));
    list.push_back(
        field(&S::labelNoise,
              {.key = "label-noise",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Label noise"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Share of the glyphs whose true and drawn pictures change places for the "
                               "discriminator; 0.05 slows one that wins."),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "none"),
               .level = Level::Expert,
               .minimum = 0,
               .maximum = 0.5}));
}

} // namespace typemould
