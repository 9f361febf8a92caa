// Names that have hurt programs: ways out of a folder, devices, controls, broken UTF-8, look-alikes, lengths.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace typemould::testing {

/// Names that have hurt programs, and random ones made of their parts.
inline std::vector<std::string> hostileNames(std::size_t count) {
    const std::vector<std::string> parts{"../",
                                         "..",
                                         ".",
                                         "/",
                                         "\\",
                                         std::string(1, '\0'),
                                         "CON",
                                         "con",
                                         "Con.",
                                         "NUL.txt",
                                         "aux",
                                         "LPT1",
                                         "clock$",
                                         "a",
                                         "A",
                                         "aa",
                                         "Aa",
                                         "aA",
                                         "AA",
                                         "T_H",
                                         "t_h",
                                         "_",
                                         "__",
                                         "A_",
                                         "a_",
                                         " ",
                                         ". ",
                                         "~",
                                         "*",
                                         "?",
                                         "<",
                                         ">",
                                         "|",
                                         ":",
                                         "\"",
                                         "%2e%2e",
                                         "\n",
                                         "\r",
                                         "\x7f",
                                         "\x01",
                                         "\xff\xfe",
                                         "\xc3",
                                         "e\u0301",
                                         "\u00e9",
                                         "E\u0301",
                                         "\u00c9",
                                         "\u202e",
                                         "\u200f",
                                         "\u2066",
                                         "字",
                                         "模",
                                         "\U00020000",
                                         "ﬁ",
                                         "ı",
                                         "İ",
                                         "ß",
                                         "ẞ",
                                         "ſ",
                                         "K",
                                         "\u212a",
                                         ".glif",
                                         "contents.plist",
                                         "000000000000001",
                                         "&amp;",
                                         "<x>",
                                         "]]>",
                                         std::string(4096, 'x'),
                                         std::string(4096, 'X'),
                                         std::string(254, 'a'),
                                         std::string(255, 'a'),
                                         std::string(256, 'a')};
    std::vector<std::string> names = parts;
    names.emplace_back();
    std::mt19937 random(20240101);
    while (names.size() < count) {
        std::string name;
        for (auto i = random() % 4 + 1; i > 0; --i) {
            name += parts[random() % parts.size()];
        }
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace typemould::testing
