// HealthPanel: how a run fares in one line, and on a click what is wrong with it, each finding with its
// advice and a button that applies its remedy. Shows what it is given; the owner changes the settings. GUI
// thread.
#pragma once

#include "core/training/health.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace typemould {

class HealthPanel : public QWidget {
    Q_OBJECT
public:
    explicit HealthPanel(QWidget* parent = nullptr);
    /// What is wrong, the worst first, and the session's own line, empty where it has said nothing;
    /// `active` while a run goes.
    void showHealth(const std::vector<HealthFinding>& findings, const std::string& line, bool active);
    /// What the settings are now: a remedy that they have already is done. None: nothing may be changed, but
    /// the pairs can be looked at.
    void setSettings(const std::optional<TrainingSettings>& settings);
    bool open() const;

Q_SIGNALS:
    void remedyWanted(const typemould::HealthFinding& finding);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// What is shown of a finding.
    struct Row {
        Illness illness;
        std::vector<SettingChange> remedy;
        HealthAction action;
        QLabel *title, *text, *advice;
        QPushButton* button; ///< null where there is no remedy
    };
    bool listed(const std::vector<HealthFinding>& findings) const;
    void list(const std::vector<HealthFinding>& findings);
    QWidget* makeRow(const HealthFinding& finding);
    void refreshRemedies();
    QToolButton* m_open;
    QLabel* m_icon;
    QLabel* m_line;
    QScrollArea* m_list;
    std::vector<Row> m_rows;
    std::optional<TrainingSettings> m_settings;
};

} // namespace typemould
