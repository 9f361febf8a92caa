#include "core/export/plist.h"

#include "core/export/glyph_names.h"

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

namespace typemould {

namespace {

void append(pugi::xml_node parent, const nlohmann::ordered_json& value) {
    const auto leaf = [&](const char* kind, const std::string& text) {
        parent.append_child(kind).append_child(pugi::node_pcdata).set_value(text.c_str());
    };
    if (value.is_object()) {
        pugi::xml_node dict = parent.append_child("dict");
        for (const auto& [key, item] : value.items()) {
            if (!item.is_null()) {
                dict.append_child("key").append_child(pugi::node_pcdata).set_value(legalXmlText(key).c_str());
                append(dict, item);
            }
        }
    } else if (value.is_array()) {
        pugi::xml_node array = parent.append_child("array");
        for (const auto& item : value) {
            append(array, item);
        }
    } else if (value.is_string()) {
        leaf("string", legalXmlText(value.get_ref<const std::string&>()));
    } else if (value.is_boolean()) {
        parent.append_child(value.get<bool>() ? "true" : "false");
    } else if (value.is_number_integer()) {
        leaf("integer", value.dump());
    } else if (value.is_number()) {
        leaf("real", value.dump());
    }
}

} // namespace

std::string plistText(const nlohmann::ordered_json& value) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    document.append_child(pugi::node_doctype)
        .set_value("plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                   "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"");
    pugi::xml_node root = document.append_child("plist");
    root.append_attribute("version") = "1.0";
    append(root, value);
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
}

} // namespace typemould
