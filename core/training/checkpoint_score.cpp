#include "core/training/checkpoint_score.h"

#include "core/base/hash.h"
#include "core/training/run_files.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace typemould {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// The manifest without its own hash, which has been checked.
Json bareManifest(const fs::path& folder) {
    const auto text = readTextFile(folder / "manifest.json", largestManifest).orThrow();
    const auto damaged = [&](const char* why) {
        return Failure(ErrorCode::BadFormat,
                       "The checkpoint " + pathText(folder) + " is damaged: manifest.json " + why + ".",
                       "Go on from another checkpoint.");
    };
    auto object = Json::parse(text, nullptr, false);
    if (!object.is_object()) {
        throw damaged("is not whole");
    }
    const auto hash = object.find("manifestHash");
    if (hash == object.end() || !hash->is_string()) {
        throw damaged("lacks an entry");
    }
    const auto told = hash->get<std::string>();
    object.erase("manifestHash");
    if (told != hashOf(object.dump())) {
        throw damaged("was changed");
    }
    return object;
}

/// Puts one entry into the manifest, with the hash that it has then.
void write(const fs::path& folder, const char* key, const Json& value) {
    auto object = bareManifest(folder);
    object[key] = value;
    object["manifestHash"] = hashOf(object.dump());
    writeFileAtomically(folder / "manifest.json", object.dump(2) + "\n").orThrow();
}

std::optional<CheckpointScore> scoreOf(const Json& object) {
    const auto found = object.find("score");
    if (found == object.end() || !found->is_object()) {
        return std::nullopt;
    }
    const auto number = [&](const char* key) {
        const auto value = found->find(key);
        return value != found->end() && value->is_number() ? value->get<double>() : std::nan("");
    };
    const CheckpointScore score{{number("l1"), number("ssim"), number("iou")},
                                static_cast<std::size_t>(std::max(0.0, number("glyphs")))};
    const bool whole = std::isfinite(score.mean.l1 + score.mean.ssim + score.mean.iou);
    return whole ? std::optional(score) : std::nullopt;
}

} // namespace

Result<CheckpointGlance> glanceAt(const fs::path& folder) {
    return guarded("reading the checkpoint " + pathText(folder), [&] {
        const auto object = bareManifest(folder);
        try {
            return CheckpointGlance{
                object.at("step").get<long long>(), object.at("trainedSeconds").get<double>(),
                object.at("savedAt").get<std::string>(), scoreOf(object), object.value("left", false)};
        } catch (const nlohmann::json::exception&) {
            throw Failure(ErrorCode::BadFormat,
                          "The checkpoint " + pathText(folder) +
                              " is damaged: manifest.json lacks an entry or has one of the wrong type.",
                          "Go on from another checkpoint.");
        }
    });
}

Status writeScore(const fs::path& folder, const CheckpointScore& score) {
    return guarded("writing the figures of the checkpoint " + pathText(folder), [&] {
        write(folder, "score",
              {{"l1", score.mean.l1},
               {"ssim", score.mean.ssim},
               {"iou", score.mean.iou},
               {"glyphs", score.glyphs}});
    });
}

Status writeLeft(const fs::path& folder) {
    return guarded("marking the checkpoint " + pathText(folder), [&] { write(folder, "left", true); });
}

bool wasLeft(const fs::path& folder) {
    const auto glance = glanceAt(folder);
    return glance && glance->left;
}

} // namespace typemould
