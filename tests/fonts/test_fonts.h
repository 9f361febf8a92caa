// The fonts in tests/data/fonts and the demo's, opened for a test. See make_test_fonts.py for what is in
// them.
#pragma once

#include "core/fonts/font_face.h"
#include "tests/support/test_paths.h"

#include <QByteArray>
#include <QString>

namespace typemould {

inline std::filesystem::path testFontPath(const std::string& name) { return testData("fonts/" + name); }

inline std::filesystem::path demoFontPath(const std::string& name) {
    return sourceFile("resources/demo") / name;
}

inline FontFace testFont(const std::string& name, FaceChoice choice = {}) {
    return FontFace::open(testFontPath(name), choice).orThrow();
}

inline FontFace demoFont(const std::string& name) { return FontFace::open(demoFontPath(name)).orThrow(); }

inline Bytes testFontBytes(const std::string& name) { return readFile(testFontPath(name)).orThrow(); }

/// The characters of a set as text, for comparisons that read well.
inline QString textOf(const CharacterSet& set) {
    std::string text;
    for (const char32_t c : set) {
        text += utf8Of(c);
    }
    return QString::fromStdString(text);
}

} // namespace typemould
