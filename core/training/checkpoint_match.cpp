#include "core/training/checkpoint_match.h"

namespace typemould {

namespace {

std::string faceText(FaceChoice choice) {
    return "face " + std::to_string(choice.index) + ", instance " + std::to_string(choice.instance);
}

void checkFont(const std::string& role, const FontFace& face, const std::string& trained,
               FaceChoice trainedFace) {
    if (trained.empty() || identityOf(face) == trained) {
        return;
    }
    const bool sameFile = trained.starts_with(face.hash());
    throw Failure(ErrorCode::InvalidArgument,
                  "The " + role + " " + pathText(face.fileName()) +
                      (sameFile ? " is opened at " + faceText(face.choice()) +
                                      ", and the checkpoint was trained with " + faceText(trainedFace) + "."
                                : " is not the " + role + " that the checkpoint was trained with."),
                  sameFile ? "Choose that face again, or train anew with this one."
                           : "Choose that font again, or train anew with this one.");
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : "; ") + name;
    }
    return text.empty() ? "none" : text;
}

/// Adds "prefix.key before -> after" for each field that differs.
template <class S>
void addChanges(std::vector<std::string>& changes, const std::string& prefix, const S& before,
                const S& after) {
    for (const auto& f : fields<S>()) {
        const FieldValue old = f.get(before), now = f.get(after);
        if (old != now) {
            changes.push_back(prefix + f.info.key + " " + fieldValueText(old) + " -> " + fieldValueText(now));
        }
    }
}

} // namespace

Status checkFonts(const CheckpointManifest& manifest, const FontFace& source, const FontFace& target) {
    return guarded("comparing the fonts", [&] {
        checkFont("source font", source, manifest.sourceHash, manifest.sourceFace);
        checkFont("target font", target, manifest.targetHash, manifest.targetFace);
    });
}

std::optional<Error> pairsChangedSince(const CheckpointManifest& manifest, const GlyphPairs& pairs) {
    if (manifest.pairsHash == pairs.hash() && manifest.dataset == pairs.settings()) {
        return std::nullopt;
    }
    return Error{ErrorCode::InvalidArgument,
                 "The pairs are not those that the checkpoint was trained on: held-out figures may count "
                 "characters that it has seen.",
                 "Start fresh for figures that tell the truth."};
}

std::string settingsChangedSince(const CheckpointManifest& manifest, const TrainingSettings& settings,
                                 const DatasetSettings& dataset, const std::vector<std::string>& freezing) {
    std::vector<std::string> changes;
    addChanges(changes, {}, manifest.settings, settings);
    addChanges(changes, "dataset.", manifest.dataset, dataset);
    if (manifest.freezing != freezing) {
        changes.push_back("freezing " + joined(manifest.freezing) + " -> " + joined(freezing));
    }
    std::string text;
    for (const auto& change : changes) {
        text += (text.empty() ? "" : ", ") + change;
    }
    return text;
}

} // namespace typemould
