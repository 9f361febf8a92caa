#include "core/training/adversarial_balance.h"

#include <charconv>
#include <cmath>
#include <sstream>

namespace typemould {

namespace {

Error wrongWord(const std::string& word, const std::string& why) {
    return {ErrorCode::InvalidArgument, "'" + word + "' " + why,
            "Write places and weights like this: 0.02=0.2 0.2=0.5 else=0.6, the places rising, the weights "
            "from 0 "
            "to 100."};
}

bool readNumber(const std::string& text, double& value) {
    const char* end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    return code == std::errc() && stop == end && std::isfinite(value);
}

} // namespace

Result<BalanceTable> BalanceTable::parse(const std::string& text) {
    BalanceTable table;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        double weight = 0, place = 0;
        if (equals == std::string::npos || !readNumber(word.substr(equals + 1), weight) || weight < 0 ||
            weight > 100) {
            return wrongWord(word, "gives no weight from 0 to 100.");
        }
        if (table.hasElse()) {
            return wrongWord(word, "stands behind 'else', where nothing can.");
        }
        if (word.substr(0, equals) == "else") {
            table.m_else = weight;
            continue;
        }
        if (!readNumber(word.substr(0, equals), place) || place < 0) {
            return wrongWord(word, "gives no place from 0 on.");
        }
        if (!table.m_weights.empty() && place <= table.m_weights.back().first) {
            return wrongWord(word, "does not lie above the place before it.");
        }
        table.m_weights.emplace_back(place, weight);
    }
    if (table.m_weights.empty()) {
        return wrongWord(text, "gives no places.");
    }
    return table;
}

double BalanceTable::between(double place) const {
    auto before = m_weights.front();
    for (const auto& next : m_weights) {
        if (place < next.first) {
            const double width = next.first - before.first;
            return width > 0 ? before.second + (next.second - before.second) * (place - before.first) / width
                             : next.second;
        }
        before = next;
    }
    return before.second;
}

double BalanceTable::below(double value) const {
    for (const auto& [place, weight] : m_weights) {
        if (value < place) {
            return weight;
        }
    }
    return hasElse() ? m_else : m_weights.back().second;
}

double balanceFactor(BalanceMode mode, const BalanceTable& table, long long step, double discriminatorLoss) {
    switch (mode) {
    case BalanceMode::Fixed:
        break;
    case BalanceMode::Schedule:
        return table.between(static_cast<double>(step));
    case BalanceMode::Dynamic:
        return table.below(discriminatorLoss);
    }
    return 1;
}

} // namespace typemould
