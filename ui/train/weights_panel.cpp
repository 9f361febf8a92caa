#include "ui/train/weights_panel.h"

#include "ui/train/import_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace typemould {

WeightsPanel::WeightsPanel(Document& document, TrainingRunner& runner, Dialogs& dialogs, QWidget* parent)
    : QGroupBox(tr("Weights"), parent), m_document(document), m_runner(runner), m_dialogs(dialogs),
      m_import(new QPushButton(tr("Import weights…"), this)),
      m_export(new QPushButton(tr("Export weights…"), this)), m_state(new QLabel(this)) {
    m_import->setObjectName("importWeights");
    m_import->setAccessibleName(m_import->text());
    m_export->setObjectName("exportWeights");
    m_export->setAccessibleName(m_export->text());
    m_state->setObjectName("weightsState");
    m_state->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_import);
    row->addWidget(m_export);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addWidget(m_state);
    connect(m_import, &QPushButton::clicked, this, [this] { importWeights(); });
    connect(m_export, &QPushButton::clicked, this, &WeightsPanel::exportWeights);
    for (const auto signal :
         {&Document::projectChanged, &Document::fontsChanged, &Document::checkpointChanged}) {
        connect(&document, signal, this, &WeightsPanel::refresh);
    }
    connect(&document, &Document::changingNetworkChanged, this, &WeightsPanel::refresh);
    connect(&document, &Document::findingCheckpointChanged, this, &WeightsPanel::refresh);
    connect(&runner, &TrainingRunner::stateChanged, this, &WeightsPanel::refresh);
    connect(&runner, &TrainingRunner::ended, this, &WeightsPanel::refresh);
    connect(&runner, &TrainingRunner::failed, this, &WeightsPanel::refresh);
    refresh();
}

QString WeightsPanel::importObstacle() const {
    if (!m_document.isOpen()) {
        return tr("Open or make a project first.");
    }
    if (m_document.readOnly()) {
        return tr("The project is open for reading only.");
    }
    if (m_runner.active()) {
        return tr("Stop the run first.");
    }
    if (m_document.changingNetwork()) {
        return tr("The network is being changed.");
    }
    if (m_document.findingCheckpoint()) {
        return tr("The newest checkpoint is still being looked for.");
    }
    if (m_document.fonts() == nullptr) {
        return tr("Choose a source and a target font on the Fonts page first.");
    }
    return {};
}

void WeightsPanel::importWeights(const QString& file) {
    if (const QString why = importObstacle(); !why.isEmpty()) {
        Q_EMIT m_document.notice(why);
        return;
    }
    const QString chosen =
        file.isEmpty() ? m_dialogs.openWeights(this, tr("Import the weights of a network")) : file;
    if (chosen.isEmpty()) {
        return;
    }
    const auto canvas =
        m_document.checkpoint() ? std::optional(m_document.data().dataset.canvas) : std::nullopt;
    auto* dialog = new ImportDialog(m_dialogs, chosen, canvas, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto networks = dialog->networks()) {
            m_document.importNetworks(networks, dialog->targetStyle());
        } else if (const auto alone = dialog->discriminatorAlone()) {
            m_document.importDiscriminator(alone);
        }
    });
    connect(&m_document, &Document::projectChanged, dialog, &QDialog::reject);
    dialog->open();
}

void WeightsPanel::exportWeights() {
    if (!m_document.checkpoint()) {
        return;
    }
    const int which = m_dialogs.ask(this, tr("Export weights"),
                                    tr("Which network is to be written as zi2zi-pytorch names it?"),
                                    {tr("Generator"), tr("Discriminator"), tr("Cancel")});
    if (which > 1) {
        return;
    }
    const QString file =
        m_dialogs.saveWeights(this, tr("Export weights"), which == 0 ? "net_G.pth" : "net_D.pth");
    if (!file.isEmpty()) {
        m_document.exportWeights(file.toStdString(), which == 1);
    }
}

void WeightsPanel::refresh() {
    const QString why = importObstacle();
    m_import->setEnabled(why.isEmpty());
    m_import->setToolTip(
        why.isEmpty() ? tr("Takes in a network that zi2zi-pytorch has trained (a .pth file), to draw with "
                           "it and train it further.")
                      : why);
    const bool learnt = m_document.checkpoint().has_value();
    m_export->setEnabled(learnt && !m_document.changingNetwork());
    m_export->setToolTip(
        learnt ? tr("Writes the newest checkpoint's network as a .pth that zi2zi-pytorch loads.")
               : tr("Nothing is learnt yet."));
    m_state->setText(m_document.changingNetwork() ? tr("The network is being changed…") : QString());
    m_state->setVisible(m_document.changingNetwork());
}

} // namespace typemould
