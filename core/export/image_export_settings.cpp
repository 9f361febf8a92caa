#include "core/export/image_export.h"

#define TEXT(text) TYPEMOULD_TRANSLATE_NOOP("Settings", text)

namespace typemould {

const std::vector<Field<ImageExportSettings>>& fieldsOf(const ImageExportSettings*) {
    using S = ImageExportSettings;
    static const std::vector<Field<S>> list{
        enumField(
            &S::format,
            {.key = "format",
             .label = TEXT("File format"),
             .help = TEXT(
                 "PNG is smaller and keeps every pixel; choose BMP for programs that read nothing else."),
             .choices = {{"png", TEXT("PNG")}, {"bmp", TEXT("BMP")}}}),
        enumField(
            &S::naming,
            {.key = "naming",
             .label = TEXT("File names"),
             .help = TEXT(
                 "How each file is called: by its code point in hexadecimal (6771) or decimal (26481), by "
                 "the character itself, or numbered in order. Font editors usually want hexadecimal."),
             .choices = {{"unicode_hex", TEXT("Code point, hexadecimal (6771)")},
                         {"unicode_int", TEXT("Code point, decimal (26481)")},
                         {"char", TEXT("The character itself")},
                         {"seq", TEXT("Numbered (0001)")}}}),
        field(&S::size,
              {.key = "size",
               .label = TEXT("Image size"),
               .help = TEXT("Side of each image. 0 keeps the size that the network draws; other sizes are "
                            "resampled, and the glyph keeps its place."),
               .unit = TEXT("pixels"),
               .minimum = 0,
               .maximum = 4096}),
        field(&S::offsetX,
              {.key = "offset-x",
               .label = TEXT("Move right"),
               .help = TEXT("Moves every glyph to the right, in pixels of the exported image; negative moves "
                            "to the left, fractions are allowed."),
               .unit = TEXT("pixels"),
               .minimum = -4096,
               .maximum = 4096}),
        field(&S::offsetY,
              {.key = "offset-y",
               .label = TEXT("Move down"),
               .help = TEXT("Moves every glyph down, in pixels of the exported image; negative moves up, "
                            "fractions are allowed."),
               .unit = TEXT("pixels"),
               .minimum = -4096,
               .maximum = 4096}),
        field(&S::thresholded, {.key = "thresholded",
                                .label = TEXT("Pure black and white"),
                                .help = TEXT("Writes black and white alone. Leave it off for tracing: the "
                                             "grey edge holds the finer shape.")}),
        field(&S::threshold,
              {.key = "threshold",
               .label = TEXT("Threshold"),
               .help = TEXT("With pure black and white: pixels darker than this grey become black. Higher "
                            "makes the strokes thicker."),
               .level = Level::Advanced,
               .minimum = 1,
               .maximum = 255}),
        field(&S::skipExisting, {.key = "skip-existing",
                                 .label = TEXT("Keep existing files"),
                                 .help = TEXT("Leaves files alone that are in the folder already and draws "
                                              "only what is missing. Otherwise "
                                              "they are replaced.")}),
        field(&S::contactSheet, {.key = "contact-sheet",
                                 .label = TEXT("Contact sheet"),
                                 .help = TEXT("Also writes one image with every source glyph beside the "
                                              "generated one, to look through.")}),
    };
    return list;
}

} // namespace typemould
