#include "core/project/project_json.h"

#include "core/base/fields_json.h"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace typemould {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

namespace {

// ---- out ----

std::string utf8Path(const fs::path& path, const fs::path& folder) {
    const fs::path normal = fs::absolute(path).lexically_normal();
    const fs::path relative = normal.lexically_relative(folder);
    const bool inside = !relative.empty() && *relative.begin() != ".." && *relative.begin() != ".";
    return (inside ? relative : normal).native();
}

OrderedJson fontToJson(const FontReference& font, const fs::path& folder) {
    return {{"path", font.empty() ? std::string() : utf8Path(font.path, folder)},
            {"hash", font.hash},
            {"face", font.face.index},
            {"instance", font.face.instance}};
}

OrderedJson codePoints(const CharacterSet& characters) {
    OrderedJson list = OrderedJson::array();
    for (const char32_t character : characters) {
        list.push_back(codePointText(character));
    }
    return list;
}

OrderedJson beginning() { return {{"format", projectFormat}, {"app", TYPEMOULD_VERSION}}; }

/// What the project and its runs have in common.
void addWork(OrderedJson& json, const ProjectData& data, const TrainingSettings& training,
             const fs::path& folder) {
    json["source"] = fontToJson(data.source, folder);
    json["target"] = fontToJson(data.target, folder);
    json["placements"] = {{"source", fieldsToJson(data.placements.source)},
                          {"target", fieldsToJson(data.placements.target)}};
    json["dataset"] = fieldsToJson(data.dataset);
    json["characters"] = data.characters;
    json["dropped"] = codePoints(data.dropped);
    json["trusted"] = codePoints(data.trusted);
    json["preset"] = data.preset;
    json["training"] = fieldsToJson(training);
    json["freezing"] = data.freezing;
    json["styles"] = OrderedJson::array();
    for (const ProjectStyle& style : data.styles) {
        json["styles"].push_back({{"name", style.name},
                                  {"font", fontToJson(style.font, folder)},
                                  {"placement", fieldsToJson(style.placement)}});
    }
    json["style"] = data.style;
}

std::string dumped(const OrderedJson& json) {
    try {
        return json.dump(2) + '\n';
    } catch (const Json::exception&) {
        throw Failure(ErrorCode::InvalidArgument,
                      "A text or a font's path in the project is not valid UTF-8.",
                      "Rename the font file or its folder, or type the text again.");
    }
}

// ---- in ----

/// Reads a file's JSON and says which file and which part of it a fault is in.
class Reader {
public:
    explicit Reader(const fs::path& file) : m_file(file) {}

    Json parsed(const std::string& text) const {
        Json json;
        try {
            json = Json::parse(text);
        } catch (const Json::exception& exception) {
            const std::string what =
                exception.what(); // "[json.exception...] parse error at line 3, column 7: ..."
            const auto end = what.find("] ");
            throw damaged("it is not JSON (" + (end == std::string::npos ? what : what.substr(end + 2)) +
                          ")");
        }
        if (!json.is_object() || !json.contains("format") || !json["format"].is_number_integer()) {
            throw damaged("it has no format number");
        }
        const auto format = json["format"].get<std::int64_t>();
        if (format > projectFormat) {
            const std::string app =
                json.contains("app") && json["app"].is_string() ? json["app"].get<std::string>() : "";
            throw Failure(ErrorCode::Unsupported,
                          pathText(m_file) + " was written by a newer Typemould" +
                              (app.empty() ? "" : " (" + app + ")") + ".",
                          "Update Typemould to open it.");
        }
        if (format < 1) {
            throw damaged("its format number is " + std::to_string(format));
        }
        return json;
    }

    /// A key that is not among `known` is an error that names it.
    void checkKeys(const Json& object, const std::string& where,
                   std::initializer_list<const char*> known) const {
        if (!object.is_object()) {
            throw fault(where, "it is not an object");
        }
        for (const auto& item : object.items()) {
            if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
                throw fault(where, "'" + item.key() + "' is unknown");
            }
        }
    }

    /// Described settings under `key`; defaults when it is not there.
    template <class S>
    S settings(const Json& object, const char* key, const std::string& where) const {
        if (!object.contains(key)) {
            return {};
        }
        auto settings = fieldsFromJson<S>(object[key]);
        if (!settings) {
            throw Failure(ErrorCode::InvalidArgument,
                          pathText(m_file) + " has a fault in " + where + ": " + settings.error().message,
                          settings.error().advice);
        }
        return std::move(settings).value();
    }

    std::string text(const Json& object, const char* key, const std::string& otherwise = {}) const {
        if (!object.contains(key)) {
            return otherwise;
        }
        if (!object[key].is_string()) {
            throw fault(key, "it is not a text");
        }
        return object[key].get<std::string>();
    }

    int number(const Json& object, const char* key, int largest) const {
        if (!object.contains(key)) {
            return 0;
        }
        const Json& json = object[key];
        if (!json.is_number_integer() || json.get<std::int64_t>() < 0 || json.get<std::int64_t>() > largest) {
            throw fault(key, "it is not a whole number from 0 to " + std::to_string(largest));
        }
        return json.get<int>();
    }

    std::vector<std::string> texts(const Json& object, const char* key) const {
        std::vector<std::string> list;
        if (!object.contains(key)) {
            return list;
        }
        if (!object[key].is_array()) {
            throw fault(key, "it is not a list");
        }
        for (const Json& entry : object[key]) {
            if (!entry.is_string()) {
                throw fault(key, "it holds something that is not a text");
            }
            list.push_back(entry.get<std::string>());
        }
        return list;
    }

    FontReference font(const Json& object, const char* key, const fs::path& folder) const {
        FontReference font;
        if (!object.contains(key)) {
            return font;
        }
        const Json& json = object[key];
        checkKeys(json, key, {"path", "hash", "face", "instance"});
        const fs::path path = text(json, "path");
        font.path = path.empty() ? path : (folder / path).lexically_normal();
        font.hash = text(json, "hash");
        font.face = {number(json, "face", 65535), number(json, "instance", 65535)};
        return font;
    }

    std::vector<ProjectStyle> styles(const Json& object, const fs::path& folder) const {
        std::vector<ProjectStyle> styles;
        if (!object.contains("styles")) {
            return styles;
        }
        if (!object["styles"].is_array()) {
            throw fault("styles", "it is not a list");
        }
        for (const Json& json : object["styles"]) {
            checkKeys(json, "styles", {"name", "font", "placement"});
            styles.push_back({text(json, "name"), font(json, "font", folder),
                              settings<Placement>(json, "placement", "'styles'")});
        }
        return styles;
    }

    /// A list of characters as "U+4E00".
    std::vector<char32_t> characters(const Json& object, const char* key) const {
        std::vector<char32_t> list;
        for (const std::string& entry : texts(object, key)) {
            std::uint32_t code = 0;
            const char* end = entry.data() + entry.size();
            const bool marked = entry.starts_with("U+");
            const auto read = std::from_chars(entry.data() + (marked ? 2 : 0), end, code, 16);
            if (!marked || read.ec != std::errc() || read.ptr != end || code > 0x10ffff) {
                throw damaged("'" + entry + "' is no character");
            }
            list.push_back(static_cast<char32_t>(code));
        }
        return list;
    }

    Failure damaged(const std::string& why) const {
        return Failure(ErrorCode::BadFormat, pathText(m_file) + " is damaged: " + why + ".",
                       "Restore it from a copy, or make a new project.");
    }
    Failure fault(const std::string& where, const std::string& why) const {
        return Failure(
            ErrorCode::InvalidArgument,
            pathText(m_file) + " has a fault in " + (where.empty() ? "" : "'" + where + "': ") + why + ".",
            "Mend or remove that entry, or open the project with the version of Typemould that wrote it.");
    }

private:
    fs::path m_file;
};

} // namespace

std::string projectToText(const ProjectData& data, const fs::path& folder) {
    OrderedJson json = beginning();
    addWork(json, data, data.training, folder);
    json["exporting"] = fieldsToJson(data.exporting);
    json["tracing"] = fieldsToJson(data.tracing);
    json["font"] = fieldsToJson(data.font);
    return dumped(json);
}

std::string runToText(const ProjectData& data, const TrainingSettings& settings, const fs::path& folder,
                      const std::string& startedAt) {
    OrderedJson json = beginning();
    json["started"] = startedAt;
    addWork(json, data, settings, folder);
    return dumped(json);
}

ProjectData projectFromText(const std::string& text, const fs::path& folder, const fs::path& file) {
    const Reader reader(file);
    const Json json = reader.parsed(text);
    reader.checkKeys(json, "",
                     {"format", "app", "source", "target", "placements", "dataset", "characters", "dropped",
                      "trusted", "preset", "training", "freezing", "frozenBlocks", "styles", "style",
                      "exporting", "tracing", "font"});
    ProjectData data;
    data.source = reader.font(json, "source", folder);
    data.target = reader.font(json, "target", folder);
    if (json.contains("placements")) {
        const Json& placements = json["placements"];
        reader.checkKeys(placements, "placements", {"source", "target"});
        data.placements.source = reader.settings<Placement>(placements, "source", "'placements'");
        data.placements.target = reader.settings<Placement>(placements, "target", "'placements'");
    }
    data.dataset = reader.settings<DatasetSettings>(json, "dataset", "'dataset'");
    data.characters = reader.text(json, "characters");
    data.dropped = CharacterSet(reader.characters(json, "dropped"));
    data.trusted = CharacterSet(reader.characters(json, "trusted"));
    data.preset = reader.text(json, "preset", data.preset);
    data.training = reader.settings<TrainingSettings>(json, "training", "'training'");
    data.freezing = reader.texts(json, "freezing");
    for (const std::string& block : reader.texts(json, "frozenBlocks")) { // as the first release wrote them
        data.freezing.push_back("freeze block=" + block);
    }
    data.styles = reader.styles(json, folder);
    data.style = reader.number(json, "style", std::max(0, static_cast<int>(data.styles.size()) - 1));
    data.exporting = reader.settings<ImageExportSettings>(json, "exporting", "'exporting'");
    data.tracing = reader.settings<TracingSettings>(json, "tracing", "'tracing'");
    data.font = reader.settings<FontExportSettings>(json, "font", "'font'");
    return data;
}

std::string reviewsToText(const Reviews& reviews) {
    OrderedJson json = beginning();
    json["kept"] = OrderedJson::array();
    json["rejected"] = OrderedJson::array();
    for (const auto& [character, verdict] : reviews) {
        json[verdict == ReviewVerdict::Kept ? "kept" : "rejected"].push_back(codePointText(character));
    }
    return dumped(json);
}

Reviews reviewsFromText(const std::string& text, const fs::path& file) {
    const Reader reader(file);
    const Json json = reader.parsed(text);
    reader.checkKeys(json, "", {"format", "app", "kept", "rejected"});
    Reviews reviews;
    const auto add = [&](const char* key, ReviewVerdict verdict) {
        for (const char32_t character : reader.characters(json, key)) {
            if (!reviews.emplace(character, verdict).second) {
                throw reader.damaged(codePointText(character) + " is judged twice");
            }
        }
    };
    add("kept", ReviewVerdict::Kept);
    add("rejected", ReviewVerdict::Rejected);
    return reviews;
}

} // namespace typemould
