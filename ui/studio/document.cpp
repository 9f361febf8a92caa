#include "ui/studio/document.h"

#include "ui/studio/run_limits.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace typemould {

namespace {
constexpr auto autosaveDelay = std::chrono::seconds(30);
constexpr auto pairDelay =
    std::chrono::milliseconds(300); ///< a slider comes to rest before pairs are drawn again

/// Whether the same fonts teach the styles; their names do not matter.
bool sameStyleFonts(const ProjectData& a, const ProjectData& b) {
    return a.style == b.style &&
           std::equal(
               a.styles.begin(), a.styles.end(), b.styles.begin(), b.styles.end(),
               [](const ProjectStyle& one, const ProjectStyle& other) { return one.font == other.font; });
}

bool bothChosen(const ProjectData& data) { return !data.source.empty() && !data.target.empty(); }

} // namespace

/// One edit of the project's data: what it was and what it became; of a network that was made on disk its
/// checkpoints too.
class Document::EditCommand : public QUndoCommand {
public:
    EditCommand(Document& document, ProjectData before, ProjectData after, const QString& label, int mergeId)
        : QUndoCommand(label), m_document(document), m_before(std::move(before)), m_after(std::move(after)),
          m_mergeId(mergeId) {}
    /// The checkpoints that belong to the network before and after.
    struct Networks {
        Checkpoint before, after;
        std::optional<UpsamplingSwitch> live; ///< of a switch in a run that went
        Checkpoint unswitched;                ///< the newest when the run was asked for it
        long long phasedSteps = 0;
    };
    void setNetworks(Networks networks) { m_networks = std::move(networks); }
    const Networks* networks() const { return m_networks ? &*m_networks : nullptr; }
    int id() const override { return m_mergeId == 0 ? -1 : m_mergeId; }
    const ProjectData& before() const { return m_before; }
    const ProjectData& after() const { return m_after; }
    void undo() override {
        m_document.replaceData(m_before);
        if (m_networks) { // what training has made of it since comes back with redo
            m_networks->after = m_document.m_checkpoint;
            m_document.takeCheckpoint(m_networks->before);
        }
    }
    void redo() override {
        m_document.replaceData(m_after);
        if (m_networks) {
            if (m_done) {
                m_networks->before = m_document.m_checkpoint;
            }
            m_document.takeCheckpoint(m_networks->after);
        }
        m_done = true;
    }
    bool mergeWith(const QUndoCommand* other) override {
        m_after = static_cast<const EditCommand*>(other)->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    Document& m_document;
    ProjectData m_before, m_after;
    int m_mergeId;
    std::optional<Networks> m_networks;
    bool m_done = false;
};

/// One change of verdicts: of each changed character what it was and what it became.
class Document::VerdictCommand : public QUndoCommand {
public:
    using Verdict = std::optional<ReviewVerdict>;
    struct Change {
        char32_t character = 0;
        Verdict before, after;
    };
    VerdictCommand(Document& document, std::vector<Change> changes, const QString& label)
        : QUndoCommand(label), m_document(document), m_changes(std::move(changes)) {}
    void undo() override { apply(&Change::before); }
    void redo() override { apply(&Change::after); }

private:
    void apply(Verdict Change::*side) {
        auto& reviews = m_document.m_project->reviews;
        for (const Change& change : m_changes) {
            if (const Verdict& verdict = change.*side) {
                reviews[change.character] = *verdict;
            } else {
                reviews.erase(change.character);
            }
        }
        m_document.noteReviews();
    }

    Document& m_document;
    std::vector<Change> m_changes;
};

Document::Document(QObject* parent) : QObject(parent) {
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveDelay);
    connect(&m_autosave, &QTimer::timeout, this, [this] {
        if (const auto saved = save(); !saved) {
            m_autosave.start(); // tried again: what is in the way may go
            Q_EMIT problem(saved.error());
        }
    });
    m_pairDelay.setSingleShot(true);
    m_pairDelay.setInterval(pairDelay);
    connect(&m_pairDelay, &QTimer::timeout, this, &Document::refreshPairs);
    connect(&m_pairJob, &BackgroundJob::runningChanged, this, &Document::pairsChanged);
    connect(&m_structureJob, &BackgroundJob::runningChanged, this, &Document::structureChanged);
    connect(&m_fitJob, &BackgroundJob::runningChanged, this, &Document::pairsChanged);
    connect(&m_copyJob, &BackgroundJob::runningChanged, this, &Document::copyingFontsChanged);
    connect(&m_checkpointJob, &BackgroundJob::runningChanged, this, &Document::findingCheckpointChanged);
    connect(&m_networkJob, &BackgroundJob::runningChanged, this, &Document::changingNetworkChanged);
}

Document::~Document() {
    m_copyJob.disconnect(this);
    m_copyJob.finish();
    m_networkJob.disconnect(this);
    m_fitJob.disconnect(this);
    m_pairJob.disconnect(this);
    m_structureJob.disconnect(this);
    m_checkpointJob.disconnect(this);
    m_undo.disconnect();
}

void Document::forget() {
    m_autosave.stop();
    m_pairDelay.stop();
    m_fitWanted = false;
    m_fontJob.cancel();
    m_fitJob.cancel();
    m_pairJob.cancel();
    m_structureJob.cancel();
    m_checkpointJob.cancel();
    m_copyJob.finish();    // it reads the project
    m_networkJob.finish(); // it writes into the project's folder
    dropReturn();
    m_undo.clear();
    m_fonts.reset();
    m_sourceFace.reset();
    m_targetFace.reset();
    m_fontProblem.reset();
    m_pairs.reset();
    m_pairIssues.clear();
    m_structure.reset();
    m_checkpoint.reset();
    m_project.reset();
}

void Document::setProject(Project project) {
    forget();
    m_project = std::move(project);
    m_unsaved = m_project->unsaved();
    Q_EMIT projectChanged();
    Q_EMIT dataChanged();
    Q_EMIT reviewsChanged();
    Q_EMIT unsavedChanged(m_unsaved);
    Q_EMIT fontsChanged();
    Q_EMIT pairsChanged();
    Q_EMIT checkpointChanged();
    if (!m_project->openNotice().empty()) {
        Q_EMIT notice(QString::fromStdString(m_project->openNotice()));
    }
    refreshFonts();
    findCheckpoint();
}

void Document::closeProject() {
    if (!m_project) {
        return;
    }
    forget();
    m_unsaved = false;
    Q_EMIT projectChanged();
    Q_EMIT unsavedChanged(false);
    Q_EMIT fontsChanged();
    Q_EMIT pairsChanged();
    Q_EMIT checkpointChanged();
}

Status Document::save() {
    if (!m_project) {
        return {};
    }
    if (auto saved = m_project->save(); !saved) {
        return saved;
    }
    m_autosave.stop();
    m_undo.setClean();
    noteUnsaved();
    return {};
}

void Document::edit(const QString& label, const std::function<void(ProjectData&)>& change, int mergeId) {
    if (readOnly()) {
        return;
    }
    ProjectData changed = m_project->data;
    change(changed);
    if (changed == m_project->data) {
        return;
    }
    if (refuseWhileFixed(m_project->data, changed)) {
        Q_EMIT dataChanged(); // the control that asked shows again what is
        return;
    }
    const bool first = !bothChosen(m_project->data) && bothChosen(changed);
    m_fitWanted = m_fitWanted || (first && changed.placements == PlacementPair());
    m_undo.push(new EditCommand(*this, m_project->data, std::move(changed), label, mergeId));
}

void Document::editNetwork(const QString& label, ProjectData changed, Checkpoint before, Checkpoint after,
                           const std::optional<UpsamplingSwitch>& live, long long phasedSteps) {
    auto* command = new EditCommand(*this, m_project->data, std::move(changed), label, 0);
    command->setNetworks({std::move(before), after, live, after, phasedSteps});
    m_undo.push(command);
    // The run is on disk already: the project there must not speak of the former network.
    if (const auto saved = save(); !saved) {
        Q_EMIT problem(saved.error());
    }
}

bool Document::refuseWhileFixed(const ProjectData& before, const ProjectData& after) {
    if (!m_runActive || sameForRun(before, after)) {
        return false;
    }
    Q_EMIT notice(whyHeld());
    return true;
}

const Document::EditCommand* Document::editAt(int place) const {
    return dynamic_cast<const EditCommand*>(m_undo.command(place));
}

/// Whether the edit at a place of the undo stack is of what a run holds, or the network is being changed.
bool Document::heldAt(int place) const {
    const auto* edit = editAt(place);
    return edit != nullptr &&
           (changingNetwork() ||
            (m_runActive && (edit->networks() != nullptr || !sameForRun(edit->before(), edit->after()))));
}

bool Document::undoHeld() const { return heldAt(m_undo.index() - 1); }
bool Document::redoHeld() const { return heldAt(m_undo.index()); }

QString Document::whyHeld() const {
    return changingNetwork()
               ? tr("The network is being changed.")
               : tr("Fonts, placements, data set and the settings of the network stay as they are while a "
                    "run goes: stop it first.");
}

void Document::undo() {
    const auto* edit = editAt(m_undo.index() - 1);
    const auto* networks = edit != nullptr ? edit->networks() : nullptr;
    if (undoHeld()) {
        Q_EMIT notice(whyHeld());
    } else if (networks == nullptr) {
        m_undo.undo();
    } else if (!refuseWithout(networks->before)) {
        const bool learntSince = m_checkpoint != networks->after;
        m_undo.undo();
        if (learntSince) {
            Q_EMIT notice(tr("The network is as it was before this change. What it has learnt since stays on "
                             "disk, and redo goes back to that."));
        }
    }
}

void Document::redo() {
    const auto* edit = editAt(m_undo.index());
    const auto* networks = edit != nullptr ? edit->networks() : nullptr;
    if (redoHeld()) {
        Q_EMIT notice(whyHeld());
    } else if (networks == nullptr) {
        m_undo.redo();
    } else if (networks->live && networks->after == networks->unswitched) {
        switchUpsampling(*networks->live, networks->phasedSteps); // the run saved nothing after it
    } else if (!refuseWithout(networks->after)) {
        m_undo.redo();
    }
}

void Document::setRunActive(bool active) {
    if (std::exchange(m_runActive, active) != active) {
        Q_EMIT placementsFixedChanged(active);
    }
}

void Document::setExperimenting(bool going) {
    if (std::exchange(m_experimenting, going) != going) {
        Q_EMIT experimentingChanged(going);
    }
}

void Document::setVerdict(const CharacterSet& characters, std::optional<ReviewVerdict> verdict) {
    if (readOnly()) {
        return;
    }
    std::vector<VerdictCommand::Change> changes;
    for (const char32_t character : characters) {
        const auto found = m_project->reviews.find(character);
        const auto now = found == m_project->reviews.end() ? std::nullopt : std::optional(found->second);
        if (now != verdict) {
            changes.push_back({character, now, verdict});
        }
    }
    if (changes.empty()) {
        return;
    }
    const int count = static_cast<int>(characters.size());
    const QString label = !verdict                          ? tr("Clear %n verdict(s)", nullptr, count)
                          : *verdict == ReviewVerdict::Kept ? tr("Keep %n character(s)", nullptr, count)
                                                            : tr("Reject %n character(s)", nullptr, count);
    m_undo.push(new VerdictCommand(*this, std::move(changes), label));
}

void Document::replaceData(const ProjectData& data) {
    const ProjectData before = std::exchange(m_project->data, data);
    noteUnsaved();
    Q_EMIT dataChanged();
    if (!(before.source == data.source && before.target == data.target &&
          before.characters == data.characters && before.dropped == data.dropped &&
          sameStyleFonts(before, data))) {
        refreshFonts();
    } else if (!(before.placements == data.placements && before.dataset == data.dataset)) {
        const bool waiting = m_pairDelay.isActive();
        m_pairDelay.start();
        if (!waiting) {
            Q_EMIT pairsChanged(); // drawingPairs() is now true
        }
    }
}

void Document::noteReviews() {
    noteUnsaved();
    Q_EMIT reviewsChanged();
}

void Document::noteUnsaved() {
    const bool unsaved = m_project && m_project->unsaved();
    if (unsaved && !readOnly() && !m_autosave.isActive()) {
        m_autosave.start(); // not put off by further edits
    }
    if (m_unsaved != unsaved) {
        m_unsaved = unsaved;
        Q_EMIT unsavedChanged(unsaved);
    }
}

Result<std::filesystem::path> Document::newRun() {
    if (!m_project) {
        return Error{ErrorCode::Internal, "There is no open project to train.", {}};
    }
    return m_project->newRun(m_project->data.training);
}

void Document::checkpointSaved(const std::filesystem::path& folder, long long step, double epoch) {
    m_checkpointJob.cancel();
    const auto network = networkOf(data());
    m_checkpoint.emplace(folder, step, epoch, std::max(1, static_cast<int>(data().styles.size())),
                         network ? std::optional(*network) : std::nullopt);
    Q_EMIT checkpointChanged();
}

} // namespace typemould
