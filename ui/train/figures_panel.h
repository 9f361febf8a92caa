// FiguresPanel: the newest held-out figures beside what copying or thickening the source would give. Shows
// what it is given. GUI thread.
#pragma once

#include "core/training/training_session.h"

#include <QGroupBox>

class QLabel;
class QTableWidget;

namespace typemould {

class FiguresPanel : public QGroupBox {
    Q_OBJECT
public:
    explicit FiguresPanel(QWidget* parent = nullptr);
    void showEvaluation(const Evaluation& evaluation);
    void clear();

private:
    QTableWidget* m_table;
    QLabel* m_caption;
};

} // namespace typemould
