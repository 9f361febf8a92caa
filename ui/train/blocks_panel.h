// BlocksPanel: the network's blocks with a lock each, and how many parameters are trained. Edits the frozen
// blocks of the Document; a run that goes is told by the studio. GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <QGroupBox>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace typemould {

class BlocksPanel : public QGroupBox {
    Q_OBJECT
public:
    /// The document must outlive the panel.
    explicit BlocksPanel(Document& document, QWidget* parent = nullptr);

private:
    void refresh();
    void setFrozen(const QString& label, const std::vector<std::string>& names);
    std::vector<std::string> checkedNames() const;
    Document& m_document;
    QTreeWidget* m_list;
    QPushButton* m_lockEncoder;
    QPushButton* m_unlockAll;
    QLabel* m_count;
    bool m_showing = false;
};

/// "Encoder 2" for "encoder.2", in the designer's language.
QString blockLabel(const std::string& name);

} // namespace typemould
