#!/usr/bin/env python3
"""Writes named_set_tables.cpp, the named character sets, from Debian's unicode-data (/usr/share/unicode).

    python3 generate.py

Run it again when unicode-data changes; the counts are pinned by tests/fonts/named_sets_test.cpp. Each set is a list
of runs: how many characters are passed over since the run before, then how many belong to the set.
"""
import bz2
import re
from pathlib import Path

UNICODE = Path("/usr/share/unicode")
HERE = Path(__file__).parent
FIELDS = ("kGB0", "kTGH", "kBigFive", "kIRG_TSource", "kJis0", "kJoyoKanji", "kKSC0")


def read_unihan():
    values = {field: {} for field in FIELDS}
    for path in sorted(UNICODE.glob("Unihan_*.txt.bz2")):
        for line in bz2.open(path, "rt", encoding="utf-8"):
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in values:
                values[parts[1]][int(parts[0][2:], 16)] = parts[2]
    return values


def read_categories():
    """General category of every assigned character."""
    categories, first = {}, None
    for line in (UNICODE / "UnicodeData.txt").read_text().splitlines():
        code, name, category = line.split(";")[:3]
        code = int(code, 16)
        if name.endswith(", First>"):
            first = code
        elif name.endswith(", Last>"):
            categories.update((c, category) for c in range(first, code + 1))
        else:
            categories[code] = category
    return categories


def read_blocks():
    """Blocks by name, and the version of Unicode."""
    text = (UNICODE / "Blocks.txt").read_text()
    blocks = {name: range(int(a, 16), int(b, 16) + 1)
              for a, b, name in re.findall(r"^([0-9A-F]+)\.\.([0-9A-F]+); (.+)$", text, re.M)}
    return blocks, re.search(r"Blocks-([0-9.]+)\.txt", text).group(1)


def make_sets():
    unihan, categories = read_unihan(), read_categories()
    blocks, version = read_blocks()

    def field(name, keep=lambda value: True):
        return {c for c, value in unihan[name].items() if keep(value)}

    def block(name, kinds="LMNPSZC"):
        return {c for c in blocks[name] if c in categories and categories[c][0] in kinds}

    def big5(first, last):
        return field("kBigFive", lambda v: first <= int(v, 16) <= last)

    def jis(first, last):
        return field("kJis0", lambda v: first <= int(v) // 100 <= last)

    fullwidth = set(range(0xFF01, 0xFF61)) | set(range(0xFFE0, 0xFFE7))
    punctuation = ({c for c in block("CJK Symbols and Punctuation") if categories[c] not in ("Zs", "Mn", "Mc")}
                   | {c for c in fullwidth & block("Halfwidth and Fullwidth Forms", "PS")}
                   | {ord(c) for c in "・—―‥…‘’“”·"})
    sets = [
        ("ascii", "ASCII", "Printable ASCII without the space", set(range(0x21, 0x7F))),
        ("latin1", "Latin-1 letters", "Accented and other letters of Latin-1, beyond ASCII",
         block("Latin-1 Supplement", "L")),
        ("hiragana", "Hiragana", "Hiragana letters and iteration marks", block("Hiragana", "L")),
        ("katakana", "Katakana", "Katakana letters, iteration and length marks", block("Katakana", "L")),
        ("cjk-punctuation", "CJK punctuation",
         "CJK symbols and punctuation, fullwidth punctuation, dashes, ellipses and quotes", punctuation),
        ("gb2312", "GB 2312", "Han characters of GB 2312-80 (Unihan kGB0)", field("kGB0")),
        ("gb2312-1", "GB 2312 level 1", "The common Han characters of GB 2312-80, rows 16 to 55 (Unihan kGB0)",
         field("kGB0", lambda v: int(v) < 5600)),
        ("tgh", "General Standard", "The General Standard Chinese Characters of 2013, all three levels (Unihan kTGH)",
         field("kTGH")),
        ("tgh-1", "General Standard level 1", "The most common General Standard Chinese Characters (Unihan kTGH)",
         field("kTGH", lambda v: int(v.split(":")[1]) <= 3500)),
        ("big5", "Big5",
         "Han characters of Big5, levels 1 and 2, without the nine unit signs among its symbols (Unihan kBigFive)",
         big5(0xA440, 0xF9D5)),
        ("big5-1", "Big5 level 1", "The common Han characters of Big5 (Unihan kBigFive)", big5(0xA440, 0xC67E)),
        ("big5-2", "Big5 level 2", "The less common Han characters of Big5 (Unihan kBigFive)",
         big5(0xC940, 0xF9D5)),
        ("cns-1", "CNS 11643 plane 1",
         "Han characters of CNS 11643 plane 1, without those among its symbols and radicals (Unihan kIRG_TSource)",
         field("kIRG_TSource", lambda v: v.startswith("T1-") and int(v[3:], 16) >= 0x4421)),
        ("joyo", "Joyo kanji", "The kanji for general use of 2010, in their official forms (Unihan kJoyoKanji)",
         field("kJoyoKanji", lambda v: not v.startswith("U+"))),
        ("jis", "JIS X 0208", "Kanji of JIS X 0208, levels 1 and 2, without U+4EDD among its symbols (Unihan kJis0)",
         jis(16, 84)),
        ("jis-1", "JIS X 0208 level 1", "The common kanji of JIS X 0208, rows 16 to 47 (Unihan kJis0)", jis(16, 47)),
        ("jis-2", "JIS X 0208 level 2", "The less common kanji of JIS X 0208, rows 48 to 84 (Unihan kJis0)",
         jis(48, 84)),
        ("ksx1001-hanja", "KS X 1001 hanja",
         "Hanja of KS X 1001, 268 of them compatibility forms of others (Unihan kKSC0)", field("kKSC0")),
        ("hangul", "Hangul syllables", "All modern Hangul syllables", block("Hangul Syllables")),
        ("uro", "CJK Unified Ideographs", "The main block of Han characters, U+4E00 to U+9FFF",
         block("CJK Unified Ideographs")),
    ]
    for name in sorted(n for n in blocks if re.fullmatch(r"CJK Unified Ideographs Extension [A-Z]", n)):
        letter = name[-1]
        sets.append((f"ext-{letter.lower()}", f"CJK Extension {letter}",
                     f"The block {name}, U+{blocks[name][0]:04X} to U+{blocks[name][-1]:04X}", block(name)))
    sets.append(("cjk-compat", "CJK compatibility", "CJK Compatibility Ideographs and their supplement",
                 block("CJK Compatibility Ideographs") | block("CJK Compatibility Ideographs Supplement")))
    return sets, version


def runs_of(characters):
    """Gap, length, gap, length, ... over the sorted characters, from U+0000 on."""
    runs, end = [], 0
    for c in sorted(characters):
        if runs and c == end:
            runs[-1] += 1
        else:
            runs += [c - end, 1]
        end = c + 1
    return runs


def wrapped(numbers, width=110):
    lines, line = [], "   "
    for number in numbers:
        text = f" {number},"
        if len(line) + len(text) > width:
            lines.append(line)
            line = "   "
        line += text
    return "\n".join([*lines, line])


def main():
    sets, version = make_sets()
    identifier = {key: "runs" + key.title().replace("-", "") for key, *_ in sets}
    out = [f"// Made by core/fonts/tables/generate.py from the data of Unicode {version}. Do not edit.", "// clang-format off",
           '#include "core/fonts/tables/named_set_tables.h"', "", "namespace typemould::tables {", "", "namespace {"]
    for key, _, _, characters in sets:
        out += [f"constexpr std::uint32_t {identifier[key]}[] = {{", wrapped(runs_of(characters)), "};"]
    out += ["} // namespace", "", "const std::vector<SetTable>& setTables() {",
            "    static const std::vector<SetTable> tables{"]
    for key, name, description, characters in sets:
        out.append(f'        {{"{key}", "{name}", "{len(characters):,} characters. {description}.", '
                   f"{len(characters)}, {identifier[key]}}},")
    out += ["    };", "    return tables;", "}", "", "} // namespace typemould::tables", ""]
    (HERE / "named_set_tables.cpp").write_text("\n".join(out))
    for key, _, _, characters in sets:
        print(f"{key:16} {len(characters):6}")


main()
