#include "core/export/tracer.h"

namespace typemould {

const std::vector<Field<TracingSettings>>& fieldsOf(const TracingSettings*) {
    using S = TracingSettings;
    static const std::vector<Field<S>> list{
        field(&S::corners,
              {.key = "corners",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Round corners"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "How sharply an edge must bend to be drawn as a corner: 0 makes a corner of "
                               "every bend, 1 keeps those that one sees, 1.34 rounds them all."),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "corners everywhere"),
               .minimum = 0,
               .maximum = 1.34}),
        field(&S::tolerance,
              {.key = "tolerance",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Curve tolerance"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "How far a curve may leave the edge of the picture. Larger makes fewer points "
                               "and smoother curves, smaller follows the picture."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "1/1000 em"),
               .minimum = 0.2,
               .maximum = 50}),
        field(&S::despeckle,
              {.key = "despeckle",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Remove specks"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Spots and holes of at most so many pixels are left away. Dots as large as "
                               "the strokes are wide stay, however large this is."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "pixels"),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "keep all"),
               .minimum = 0,
               .maximum = 1000}),
        field(&S::straighten,
              {.key = "straighten",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Straighten stems"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Makes edges that are nearly upright or level exactly so, where the picture "
                               "has them.")}),
        field(&S::extrema,
              {.key = "extrema",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Points at extremes"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Puts a point wherever a curve is outermost, as font editors and hinting "
                               "want it.")}),
        field(&S::nodeBudget,
              {.key = "node-budget",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Points at most"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Points that one glyph may have, control points included. A glyph that needs "
                               "more is drawn with a larger tolerance."),
               .level = Level::Advanced,
               .minimum = 24,
               .maximum = 10000}),
    };
    return list;
}

} // namespace typemould
