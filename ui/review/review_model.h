// ReviewModel: the characters in the grid with their verdicts and the state of their strokes, as a list
// model. The Document owns what it shows. GUI thread.
#pragma once

#include "core/metrics/structure_gate.h"
#include "ui/studio/document.h"

#include <QAbstractListModel>

#include <functional>
#include <optional>
#include <vector>

namespace typemould {

class ReviewModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        CharacterRole = Qt::UserRole, ///< uint, the code point
        VerdictRole,                  ///< int: 0 none, 1 kept, 2 rejected
        HeldOutRole,                  ///< bool
        BrokenRole,                   ///< bool: the generated strokes are not the source's
    };
    /// The document must outlive the model.
    explicit ReviewModel(const Document& document, QObject* parent = nullptr);
    /// How the strokes of a generated glyph stand to its source's; nothing while that is not known.
    using Structure = std::function<std::optional<StructureScore>(char32_t)>;
    void setStructure(Structure structure) { m_structure = std::move(structure); }
    /// Which of the kept glyphs have no stored picture, as far as that is known.
    void setUnstored(std::function<bool(char32_t)> unstored) { m_unstored = std::move(unstored); }
    /// Shows these, in code point order, or the worst structure first.
    void setCharacters(CharacterSet characters);
    /// Whether the glyphs with the worst structure come first, those of which nothing is known last.
    void setWorstFirst(bool worstFirst);
    bool worstFirst() const { return m_worstFirst; }
    /// Orders them anew by what is known of their structure by now; nothing changes in code point order.
    void sortAgain();
    const CharacterSet& characters() const { return m_characters; }
    char32_t characterAt(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    /// Row of a character, or of one of the next characters after it, or -1 when there is none.
    int rowAtOrAfter(char32_t character) const;
    /// The verdicts, pairs or structures have changed: the same characters look different.
    void refreshMarks();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    int verdictOf(char32_t character) const;
    bool heldOut(char32_t character) const;
    QString description(char32_t character) const;
    std::optional<StructureScore> structureOf(char32_t character) const;
    std::vector<char32_t> ordered() const;
    void takeOrder(std::vector<char32_t> order);
    const Document& m_document;
    Structure m_structure;
    std::function<bool(char32_t)> m_unstored;
    bool m_worstFirst = false;
    CharacterSet m_characters;
    std::vector<char32_t> m_order; ///< of the rows
    std::vector<int> m_rows;       ///< of the characters
};

} // namespace typemould
