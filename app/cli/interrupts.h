// Interrupts: turns Ctrl-C, a termination request or a lost terminal into a stop request; a second one ends
// the program at once with exit code 130. The signal handler only writes to a pipe; a thread of ours reads
// it. One at a time.
#pragma once

#include <array>
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

private:
    void wait();
    std::string m_notice;
    std::stop_source m_stop;
    std::array<int, 2> m_pipe{-1, -1};
    std::array<struct sigaction, 3> m_before{};
    std::thread m_thread;
};

} // namespace typemould
