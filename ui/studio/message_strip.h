// MessageStrip: errors and notices inside the window instead of in boxes before it: the newest in plain
// sight, all since it was closed under Details, to copy and to close. GUI thread.
#pragma once

#include "core/base/result.h"

#include <QFrame>
#include <QStringList>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace typemould {

class MessageStrip : public QFrame {
    Q_OBJECT
public:
    explicit MessageStrip(QWidget* parent = nullptr);
    /// Shows an error with its advice.
    void showError(const Error& error);
    /// Shows something good to know.
    void showNotice(const QString& text);
    /// Hides the strip and forgets what it said.
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void add(const QString& text, const QString& details, bool alarming);
    void paintLook();
    QLabel* m_text;
    QPlainTextEdit* m_details;
    QPushButton* m_showDetails;
    QStringList m_log;
    bool m_alarming = false;
    bool m_painting = false;
};

} // namespace typemould
