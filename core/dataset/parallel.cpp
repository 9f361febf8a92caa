#include "core/dataset/parallel.h"

#include "core/base/result.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace typemould {

namespace {

class BlockRun {
public:
    BlockRun(std::size_t blocks, const std::function<BlockWork()>& makeWork, const std::stop_token& stop)
        : m_blocks(blocks), m_makeWork(makeWork), m_stop(stop) {}

    /// The body of a worker thread.
    void work() {
        std::exception_ptr fault;
        try {
            const BlockWork doBlock = m_makeWork();
            while (!m_ended && !m_stop.stop_requested()) {
                const std::size_t block = m_next.fetch_add(1);
                if (block >= m_blocks) {
                    break;
                }
                doBlock(block);
                const std::lock_guard lock(m_mutex);
                ++m_done;
                m_changed.notify_one();
            }
        } catch (...) {
            fault = std::current_exception();
            m_ended = true;
        }
        const std::lock_guard lock(m_mutex);
        m_fault = m_fault ? m_fault : fault;
        --m_working;
        m_changed.notify_one();
    }

    void run(unsigned threads, const std::function<void(std::size_t)>& done) {
        std::vector<std::jthread> workers;
        const EndOnExit end{m_ended}; // destroyed before the threads are joined: a throwing `done` ends them
        m_working = threads;
        for (unsigned i = 0; i < threads; ++i) {
            workers.emplace_back([this] { work(); });
        }
        std::unique_lock lock(m_mutex);
        for (std::size_t told = 0; m_working > 0 || told < m_done;) {
            m_changed.wait(lock, [&] { return m_working == 0 || m_done > told; });
            if (m_done > told) {
                told = m_done;
                lock.unlock();
                if (done) {
                    done(told);
                }
                lock.lock();
            }
        }
        if (m_fault) {
            std::rethrow_exception(m_fault);
        }
        if (m_done < m_blocks) {
            throw Failure(ErrorCode::Cancelled, "Stopped before all glyph pairs were ready.");
        }
    }

private:
    struct EndOnExit {
        std::atomic<bool>& ended;
        ~EndOnExit() { ended = true; }
    };
    const std::size_t m_blocks;
    const std::function<BlockWork()>& m_makeWork;
    const std::stop_token& m_stop;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_ended{false};
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::size_t m_done = 0;
    unsigned m_working = 0;
    std::exception_ptr m_fault;
};

} // namespace

void forEachBlock(std::size_t blocks, const std::function<BlockWork()>& makeWork,
                  const std::function<void(std::size_t)>& done, const std::stop_token& stop) {
    const auto wanted = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 32);
    const auto threads = static_cast<unsigned>(std::min(wanted, std::max<std::size_t>(blocks, 1)));
    BlockRun(blocks, makeWork, stop).run(threads, done);
}

} // namespace typemould
