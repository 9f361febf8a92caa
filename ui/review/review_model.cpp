#include "ui/review/review_model.h"

#include "ui/widgets/shown_text.h"

#include <algorithm>

namespace typemould {

ReviewModel::ReviewModel(const Document& document, QObject* parent)
    : QAbstractListModel(parent), m_document(document) {}

void ReviewModel::setCharacters(CharacterSet characters) {
    if (characters == m_characters) {
        return;
    }
    beginResetModel();
    m_characters = std::move(characters);
    endResetModel();
}

int ReviewModel::rowAtOrAfter(char32_t character) const {
    const auto found = std::lower_bound(m_characters.begin(), m_characters.end(), character);
    if (found == m_characters.end()) {
        return static_cast<int>(m_characters.size()) - 1;
    }
    return static_cast<int>(found - m_characters.begin());
}

void ReviewModel::refreshMarks() {
    if (!m_characters.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                           {VerdictRole, HeldOutRole, Qt::AccessibleTextRole});
    }
}

int ReviewModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_characters.size());
}

int ReviewModel::verdictOf(char32_t character) const {
    if (!m_document.isOpen()) {
        return 0;
    }
    const auto& reviews = m_document.project().reviews;
    const auto found = reviews.find(character);
    return found == reviews.end() ? 0 : found->second == ReviewVerdict::Kept ? 1 : 2;
}

bool ReviewModel::heldOut(char32_t character) const {
    const auto pairs = m_document.pairs();
    return pairs && pairs->split().heldOut.contains(character);
}

QString ReviewModel::description(char32_t character) const {
    QStringList parts{characterLabel(character)};
    if (heldOut(character)) {
        parts << tr("held out");
    }
    if (const int verdict = verdictOf(character)) {
        parts << (verdict == 1 ? tr("kept") : tr("rejected"));
    }
    return parts.join(QStringLiteral(", "));
}

QVariant ReviewModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const char32_t character = characterAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return characterText(character);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return description(character);
    case CharacterRole:
        return static_cast<uint>(character);
    case VerdictRole:
        return verdictOf(character);
    case HeldOutRole:
        return heldOut(character);
    default:
        return {};
    }
}

} // namespace typemould
