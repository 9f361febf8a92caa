// The part of TrainingControl that passes edits on to a run that goes, and puts back in the document what
// the run refuses.
#include "core/training/network_settings.h"
#include "ui/studio/setting_edits.h"
#include "ui/studio/training_control.h"

#include <QRegularExpression>

#include <map>
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

/// As the session's "settings" event says them.
std::string eventDetail(const std::vector<SettingChange>& changes) {
    std::string text;
    for (const auto& [key, value] : changes) {
        text += (text.empty() ? "" : ", ") + key + " " + value;
    }
    return text;
}

/// Whether an event tells of these changes, and perhaps of more after them.
bool beginsWith(const std::string& told, const std::string& changes) {
    return told.starts_with(changes) &&
           (told.size() == changes.size() || told[changes.size()] == ',' || told[changes.size()] == ';');
}

} // namespace

void TrainingControl::connectSettings() {
    connect(&m_document, &Document::dataChanged, this, &TrainingControl::followEdits);
    connect(&m_runner, &TrainingRunner::happened, this, [this](const TrainingEvent& event) {
        if (event.kind == "settings") {
            settingsTaken(event.detail);
        } else if (event.kind == "diverged") {
            followRecovery(event.detail);
        } else if (event.kind == "memory") {
            followShortage(event.detail);
        }
    });
    // What a run says of settings that it takes is heard before this, so that these are refused.
    connect(&m_runner, &TrainingRunner::warned, this, &TrainingControl::takeSettingsBack);
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
    askSettings(settingsBetween(m_sent, now));
    if (now.previewText != m_sent.previewText) {
        m_runner.requestPreviewText(QString::fromStdString(now.previewText));
    }
    if (m_document.data().freezing != m_sentFreezing) {
        m_runner.requestFreezing(m_document.data().freezing);
    }
    m_sent = now;
    m_sentFreezing = m_document.data().freezing;
}

void TrainingControl::askSettings(std::vector<SettingChange> changes) {
    if (!changes.empty()) {
        m_runner.requestSettings(changes);
        m_asked.push_back({std::move(changes), m_sent});
    }
}

/// One event may tell of several changes that were asked for between two steps.
void TrainingControl::settingsTaken(const std::string& told) {
    for (std::size_t first = 0; first < m_asked.size(); ++first) {
        std::vector<SettingChange> sum;
        std::vector<SettingChange> unwanted; // the document has gone back to other values meanwhile
        std::size_t end = first;
        for (; end < m_asked.size(); ++end) {
            auto longer = sum;
            longer.insert(longer.end(), m_asked[end].changes.begin(), m_asked[end].changes.end());
            if (!beginsWith(told, eventDetail(longer))) {
                break;
            }
            sum = std::move(longer);
            for (const auto& [key, value] : m_asked[end].changes) {
                if (m_asked[end].takenBack) {
                    unwanted.push_back({key, fieldValueText(valueOf(m_sent, key))});
                }
            }
        }
        if (end > first) { // what was asked before these has been refused
            m_asked.erase(m_asked.begin(), m_asked.begin() + static_cast<std::ptrdiff_t>(end));
            askSettings(std::move(unwanted));
            return;
        }
    }
}

/// A warning while an answer is due is a refusal: a run makes all changes of one moment or none. Should the
/// warning have been of something else, the run is told of the former values as soon as it tells that it has
/// taken the new ones.
void TrainingControl::takeSettingsBack() {
    std::map<std::string, FieldValue> former;
    for (auto& asked : m_asked) {
        if (!std::exchange(asked.takenBack, true)) {
            for (const auto& change : asked.changes) {
                former.try_emplace(change.key, valueOf(asked.before, change.key));
            }
        }
    }
    for (const auto& [key, value] : former) {
        static_cast<void>(setField(m_sent, key, value)); // nothing of it is asked for again
    }
    if (former.size() == 1) { // where the refused edit is the last one it goes without a trace
        static_cast<void>(editSetting(m_document, former.begin()->first, former.begin()->second));
    } else if (!former.empty()) {
        m_document.edit(tr("Take back what the run refuses"), [&](ProjectData& data) {
            for (const auto& [key, value] : former) {
                static_cast<void>(setField(data.training, key, value));
            }
        });
    }
}

/// The run has changed its own settings: the document tells the same.
void TrainingControl::followRun(const QString& label, const std::vector<SettingChange>& changes) {
    if (!m_runner.active() || !m_document.isOpen()) {
        return;
    }
    if (const auto now = withChanges(m_sent, changes)) {
        m_sent = *now;
        static_cast<void>(editSettings(m_document, label, changes));
    }
}

/// A step goes in smaller parts.
void TrainingControl::followShortage(const std::string& told) {
    static const QRegularExpression parts("^batch ([0-9]+), accumulate ([0-9]+)$");
    if (const auto found = parts.match(QString::fromStdString(told)); found.hasMatch()) {
        followRun(
            tr("Smaller batch after memory ran short"),
            {{"batch", found.captured(1).toStdString()}, {"accumulate", found.captured(2).toStdString()}});
    }
}

/// The learning rate is half of what it was.
void TrainingControl::followRecovery(const std::string& told) {
    static const QRegularExpression rate("learning rate ([0-9.e+-]+)$");
    if (const auto found = rate.match(QString::fromStdString(told)); found.hasMatch()) {
        followRun(tr("Lower learning rate after a loss that was no number"),
                  {{"learning-rate", found.captured(1).toStdString()}});
    }
}

} // namespace typemould
