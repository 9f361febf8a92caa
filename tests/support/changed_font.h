// A font of the tests' data, changed by lines of Python where `f` is the font.
#pragma once

#include "core/base/child_process.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <filesystem>

namespace typemould::testing {

inline std::filesystem::path changedFont(const QTemporaryDir& folder, const std::string& change,
                                         const char* font = "tiny.ttf") {
    const std::filesystem::path file = folder.filePath("changed.ttf").toStdString();
    ChildCommand command;
    command.arguments = {
        "/usr/bin/python3", "-c",
        "import sys; from fontTools.ttLib import TTFont; f = TTFont(sys.argv[1], recalcBBoxes=False)\n" +
            change + "\nf.save(sys.argv[2])",
        (testData("fonts") / font).string(), file.string()};
    const auto outcome = runChild(command).orThrow();
    if (outcome.exitCode != 0) {
        throw Failure(ErrorCode::Internal, outcome.errors);
    }
    return file;
}

} // namespace typemould::testing
