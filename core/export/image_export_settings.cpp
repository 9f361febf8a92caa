#include "core/export/image_export.h"

namespace typemould {

const std::vector<Field<ImageExportSettings>>& fieldsOf(const ImageExportSettings*) {
    using S = ImageExportSettings;
    static const std::vector<Field<S>> list{
        enumField(
            &S::format,
            {.key = "format",
             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "File format"),
             .help = TYPEMOULD_TRANSLATE_NOOP(
                 "Settings",
                 "PNG is smaller and keeps every pixel; choose BMP for programs that read nothing else."),
             .choices = {{"png", TYPEMOULD_TRANSLATE_NOOP("Settings", "PNG")},
                         {"bmp", TYPEMOULD_TRANSLATE_NOOP("Settings", "BMP")}}}),
        enumField(
            &S::naming,
            {.key = "naming",
             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "File names"),
             .help = TYPEMOULD_TRANSLATE_NOOP(
                 "Settings",
                 "How each file is called: by its code point in hexadecimal (6771) or decimal (26481), by "
                 "the character itself, or numbered in order. Font editors usually want hexadecimal."),
             .choices = {{"unicode_hex",
                          TYPEMOULD_TRANSLATE_NOOP("Settings", "Code point, hexadecimal (6771)")},
                         {"unicode_int", TYPEMOULD_TRANSLATE_NOOP("Settings", "Code point, decimal (26481)")},
                         {"char", TYPEMOULD_TRANSLATE_NOOP("Settings", "The character itself")},
                         {"seq", TYPEMOULD_TRANSLATE_NOOP("Settings", "Numbered (0001)")}}}),
        field(&S::size,
              {.key = "size",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Image size"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Side of each image. 0 keeps the size that the network draws; other sizes are "
                               "resampled, and the glyph keeps its place."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "pixels"),
               .zeroText = TYPEMOULD_TRANSLATE_NOOP("Settings", "as drawn"),
               .minimum = 0,
               .maximum = 4096}),
        field(&S::offsetX,
              {.key = "offset-x",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Move right"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Moves every glyph to the right, in pixels of the exported image; negative moves "
                   "to the left, fractions are allowed."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "pixels"),
               .minimum = -4096,
               .maximum = 4096}),
        field(&S::offsetY,
              {.key = "offset-y",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Move down"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Moves every glyph down, in pixels of the exported image; negative moves up, "
                               "fractions are allowed."),
               .unit = TYPEMOULD_TRANSLATE_NOOP("Settings", "pixels"),
               .minimum = -4096,
               .maximum = 4096}),
        field(&S::thresholded, {.key = "thresholded",
                                .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Pure black and white"),
                                .help = TYPEMOULD_TRANSLATE_NOOP(
                                    "Settings", "Writes black and white alone. Leave it off for tracing: the "
                                                "grey edge holds the finer shape.")}),
        field(&S::threshold,
              {.key = "threshold",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Threshold"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "With pure black and white: pixels darker than this grey become black. Higher "
                               "makes the strokes thicker."),
               .level = Level::Advanced,
               .minimum = 1,
               .maximum = 255}),
        field(&S::skipExisting, {.key = "skip-existing",
                                 .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Keep existing files"),
                                 .help = TYPEMOULD_TRANSLATE_NOOP(
                                     "Settings", "Leaves files alone that an export with the same fonts and "
                                                 "settings wrote, and files of your own; draws only what is "
                                                 "missing. Otherwise they are replaced.")}),
        field(&S::contactSheet, {.key = "contact-sheet",
                                 .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Contact sheet"),
                                 .help = TYPEMOULD_TRANSLATE_NOOP(
                                     "Settings", "Also writes one image with every source glyph beside the "
                                                 "generated one, to look through.")}),
    };
    return list;
}

} // namespace typemould
