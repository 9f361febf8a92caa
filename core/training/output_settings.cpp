#include "core/training/settings_parts.h"

namespace typemould {

namespace {
constexpr double farthest = 512; ///< pixels: half the width of a large canvas
}

void describeOutput(std::vector<Field<TrainingSettings>>& list) {
    using S = TrainingSettings;
    list.push_back(field(
        &S::outputOffsetX,
        {.key = "output-offset-x",
         .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Output to the right"),
         .help = TYPEMOULD_TRANSLATE_NOOP(
             "Settings", "Moves all that the network draws to the right, or to the left when negative, in "
                         "pixels of its canvas, fractions allowed: for a network that puts its glyphs "
                         "beside the target's. The health of a run offers the offset that fits."),
         .unit = "px",
         .level = Level::Advanced,
         .minimum = -farthest,
         .maximum = farthest}));
    list.push_back(
        field(&S::outputOffsetY,
              {.key = "output-offset-y",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Output downwards"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Moves all that the network draws down, or up when negative, in pixels of its canvas."),
               .unit = "px",
               .level = Level::Advanced,
               .minimum = -farthest,
               .maximum = farthest}));
}

OutputOffset outputOffsetOf(const TrainingSettings& settings) {
    return {settings.outputOffsetX, settings.outputOffsetY};
}

void keepOutputOffset(TrainingSettings& settings, const TrainingSettings& from) {
    settings.outputOffsetX = from.outputOffsetX;
    settings.outputOffsetY = from.outputOffsetY;
}

} // namespace typemould
