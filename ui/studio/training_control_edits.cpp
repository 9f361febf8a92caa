// The part of TrainingControl that passes edits on to a run that goes, and puts back in the document what
// the run refuses.
#include "core/training/network_settings.h"
#include "ui/studio/setting_edits.h"
#include "ui/studio/training_control.h"

#include <algorithm>
#include <utility>

namespace typemould {

namespace {

/// What a run takes in as a change of settings; the preview's text and the upsampling go their own ways.
std::vector<SettingChange> settingsBetween(const TrainingSettings& before, const TrainingSettings& after) {
    std::vector<SettingChange> changes;
    for (const auto& field : fields<TrainingSettings>()) {
        const auto& key = field.info.key;
        if (!fixedWhileRunning(key) && key != "preview-text" && field.get(before) != field.get(after)) {
            changes.push_back({key, fieldValueText(field.get(after))});
        }
    }
    return changes;
}

FieldValue valueOf(const TrainingSettings& settings, const std::string& key) {
    for (const auto& field : fields<TrainingSettings>()) {
        if (field.info.key == key) {
            return field.get(settings);
        }
    }
    throw Failure(unknownFieldError(key, fieldKeys<TrainingSettings>()));
}

} // namespace

void TrainingControl::connectSettings() {
    connect(&m_document, &Document::dataChanged, this, &TrainingControl::followEdits);
    connect(&m_runner, &TrainingRunner::happened, this, [this](const TrainingEvent& event) {
        if (event.kind == "settings") {
            settingsAnswered(event.changes);
        } else if (!event.changes.empty()) {
            followRun(event);
        }
    });
    connect(&m_runner, &TrainingRunner::settingsRefused, this, [this](const RefusedSettings& refused) {
        settingsAnswered(refused.asked);
        takeBack(refused);
        Q_EMIT problem(refused.why);
    });
    connect(&m_runner, &TrainingRunner::freezingRefused, this, [this](const RefusedFreezing& refused) {
        takeBack(refused);
        Q_EMIT problem(refused.why);
    });
}

void TrainingControl::followEdits() {
    if (!m_runner.active() || !m_document.isOpen()) {
        return;
    }
    const TrainingSettings& now = m_document.data().training;
    for (UpsamplingSwitch change : switchesBetween(m_sent, now, m_document.data().dataset.canvas)) {
        change.how = m_switch ? m_switch->change.how : SwitchHow::Nearest;
        m_runner.requestUpsampling(change);
    }
    if (auto changes = settingsBetween(m_sent, now); !changes.empty()) {
        m_runner.requestSettings(changes);
        m_asked.push_back(std::move(changes));
    }
    if (now.previewText != m_sent.previewText) {
        m_runner.requestPreviewText(QString::fromStdString(now.previewText));
    }
    if (m_document.data().freezing != m_sentFreezing) {
        m_runner.requestFreezing(m_document.data().freezing);
    }
    m_sent = now;
    m_sentFreezing = m_document.data().freezing;
}

void TrainingControl::settingsAnswered(const std::vector<SettingChange>& asked) {
    const auto found = std::find(m_asked.begin(), m_asked.end(), asked);
    if (found != m_asked.end()) {
        m_asked.erase(found);
    }
}

/// Whether the run has still to answer a change of this setting.
bool TrainingControl::asksFor(const std::string& key) const {
    return std::any_of(m_asked.begin(), m_asked.end(), [&](const std::vector<SettingChange>& changes) {
        return std::any_of(changes.begin(), changes.end(),
                           [&](const SettingChange& change) { return change.key == key; });
    });
}

/// The document gets back what the run has kept, but where it wants something else by now.
void TrainingControl::takeBack(const RefusedSettings& refused) {
    std::vector<SettingChange> back;
    for (const SettingChange& kept : refused.kept) {
        const SettingChange now{kept.key, fieldValueText(valueOf(m_sent, kept.key))};
        const bool wanted = std::find(refused.asked.begin(), refused.asked.end(), now) != refused.asked.end();
        if (wanted && !asksFor(kept.key)) {
            back.push_back(kept);
        }
    }
    const auto former = withChanges(m_sent, back);
    if (!former || !m_document.isOpen()) {
        return;
    }
    m_sent = *former;       // nothing of it is asked for again
    if (back.size() == 1) { // where the refused edit is the last one it goes without a trace
        const auto& key = back.front().key;
        static_cast<void>(editSetting(m_document, key, valueOf(*former, key)));
    } else {
        static_cast<void>(editSettings(m_document, tr("Take back what the run refuses"), back));
    }
}

void TrainingControl::takeBack(const RefusedFreezing& refused) {
    if (m_document.isOpen() && m_document.data().freezing == refused.asked) {
        m_sentFreezing = refused.kept;
        m_document.edit(tr("Take back what the run refuses"),
                        [&](ProjectData& data) { data.freezing = refused.kept; });
    }
}

/// What the run changes by itself the document tells too, but where it wants something else by now.
void TrainingControl::followRun(const TrainingEvent& event) {
    std::vector<SettingChange> changes = event.changes;
    std::erase_if(changes, [this](const SettingChange& change) { return asksFor(change.key); });
    if (!m_runner.active() || !m_document.isOpen()) {
        return;
    }
    if (const auto now = withChanges(m_sent, changes)) {
        m_sent = *now;
        const QString label = event.kind == "diverged" ? tr("Lower learning rate after a loss that was no number")
                              : event.kind == "memory" ? tr("Smaller batch after memory ran short")
                                                       : tr("What the run has changed by itself");
        static_cast<void>(editSettings(m_document, label, changes));
    }
}

} // namespace typemould
