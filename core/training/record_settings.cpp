#include "core/training/settings_parts.h"

namespace typemould {

void describeRecord(std::vector<Field<TrainingSettings>>& list) {
    using S = TrainingSettings;
    list.push_back(
        field(&S::previewText,
              {.key = "preview-text",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Preview text"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Characters drawn again and again while training, to see how it comes on."),
               .level = Level::Designer}));
    list.push_back(field(&S::previewSeconds,
                         {.key = "preview-seconds",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Preview every"),
                          .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Least time between two previews."),
                          .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "s"),
                          .level = Level::Advanced,
                          .minimum = 0.1,
                          .maximum = 3600}));
    list.push_back(
        field(&S::checkpointMinutes,
              {.key = "checkpoint-minutes",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Checkpoint every"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Least time between two checkpoints, which also measure held-out glyphs."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "min"),
               .level = Level::Advanced,
               .minimum = 0.01,
               .maximum = 600}));
    list.push_back(field(
        &S::keepCheckpoints,
        {.key = "keep-checkpoints",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Checkpoints kept"),
         .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How many of a run's newest checkpoints stay on disk."),
         .level = Level::Advanced,
         .minimum = 1,
         .maximum = 1000}));
    list.push_back(field(&S::measuredGlyphs,
                         {.key = "measured-glyphs",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Glyphs measured"),
                          .help = TYPEMOULD_TRANSLATE_NOOP(
                              "Settings", "Held-out glyphs measured at each checkpoint; 0 measures none."),
                          .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "glyphs"),
                          .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "none"),
                          .level = Level::Expert,
                          .minimum = 0,
                          .maximum = 10000}));
    list.push_back(field(
        &S::keepBest,
        {.key = "keep-best",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Best checkpoints kept"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "How many checkpoints with the best held-out figures stay beside the newest ones."),
         .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "none"),
         .level = Level::Advanced,
         .minimum = 0,
         .maximum = 1000}));
    list.push_back(
        field(&S::diskBudgetGb,
              {.key = "disk-budget",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Disk budget"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Room that a run's checkpoints may take; over it the oldest go first, then the worse "
                   "of the best. The newest always stays."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "GB"),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "no limit"),
               .level = Level::Advanced,
               .minimum = 0,
               .maximum = 100000}));
    list.push_back(
        field(&S::tensorBoard,
              {.key = "tensorboard",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "TensorBoard"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Writes curves and previews as event files into the run folder too, for TensorBoard."),
               .level = Level::Expert}));
}

} // namespace typemould
