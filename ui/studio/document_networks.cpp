// The part of Document that makes networks on disk without training them: another upsampling, weights from
// outside and back, further styles. Each in the background.
#include "core/base/atomic_file.h"
#include "ui/studio/document.h"

#include <utility>

namespace typemould {

/// The run is on disk already: the project there must not speak of the former network.
void Document::saveNetwork() {
    if (const auto saved = save(); !saved) {
        Q_EMIT problem(saved.error());
    }
}

void Document::switchUpsampling(const UpsamplingSwitch& change, long long phasedSteps) {
    if (!mayChangeNetwork() || !m_checkpoint) {
        return;
    }
    const auto run = newRun();
    if (!run) {
        Q_EMIT problem(run.error());
        return;
    }
    m_networkJob.start(
        [checkpoint = *m_checkpoint, change, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] {
                return guarded("switching the upsampling", [&] {
                    return writeSwitchedRun(checkpointAt(checkpoint).orThrow(), change, run).orThrow();
                });
            });
        },
        [this, change, phasedSteps](const Result<SwitchedCheckpoint>& switched) {
            if (!switched) {
                Q_EMIT problem(switched.error());
                return;
            }
            editNetwork(
                tr("Switch the upsampling"),
                [&](ProjectData& data) { data = withSwitched(data, *switched, phasedSteps); },
                switched->folder);
            saveNetwork();
            Q_EMIT notice(tr("The upsampling was switched %1.")
                              .arg(QString::fromStdString(switchText(change, switched->residuals))));
        });
}

void Document::importNetworks(std::shared_ptr<const ImportedNetworks> networks, int style) {
    if (!mayChangeNetwork()) {
        return;
    }
    const auto planned = withImported(m_project->data, *networks, style);
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
        [data = *planned, networks, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] { return writeImportedRun(data, *networks, run); });
        },
        [this, networks, style](const Result<VerifiedCheckpoint>& imported) {
            if (!imported) {
                Q_EMIT problem(imported.error());
                return;
            }
            editNetwork(
                tr("Import weights"),
                [&](ProjectData& data) {
                    if (auto changed = withImported(data, *networks, style)) {
                        data = std::move(*changed);
                    }
                },
                imported->folder);
            saveNetwork();
            Q_EMIT networkImported();
            Q_EMIT notice(tr("The weights are imported: training and drawing go on from them."));
        });
}

void Document::exportWeights(const std::filesystem::path& file, bool discriminator) {
    if (!m_checkpoint || m_networkJob.running()) {
        return;
    }
    m_networkJob.start(
        [checkpoint = *m_checkpoint, file, discriminator](std::stop_token) {
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
                Q_EMIT problem(written.error());
                return;
            }
            Q_EMIT notice(tr("%n tensor(s) were written to %1.", nullptr, static_cast<int>(*written))
                              .arg(QString::fromStdString(pathText(file))));
        });
}

void Document::addStyle(const QString& name, const std::filesystem::path& font, FaceChoice face) {
    if (!mayChangeNetwork()) {
        return;
    }
    m_networkJob.start([data = m_project->data, name = name.trimmed().toStdString(), font,
                        face](std::stop_token) { return withStyle(data, name, font, face); },
                       [this](const Result<ProjectData>& changed) {
                           if (!changed) {
                               Q_EMIT problem(changed.error());
                               return;
                           }
                           edit(tr("Add a style"), [&](ProjectData& data) {
                               data.styles = changed->styles;
                               data.style = changed->style;
                           });
                       });
}

} // namespace typemould
