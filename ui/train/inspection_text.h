// What an inspection of weights has found, in the user's language: settings, values, and the sentences that
// prove them, told apart by the numbers in them. What is not known here is shown as it is. Pure; GUI thread.
#pragma once

#include <QString>

#include <string>

namespace typemould {

/// A Finding's or OpenQuestion's setting: "depth".
QString foundSettingText(const std::string& setting);
/// A Finding's value, or what an OpenQuestion assumes: "none", "pixel_shuffle", "3, 4".
QString foundValueText(const std::string& value);
/// A Finding's evidence, or why a question is open.
QString evidenceText(const std::string& sentence);

} // namespace typemould
