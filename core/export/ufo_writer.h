// A UFO 3 by ourselves: outlines in front, the source font's behind, the pictures they were traced from, and
// the review's state as mark colours and groups; for finishing in a font editor. Written aside and renamed as
// a whole. Blocking; one thread.
#pragma once

#include "core/base/folder_aside.h"
#include "core/export/glyph_names.h"
#include "core/export/ufo_glyph.h"
#include "core/fonts/font_details.h"

#include <nlohmann/json.hpp>

namespace typemould {

/// What a UFO says of its font as a whole.
struct UfoInfo {
    std::string family, style;
    std::string note; ///< who made it, out of what
    int unitsPerEm = 1000;
    FontDetails details; ///< of the font that it is made after
};

/// A glyph, and what lies with it.
struct UfoEntry {
    UfoGlyph glyph;
    Outline background;              ///< empty for none
    GrayImage picture;               ///< empty for none
    Placement placement;             ///< that the picture was drawn at
    std::vector<std::string> groups; ///< that it belongs to
};

class UfoWriter {
public:
    /// Begins a UFO at `path`; an existing folder is replaced only when it is a UFO or empty.
    static Result<UfoWriter> begin(const std::filesystem::path& path, const UfoInfo& info);
    /// Writes one glyph; its name is made legal, and told apart from those before.
    Status add(UfoEntry entry);
    /// Writes what holds it together. aside() then is a whole UFO.
    Status complete();
    const std::filesystem::path& aside() const { return m_folder.aside(); }
    /// Puts it in its place.
    Status commit() { return m_folder.commit(); }

private:
    UfoWriter(FolderAside folder, UfoInfo info) : m_folder(std::move(folder)), m_info(std::move(info)) {}
    std::string freshName(const std::string& name);
    FolderAside m_folder;
    UfoInfo m_info;
    FileNames m_files{".glif"}, m_pictures{".png"};
    std::set<std::string> m_names;
    std::map<std::string, unsigned> m_nextNumber;
    nlohmann::ordered_json m_contents = nlohmann::ordered_json::object(),
                           m_background = nlohmann::ordered_json::object(),
                           m_groups = nlohmann::ordered_json::object(),
                           m_order = nlohmann::ordered_json::array();
};

/// Whether a folder is a UFO: its metainfo.plist says so.
bool isUfo(const std::filesystem::path& folder);
/// The glyphs of a UFO's first layer, by character.
Result<std::map<char32_t, UfoGlyph>> readUfoGlyphs(const std::filesystem::path& folder);

} // namespace typemould
