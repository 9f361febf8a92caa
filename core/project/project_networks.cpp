#include "core/project/project_networks.h"

#include "core/training/checkpoint_writer.h"
#include "core/training/freezing_plan.h"
#include "core/training/network_settings.h"
#include "core/training/run_log.h"
#include "core/training/run_record.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace typemould {

namespace fs = std::filesystem;

namespace {

constexpr double rateOfImports =
    2e-4; ///< zi2zi-pytorch's own; the house's is for networks that know nothing yet
constexpr double adversarialOfImports = 0.01;
constexpr int mostStyles = 10000; ///< more do not fit into a project's file

void logEvent(const fs::path& run, long long step, const std::string& kind, const std::string& detail) {
    TrainingObserver nobody;
    RunLog(run, nobody).event({step, kind, detail});
}

/// What a run shows and leaves on disk, and what it computes on: the designer's, whatever a run was set to.
const std::set<std::string> settingsOfTheDesk{
    "preview-text", "preview-seconds", "checkpoint-minutes", "keep-checkpoints", "keep-best",
    "disk-budget",  "tensorboard",     "measured-glyphs",    "device",           "threads"};

/// Copies the preview that the checkpoint's run has stored at its step, or last before it. A picture is not
/// worth an error.
void takePreviewAlong(const fs::path& checkpoint, long long step, const fs::path& run) {
    const auto before = readRun(checkpoint.parent_path().parent_path());
    const auto preview = before ? momentOf(*before, step).preview : std::nullopt;
    if (!preview || preview->step > step) {
        return;
    }
    const auto folder = run / "previews";
    if (const auto picture = readFile(preview->file); picture && makeFolder(folder)) {
        (void)writeFileAtomically(folder / preview->file.filename(), *picture);
    }
}

/// A new run that `fill(run)` fills; it goes again when that throws.
template <class Fill>
auto inNewRun(Project& project, Fill fill) {
    const auto run = project.newRun(project.data.training).orThrow();
    return filledRun(run, {}, [&] { return guarded("filling a run", [&] { return fill(run); }); }).orThrow();
}

CheckpointManifest manifestOf(const ProjectData& data, const ProjectFonts& fonts) {
    CheckpointManifest manifest;
    manifest.settings = data.training;
    manifest.learningRate = data.training.learningRate;
    manifest.placements = data.placements;
    manifest.dataset = data.dataset;
    manifest.style = data.style;
    manifest.styles = styleNames(data);
    manifest.sourceHash = identityOf(fonts.source);
    manifest.targetHash = identityOf(fonts.target);
    manifest.sourceFace = fonts.source.choice();
    manifest.targetFace = fonts.target.choice();
    manifest.unitsPerEm = fonts.target.unitsPerEm();
    return manifest;
}

/// Where the target belongs when the source lies as in `wanted` instead of as in the fit.
Placement beside(const Placement& wanted, const PlacementPair& fitted) {
    const double share = fitted.source.scale / fitted.target.scale;
    return {fitted.target.scale * wanted.scale / fitted.source.scale,
            fitted.target.offsetX + share * (wanted.offsetX - fitted.source.offsetX),
            fitted.target.offsetY + share * (wanted.offsetY - fitted.source.offsetY)};
}

/// Gives the style a font, placed beside the source.
void teach(ProjectStyle& style, const PlacementPair& placements, const FontFace& source, const fs::path& font,
           FaceChoice face) {
    style.font = fontReference(font, face).orThrow();
    const FontFace opened = FontFace::open(style.font.path, style.font.face).orThrow();
    const auto fit = fitPlacement(source, opened, source.characters() & opened.characters()).orThrow();
    style.placement = beside(placements.source, fit.placements);
}

/// The style by its number, which must not be the target's own.
ProjectStyle& otherStyle(ProjectData& data, int style) {
    if (style < 0 || style >= static_cast<int>(data.styles.size())) {
        throw Failure(ErrorCode::InvalidArgument, "There is no style " + std::to_string(style) + ".",
                      "Choose one of the project's styles.");
    }
    if (style == data.style) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The style " + data.styles[static_cast<std::size_t>(style)].name +
                          " is that of the target font.",
                      "Choose another target font, or another style for it, instead.");
    }
    return data.styles[static_cast<std::size_t>(style)];
}

} // namespace

Result<ProjectData> withImported(ProjectData data, const ImportedNetworks& networks, int style) {
    const int styles = networks.generator.style == StyleMode::None ? 1 : networks.generator.styles;
    if (style < 0 || style >= styles) {
        return Error{ErrorCode::InvalidArgument,
                     "The weights have no style " + std::to_string(style) + ": they have " +
                         std::to_string(styles) + ", counted from 0.",
                     "Choose a style from 0 to " + std::to_string(styles - 1) + "."};
    }
    if (styles > mostStyles) {
        return Error{ErrorCode::Unsupported,
                     "The weights have " + std::to_string(styles) + " styles; a project names " +
                         std::to_string(mostStyles) + " at most.",
                     "Draw with the file itself: typemould-cli generate --weights FILE --images FOLDER."};
    }
    data.dataset.canvas = networks.generator.canvas;
    data.freezing.clear();
    data.styles.clear();
    for (int i = 0; styles > 1 && i < styles; ++i) {
        data.styles.push_back({"style " + std::to_string(i), {}, {}});
    }
    data.style = styles > 1 ? style : 0;
    data.training.learningRate = std::min(data.training.learningRate, rateOfImports);
    if (networks.discriminator && data.training.adversarialWeight == 0) {
        data.training.adversarialWeight = adversarialOfImports;
    }
    keepOutputOffset(data.training, {}); // it was fitted to the network before
    data.training.network.clear();       // with what it says of the former discriminator
    describeNetwork(data.training, networks.generator, networks.discriminator);
    return data;
}

Result<VerifiedCheckpoint> writeImportedRun(const ProjectData& data, const ImportedNetworks& networks,
                                            const fs::path& run) {
    return guarded("importing into the project", [&] {
        const ProjectFonts fonts = openFonts(data).orThrow();
        auto written = writeImported(networks, manifestOf(data, fonts), run).orThrow();
        logEvent(run, 0, "started", "with imported weights");
        return written;
    });
}

Result<VerifiedCheckpoint> importNetworks(Project& project, const ImportedNetworks& networks, int style) {
    return guarded("importing into the project", [&] {
        const ProjectData before = project.data;
        try {
            project.data = withImported(before, networks, style).orThrow();
            auto imported = inNewRun(project, [&](const fs::path& run) {
                auto written = writeImportedRun(project.data, networks, run).orThrow();
                project.save().orThrow(); // a run that the project does not know of must not stay
                return written;
            });
            return imported;
        } catch (...) {
            project.data = before;
            throw;
        }
    });
}

void describeNetwork(ProjectData& data, GeneratorConfig network,
                     const std::optional<DiscriminatorConfig>& discriminator) {
    const auto named = networkOf(data), unnamed = generatorConfigOf(data.training, data.dataset.canvas);
    auto judge = discriminator;
    if (named && unnamed) {
        if (judge && judge->styles <= named->styles) { // it grows with the names
            judge->styles = unnamed->style == StyleMode::None ? 1 : unnamed->styles;
        }
        network.styles = network.styles == named->styles ? unnamed->styles : network.styles;
        network.style = network.style == named->style ? unnamed->style : network.style;
    }
    describeNetwork(data.training, network, judge);
}

Status checkCanGoOn(const ProjectData& data, const CheckpointManifest& checkpoint) {
    const auto network = networkOf(data);
    if (!network) {
        return network.error();
    }
    if (!canBecome(checkpoint.generator, *network)) {
        return Error{ErrorCode::InvalidArgument,
                     "The settings describe another network than that of the checkpoint: " +
                         networkChanges(checkpoint.generator, *network) + ".",
                     "Set that back to go on from the checkpoint, or start a fresh run."};
    }
    return {};
}

Result<ProjectData> withImportedDiscriminator(ProjectData data, const DiscriminatorConfig& discriminator) {
    const auto network = networkOf(data);
    if (!network) {
        return network.error();
    }
    if (data.training.adversarialWeight == 0) {
        data.training.adversarialWeight = adversarialOfImports;
    }
    describeNetwork(data, *network, discriminator);
    return data;
}

Result<VerifiedCheckpoint> writeDiscriminatorRun(const VerifiedCheckpoint& checkpoint,
                                                 WeightsSet discriminator, const TrainingSettings& settings,
                                                 const fs::path& run) {
    return guarded("importing into the project", [&] {
        auto written = withDiscriminator(checkpoint, std::move(discriminator), settings, run).orThrow();
        logEvent(run, checkpoint.manifest.step, "started", "with an imported discriminator");
        return written;
    });
}

Result<VerifiedCheckpoint> importDiscriminator(Project& project, const VerifiedCheckpoint& checkpoint,
                                               WeightsSet discriminator) {
    return guarded("importing into the project", [&] {
        checkCanGoOn(project.data, checkpoint.manifest).orThrow();
        const ProjectData before = project.data;
        try {
            return inNewRun(project, [&](const fs::path& run) {
                const auto judge = discriminator.inspection.discriminator();
                project.data = withImportedDiscriminator(before, judge).orThrow();
                auto written =
                    writeDiscriminatorRun(checkpoint, std::move(discriminator), project.data.training, run)
                        .orThrow();
                project.save().orThrow();
                return written;
            });
        } catch (...) {
            project.data = before;
            throw;
        }
    });
}

Result<ProjectData> withSwitched(ProjectData data, const UpsamplingSwitch& change, long long step,
                                 long long phasedSteps) {
    return guarded("switching the upsampling", [&] {
        auto network = networkOf(data).orThrow();
        setUpsampling(network, change.to, change.level);
        checkConfig(network).orThrow();
        describeNetwork(data, network);
        if (phasedSteps > 0) {
            data.freezing = freezingPlanTexts(phasedPlan(step, phasedSteps, network.depth()));
        }
        return data;
    });
}

Result<VerifiedCheckpoint> writeKeptRun(const fs::path& checkpoint, const fs::path& run,
                                        const std::string& why) {
    return guarded("keeping " + pathText(checkpoint), [&] {
        auto manifest = readCheckpoint(checkpoint).orThrow();
        const auto model = readSafetensors(checkpoint / "model.safetensors").orThrow();
        const auto optimizer = readSafetensors(checkpoint / "optimizer.safetensors").orThrow();
        auto folder = writeCheckpoint(run, manifest, model, optimizer).orThrow();
        if (const auto glance = glanceAt(checkpoint); glance && glance->score) {
            writeScore(folder, *glance->score).orThrow();
        }
        takePreviewAlong(checkpoint, manifest.step, run);
        logEvent(run, manifest.step, "started", why);
        return VerifiedCheckpoint{std::move(folder), std::move(manifest)};
    });
}

Result<ProjectData> withMoment(ProjectData data, const CheckpointManifest& checkpoint, bool settings) {
    return guarded("going back to step " + std::to_string(checkpoint.step), [&] {
        if (settings) {
            const TrainingSettings now = data.training;
            data.training = checkpoint.settings;
            data.training.learningRate = checkpoint.learningRate;
            for (const auto& field : fields<TrainingSettings>()) {
                if (settingsOfTheDesk.contains(field.info.key)) {
                    field.set(data.training, field.get(now));
                }
            }
            keepOutputOffset(data.training, now);
            data.freezing = checkpoint.freezing;
        }
        const auto judge = describedDiscriminator(checkpoint.settings, checkpoint.generator).orThrow();
        describeNetwork(data, checkpoint.generator, judge);
        checkCanGoOn(data, checkpoint).orThrow();
        return data;
    });
}

Result<SwitchedCheckpoint> writeSwitchedRun(const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change, const fs::path& run) {
    return guarded("switching the upsampling", [&] {
        auto written = switchUpsampling(checkpoint, change, run).orThrow();
        logEvent(run, checkpoint.manifest.step, "upsampling", switchText(change, written.residuals));
        return written;
    });
}

Result<SwitchedCheckpoint> switchUpsampling(Project& project, const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change, long long phasedSteps) {
    return guarded("switching the project's upsampling", [&] {
        checkCanGoOn(project.data, checkpoint.manifest).orThrow();
        const ProjectData before = project.data;
        try {
            return inNewRun(project, [&](const fs::path& run) {
                auto switched = writeSwitchedRun(checkpoint, change, run).orThrow();
                project.data = withSwitched(before, change, checkpoint.manifest.step, phasedSteps).orThrow();
                project.save().orThrow();
                return switched;
            });
        } catch (...) {
            project.data = before;
            throw;
        }
    });
}

Result<ProjectData> withStyle(ProjectData data, const std::string& name, const fs::path& font,
                              FaceChoice face) {
    return guarded("adding a style", [&] {
        const auto taken = [&](const ProjectStyle& style) { return style.name == name; };
        if (name.empty() || std::any_of(data.styles.begin(), data.styles.end(), taken)) {
            throw Failure(ErrorCode::InvalidArgument,
                          name.empty() ? "A style needs a name."
                                       : "There is a style called '" + name + "' already.",
                          "Give it another name.");
        }
        const ProjectFonts fonts = openFonts(data).orThrow();
        ProjectStyle style{name, {}, {}};
        teach(style, data.placements, fonts.source, font, face);
        if (data.styles.empty()) {
            std::string own = fonts.target.names().family;
            own = own.empty() || own == name ? "target" : own;
            data.styles.push_back({own, {}, {}});
            data.style = 0;
        }
        data.styles.push_back(std::move(style));
        return data;
    });
}

Result<ProjectData> withStyleFont(ProjectData data, int style, const fs::path& font, FaceChoice face) {
    return guarded("choosing the font of a style", [&] {
        ProjectData first = data; // other styles' fonts may be missing: one after the other is mended
        first.styles.clear();
        const ProjectFonts fonts = openFonts(first).orThrow();
        teach(otherStyle(data, style), data.placements, fonts.source, font, face);
        return data;
    });
}

Result<ProjectData> withoutStyle(ProjectData data, int style, int learntStyles) {
    return guarded("removing a style", [&] {
        ProjectStyle& removed = otherStyle(data, style);
        if (style >= learntStyles && style + 1 == static_cast<int>(data.styles.size())) {
            data.styles.pop_back();
            if (data.styles.size() == 1) {
                data.styles.clear(); // one style needs no name
            }
        } else {
            removed.font = {};
        }
        return data;
    });
}

Result<int> addStyle(Project& project, const std::string& name, const fs::path& font, FaceChoice face) {
    return guarded("adding a style", [&] {
        const ProjectData before = project.data;
        project.data = withStyle(before, name, font, face).orThrow();
        try {
            project.save().orThrow();
        } catch (...) {
            project.data = before;
            throw;
        }
        return static_cast<int>(project.data.styles.size()) - 1;
    });
}

Result<int> styleNumber(const std::vector<std::string>& styles, int count, const std::string& name) {
    const auto found = std::find(styles.begin(), styles.end(), name);
    if (found != styles.end()) {
        return static_cast<int>(found - styles.begin());
    }
    int number = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size() && number >= 0 && number < count) {
        return number;
    }
    std::string known;
    for (const auto& style : styles) {
        known += (known.empty() ? "" : ", ") + style;
    }
    return Error{ErrorCode::InvalidArgument, "There is no style called '" + name + "'.",
                 "Choose one from 0 to " + std::to_string(std::max(0, count - 1)) +
                     (known.empty() ? "." : ", or by name: " + known + ".")};
}

} // namespace typemould
