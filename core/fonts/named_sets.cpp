#include "core/fonts/named_sets.h"

#include "core/fonts/tables/named_set_tables.h"

#include <algorithm>

namespace typemould {

namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool sameKey(const std::string& a, const std::string& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lowered(x) == lowered(y); });
}

CharacterSet charactersOf(const tables::SetTable& table) {
    std::vector<char32_t> characters;
    characters.reserve(table.count);
    char32_t next = 0;
    for (std::size_t i = 0; i + 1 < table.runs.size(); i += 2) {
        next += table.runs[i];
        for (const char32_t end = next + table.runs[i + 1]; next < end; ++next) {
            characters.push_back(next);
        }
    }
    return CharacterSet(std::move(characters));
}

} // namespace

const std::vector<NamedSet>& namedSets() {
    static const std::vector<NamedSet> sets = [] {
        std::vector<NamedSet> list;
        for (const tables::SetTable& table : tables::setTables()) {
            list.push_back({table.key, table.name, table.description});
        }
        return list;
    }();
    return sets;
}

Result<CharacterSet> namedSet(const std::string& key) {
    std::string known;
    for (const tables::SetTable& table : tables::setTables()) {
        if (sameKey(key, table.key)) {
            return charactersOf(table);
        }
        known += (known.empty() ? "" : ", ") + std::string(table.key);
    }
    return Error{ErrorCode::NotFound, "There is no character set named \"" + key + "\".",
                 "The known sets are " + known + "."};
}

} // namespace typemould
