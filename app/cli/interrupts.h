// Interrupts: turns Ctrl-C, a termination request or a lost terminal into a stop request; a second one ends
// the program at once with exit code 130. Made by a verb before it starts any thread; owns a thread that
// waits for signals.
#pragma once

#include <csignal>
#include <stop_token>
#include <string>
#include <thread>

namespace typemould {

class Interrupts {
public:
    /// `notice` is printed on standard error at the first signal.
    explicit Interrupts(std::string notice);
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    bool requested() const { return m_stop.stop_requested(); }

private:
    void wait();
    std::string m_notice;
    std::stop_source m_stop;
    sigset_t m_before{};
    int m_signals = -1; ///< signalfd
    int m_end = -1;     ///< eventfd: the destructor's word
    std::thread m_thread;
};

} // namespace typemould
