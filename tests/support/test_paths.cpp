#include "test_paths.h"

namespace typemould {

std::filesystem::path sourceFile(const std::filesystem::path& file) {
    return std::filesystem::path(TYPEMOULD_SOURCE_DIR) / file;
}

QString sourceFileText(const QString& file) { return QStringLiteral(TYPEMOULD_SOURCE_DIR "/") + file; }

std::filesystem::path testData(const std::filesystem::path& file) { return sourceFile("tests/data") / file; }

QString testDataText(const QString& file) { return sourceFileText("tests/data/" + file); }

} // namespace typemould
