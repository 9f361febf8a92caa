#include "core/training/settings_parts.h"

namespace typemould {

void describeAugmentation(std::vector<Field<TrainingSettings>>& list) {
    using S = TrainingSettings;
    const auto range = [&](double S::*member, std::string key, std::string label, std::string help,
                           std::string unit, double maximum) {
        list.push_back(field(member, {.key = std::move(key),
                                      .label = std::move(label),
                                      .help = std::move(help),
                                      .unit = std::move(unit),
                                      .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "off"),
                                      .level = Level::Advanced,
                                      .minimum = 0,
                                      .maximum = maximum}));
    };
    range(&S::augmentShift, "augment-shift", TYPEMOULD_TRANSLATE_NOOP("Settings", "Random shift"),
          TYPEMOULD_TRANSLATE_NOOP(
              "Settings", "Moves source and target together by up to this part of the picture, another "
                          "way each time: makes few pairs go further. The style stays."),
          TYPEMOULD_TRANSLATE_NOOP("Settings", "%"), 25);
    range(&S::augmentScale, "augment-scale", TYPEMOULD_TRANSLATE_NOOP("Settings", "Random scale"),
          TYPEMOULD_TRANSLATE_NOOP("Settings",
                                   "Enlarges or shrinks source and target together by up to this much: the "
                                   "weight of the target's strokes goes with it, so keep it small."),
          TYPEMOULD_TRANSLATE_NOOP("Settings", "%"), 30);
    range(&S::augmentWeight, "augment-weight", TYPEMOULD_TRANSLATE_NOOP("Settings", "Random weight"),
          TYPEMOULD_TRANSLATE_NOOP("Settings",
                                   "Thickens or thins the source's strokes by up to this much, never "
                                   "the target's: the network relies less on the source's weight."),
          "px", 4);
    range(&S::augmentBlur, "augment-blur", TYPEMOULD_TRANSLATE_NOOP("Settings", "Random blur"),
          TYPEMOULD_TRANSLATE_NOOP("Settings", "Blurs the source by up to this much, never the target."),
          "px", 4);
}

} // namespace typemould
