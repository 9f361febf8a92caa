// Where the tests find the repository's files. In a library of its own, so that no other object depends on
// the folder that the repository lies in and a compiler cache serves every checkout.
#pragma once

#include <QString>

#include <filesystem>

namespace typemould {

/// A file below tests/data.
std::filesystem::path testData(const std::filesystem::path& file);
QString testDataText(const QString& file);
/// A file of the repository.
std::filesystem::path sourceFile(const std::filesystem::path& file);
QString sourceFileText(const QString& file);

} // namespace typemould
