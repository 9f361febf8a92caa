#include "core/training/derived_checkpoint.h"

#include "core/base/moment.h"
#include "core/model/discriminator.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/network_settings.h"
#include "core/training/random_state.h"
#include "core/training/stored_discriminator.h"
#include "core/training/upsampling_switch.h"
#include "core/weights/tensor_bytes.h"

namespace typemould {

namespace {

constexpr const char* parts[] = {"live.", "average."};
const std::string ofGenerator = "generator.";

Generator generatorOf(const StoredTensors& model, const std::string& part,
                      const VerifiedCheckpoint& checkpoint) {
    Generator generator(checkpoint.manifest.generator);
    restoreModule(model, part, *generator, pathText(checkpoint.folder));
    return generator;
}

/// The tensors under a prefix, without it.
StoredTensors under(const StoredTensors& tensors, const std::string& prefix) {
    StoredTensors found;
    for (const auto& [name, tensor] : tensors) {
        if (name.rfind(prefix, 0) == 0) {
            found[name.substr(prefix.size())] = tensor;
        }
    }
    return found;
}

void addUnder(StoredTensors& tensors, const std::string& prefix, const StoredTensors& added) {
    for (const auto& [name, tensor] : added) {
        tensors[prefix + name] = tensor;
    }
}

void checkStyles(const DiscriminatorConfig& judge, const GeneratorConfig& generator) {
    const int styles = generator.style == StyleMode::None ? 1 : generator.styles;
    if (judge.styleHead && judge.styles != styles) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The discriminator knows " + std::to_string(judge.styles) + " styles, the generator " +
                          std::to_string(styles) + ".",
                      "Choose the discriminator that was trained beside this generator.");
    }
}

} // namespace

Result<std::vector<LevelResidual>> switchResiduals(const VerifiedCheckpoint& checkpoint,
                                                   const UpsamplingSwitch& change) {
    return guarded("comparing the upsampling", [&] {
        const auto model = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        const UntouchedRandom untouched;
        return switchResiduals(generatorOf(model, "average.", checkpoint), change);
    });
}

Result<SwitchedCheckpoint> switchUpsampling(const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change,
                                            const std::filesystem::path& runFolder) {
    return guarded("switching the upsampling", [&] {
        auto model = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        auto optimizer = readSafetensors(checkpoint.folder / "optimizer.safetensors").orThrow();
        const auto before = checkpoint.manifest.generator;
        SwitchedCheckpoint switched;
        switched.manifest = checkpoint.manifest;
        const UntouchedRandom untouched; // a run may be drawing from the random numbers meanwhile
        torch::manual_seed(checkpoint.manifest.settings.seed);
        const auto live = generatorOf(model, "live.", checkpoint);
        switched.residuals = switchResiduals(live, change);
        if (switched.residuals.empty()) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The checkpoint " + pathText(checkpoint.folder) + " has that upsampling already.",
                          "Choose another mode or level.");
        }
        const auto nextLive = withUpsampling(live, change);
        const auto nextAverage = withUpsampling(generatorOf(model, "average.", checkpoint), change);
        if (change.how == SwitchHow::Fresh) { // the average of a kernel begins where the kernel does
            copyChangedKernels(before, nextLive, nextAverage);
        }
        for (const char* part : parts) {
            std::erase_if(model, [&](const auto& item) { return item.first.rfind(part, 0) == 0; });
        }
        storeModule(model, "live.", *nextLive);
        storeModule(model, "average.", *nextAverage);
        const auto moments = under(optimizer, ofGenerator);
        std::erase_if(optimizer, [&](const auto& item) { return item.first.rfind(ofGenerator, 0) == 0; });
        addUnder(optimizer, ofGenerator, switchedMoments(moments, before, nextLive->config(), change.how));
        switched.manifest.generator = nextLive->config();
        describeNetwork(switched.manifest.settings, nextLive->config());
        switched.manifest.savedAt = utcNow().iso8601;
        switched.folder = writeCheckpoint(runFolder, switched.manifest, model, optimizer).orThrow();
        return switched;
    });
}

Result<ImportedNetworks> importedNetworks(WeightsSet generator, std::optional<WeightsSet> discriminator) {
    return guarded("taking over networks", [&] {
        ImportedNetworks networks;
        auto drawn = importWeights(std::move(generator.tensors), generator.inspection).orThrow();
        networks.generator = std::get<GeneratorConfig>(drawn.config);
        networks.generatorTensors = std::move(drawn.tensors);
        if (discriminator) {
            auto judge =
                importWeights(std::move(discriminator->tensors), discriminator->inspection).orThrow();
            networks.discriminator = std::get<DiscriminatorConfig>(judge.config);
            networks.discriminatorTensors = std::move(judge.tensors);
            checkStyles(*networks.discriminator, networks.generator);
            if (networks.discriminator->canvas != networks.generator.canvas) {
                throw Failure(
                    ErrorCode::InvalidArgument,
                    "The discriminator judges pictures of " + std::to_string(networks.discriminator->canvas) +
                        " px, the generator draws " + std::to_string(networks.generator.canvas) + " px.",
                    "Choose the discriminator that was trained beside this generator.");
            }
        }
        return networks;
    });
}

Result<VerifiedCheckpoint> writeImported(const ImportedNetworks& networks, CheckpointManifest manifest,
                                         const std::filesystem::path& runFolder) {
    return guarded("importing the weights", [&] {
        const UntouchedRandom untouched;
        Generator generator(networks.generator);
        restoreModule(networks.generatorTensors, "", *generator, "the imported generator");
        StoredTensors model;
        storeModule(model, "live.", *generator);
        storeModule(model, "average.", *generator);
        if (networks.discriminator) {
            Discriminator discriminator(*networks.discriminator);
            restoreModule(networks.discriminatorTensors, "", *discriminator, "the imported discriminator");
            storeModule(model, discriminatorPrefix, *discriminator);
        }
        manifest.step = 0;
        manifest.samplerPosition = 0;
        manifest.trainedSeconds = 0;
        manifest.generator = networks.generator;
        describeNetwork(manifest.settings, networks.generator, networks.discriminator);
        manifest.precision = "float32";
        manifest.savedAt = utcNow().iso8601;
        const auto folder = writeCheckpoint(runFolder, manifest, model, {}).orThrow();
        return VerifiedCheckpoint{folder, std::move(manifest)};
    });
}

Result<VerifiedCheckpoint> withDiscriminator(const VerifiedCheckpoint& checkpoint, WeightsSet discriminator,
                                             TrainingSettings settings,
                                             const std::filesystem::path& runFolder) {
    return guarded("importing the discriminator", [&] {
        auto imported = importWeights(std::move(discriminator.tensors), discriminator.inspection).orThrow();
        const auto config = std::get<DiscriminatorConfig>(imported.config);
        auto manifest = checkpoint.manifest;
        checkStyles(config, manifest.generator);
        if (config.canvas != manifest.generator.canvas) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The discriminator judges pictures of " + std::to_string(config.canvas) +
                              " px, the generator draws " + std::to_string(manifest.generator.canvas) +
                              " px.",
                          "Choose a discriminator that was trained at the project's canvas.");
        }
        auto model = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        auto optimizer = readSafetensors(checkpoint.folder / "optimizer.safetensors").orThrow();
        for (auto* tensors : {&model, &optimizer}) {
            std::erase_if(*tensors,
                          [](const auto& item) { return item.first.starts_with(discriminatorPrefix); });
        }
        Discriminator judge(config);
        restoreModule(imported.tensors, "", *judge, "the imported discriminator");
        storeModule(model, discriminatorPrefix, *judge);
        describeNetwork(settings, manifest.generator, config);
        manifest.settings = std::move(settings);
        manifest.savedAt = utcNow().iso8601;
        const auto folder = writeCheckpoint(runFolder, manifest, model, optimizer).orThrow();
        return VerifiedCheckpoint{folder, std::move(manifest)};
    });
}

Result<ImportedNetworks> networksOf(const VerifiedCheckpoint& checkpoint, bool averaged) {
    return guarded("reading the networks", [&] {
        const auto model = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        ImportedNetworks networks;
        networks.generator = checkpoint.manifest.generator;
        networks.generatorTensors = under(model, averaged ? "average." : "live.");
        networks.discriminatorTensors = under(model, discriminatorPrefix);
        if (!networks.discriminatorTensors.empty()) {
            networks.discriminator = storedDiscriminator(
                networks.discriminatorTensors, "",
                describedDiscriminator(checkpoint.manifest.settings, networks.generator).orThrow());
        }
        return networks;
    });
}

} // namespace typemould
