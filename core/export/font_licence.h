// What the licences of the fonts say of a font made from them: embedding bits, licence text, reserved names,
// as plain texts to be shown before export. It informs and does not judge law. Any thread with its own faces.
#pragma once

#include "core/base/sentence.h"
#include "core/export/font_settings.h"
#include "core/fonts/font_face.h"

#include <string>
#include <vector>

namespace typemould {

enum class FindingKind {
    Note,    ///< good to know
    Warning, ///< may forbid what is about to be done; the designer decides
    Refusal, ///< the export is refused until the settings are changed
};

/// One thing to know of a font before a font is made from it.
struct LicenceFinding {
    FindingKind kind = FindingKind::Note;
    std::string key;    ///< stable: "no_embedding", "reserved_name", "same_name", "no_licence", ...
    Sentence said;      ///< what is so (translations: context "Findings")
    Sentence advised;   ///< what to do; may be empty
    std::string text;   ///< said, in English
    std::string advice; ///< advised, in English
};

/// What a font says of its own rights.
struct FontLicence {
    std::string font;                       ///< family and style
    std::string copyright, text, address;   ///< name table entries 0, 13 and 14; may be empty
    unsigned embedding = 0;                 ///< OS/2 fsType
    Sentence embeddingSaid;                 ///< fsType in plain words (context "Findings")
    std::string embeddingText;              ///< the same in English
    bool openFontLicence = false;           ///< the SIL Open Font License is named
    std::vector<std::string> reservedNames; ///< that copyright or licence reserve
};
FontLicence licenceOf(const FontFace& face);

/// The family name that the settings give a font made for `target`.
std::string exportedFamily(const FontFace& target, const FontExportSettings& settings);
/// The file that such a font is called by where nobody names one: its family, without what no file system
/// takes, and the format's ending.
std::string exportedFileName(const FontFace& target, const FontExportSettings& settings);

/// All findings for a font made from both, refusals first. A reserved name, or the target's own, is refused
/// unless settings.ownName says that it may be used.
std::vector<LicenceFinding> licenceFindings(const FontFace& source, const FontFace& target,
                                            const FontExportSettings& settings);

} // namespace typemould
