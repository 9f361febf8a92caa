#include "ui/widgets/set_names.h"

#include <QCoreApplication>

namespace typemould {

namespace {

/// The texts of core/fonts/tables for lupdate: core marks no texts of generated tables.
[[maybe_unused]] const char* const setTexts[] = {
    QT_TRANSLATE_NOOP("NamedSets", "ASCII"),
    QT_TRANSLATE_NOOP("NamedSets", "94 characters. Printable ASCII without the space."),
    QT_TRANSLATE_NOOP("NamedSets", "Latin-1 letters"),
    QT_TRANSLATE_NOOP("NamedSets", "65 characters. Accented and other letters of Latin-1, beyond ASCII."),
    QT_TRANSLATE_NOOP("NamedSets", "Hiragana"),
    QT_TRANSLATE_NOOP("NamedSets", "89 characters. Hiragana letters and iteration marks."),
    QT_TRANSLATE_NOOP("NamedSets", "Katakana"),
    QT_TRANSLATE_NOOP("NamedSets", "94 characters. Katakana letters, iteration and length marks."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK punctuation"),
    QT_TRANSLATE_NOOP(
        "NamedSets",
        "108 characters. CJK symbols and punctuation, fullwidth punctuation, dashes, ellipses and quotes."),
    QT_TRANSLATE_NOOP("NamedSets", "GB 2312"),
    QT_TRANSLATE_NOOP("NamedSets", "6,763 characters. Han characters of GB 2312-80 (Unihan kGB0)."),
    QT_TRANSLATE_NOOP("NamedSets", "GB 2312 level 1"),
    QT_TRANSLATE_NOOP(
        "NamedSets",
        "3,755 characters. The common Han characters of GB 2312-80, rows 16 to 55 (Unihan kGB0)."),
    QT_TRANSLATE_NOOP("NamedSets", "General Standard"),
    QT_TRANSLATE_NOOP(
        "NamedSets",
        "8,105 characters. The General Standard Chinese Characters of 2013, all three levels (Unihan kTGH)."),
    QT_TRANSLATE_NOOP("NamedSets", "General Standard level 1"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "3,500 characters. The most common General Standard Chinese Characters (Unihan kTGH)."),
    QT_TRANSLATE_NOOP("NamedSets", "Big5"),
    QT_TRANSLATE_NOOP("NamedSets", "13,053 characters. Han characters of Big5, levels 1 and 2, without the "
                                   "nine unit signs among its symbols (Unihan kBigFive)."),
    QT_TRANSLATE_NOOP("NamedSets", "Big5 level 1"),
    QT_TRANSLATE_NOOP("NamedSets", "5,401 characters. The common Han characters of Big5 (Unihan kBigFive)."),
    QT_TRANSLATE_NOOP("NamedSets", "Big5 level 2"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "7,652 characters. The less common Han characters of Big5 (Unihan kBigFive)."),
    QT_TRANSLATE_NOOP("NamedSets", "CNS 11643 plane 1"),
    QT_TRANSLATE_NOOP("NamedSets", "5,401 characters. Han characters of CNS 11643 plane 1, without those "
                                   "among its symbols and radicals (Unihan kIRG_TSource)."),
    QT_TRANSLATE_NOOP("NamedSets", "Joyo kanji"),
    QT_TRANSLATE_NOOP(
        "NamedSets",
        "2,136 characters. The kanji for general use of 2010, in their official forms (Unihan kJoyoKanji)."),
    QT_TRANSLATE_NOOP("NamedSets", "JIS X 0208"),
    QT_TRANSLATE_NOOP("NamedSets", "6,355 characters. Kanji of JIS X 0208, levels 1 and 2, without U+4EDD "
                                   "among its symbols (Unihan kJis0)."),
    QT_TRANSLATE_NOOP("NamedSets", "JIS X 0208 level 1"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "2,965 characters. The common kanji of JIS X 0208, rows 16 to 47 (Unihan kJis0)."),
    QT_TRANSLATE_NOOP("NamedSets", "JIS X 0208 level 2"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "3,390 characters. The less common kanji of JIS X 0208, rows 48 to 84 (Unihan kJis0)."),
    QT_TRANSLATE_NOOP("NamedSets", "KS X 1001 hanja"),
    QT_TRANSLATE_NOOP(
        "NamedSets",
        "4,888 characters. Hanja of KS X 1001, 268 of them compatibility forms of others (Unihan kKSC0)."),
    QT_TRANSLATE_NOOP("NamedSets", "Hangul syllables"),
    QT_TRANSLATE_NOOP("NamedSets", "11,172 characters. All modern Hangul syllables."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Unified Ideographs"),
    QT_TRANSLATE_NOOP("NamedSets", "20,992 characters. The main block of Han characters, U+4E00 to U+9FFF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension A"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "6,592 characters. The block CJK Unified Ideographs Extension A, U+3400 to U+4DBF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension B"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "42,720 characters. The block CJK Unified Ideographs Extension B, U+20000 to U+2A6DF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension C"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "4,154 characters. The block CJK Unified Ideographs Extension C, U+2A700 to U+2B73F."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension D"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "222 characters. The block CJK Unified Ideographs Extension D, U+2B740 to U+2B81F."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension E"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "5,762 characters. The block CJK Unified Ideographs Extension E, U+2B820 to U+2CEAF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension F"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "7,473 characters. The block CJK Unified Ideographs Extension F, U+2CEB0 to U+2EBEF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension G"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "4,939 characters. The block CJK Unified Ideographs Extension G, U+30000 to U+3134F."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK Extension H"),
    QT_TRANSLATE_NOOP("NamedSets",
                      "4,192 characters. The block CJK Unified Ideographs Extension H, U+31350 to U+323AF."),
    QT_TRANSLATE_NOOP("NamedSets", "CJK compatibility"),
    QT_TRANSLATE_NOOP("NamedSets", "1,014 characters. CJK Compatibility Ideographs and their supplement."),
};

QString translated(const std::string& text) { return QCoreApplication::translate("NamedSets", text.c_str()); }

} // namespace

QString setName(const NamedSet& set) { return translated(set.name); }

QString setDescription(const NamedSet& set) { return translated(set.description); }

} // namespace typemould
