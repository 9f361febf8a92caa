// The letterbox of a session: what was asked from other threads since the last step, and whether to pause.
// All calls return at once but waitWhilePaused(), which sleeps without polling. Thread-safe.
#pragma once

#include "core/training/training_settings.h"
#include "core/training/upsampling_choice.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace typemould {

struct SessionRequests {
    std::optional<std::string> previewText;
    std::optional<std::vector<std::string>> freezing;
    std::vector<UpsamplingSwitch> upsampling;         ///< in the order that they were asked for
    std::vector<std::vector<SettingChange>> settings; ///< likewise; each is made as a whole or not at all
    bool checkpoint = false;

    bool any() const {
        return previewText || freezing || !upsampling.empty() || !settings.empty() || checkpoint;
    }
};

class RequestBox {
public:
    template <class Change>
    void change(Change change) {
        {
            const std::lock_guard lock(m_mutex);
            change(m_requests);
        }
        m_changed.notify_all();
    }
    SessionRequests take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_requests, {});
    }
    void setPaused(bool paused) {
        {
            const std::lock_guard lock(m_mutex);
            m_paused = paused;
        }
        m_changed.notify_all();
    }
    bool paused() const {
        const std::lock_guard lock(m_mutex);
        return m_paused;
    }
    /// Sleeps until there is a request, no pause, or a stop.
    void waitWhilePaused(std::stop_token stop) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [this] { return !m_paused || m_requests.any(); });
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    SessionRequests m_requests;
    bool m_paused = false;
};

} // namespace typemould
