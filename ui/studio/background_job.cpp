#include "ui/studio/background_job.h"

namespace typemould {

BackgroundJob::BackgroundJob(QObject* parent)
    : QObject(parent), m_newest(std::make_shared<std::atomic<int>>(0)) {}

BackgroundJob::~BackgroundJob() {
    blockSignals(true); // whoever listened may be gone
    finish();
}

void BackgroundJob::cancel() {
    ++*m_newest;
    m_thread.request_stop();
    setRunning(false);
}

std::function<void(std::function<void()>)> BackgroundJob::poster() {
    return [this, newest = m_newest, number = *m_newest + 1](std::function<void()> report) {
        QMetaObject::invokeMethod(
            this,
            [newest, number, report = std::move(report)] {
                if (*newest == number) {
                    report();
                }
            },
            Qt::QueuedConnection);
    };
}

void BackgroundJob::finish() {
    cancel();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void BackgroundJob::begin(std::function<std::function<void()>(std::stop_token)> body) {
    const int number = ++*m_newest;
    m_thread.request_stop();
    setRunning(true);
    // The older job ends first: its thread waits inside the new one, never in the window's.
    m_thread = std::jthread([this, newest = m_newest, number, body = std::move(body),
                             older = std::move(m_thread)](std::stop_token stop) mutable {
        if (older.joinable()) {
            older.join();
        }
        if (*newest != number) {
            return;
        }
        auto finish = body(stop);
        if (*newest != number) {
            return; // its result goes here, with whatever it holds open
        }
        QMetaObject::invokeMethod(
            this,
            [this, newest, number, finish = std::move(finish)] {
                if (*newest == number) {
                    ++*newest;
                    setRunning(false);
                    finish();
                }
            },
            Qt::QueuedConnection);
    });
}

void BackgroundJob::setRunning(bool running) {
    if (m_running != running) {
        m_running = running;
        Q_EMIT runningChanged(running);
    }
}

} // namespace typemould
