// The part of Document that makes networks on disk without training them: another upsampling, weights from
// outside and back, further styles. Each in the background.
#include "core/base/atomic_file.h"
#include "core/training/network_settings.h"
#include "ui/studio/document.h"
#include "ui/widgets/upsampling_text.h"

#include <algorithm>
#include <utility>

namespace typemould {

namespace {

double epochOf(const CheckpointManifest& manifest) {
    return static_cast<double>(manifest.samplerPosition) /
           static_cast<double>(std::max<std::uint64_t>(1, manifest.pairsTrained));
}

} // namespace

Document::KnownCheckpoint::KnownCheckpoint(const VerifiedCheckpoint& verified)
    : folder(verified.folder), step(verified.manifest.step), epoch(epochOf(verified.manifest)),
      styles(verified.manifest.generator.styles), network(verified.manifest.generator) {}

void Document::takeCheckpoint(Checkpoint checkpoint) {
    if (m_checkpoint != checkpoint) {
        m_checkpointJob.cancel();
        m_checkpoint = std::move(checkpoint);
        Q_EMIT checkpointChanged();
    }
}

bool Document::wouldSwitch(const ProjectData& changed) const {
    const auto wanted = networkOf(changed);
    if (!m_checkpoint || !m_checkpoint->network || !wanted) {
        return false;
    }
    const auto switches = [&wanted](const GeneratorConfig& from) {
        for (std::size_t i = 0; i < from.levels.size(); ++i) {
            if (!(upsamplingOf(from.levels[i]) == upsamplingOf(wanted->levels[i]))) {
                return true;
            }
        }
        return false;
    };
    const auto present = networkOf(data());
    const bool already = present && canBecome(*m_checkpoint->network, *present) && !switches(*present);
    return canBecome(*m_checkpoint->network, *wanted) && switches(*m_checkpoint->network) && !already;
}

/// Says why, where undo or redo would go to a checkpoint that somebody has removed.
bool Document::refuseWithout(const Checkpoint& checkpoint) {
    std::error_code code;
    if (!checkpoint || std::filesystem::exists(checkpoint->folder / "manifest.json", code)) {
        return false;
    }
    Q_EMIT problem({ErrorCode::NotFound,
                    "The checkpoint " + pathText(checkpoint->folder) +
                        ", which this step would go back to, is no longer there.",
                    "Put its folder back, or go on with the network as it is."});
    return true;
}

void Document::endNetworkChange(const std::optional<Error>& error) {
    const bool failed = error && error->code != ErrorCode::Cancelled;
    if (failed) {
        Q_EMIT problem(*error);
    }
    Q_EMIT networkChangeEnded(failed);
}

void Document::switchUpsampling(const UpsamplingSwitch& change, long long phasedSteps) {
    if (!mayChangeNetwork() || !m_checkpoint) {
        return;
    }
    if (const auto possible = withSwitched(m_project->data, change, 0, 0); !possible) {
        Q_EMIT problem(possible.error());
        return;
    }
    const auto run = newRun();
    if (!run) {
        Q_EMIT problem(run.error());
        return;
    }
    using Switched = std::optional<SwitchedCheckpoint>; // none: the settings alone are changed
    m_networkJob.start(
        [data = m_project->data, folder = m_checkpoint->folder, change, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] {
                return guarded("switching the upsampling", [&]() -> Switched {
                    const auto checkpoint = checkpointAt(folder).orThrow();
                    auto network = checkpoint.manifest.generator;
                    setUpsampling(network, change.to, change.level);
                    if (network == checkpoint.manifest.generator ||
                        !checkCanGoOn(data, checkpoint.manifest)) {
                        removeTree(run).orThrow();
                        return {};
                    }
                    return writeSwitchedRun(checkpoint, change, run).orThrow();
                });
            });
        },
        [this, change, phasedSteps](const Result<Switched>& switched) {
            if (!switched) {
                endNetworkChange(switched.error());
                return;
            }
            const bool made = switched->has_value();
            auto changed =
                withSwitched(m_project->data, change, made ? (*switched)->manifest.step : 0, phasedSteps);
            if (!changed) {
                endNetworkChange(changed.error());
            } else if (made) {
                const VerifiedCheckpoint verified{(*switched)->folder, (*switched)->manifest};
                editNetwork(tr("Switch the upsampling"), std::move(*changed), m_checkpoint,
                            KnownCheckpoint(verified));
                Q_EMIT notice(switchedText(change, (*switched)->residuals));
                endNetworkChange({});
            } else {
                edit(tr("Switch the upsampling"), [&](ProjectData& data) { data = std::move(*changed); });
                Q_EMIT notice(tr("The upsampling was switched in the settings alone: the newest checkpoint "
                                 "stays as it is."));
                endNetworkChange({});
            }
        });
}

bool Document::keepCheckpoint(const std::filesystem::path& checkpoint) {
    if (m_networkJob.running()) {
        Q_EMIT notice(whyHeld());
        return false;
    }
    const auto run = newRun();
    if (!run) {
        Q_EMIT problem(run.error());
        return false;
    }
    m_networkJob.start(
        [checkpoint, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] {
                return writeKeptRun(checkpoint, run, "as it was before the upsampling was switched");
            });
        },
        [this](const Result<VerifiedCheckpoint>& kept) {
            if (kept) {
                Q_EMIT checkpointKept(*kept);
            }
            endNetworkChange(kept ? std::nullopt : std::optional(kept.error()));
        });
    return true;
}

void Document::switchInRun(const UpsamplingSwitch& change, long long step, long long phasedSteps,
                           const VerifiedCheckpoint& kept) {
    auto changed = withSwitched(m_project->data, change, step, phasedSteps);
    if (!changed) {
        Q_EMIT problem(changed.error());
        return;
    }
    editNetwork(tr("Switch the upsampling"), std::move(*changed), KnownCheckpoint(kept), m_checkpoint, change,
                phasedSteps);
}

void Document::takeIn(Incoming incoming) {
    if (!mayChangeNetwork()) {
        return;
    }
    const auto planned = incoming.change(m_project->data);
    if (!planned) {
        Q_EMIT problem(planned.error());
        return;
    }
    const auto run = m_project->newRun(planned->training);
    if (!run) {
        Q_EMIT problem(run.error());
        return;
    }
    m_networkJob.start(
        [data = *planned, fill = incoming.fill, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] { return fill(data, run); });
        },
        [this, incoming](const Result<VerifiedCheckpoint>& imported) {
            const auto changed = imported ? incoming.change(m_project->data) : imported.error();
            if (!changed) {
                endNetworkChange(changed.error());
                return;
            }
            editNetwork(incoming.label, *changed, m_checkpoint, KnownCheckpoint(*imported));
            if (incoming.ofGenerator) {
                Q_EMIT networkImported();
            }
            Q_EMIT notice(incoming.told);
            endNetworkChange({});
        });
}

void Document::importNetworks(std::shared_ptr<const ImportedNetworks> networks, int style) {
    takeIn({tr("Import weights"), tr("The weights are imported: training and drawing go on from them."),
            [networks, style](const ProjectData& data) { return withImported(data, *networks, style); },
            [networks](const ProjectData& data, const std::filesystem::path& run) {
                return writeImportedRun(data, *networks, run);
            },
            true});
}

void Document::importDiscriminator(std::shared_ptr<const WeightsSet> discriminator) {
    if (!m_checkpoint) {
        return;
    }
    takeIn({tr("Import a discriminator"), tr("The discriminator is imported: training goes on with it."),
            [discriminator](const ProjectData& data) {
                return withImportedDiscriminator(data, discriminator->inspection.discriminator());
            },
            [discriminator, folder = m_checkpoint->folder](const ProjectData& data,
                                                           const std::filesystem::path& run) {
                return guarded("importing the discriminator", [&] {
                    const auto checkpoint = checkpointAt(folder).orThrow();
                    checkCanGoOn(data, checkpoint.manifest).orThrow();
                    return writeDiscriminatorRun(checkpoint, *discriminator, data.training, run).orThrow();
                });
            }});
}

void Document::exportWeights(const std::filesystem::path& file, bool discriminator) {
    if (!m_checkpoint || m_networkJob.running()) {
        return;
    }
    m_networkJob.start(
        [checkpoint = m_checkpoint->folder, file, discriminator](std::stop_token) {
            return guarded("writing weights", [&] {
                const auto networks = networksOf(checkpointAt(checkpoint).orThrow(), true).orThrow();
                if (discriminator && !networks.discriminator) {
                    throw Failure(ErrorCode::NotFound,
                                  "The checkpoint " + pathText(checkpoint) + " has no discriminator.",
                                  "Train with an adversarial weight, or write the generator.");
                }
                const NetworkConfig config = discriminator ? NetworkConfig(*networks.discriminator)
                                                           : NetworkConfig(networks.generator);
                const auto& tensors =
                    discriminator ? networks.discriminatorTensors : networks.generatorTensors;
                exportPth(file, config, tensors).orThrow();
                return tensors.size();
            });
        },
        [this, file](const Result<std::size_t>& written) {
            if (!written) {
                endNetworkChange(written.error());
                return;
            }
            Q_EMIT notice(tr("%n tensor(s) were written to %1.", nullptr, static_cast<int>(*written))
                              .arg(QString::fromStdString(pathText(file))));
            endNetworkChange({});
        });
}

void Document::addStyle(const QString& name, const std::filesystem::path& font, FaceChoice face) {
    if (!mayChangeNetwork()) {
        return;
    }
    m_networkJob.start(
        [data = m_project->data, name = name.trimmed().toStdString(), font,
         face](std::stop_token stop) -> Result<ProjectData> {
            auto changed = withStyle(data, name, font, face);
            if (changed && stop.stop_requested()) {
                return Error{ErrorCode::Cancelled, "Stopped.", {}};
            }
            return changed;
        },
        [this](const Result<ProjectData>& changed) {
            if (!changed) {
                endNetworkChange(changed.error());
                return;
            }
            edit(tr("Add a style"), [&](ProjectData& data) {
                data.styles = changed->styles;
                data.style = changed->style;
            });
            endNetworkChange({});
        });
}

void Document::setStyleFont(int style, const std::filesystem::path& font, FaceChoice face) {
    if (!mayChangeNetwork()) {
        return;
    }
    m_networkJob.start(
        [data = m_project->data, style, font, face](std::stop_token stop) -> Result<ProjectData> {
            auto changed = withStyleFont(data, style, font, face);
            if (changed && stop.stop_requested()) {
                return Error{ErrorCode::Cancelled, "Stopped.", {}};
            }
            return changed;
        },
        [this](const Result<ProjectData>& changed) {
            if (!changed) {
                endNetworkChange(changed.error());
                return;
            }
            edit(tr("Choose the font of a style"), [&](ProjectData& data) { data.styles = changed->styles; });
            endNetworkChange({});
        });
}

void Document::removeStyle(int style) {
    if (!mayChangeNetwork()) {
        return;
    }
    const auto changed = withoutStyle(m_project->data, style, m_checkpoint ? m_checkpoint->styles : 0);
    if (!changed) {
        Q_EMIT problem(changed.error());
        return;
    }
    const bool stays = changed->styles.size() == m_project->data.styles.size();
    edit(tr("Remove a style"), [&](ProjectData& data) {
        data.styles = changed->styles;
        data.style = changed->styles.empty() ? 0 : data.style;
    });
    if (stays) {
        Q_EMIT notice(
            tr("The network keeps its place for this style: it stays, and no font teaches it any more."));
    }
}

} // namespace typemould
