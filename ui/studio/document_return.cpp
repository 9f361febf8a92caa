// The part of Document that goes back to an older checkpoint.
#include "core/base/atomic_file.h"
#include "core/training/checkpoint_match.h"
#include "core/training/run_record.h"
#include "ui/studio/document.h"

#include <QLocale>

#include <utility>

namespace typemould {

void Document::goBackTo(const std::filesystem::path& checkpoint, bool settings) {
    if (readOnly()) {
        return;
    }
    if (m_networkJob.running() || m_return) {
        Q_EMIT notice(tr("The network is being changed."));
        return;
    }
    m_networkJob.start([checkpoint](std::stop_token) { return checkpointAt(checkpoint); },
                       [this, settings](Result<VerifiedCheckpoint> found) {
                           if (!found) {
                               endNetworkChange(found.error());
                               return;
                           }
                           Return to{std::move(*found), {}, settings};
                           if (const auto planned = plannedReturn(to); !planned) {
                               endNetworkChange(planned.error());
                           } else if (m_runActive || needsOwnRun(to.checkpoint.folder)) {
                               keepForReturn(std::move(to));
                           } else {
                               makeReturn(to);
                           }
                       });
}

/// What the project becomes; an error also when the checkpoint is of other fonts.
Result<ProjectData> Document::plannedReturn(const Return& to) const {
    const CheckpointManifest& manifest = to.checkpoint.manifest;
    if (fonts() != nullptr) {
        if (auto same = checkFonts(manifest, fonts()->source, fonts()->target); !same) {
            return same.error();
        }
    }
    return withMoment(data(), manifest, to.settings);
}

/// Copies the checkpoint into a run of its own, where neither the run that goes nor a later one reaches it.
void Document::keepForReturn(Return to) {
    const auto planned = plannedReturn(to);
    const auto run =
        planned ? m_project->newRun(planned->training) : Result<std::filesystem::path>(planned.error());
    if (!run) {
        endNetworkChange(run.error());
        return;
    }
    to.ownRun = *run;
    m_networkJob.start(
        [checkpoint = to.checkpoint.folder, run = *run](std::stop_token stop) {
            return filledRun(run, stop, [&] {
                return writeKeptRun(checkpoint, run,
                                    "from an older checkpoint of " +
                                        pathText(checkpoint.parent_path().parent_path().filename()));
            });
        },
        [this, to](Result<VerifiedCheckpoint> kept) mutable {
            if (!kept) {
                endNetworkChange(kept.error());
                return;
            }
            to.checkpoint = std::move(*kept);
            if (m_runActive) {
                m_return = std::move(to);
                Q_EMIT returnWaits();
            } else {
                makeReturn(to);
            }
        });
}

void Document::makeReturn(const Return& to) {
    auto changed = plannedReturn(to);
    if (!changed) {
        if (!to.ownRun.empty()) {
            static_cast<void>(removeTree(to.ownRun));
        }
        endNetworkChange(changed.error());
        return;
    }
    const QString step = QLocale().toString(to.checkpoint.manifest.step);
    const KnownCheckpoint there(to.checkpoint);
    if (m_checkpoint == there && *changed == data()) {
        Q_EMIT notice(tr("Training goes on from step %1 already.").arg(step));
    } else {
        editNetwork(tr("Go back to step %1").arg(step), std::move(*changed), m_checkpoint, there);
        Q_EMIT notice(tr("Training and drawing go on from step %1. What was learnt after it stays on disk, "
                         "and undo goes back to that.")
                          .arg(step));
    }
    endNetworkChange({});
}

void Document::endReturn() {
    if (const auto to = std::exchange(m_return, {})) {
        makeReturn(*to);
    }
}

/// The project is left: a run that nobody goes on from must not be its newest one.
void Document::dropReturn() {
    if (const auto to = std::exchange(m_return, {})) {
        static_cast<void>(removeTree(to->ownRun));
    }
}

} // namespace typemould
