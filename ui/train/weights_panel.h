// WeightsPanel: weights in from zi2zi-pytorch's files, and out again. Opens the import's dialog; the Document
// does the work in the background. GUI thread.
#pragma once

#include "ui/studio/dialogs.h"
#include "ui/studio/document.h"
#include "ui/studio/training_runner.h"

#include <QGroupBox>

class QLabel;
class QPushButton;

namespace typemould {

class WeightsPanel : public QGroupBox {
    Q_OBJECT
public:
    /// All must outlive the panel.
    WeightsPanel(Document& document, TrainingRunner& runner, Dialogs& dialogs, QWidget* parent = nullptr);
    /// Asks for a file, unless one is given, and opens the dialog.
    void importWeights(const QString& file = {});
    /// Asks where to, and writes the newest checkpoint's network.
    void exportWeights();
    /// Why nothing can be imported now, as a sentence; empty when it can.
    QString importObstacle() const;

private:
    void refresh();
    Document& m_document;
    TrainingRunner& m_runner;
    Dialogs& m_dialogs;
    QPushButton* m_import;
    QPushButton* m_export;
    QLabel* m_state;
};

} // namespace typemould
