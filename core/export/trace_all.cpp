#include "core/export/tracer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace typemould {

Result<std::vector<Outline>> traceAll(const std::vector<GrayImage>& pictures, const Placement& placement,
                                      int unitsPerEm, const TracingSettings& settings,
                                      const std::function<void(std::size_t done)>& progress,
                                      const std::stop_token& stop) {
    return guarded("tracing glyphs", [&]() -> Result<std::vector<Outline>> {
        std::vector<Outline> outlines(pictures.size());
        std::mutex guard;
        std::condition_variable changed;
        std::size_t done = 0, running = 0;
        std::optional<Error> failed;
        std::atomic<std::size_t> next{0};
        std::atomic<bool> ending{false};
        const auto work = [&] {
            for (std::size_t i = next++; i < pictures.size() && !ending; i = next++) {
                auto outline = trace(pictures[i], placement, unitsPerEm, settings);
                const std::scoped_lock lock(guard);
                if (outline) {
                    outlines[i] = std::move(*outline);
                    ++done;
                } else if (!failed) {
                    failed = outline.error();
                    ending = true;
                }
                changed.notify_one();
            }
            const std::scoped_lock lock(guard);
            --running;
            changed.notify_one();
        };
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::jthread> threads;
        running = std::min(cores, pictures.size());
        const std::size_t starting = running;
        for (std::size_t i = 0; i < starting; ++i) {
            threads.emplace_back(work);
        }
        std::unique_lock lock(guard);
        for (std::size_t told = 0; running > 0 || told != done;) {
            changed.wait_for(lock, std::chrono::milliseconds(50),
                             [&] { return running == 0 || done != told; });
            ending = ending || stop.stop_requested();
            if (done != told) {
                told = done;
                if (progress) {
                    lock.unlock();
                    progress(told);
                    lock.lock();
                }
            }
        }
        if (failed) {
            return *failed;
        }
        if (done < pictures.size()) {
            return Error{ErrorCode::Cancelled, "Tracing was stopped.", {}};
        }
        return outlines;
    });
}

} // namespace typemould
