// ExportBar: the buttons that start, cancel and open an export, how far it is and how long it will take, and
// what came of it. Starts nothing itself. GUI thread.
#pragma once

#include "core/fonts/character_set.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace typemould {

class ExportBar : public QWidget {
    Q_OBJECT
public:
    /// `prefix` begins the object names of its controls; `open` is the text of the button that opens the
    /// folder.
    ExportBar(const QString& prefix, const QString& start, const QString& open, QWidget* parent = nullptr);
    /// An export begins: progress and time count from here.
    void begin(std::size_t total, const QString& stage = {});
    /// `done` of `total`; the time that is left is told of the stage in hand.
    void showProgress(std::size_t done, std::size_t total, const QString& stage = {});
    /// Says that it is being stopped, until it begins again.
    void showStopping();
    bool stopping() const { return m_stopping; }
    /// Whether an export could start, and whether one goes.
    void setState(bool canStart, bool going);
    /// What came of it; with a folder, which a button opens.
    void showResult(const QString& text, const QString& folder = {});
    /// A line of the result: which glyphs were written though their strokes are not the source's.
    static QString brokenStructureText(const CharacterSet& characters);

Q_SIGNALS:
    void startAsked();
    void cancelAsked();

private:
    QPushButton* m_start;
    QPushButton* m_cancel;
    QPushButton* m_open;
    QProgressBar* m_progress;
    QLabel* m_timeLeft;
    QLabel* m_result;
    QString m_folder; ///< that was written into
    QString m_stage;
    QElapsedTimer m_clock; ///< of the stage
    bool m_stopping = false;
};

} // namespace typemould
