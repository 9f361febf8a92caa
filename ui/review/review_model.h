// ReviewModel: the characters in the grid with their verdicts, as a list model. The Document owns what it
// shows. GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <QAbstractListModel>

namespace typemould {

class ReviewModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        CharacterRole = Qt::UserRole, ///< uint, the code point
        VerdictRole,                  ///< int: 0 none, 1 kept, 2 rejected
        HeldOutRole,                  ///< bool
    };
    /// The document must outlive the model.
    explicit ReviewModel(const Document& document, QObject* parent = nullptr);
    /// Shows these, in code point order.
    void setCharacters(CharacterSet characters);
    const CharacterSet& characters() const { return m_characters; }
    char32_t characterAt(int row) const { return m_characters[static_cast<std::size_t>(row)]; }
    /// Row of a character, or of the next one after it, or -1 when there is none.
    int rowAtOrAfter(char32_t character) const;
    /// The verdicts or pairs have changed: the same characters look different.
    void refreshMarks();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    int verdictOf(char32_t character) const;
    bool heldOut(char32_t character) const;
    QString description(char32_t character) const;
    const Document& m_document;
    CharacterSet m_characters;
};

} // namespace typemould
