#include "core/export/ufo_writer.h"

#include "core/export/plist.h"

#include <cmath>
#include <pugixml.hpp>

namespace typemould {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* creator = "org.typemould";
constexpr const char* frontFolder = "glyphs";
constexpr const char* backFolder = "glyphs.background";

Json textOrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

constexpr unsigned definedEmbedding = 0x030F; ///< the bits of fsType that a UFO may have

/// OS/2 fsType as the list of its bits, which is how a UFO has it.
Json bitsOf(unsigned value) {
    Json bits = Json::array();
    for (int bit = 0; bit < 16; ++bit) {
        if ((value >> bit & 1) != 0) {
            bits.push_back(bit);
        }
    }
    return bits;
}

Json infoOf(const UfoInfo& info) {
    const FontDetails& d = info.details;
    const auto measureOrNull = [](int value) { return value == 0 ? Json() : Json(value); };
    Json object{{"familyName", info.family},
                {"styleName", info.style},
                {"unitsPerEm", info.unitsPerEm},
                {"ascender", d.typoAscender},
                {"descender", d.typoDescender},
                {"capHeight", measureOrNull(d.capHeight)},
                {"xHeight", measureOrNull(d.xHeight)},
                {"italicAngle", d.italicAngle == std::floor(d.italicAngle) ? Json(std::lround(d.italicAngle))
                                                                           : Json(d.italicAngle)},
                {"note", textOrNull(info.note)},
                {"copyright", textOrNull(d.copyright)},
                {"trademark", textOrNull(d.trademark)},
                {"openTypeNameDesigner", textOrNull(d.designer)},
                {"openTypeNameLicense", textOrNull(d.licence)},
                {"openTypeNameLicenseURL", textOrNull(d.licenceAddress)},
                {"openTypeNameDescription",
                 textOrNull(d.description + (d.description.empty() ? "" : "\n") + info.note)},
                {"openTypeHheaAscender", d.lineAscender},
                {"openTypeHheaDescender", d.lineDescender},
                {"openTypeHheaLineGap", d.lineGap},
                {"openTypeOS2TypoAscender", d.typoAscender},
                {"openTypeOS2TypoDescender", d.typoDescender},
                {"openTypeOS2TypoLineGap", d.typoLineGap},
                {"openTypeOS2WinAscent", std::max(d.winAscent, 0)},
                {"openTypeOS2WinDescent", std::max(d.winDescent, 0)},
                {"openTypeOS2WeightClass", std::max(d.weightClass, 0)},
                {"openTypeOS2WidthClass", std::clamp(d.widthClass, 1, 9)},
                {"openTypeNameManufacturer", textOrNull(d.manufacturer)},
                {"openTypeNameManufacturerURL", textOrNull(d.vendorAddress)},
                {"openTypeNameDesignerURL", textOrNull(d.designerAddress)},
                {"openTypeOS2VendorID", d.vendor.size() == 4 ? Json(d.vendor) : Json()},
                {"openTypeOS2Type", bitsOf(d.embedding & definedEmbedding)},
                {"postscriptUnderlinePosition", d.underlinePosition},
                {"postscriptUnderlineThickness", d.underlineThickness},
                {"postscriptIsFixedPitch", d.fixedPitch}};
    if (d.vertical) {
        object["openTypeVheaVertTypoAscender"] = d.verticalAscender;
        object["openTypeVheaVertTypoDescender"] = d.verticalDescender;
        object["openTypeVheaVertTypoLineGap"] = d.verticalLineGap;
    }
    return object;
}

/// The text after a key in the first dict of a property list.
std::string plistEntry(const pugi::xml_document& document, const char* wanted) {
    for (const pugi::xml_node& key : document.child("plist").child("dict").children("key")) {
        if (std::string_view(key.text().get()) == wanted) {
            return key.next_sibling().text().get();
        }
    }
    return {};
}

} // namespace

bool isUfo(const fs::path& folder) {
    const auto text = readTextFile(folder / "metainfo.plist", 1 << 20);
    pugi::xml_document document;
    return text && document.load_buffer(text->data(), text->size()) &&
           !plistEntry(document, "formatVersion").empty();
}

Result<UfoWriter> UfoWriter::begin(const fs::path& path, const UfoInfo& info) {
    return guarded("writing a UFO", [&]() -> UfoWriter {
        UfoWriter writer(FolderAside::create(path, isUfo).orThrow(), info);
        writer.m_folder.write("metainfo.plist", plistText(Json{{"creator", creator}, {"formatVersion", 3}}))
            .orThrow();
        writer.m_folder.write("fontinfo.plist", plistText(infoOf(info))).orThrow();
        return writer;
    });
}

std::string UfoWriter::freshName(const std::string& name) {
    const std::string legal = legalGlyphName(name);
    std::string fresh = legal;
    for (unsigned& number = m_nextNumber[legal]; !m_names.insert(fresh).second;) {
        fresh = legal + ".alt" + std::to_string(++number);
    }
    return fresh;
}

Status UfoWriter::add(UfoEntry entry) {
    return guarded("writing a glyph", [&] {
        UfoGlyph& glyph = entry.glyph;
        glyph.name = freshName(glyph.name);
        const std::string file = m_files.add(glyph.name);
        if (!entry.background.empty()) {
            const UfoGlyph behind{glyph.name, {}, glyph.advance, entry.background, {}, {}};
            m_folder.write(std::string(backFolder) + "/" + file, glifText(behind)).orThrow();
            m_background[glyph.name] = file;
        }
        if (!entry.picture.empty()) {
            glyph.image = imagePlace(m_pictures.add(glyph.name), entry.placement, entry.picture.width,
                                     m_info.unitsPerEm);
            m_folder.write("images/" + glyph.image->file, encodePng(entry.picture).orThrow()).orThrow();
        }
        m_folder.write(std::string(frontFolder) + "/" + file, glifText(glyph)).orThrow();
        m_contents[glyph.name] = file;
        m_order.push_back(glyph.name);
        for (const std::string& group : entry.groups) {
            m_groups[group].push_back(glyph.name);
        }
    });
}

Status UfoWriter::complete() {
    return guarded("writing a UFO", [&] {
        Json layers = Json::array({Json::array({"public.default", frontFolder})});
        m_folder.write(std::string(frontFolder) + "/contents.plist", plistText(m_contents)).orThrow();
        if (!m_background.empty()) {
            layers.push_back(Json::array({"public.background", backFolder}));
            m_folder.write(std::string(backFolder) + "/contents.plist", plistText(m_background)).orThrow();
        }
        m_folder.write("layercontents.plist", plistText(layers)).orThrow();
        m_folder.write("groups.plist", plistText(m_groups)).orThrow();
        m_folder.write("lib.plist", plistText(Json{{"public.glyphOrder", m_order}})).orThrow();
    });
}

Result<std::map<char32_t, UfoGlyph>> readUfoGlyphs(const fs::path& folder) {
    return guarded("reading a UFO", [&]() -> std::map<char32_t, UfoGlyph> {
        const fs::path contents = folder / frontFolder / "contents.plist";
        const std::string text = readTextFile(contents).orThrow();
        pugi::xml_document document;
        if (!document.load_buffer(text.data(), text.size())) {
            throw Failure(ErrorCode::BadFormat, pathText(contents) + " is damaged.");
        }
        std::map<char32_t, UfoGlyph> glyphs;
        for (const pugi::xml_node& entry : document.child("plist").child("dict").children("string")) {
            const fs::path file = folder / frontFolder / entry.text().get();
            UfoGlyph glyph = readGlif(readTextFile(file).orThrow(), pathText(file)).orThrow();
            for (const char32_t character : glyph.characters) {
                glyphs.insert_or_assign(character, glyph);
            }
        }
        return glyphs;
    });
}

} // namespace typemould
