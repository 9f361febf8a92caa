#include "ui/runs/runs_dialog.h"

#include "ui/runs/runs_comparison.h"
#include "ui/runs/runs_list.h"

#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace typemould {

RunsDialog::RunsDialog(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
                       QWidget* parent)
    : QDialog(parent), m_list(new RunsList(document, runner, control, dialogs, this)),
      m_comparison(new RunsComparison(this)) {
    setObjectName("runsDialog");
    setWindowTitle(tr("Runs"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(m_comparison);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName("runsClose");
    close->setAutoDefault(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(split, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&document, &Document::projectChanged, this, &QDialog::close);
    connect(m_list, &RunsList::chosenChanged, this, [this] { m_comparison->setRuns(m_list->chosen()); });
    connect(m_list, &RunsList::timelineWanted, this, &RunsDialog::timelineWanted);
    resize(fontMetrics().averageCharWidth() * 190, fontMetrics().height() * 44);
}

bool RunsDialog::busy() const { return m_list->busy() || m_comparison->busy(); }

} // namespace typemould
