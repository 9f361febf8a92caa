#include "ui/studio/background_job.h"

#include <QCoreApplication>

#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace typemould {

/// What a thread holds of its job: posts to it while it is there, and knows whether its result still counts.
class BackgroundJob::Link {
public:
    explicit Link(BackgroundJob* job) : m_job(job) {}
    void cut() {
        const std::lock_guard lock(m_mutex);
        m_job = nullptr;
    }
    void setNewest(int number) {
        const std::lock_guard lock(m_mutex);
        m_newest = number;
    }
    bool counts(int number) {
        const std::lock_guard lock(m_mutex);
        return m_job != nullptr && m_newest == number;
    }
    void began() { ++m_working; }
    void ended() { --m_working; }
    /// A thread of the job has not come to its end.
    bool working() const { return m_working > 0; }
    void post(std::function<void()> call) {
        const std::lock_guard lock(m_mutex);
        if (m_job != nullptr) {
            QMetaObject::invokeMethod(m_job, std::move(call), Qt::QueuedConnection);
        }
    }

private:
    std::mutex m_mutex;
    BackgroundJob* m_job;
    int m_newest = 0;
    std::atomic<int> m_working = 0;
};

namespace {

/// The threads that were left behind, until the program ends: then their work is waited for, while all that
/// it uses is still there.
class LeftBehind {
public:
    static LeftBehind& all() {
        static LeftBehind threads;
        return threads;
    }
    /// `working` tells whether the thread still does something.
    void add(std::jthread thread, std::function<bool()> working) {
        if (!std::exchange(m_routineAdded, true)) {
            qAddPostRoutine([] { all().m_threads.clear(); });
        }
        std::erase_if(m_threads, [](const Thread& other) { return !other.working(); });
        m_threads.push_back({std::move(working), std::move(thread)});
    }

private:
    struct Thread {
        std::function<bool()> working;
        std::jthread thread;
    };
    std::vector<Thread> m_threads;
    bool m_routineAdded = false;
};

} // namespace

BackgroundJob::BackgroundJob(QObject* parent) : QObject(parent), m_link(std::make_shared<Link>(this)) {}

BackgroundJob::~BackgroundJob() {
    blockSignals(true); // whoever listened may be gone
    finish();
    m_link->cut();
}

void BackgroundJob::cancel() {
    m_link->setNewest(++m_newest);
    m_thread.request_stop();
    setRunning(false);
}

std::function<void(std::function<void()>)> BackgroundJob::poster() {
    return [link = m_link, number = m_newest + 1](std::function<void()> report) {
        link->post([link, number, report = std::move(report)] {
            if (link->counts(number)) {
                report();
            }
        });
    };
}

void BackgroundJob::finish() {
    cancel();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void BackgroundJob::leaveBehind() {
    cancel();
    if (m_thread.joinable()) {
        LeftBehind::all().add(std::move(m_thread), [link = m_link] { return link->working(); });
    }
}

void BackgroundJob::begin(std::function<std::function<void()>(std::stop_token)> body) {
    const int number = ++m_newest;
    m_link->setNewest(number);
    m_thread.request_stop();
    setRunning(true);
    m_link->began();
    // The older job ends first: its thread waits inside the new one, never in the window's.
    m_thread = std::jthread([this, link = m_link, number, body = std::move(body),
                             older = std::move(m_thread)](std::stop_token stop) mutable {
        const std::shared_ptr<void> end(nullptr, [&](void*) { link->ended(); });
        if (older.joinable()) {
            older.join();
        }
        if (!link->counts(number)) {
            return;
        }
        auto finish = body(stop);
        if (!link->counts(number)) {
            return; // its result goes here, with whatever it holds open
        }
        link->post([this, link, number, finish = std::move(finish)] {
            if (link->counts(number)) {
                link->setNewest(++m_newest);
                setRunning(false);
                finish();
            }
        });
    });
}

void BackgroundJob::setRunning(bool running) {
    if (m_running != running) {
        m_running = running;
        Q_EMIT runningChanged(running);
    }
}

} // namespace typemould
