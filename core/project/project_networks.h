// What is done to a project's network without training it: weights from outside taken in, the upsampling
// switched, and further styles. Each that makes weights makes a run of its own, so that what was there before
// stays. Blocking; one thread; the project must be held for writing. Saves the project.
#pragma once

#include "core/base/atomic_file.h"
#include "core/project/project.h"
#include "core/training/derived_checkpoint.h"

#include <stop_token>

namespace typemould {

/// Makes a run of imported networks; `style` is the row of the embedding that the project's target is. The
/// project's network settings and canvas become the network's, the freezing plan and the styles' names begin
/// anew, and the learning rate is lowered to one that keeps what was learnt. An error when the style is not
/// there, or there are more than a project's file can name (10,000).
Result<VerifiedCheckpoint> importNetworks(Project& project, const ImportedNetworks& networks, int style);

/// Makes a run of the checkpoint with another discriminator; the adversarial weight is set where it was 0.
/// What is set otherwise than the checkpoint was trained with stays. Errors as checkCanGoOn() and
/// withDiscriminator().
Result<VerifiedCheckpoint> importDiscriminator(Project& project, const VerifiedCheckpoint& checkpoint,
                                               WeightsSet discriminator);

/// Makes a run with the checkpoint's upsampling switched. With `phasedSteps` above 0 the freezing plan
/// becomes a phasedPlan() of that many steps. What is set otherwise than the checkpoint was trained with
/// stays. An error as checkCanGoOn().
Result<SwitchedCheckpoint> switchUpsampling(Project& project, const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change, long long phasedSteps = 0);

/// The project's settings describe `network` from now on, with `discriminator` where there is one. What the
/// names of its styles ask for is not written down there, so that it goes when they go.
void describeNetwork(ProjectData& data, GeneratorConfig network,
                     const std::optional<DiscriminatorConfig>& discriminator = {});

/// Whether a checkpoint can go on as the network that is set; the error says what is set otherwise.
Status checkCanGoOn(const ProjectData& data, const CheckpointManifest& checkpoint);

/// The parts of the three above for a window, whose project must not be touched from another thread: what the
/// data becomes, and the writing into a new run folder. A run that could not be filled keeps
/// its folder, with the run.json and what was written whole by then; filledRun() removes it.
Result<ProjectData> withImported(ProjectData data, const ImportedNetworks& networks, int style);
/// `data` is withImported() already.
Result<VerifiedCheckpoint> writeImportedRun(const ProjectData& data, const ImportedNetworks& networks,
                                            const std::filesystem::path& run);
/// The network that is set with another discriminator.
Result<ProjectData> withImportedDiscriminator(ProjectData data, const DiscriminatorConfig& discriminator);
/// `settings` are those of withImportedDiscriminator().
Result<VerifiedCheckpoint> writeDiscriminatorRun(const VerifiedCheckpoint& checkpoint,
                                                 WeightsSet discriminator, const TrainingSettings& settings,
                                                 const std::filesystem::path& run);
/// The network that is set with another upsampling; phases begin at `step`. An error when the settings
/// describe no network, or one that cannot have it.
Result<ProjectData> withSwitched(ProjectData data, const UpsamplingSwitch& change, long long step,
                                 long long phasedSteps);
Result<SwitchedCheckpoint> writeSwitchedRun(const VerifiedCheckpoint& checkpoint,
                                            const UpsamplingSwitch& change, const std::filesystem::path& run);
/// The same checkpoint in a run of its own, where later ones do not take its place; `why` is told in its
/// event. Its held-out figures, and the preview that its run has stored last by then, come along.
Result<VerifiedCheckpoint> writeKeptRun(const std::filesystem::path& checkpoint,
                                        const std::filesystem::path& run, const std::string& why);

/// The project as it goes on from an older checkpoint: with that one's network, and with `settings` also with
/// the settings and the freezing plan that it was trained with, but for what a run shows and leaves on disk,
/// what it computes on, and the output offset. An error when the checkpoint is of another canvas or of more
/// styles.
Result<ProjectData> withMoment(ProjectData data, const CheckpointManifest& checkpoint, bool settings);

/// Fills a new run folder by `fill()`, which gives a Result; one that was not filled, or that nobody waits
/// for any more, is removed. Where it cannot be removed, what is left of it stays and the Result is the same.
template <class Fill>
auto filledRun(const std::filesystem::path& run, const std::stop_token& stop, Fill fill) {
    auto filled = fill();
    if (filled && stop.stop_requested()) {
        filled = Error{ErrorCode::Cancelled, "Stopped.", {}};
    }
    if (!filled) {
        static_cast<void>(removeTree(run));
    }
    return filled;
}

/// What adding a style makes of the data; see addStyle(). Blocks; reads the fonts.
Result<ProjectData> withStyle(ProjectData data, const std::string& name, const std::filesystem::path& font,
                              FaceChoice face = {});
/// The style `style` with another font that teaches it, its placement fitted anew; no font but the source's
/// and the target's need be there. Blocks; reads the fonts. Errors: no such style, the target's own, a font
/// that shares too little.
Result<ProjectData> withStyleFont(ProjectData data, int style, const std::filesystem::path& font,
                                  FaceChoice face = {});
/// Without that style where it is the last one and the network with `learntStyles` has not learnt it; else
/// the style stays, and no font teaches it any more. Errors: no such style, the target's own.
Result<ProjectData> withoutStyle(ProjectData data, int style, int learntStyles);
/// Adds a style that `font` teaches; its placement is fitted to the project's source. The first one added
/// gives the target's own style a name too. Errors: a name that is there already or empty, a font that shares
/// too little.
Result<int> addStyle(Project& project, const std::string& name, const std::filesystem::path& font,
                     FaceChoice face = {});
/// The number of a style by its name, or by its number as text; an error lists what there is.
Result<int> styleNumber(const std::vector<std::string>& styles, int count, const std::string& name);

} // namespace typemould
