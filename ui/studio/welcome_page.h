// WelcomePage: what the window shows while no project is open: make one, open one, the demo, the recent ones.
// GUI thread.
#pragma once

#include <QWidget>

class QListWidget;

namespace typemould {

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    /// Reads the list of recent projects again.
    void refresh();

Q_SIGNALS:
    void newWanted();
    void openWanted();
    void demoWanted();
    void recentWanted(const QString& folder);

private:
    QListWidget* m_recent;
    QWidget* m_recentBox;
};

} // namespace typemould
