// Checkpoints that are made of others, or of weights from outside, without training: another upsampling, and
// imported networks. Each is written into a run folder of its own; what it came from stays. Blocking; one
// thread at a time. Torch is hidden behind it.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/training/checkpoint.h"
#include "core/training/upsampling_choice.h"
#include "core/weights/trade.h"

#include <optional>

namespace typemould {

/// What switching the checkpoint's upsampling would lose, level by level; empty when nothing would change.
Result<std::vector<LevelResidual>> switchResiduals(const VerifiedCheckpoint& checkpoint,
                                                   const UpsamplingSwitch& change);

struct SwitchedCheckpoint {
    std::filesystem::path folder;
    std::vector<LevelResidual> residuals;
    CheckpointManifest manifest; ///< as written
};
/// Writes the checkpoint with another upsampling into `runFolder`, at the same step, with the moments carried
/// over. An error when it has that upsampling already.
Result<SwitchedCheckpoint> switchUpsampling(const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change,
                                            const std::filesystem::path& runFolder);

/// Networks from outside, by the parameters' own names (parametersOf()).
struct ImportedNetworks {
    GeneratorConfig generator;
    StoredTensors generatorTensors;
    std::optional<DiscriminatorConfig> discriminator;
    StoredTensors discriminatorTensors;
};
/// A generator of a file, and a discriminator beside it where one is given, under our names. Errors as
/// importWeights(); InvalidArgument when the two are of different canvases.
Result<ImportedNetworks> importedNetworks(WeightsSet generator, std::optional<WeightsSet> discriminator);
/// Writes them as a checkpoint of step 0 into `runFolder`. `manifest` brings settings, placements, fonts and
/// pairs; its network settings, generator and step are set here. Errors name a tensor that is missing, left
/// over or of another shape; nothing is written then.
Result<VerifiedCheckpoint> writeImported(const ImportedNetworks& networks, CheckpointManifest manifest,
                                         const std::filesystem::path& runFolder);

/// Writes the checkpoint with `discriminator` in place of its own, at the same step, into `runFolder`;
/// generator and its moments stay. `settings` are those of the run from now on; their network settings are
/// set here. Errors as importWeights(); InvalidArgument for one that judges another canvas.
Result<VerifiedCheckpoint> withDiscriminator(const VerifiedCheckpoint& checkpoint, WeightsSet discriminator,
                                             TrainingSettings settings,
                                             const std::filesystem::path& runFolder);

/// The networks of a checkpoint by the parameters' own names: the averaged generator or the live one, and the
/// discriminator where there is one.
Result<ImportedNetworks> networksOf(const VerifiedCheckpoint& checkpoint, bool averaged);

} // namespace typemould
