#include "ui/review/review_model.h"

#include "ui/widgets/shown_text.h"

#include <QLocale>

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
    takeOrder(ordered());
    endResetModel();
}

void ReviewModel::setWorstFirst(bool worstFirst) {
    if (worstFirst != m_worstFirst) {
        beginResetModel();
        m_worstFirst = worstFirst;
        takeOrder(ordered());
        endResetModel();
    }
}

void ReviewModel::sortAgain() {
    auto order = ordered();
    if (order == m_order) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto before = persistentIndexList();
    const std::vector<char32_t> old = std::move(m_order);
    takeOrder(std::move(order));
    QModelIndexList after;
    for (const QModelIndex& place : before) {
        after << index(rowAtOrAfter(old[static_cast<std::size_t>(place.row())]));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

std::vector<char32_t> ReviewModel::ordered() const {
    std::vector<char32_t> order(m_characters.begin(), m_characters.end());
    if (m_worstFirst && m_structure) {
        std::vector<std::pair<double, char32_t>> shares;
        shares.reserve(order.size());
        for (const char32_t character : order) {
            const auto score = m_structure(character);
            shares.emplace_back(score ? -score->share : 1, character);
        }
        std::stable_sort(shares.begin(), shares.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::transform(shares.begin(), shares.end(), order.begin(),
                       [](const auto& share) { return share.second; });
    }
    return order;
}

void ReviewModel::takeOrder(std::vector<char32_t> order) {
    m_order = std::move(order);
    m_rows.assign(m_order.size(), 0);
    for (std::size_t row = 0; row < m_order.size(); ++row) {
        const auto place = std::lower_bound(m_characters.begin(), m_characters.end(), m_order[row]);
        m_rows[static_cast<std::size_t>(place - m_characters.begin())] = static_cast<int>(row);
    }
}

int ReviewModel::rowAtOrAfter(char32_t character) const {
    const auto found = std::lower_bound(m_characters.begin(), m_characters.end(), character);
    if (m_rows.empty()) {
        return -1;
    }
    return found == m_characters.end() ? m_rows.back()
                                       : m_rows[static_cast<std::size_t>(found - m_characters.begin())];
}

void ReviewModel::refreshMarks() {
    if (!m_characters.empty()) {
        Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                           {VerdictRole, HeldOutRole, BrokenRole, Qt::AccessibleTextRole});
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

std::optional<StructureScore> ReviewModel::structureOf(char32_t character) const {
    return m_structure ? m_structure(character) : std::nullopt;
}

QString ReviewModel::description(char32_t character) const {
    QStringList parts{characterLabel(character)};
    if (heldOut(character)) {
        parts << tr("held out");
    }
    if (const int verdict = verdictOf(character)) {
        const bool unstored = verdict == 1 && m_unstored && m_unstored(character);
        parts << (unstored       ? tr("kept, but its picture is not stored: keep it again")
                  : verdict == 1 ? tr("kept")
                                 : tr("rejected"));
    }
    if (const auto score = structureOf(character)) {
        // 1 is as far from the source as the target's own glyphs may be.
        parts << (score->broken ? tr("strokes differ from the source (%1)")
                                : tr("strokes as the source (%1)"))
                     .arg(QLocale().toString(score->share, 'f', 2));
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
    case BrokenRole: {
        const auto score = structureOf(character);
        return score && score->broken;
    }
    default:
        return {};
    }
}

} // namespace typemould
