// Pictures compared with the ones kept in tests/data/fonts/golden. On a mismatch both are left in the folder
// golden/ beside the test program, for looking at and, when the change is wanted, for copying over.
#pragma once

#include "core/base/gray_image.h"
#include "tests/support/test_paths.h"

#include <QCoreApplication>
#include <QString>

#include <cstdlib>

namespace typemould {

/// Empty when at most 1 pixel in 1000 differs by more than 8 of 255 from the golden; otherwise what is wrong.
inline QString goldenDifference(const GrayImage& actual, const std::string& name) {
    const auto expectedPath = testData("fonts/golden/" + name + ".png");
    const auto folder =
        std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / "golden";
    const auto expected = readPng(expectedPath);
    std::size_t different = 0;
    const bool sameSize = expected && expected->width == actual.width && expected->height == actual.height;
    for (std::size_t i = 0; sameSize && i < actual.pixels.size(); ++i) {
        different += std::abs(actual.pixels[i] - expected->pixels[i]) > 8 ? 1 : 0;
    }
    if (sameSize && different * 1000 <= actual.pixels.size()) {
        return {};
    }
    makeFolder(folder).orThrow();
    writeFileAtomically(folder / (name + "-actual.png"), encodePng(actual).orThrow()).orThrow();
    if (expected) {
        writeFileAtomically(folder / (name + "-expected.png"), encodePng(*expected).orThrow()).orThrow();
    }
    const std::string what =
        !expected   ? expected.error().text()
        : !sameSize ? "is " + std::to_string(actual.width) + " x " + std::to_string(actual.height)
                    : std::to_string(different) + " pixels differ";
    return QString::fromStdString(name + ": " + what + "; see " + folder.string());
}

} // namespace typemould
