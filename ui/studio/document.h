// Document: the open project as the studio's pages see it: data with undo, opened fonts, drawn pairs,
// reviews, the newest checkpoint. The one place that changes the project. Owned by the main window; GUI
// thread only.
#pragma once

#include "core/dataset/pair_checks.h"
#include "core/metrics/pair_structure.h"
#include "core/project/project_networks.h"
#include "ui/studio/background_job.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace typemould {

class Document : public QObject {
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    bool isOpen() const { return m_project.has_value(); }
    /// The open project; only when isOpen().
    const Project& project() const { return *m_project; }
    const ProjectData& data() const { return m_project->data; }
    bool readOnly() const { return !m_project || m_project->readOnly(); }

    /// Takes over an opened or new project in place of the old one, and starts opening fonts and drawing
    /// pairs.
    void setProject(Project project);
    void closeProject();
    /// Writes it now; an error leaves the unsaved mark. Autosave calls it 30 s after the first unsaved
    /// edit, and again while it fails.
    Status save();
    /// How long after the first unsaved edit it is saved by itself (30 s unless set).
    void setAutosaveDelay(std::chrono::milliseconds delay) { m_autosave.setInterval(delay); }

    /// One undoable edit of the data: `change` edits a copy, which replaces the data when it differs. Edits
    /// with the same non-zero `mergeId` in a row become one undo step (a slider dragged). Nothing happens
    /// when read-only.
    void edit(const QString& label, const std::function<void(ProjectData&)>& change, int mergeId = 0);
    /// Keeps or rejects characters, or clears their verdict; undoable.
    void setVerdict(const CharacterSet& characters, std::optional<ReviewVerdict> verdict);
    QUndoStack& undoStack() { return m_undo; }
    /// Takes back the last edit, or does it again; one that placementsFixed() forbids waits, with a notice.
    void undo();
    void redo();
    /// The edit that undo() or redo() would come to waits for the end of a run, or of a change of the
    /// network; whyHeld() says why.
    bool undoHeld() const;
    bool redoHeld() const;
    QString whyHeld() const;
    /// Copies the fonts that lie elsewhere into the project folder in the background, then points the project
    /// at the copies; undoable. Nothing happens when read-only or while a run goes.
    void copyFontsIn();
    /// Whether copyFontsIn() has something to do, and may.
    bool canCopyFontsIn() const;
    /// copyFontsIn() is going on; copyingFontsChanged() and copyingFontsEnded() follow.
    bool copyingFonts() const { return m_copyJob.running(); }
    /// Has an error of a page shown in the window.
    void report(const Error& error) { Q_EMIT problem(error); }

    /// Told by the training control. While a run goes edit(), undo() and redo() leave as it is what
    /// sameForRun() compares.
    void setRunActive(bool active);
    bool placementsFixed() const { return m_runActive; }
    /// Told by what runs an experiment: no training begins meanwhile.
    void setExperimenting(bool going);
    bool experimenting() const { return m_experimenting; }

    /// The opened fonts; null while either is not chosen or cannot be opened (fontProblem() says why).
    const ProjectFonts* fonts() const { return m_fonts ? &*m_fonts : nullptr; }
    const std::optional<Error>& fontProblem() const { return m_fontProblem; }
    /// Each chosen font by itself, for names and coverage even when the other one is missing; may be null.
    const FontFace* sourceFace() const {
        return m_fonts ? &m_fonts->source : m_sourceFace ? &*m_sourceFace : nullptr;
    }
    const FontFace* targetFace() const {
        return m_fonts ? &m_fonts->target : m_targetFace ? &*m_targetFace : nullptr;
    }
    /// The fonts are being opened in the background; fontsChanged() follows.
    bool openingFonts() const { return m_fontJob.running(); }
    /// The drawn pairs; null until they are drawn. Drawn again in the background when fonts, placements or
    /// dataset change.
    std::shared_ptr<const GlyphPairs> pairs() const { return m_pairs; }
    const std::vector<PairIssue>& pairIssues() const { return m_pairIssues; }
    /// How far the two fonts differ in structure, pair by pair of pairs(); null until that is measured, in
    /// the background, after the pairs were drawn.
    std::shared_ptr<const StructureRanking> structure() const { return m_structure; }
    bool measuringStructure() const { return m_structureJob.running(); }
    /// Leaves pairs out of what is learnt, or takes them in again; undoable.
    void dropPairs(const CharacterSet& characters);
    void takePairsBack(const CharacterSet& characters);
    /// Odd pairs that are right as they are: they are not told of again; undoable.
    void trustPairs(const CharacterSet& characters);
    /// Fits the placements of both fonts in the background; undoable. Nothing happens when read-only, without
    /// both fonts, or while a run goes.
    void fitPlacements();
    bool fittingPlacements() const { return m_fitJob.running(); }
    /// pairs() are not those of data(), or not yet: they are drawn, or will be as soon as a slider rests.
    bool drawingPairs() const { return m_pairJob.running() || m_pairDelay.isActive() || m_fitJob.running(); }
    /// The checkpoint that training and drawing go on from: the newest verified one that fits the network
    /// that is set; updated by the runner through checkpointSaved().
    std::optional<std::filesystem::path> checkpoint() const {
        return m_checkpoint ? std::optional(m_checkpoint->folder) : std::nullopt;
    }
    /// Steps and epochs of the training that checkpoint() holds; 0 without one.
    long long learntSteps() const { return m_checkpoint ? m_checkpoint->step : 0; }
    double learntEpochs() const { return m_checkpoint ? m_checkpoint->epoch : 0; }
    /// Whether the network of `changed` is the one that checkpoint() has learnt, but for another upsampling:
    /// training would go on with it switched. Not so where data() has that upsampling already.
    bool wouldSwitch(const ProjectData& changed) const;
    /// The newest checkpoint is still being looked for; checkpointChanged() follows if there is one.
    bool findingCheckpoint() const { return m_checkpointJob.running(); }
    void checkpointSaved(const std::filesystem::path& folder, long long step = 0, double epoch = 0);
    /// A new run folder of the project with its settings; blocks for a small write.
    Result<std::filesystem::path> newRun();

    /// Switches the upsampling of checkpoint() in the background, in a run of its own; where that is of
    /// another network than the one that is set, or has that upsampling already, the settings alone. With
    /// `phasedSteps` above 0 the freezing plan becomes phasedPlan(). Undo goes back to the checkpoint before,
    /// redo to the one that was left. Only with a checkpoint and while no run goes.
    void switchUpsampling(const UpsamplingSwitch& change, long long phasedSteps);
    /// Keeps a checkpoint of the run that goes in a run of its own, in the background; checkpointKept()
    /// follows unless there is a problem(). False when it cannot begin.
    bool keepCheckpoint(const std::filesystem::path& checkpoint);
    /// The edit of a switch in the run that goes; undo goes back to `kept`, a checkpoint from before it.
    void switchInRun(const UpsamplingSwitch& change, long long step, long long phasedSteps,
                     const VerifiedCheckpoint& kept);
    /// Goes on from an older checkpoint, in the background: in a run of its own where its own one would be in
    /// the way (needsOwnRun()), with its network, and with `settings` as it was set then (withMoment()).
    /// Undo goes back to the checkpoint before. While a run goes, the checkpoint is put aside first; then
    /// returnWaits() follows, and endReturn() makes the change.
    void goBackTo(const std::filesystem::path& checkpoint, bool settings);
    /// The run has ended: makes the change that waited for it, if there is one.
    void endReturn();
    /// Makes a run of networks from outside in the background; the settings follow; undoable. `style` is the
    /// row of the embedding that the project's target is. Not while a run goes.
    void importNetworks(std::shared_ptr<const ImportedNetworks> networks, int style);
    /// Makes a run of checkpoint() with a discriminator from outside in the background; the settings follow;
    /// undoable. Not while a run goes.
    void importDiscriminator(std::shared_ptr<const WeightsSet> discriminator);
    /// Writes a network of the newest checkpoint as a .pth in the background; notice() or problem() follows.
    void exportWeights(const std::filesystem::path& file, bool discriminator);
    /// Adds a style that a font teaches, in the background; undoable.
    void addStyle(const QString& name, const std::filesystem::path& font, FaceChoice face);
    /// Gives a style another font that teaches it, in the background; undoable.
    void setStyleFont(int style, const std::filesystem::path& font, FaceChoice face);
    /// Removes a style; one that the network has learnt stays without a font, with a notice(). Undoable.
    void removeStyle(int style);
    /// One of those above is going on; changingNetworkChanged() follows.
    bool changingNetwork() const { return m_networkJob.running(); }
    /// Asks it to stop: nothing is changed then, and what it has written goes again. networkChangeEnded()
    /// follows.
    void stopChangingNetwork() { m_networkJob.requestStop(); }

Q_SIGNALS:
    void projectChanged();   ///< another project, or none
    void dataChanged();      ///< data() differs (edit, undo, redo)
    void fontsChanged();     ///< fonts(), sourceFace(), targetFace() or fontProblem()
    void pairsChanged();     ///< pairs(), pairIssues() or drawingPairs()
    void structureChanged(); ///< structure() or measuringStructure()
    /// fitPlacements() has done its work, or could not.
    void placementsFitted(const typemould::Result<typemould::PlacementFit>& fit);
    void pairsProgress(int done, int total);
    void reviewsChanged();
    void checkpointChanged();
    void findingCheckpointChanged(bool finding);
    void changingNetworkChanged(bool changing);
    void networkChangeEnded(bool failed); ///< after changingNetworkChanged(), when all is done
    void networkImported();               ///< importNetworks() has done its work
    void checkpointKept(const typemould::VerifiedCheckpoint& kept); ///< keepCheckpoint() has done its work
    void returnWaits(); ///< goBackTo() waits for the end of the run that goes
    void experimentingChanged(bool going);
    void placementsFixedChanged(bool fixed);
    void copyingFontsChanged(bool copying);
    void copyingFontsEnded(bool failed); ///< after copyingFontsChanged(), when all is done
    void unsavedChanged(bool unsaved);
    void problem(const typemould::Error& error); ///< to be shown in the window
    void notice(const QString& text);            ///< likewise, without alarm

private:
    class EditCommand;
    class VerdictCommand;
    struct OpenedFonts;
    struct DrawnPairs;
    /// A checkpoint and how far its training had come.
    struct KnownCheckpoint {
        explicit KnownCheckpoint(const VerifiedCheckpoint& verified);
        KnownCheckpoint(std::filesystem::path path, long long steps, double epochs, int knownStyles,
                        std::optional<GeneratorConfig> learnt)
            : folder(std::move(path)), step(steps), epoch(epochs), styles(knownStyles),
              network(std::move(learnt)) {}
        std::filesystem::path folder;
        long long step = 0;
        double epoch = 0;
        int styles = 1; ///< of the network
        std::optional<GeneratorConfig> network;
        bool operator==(const KnownCheckpoint& other) const { return folder == other.folder; }
    };
    using Checkpoint = std::optional<KnownCheckpoint>;
    void editNetwork(const QString& label, ProjectData changed, Checkpoint before, Checkpoint after,
                     const std::optional<UpsamplingSwitch>& live = {}, long long phasedSteps = 0);
    /// An import: what the data becomes, and the filling of a new run, which is done on another thread.
    struct Incoming {
        QString label, told;
        std::function<Result<ProjectData>(const ProjectData&)> change;
        std::function<Result<VerifiedCheckpoint>(const ProjectData&, const std::filesystem::path&)> fill;
        bool ofGenerator = false; ///< networkImported() follows
    };
    void takeIn(Incoming incoming);
    void takeCheckpoint(Checkpoint checkpoint);
    const EditCommand* editAt(int place) const;
    bool refuseWithout(const Checkpoint& checkpoint);
    /// A checkpoint to go back to.
    struct Return {
        VerifiedCheckpoint checkpoint;
        std::filesystem::path ownRun; ///< that was made for it; empty: none was needed
        bool settings = false;
    };
    Result<ProjectData> plannedReturn(const Return& to) const;
    void keepForReturn(Return to);
    void makeReturn(const Return& to);
    void dropReturn();
    void endNetworkChange(const std::optional<Error>& error);
    bool mayChangeNetwork() const { return !readOnly() && !m_runActive && !m_networkJob.running(); }
    void replaceData(const ProjectData& data);
    void noteReviews();
    bool heldAt(int place) const;
    bool refuseWhileFixed(const ProjectData& before, const ProjectData& after);
    void forget();
    void refreshFonts();
    void takeFonts(OpenedFonts opened);
    bool fitFirstPlacements();
    bool startFit(const std::function<void(const Result<PlacementFit>&)>& take);
    void refreshPairs();
    void refreshStructure();
    void takePairs(Result<DrawnPairs> drawn);
    void findCheckpoint();
    void noteUnsaved();
    std::optional<Project> m_project;
    QUndoStack m_undo;
    QTimer m_autosave;
    QTimer m_pairDelay;
    std::optional<FontFace> m_sourceFace, m_targetFace; ///< only while m_fonts is not there
    std::optional<ProjectFonts> m_fonts;
    std::optional<Error> m_fontProblem;
    std::shared_ptr<const GlyphPairs> m_pairs;
    std::vector<PairIssue> m_pairIssues;
    std::shared_ptr<const StructureRanking> m_structure;
    Checkpoint m_checkpoint;
    bool m_unsaved = false;
    bool m_runActive = false;
    bool m_experimenting = false;
    std::optional<Return> m_return; ///< waits for the end of the run that goes
    bool m_fitWanted = false;       ///< both fonts were chosen just now and are being opened
    BackgroundJob m_fontJob;
    BackgroundJob m_fitJob;
    BackgroundJob m_pairJob;
    BackgroundJob m_structureJob;
    BackgroundJob m_checkpointJob;
    BackgroundJob m_copyJob;
    BackgroundJob m_networkJob;
};

} // namespace typemould

Q_DECLARE_METATYPE(typemould::Error)
Q_DECLARE_METATYPE(typemould::VerifiedCheckpoint)
