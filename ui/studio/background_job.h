// BackgroundJob: one piece of blocking work on a thread of its own, its result handed back on the GUI thread
// and dropped when a newer job was started or the owner is gone. One job at a time per object; starting
// another asks the old one to stop. GUI thread.
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

namespace typemould {

class BackgroundJob : public QObject {
    Q_OBJECT
public:
    explicit BackgroundJob(QObject* parent = nullptr);
    ~BackgroundJob() override; ///< asks to stop and waits, unless left behind

    /// Runs `work(stop)` on another thread, then `done(result)` on this one.
    template <class Work, class Done>
    void start(Work work, Done done) {
        begin([work = std::move(work),
               done = std::move(done)](std::stop_token stop) mutable -> std::function<void()> {
            auto result = std::make_shared<decltype(work(stop))>(work(stop));
            return [result, done = std::move(done)]() mutable { done(std::move(*result)); };
        });
    }
    /// Asks the running job to stop; its result is dropped.
    void cancel();
    /// Asks the running job to stop; its result is still handed over, whatever it makes of that.
    void requestStop() { m_thread.request_stop(); }
    /// Asks the running job to stop and waits for its end; its result is dropped.
    void finish();
    /// As cancel(), and nobody waits for the job any more but the program's end: only for work that owns all
    /// it touches.
    void leaveBehind();
    bool running() const { return m_running; }
    /// From inside `work`: runs `report` on the GUI thread soon, unless the job has been superseded.
    /// (Capture the BackgroundJob's poster() before starting.)
    std::function<void(std::function<void()>)> poster();

Q_SIGNALS:
    void runningChanged(bool running);

private:
    class Link;
    void begin(std::function<std::function<void()>(std::stop_token)> body);
    void setRunning(bool running);
    std::jthread m_thread;
    std::shared_ptr<Link> m_link; ///< the way back to this object, which a job left behind may outlive
    int m_newest = 0;             ///< number of the newest job; older results are dropped
    bool m_running = false;
};

} // namespace typemould
