// OddPairsView: the pairs whose two pictures differ in structure, the worst first, each with both pictures,
// to be dropped from what is learnt or kept as they are. Shows the Document and edits it. GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace typemould {

class OddPairsView : public QWidget {
    Q_OBJECT
public:
    /// The document must outlive the view.
    explicit OddPairsView(Document& document, QWidget* parent = nullptr);

private:
    void refresh();
    void refreshEnabled();
    void addPair(const PairStructure& pair);
    QString summary(std::size_t odd) const;
    CharacterSet selected() const;
    Document& m_document;
    QLabel* m_summary;
    QListWidget* m_list;
    QPushButton* m_drop;
    QPushButton* m_keep;
    QLabel* m_dropped;
    QPushButton* m_takeBack;
    std::shared_ptr<const StructureRanking> m_shown; ///< that the list is of
    std::vector<char32_t> m_odd;                     ///< that the list shows
};

} // namespace typemould
