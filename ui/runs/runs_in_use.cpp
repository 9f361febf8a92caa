#include "ui/runs/runs_in_use.h"

#include "ui/runs/run_text.h"

#include <QCoreApplication>

namespace typemould {

namespace {

/// Gives the strings of this file their context.
struct RunsInUse {
    Q_DECLARE_TR_FUNCTIONS(RunsInUse)
};

/// Whether `inner` is `outer` or lies in it.
bool within(const std::filesystem::path& inner, const std::filesystem::path& outer) {
    const auto relative = inner.lexically_normal().lexically_relative(outer.lexically_normal());
    return !relative.empty() && *relative.begin() != "..";
}

} // namespace

std::filesystem::path experimentsFolder(const Document& document) {
    return document.project().folder() / "experiments";
}

std::filesystem::path runAtWork(const Document& document, const TrainingRunner& runner,
                                const TrainingControl& control) {
    if (runner.active()) {
        return control.runFolder();
    }
    const auto checkpoint = document.checkpoint();
    return checkpoint ? runOf(*checkpoint) : std::filesystem::path();
}

QString whyKept(const std::filesystem::path& folder, const Document& document, const TrainingRunner& runner,
                const TrainingControl& control) {
    if (document.readOnly()) {
        return RunsInUse::tr("The project is open for reading only.");
    }
    if (document.findingCheckpoint()) {
        return RunsInUse::tr("The newest checkpoint is still being looked for.");
    }
    if (document.changingNetwork()) {
        return RunsInUse::tr("The network is being changed.");
    }
    if (runner.active() && (within(folder, control.runFolder()) || within(control.runFolder(), folder))) {
        return RunsInUse::tr("The run that goes writes into it.");
    }
    if (document.experimenting() && within(folder, experimentsFolder(document))) {
        return RunsInUse::tr("An experiment is going.");
    }
    const auto checkpoint = document.checkpoint();
    if (checkpoint && within(*checkpoint, folder)) {
        return RunsInUse::tr("Training and drawing go on from it.");
    }
    return {};
}

} // namespace typemould
