#include "ui/export/export_bar.h"

#include "ui/widgets/shown_text.h"

#include <QDesktopServices>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace typemould {

ExportBar::ExportBar(const QString& prefix, const QString& start, const QString& open, QWidget* parent)
    : QWidget(parent), m_start(new QPushButton(start, this)), m_cancel(new QPushButton(tr("Cancel"), this)),
      m_open(new QPushButton(open, this)), m_progress(new QProgressBar(this)), m_timeLeft(new QLabel(this)),
      m_result(new QLabel(this)) {
    m_start->setObjectName(prefix + "Start");
    m_cancel->setObjectName(prefix + "Cancel");
    m_cancel->setAccessibleName(tr("Cancel the export"));
    m_open->setObjectName(prefix + "OpenFolder");
    m_progress->setObjectName(prefix + "Progress");
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_timeLeft->setObjectName(prefix + "TimeLeft");
    m_result->setObjectName(prefix + "Result");
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // The place of the bar is kept while there is none to show, so that the buttons stay where they are.
    QSizePolicy kept = m_progress->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(kept);
    auto* row = new QHBoxLayout;
    row->addWidget(m_start);
    row->addWidget(m_cancel);
    row->addWidget(m_progress, 1);
    row->addWidget(m_timeLeft);
    row->addWidget(m_open);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_result);
    layout->addLayout(row);
    connect(m_start, &QPushButton::clicked, this, &ExportBar::startAsked);
    connect(m_cancel, &QPushButton::clicked, this, &ExportBar::cancelAsked);
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)); });
    showResult({});
    setState(false, false);
}

void ExportBar::begin(std::size_t total, const QString& stage) {
    m_stopping = false;
    m_stage = stage;
    m_clock.start();
    showResult({});
    showProgress(0, total, stage);
}

void ExportBar::showProgress(std::size_t done, std::size_t total, const QString& stage) {
    if (stage != m_stage) {
        m_stage = stage;
        m_clock.start();
    }
    m_progress->setRange(0, static_cast<int>(total));
    m_progress->setValue(static_cast<int>(done));
    if (m_stopping) {
        return;
    }
    const double seconds = static_cast<double>(m_clock.isValid() ? m_clock.elapsed() : 0) / 1000;
    const QString left =
        done == 0 || done >= total
            ? QString()
            : timeLeftText(seconds / static_cast<double>(done) * static_cast<double>(total - done));
    m_timeLeft->setText(stage.isEmpty() || left.isEmpty() ? stage + left : tr("%1, %2").arg(stage, left));
}

void ExportBar::showStopping() {
    m_stopping = true;
    m_timeLeft->setText(tr("Stopping…"));
    m_cancel->setEnabled(false);
}

void ExportBar::setState(bool canStart, bool going) {
    m_start->setEnabled(canStart && !going);
    m_cancel->setEnabled(going && !m_stopping);
    m_progress->setVisible(going);
    m_timeLeft->setVisible(going);
}

void ExportBar::showResult(const QString& text, const QString& folder) {
    m_result->setText(text);
    m_result->setVisible(!text.isEmpty());
    m_folder = folder;
    m_open->setVisible(!folder.isEmpty());
}

QString ExportBar::brokenStructureText(const CharacterSet& characters) {
    return tr("⚠ Strokes are not the source's in %1").arg(characterList(characters, 20));
}

} // namespace typemould
