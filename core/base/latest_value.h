// LatestValue<T>: a one-slot letterbox between two threads. The sender puts, the newest value wins; put()
// says whether a wake-up is needed (none is pending), so that a slow reader gets one wake-up, not thousands.
// Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace typemould {

template <class T>
class LatestValue {
public:
    /// Stores `value` over any older one. Returns true when the slot was empty: the caller then wakes the
    /// reader.
    bool put(T value) {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = !m_value.has_value();
        m_value = std::move(value);
        return wasEmpty;
    }
    /// Takes the newest value out; nothing when there is none.
    std::optional<T> take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_value, std::nullopt);
    }

private:
    std::mutex m_mutex;
    std::optional<T> m_value;
};

} // namespace typemould
