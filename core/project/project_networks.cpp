#include "core/project/project_networks.h"

#include "core/training/freezing_plan.h"
#include "core/training/network_settings.h"
#include "core/training/run_log.h"

#include <algorithm>
#include <charconv>

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
    data.training.network.clear(); // with what it says of the former discriminator
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

Result<VerifiedCheckpoint> importDiscriminator(Project& project, const VerifiedCheckpoint& checkpoint,
                                               WeightsSet discriminator) {
    return guarded("importing into the project", [&] {
        TrainingSettings settings = checkpoint.manifest.settings;
        if (settings.adversarialWeight == 0) {
            settings.adversarialWeight = adversarialOfImports;
        }
        auto imported = inNewRun(project, [&](const fs::path& run) {
            auto written = withDiscriminator(checkpoint, std::move(discriminator), settings, run).orThrow();
            logEvent(run, checkpoint.manifest.step, "started", "with an imported discriminator");
            return written;
        });
        project.data.training = imported.manifest.settings;
        project.save().orThrow();
        return imported;
    });
}

ProjectData withSwitched(ProjectData data, const SwitchedCheckpoint& switched, long long phasedSteps) {
    describeNetwork(data.training, switched.manifest.generator);
    if (phasedSteps > 0) {
        data.freezing = freezingPlanTexts(
            phasedPlan(switched.manifest.step, phasedSteps, switched.manifest.generator.depth()));
    }
    return data;
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
        const ProjectData before = project.data;
        try {
            return inNewRun(project, [&](const fs::path& run) {
                auto switched = writeSwitchedRun(checkpoint, change, run).orThrow();
                project.data = withSwitched(before, switched, phasedSteps);
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
        ProjectStyle style{name, fontReference(font, face).orThrow(), {}};
        const FontFace opened = FontFace::open(style.font.path, style.font.face).orThrow();
        const auto fit =
            fitPlacement(fonts.source, opened, fonts.source.characters() & opened.characters()).orThrow();
        style.placement = beside(data.placements.source, fit.placements);
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
