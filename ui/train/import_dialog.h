// ImportDialog: what a file of weights is, told in the background from its names and shapes, each finding
// with its evidence; asks what the file cannot say. Can be accepted when every tensor has its home. The
// caller takes networks() and targetStyle() then. GUI thread.
#pragma once

#include "core/training/derived_checkpoint.h"
#include "ui/studio/background_job.h"
#include "ui/studio/dialogs.h"

#include <QDialog>

#include <memory>
#include <optional>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace typemould {

class ImportDialog : public QDialog {
    Q_OBJECT
public:
    /// Begins with a file, a generator's or, with a `canvas`, a discriminator's; `canvas` is that of a learnt
    /// generator which a discriminator alone can join (px). `dialogs` must outlive it.
    ImportDialog(Dialogs& dialogs, const QString& file, std::optional<int> canvas, QWidget* parent = nullptr);
    ~ImportDialog() override; ///< waits for nothing
    /// The networks under our names; null until they are read whole.
    std::shared_ptr<const ImportedNetworks> networks() const { return m_networks; }
    /// The discriminator that is to join the generator which is there; null unless it was chosen alone.
    std::shared_ptr<const WeightsSet> discriminatorAlone() const { return m_alone; }
    /// The row of the embedding that the project's target is.
    int targetStyle() const;
    bool reading() const { return m_job.running(); }

private:
    struct Read;
    QWidget* makeFiles();
    QWidget* makeAnswers();
    void read();
    void take(Result<Read> read);
    void showFindings(const Read& read);
    void showQuestions(const Read& read);
    void showReport(const Read& read);
    void refuse(const QString& why);
    Dialogs& m_dialogs;
    std::optional<int> m_beside; ///< canvas of the generator that a discriminator alone joins
    QLineEdit* m_generator;
    QLineEdit* m_discriminator;
    QPushButton* m_withoutDiscriminator;
    QComboBox* m_attention;
    QSpinBox* m_canvas;
    QSpinBox* m_style;
    QLabel* m_questions;
    QTableWidget* m_findings;
    QPlainTextEdit* m_report;
    QLabel* m_told;
    QDialogButtonBox* m_buttons;
    bool m_attentionAnswered = false, m_canvasAnswered = false;
    std::shared_ptr<const ImportedNetworks> m_networks;
    std::shared_ptr<const WeightsSet> m_alone;
    BackgroundJob m_job;
};

} // namespace typemould
