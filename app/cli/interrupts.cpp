#include "app/cli/interrupts.h"

#include "app/cli/command_line.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace typemould {

namespace {

constexpr std::array<int, 3> handled{SIGINT, SIGTERM, SIGHUP};
constexpr char endOfWaiting = 0;
std::atomic<int> pipeEnd{-1};

/// Libraries start threads of their own before main(), so a signal may arrive on any thread: it is passed on
/// from there.
void passOn(int signal) {
    const int before = errno;
    const char word = static_cast<char>(signal);
    [[maybe_unused]] const auto written =
        ::write(pipeEnd.load(), &word, 1); // a full pipe holds signals enough
    errno = before;
}

} // namespace

Interrupts::Interrupts(std::string notice) : m_notice(std::move(notice)) {
    if (::pipe2(m_pipe.data(), O_CLOEXEC) != 0) {
        throw Failure(ErrorCode::Internal, "Signals cannot be waited for: the system gives no more files.");
    }
    pipeEnd = m_pipe[1];
    m_thread = std::thread([this] { wait(); });
    struct sigaction action {};
    action.sa_handler = passOn;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < handled.size(); ++i) {
        // nohup means: go on without a terminal. A shell's ignored SIGINT for background programs does not
        // mean that one sent on purpose is not meant.
        sigaction(handled[i], nullptr, &m_before[i]);
        if (handled[i] != SIGHUP || m_before[i].sa_handler != SIG_IGN) {
            sigaction(handled[i], &action, nullptr);
        }
    }
}

Interrupts::~Interrupts() {
    for (std::size_t i = 0; i < handled.size(); ++i) {
        sigaction(handled[i], &m_before[i], nullptr);
    }
    while (::write(m_pipe[1], &endOfWaiting, 1) < 0 && errno == EINTR) {
    }
    m_thread.join();
    pipeEnd = -1;
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void Interrupts::wait() {
    char word = endOfWaiting;
    for (;;) {
        const auto count = ::read(m_pipe[0], &word, 1);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count != 1 || word == endOfWaiting) {
            return;
        }
        if (m_stop.stop_requested()) {
            // Only a person's Ctrl-C means "at once". The others come in pairs of themselves: a closing
            // terminal, a session manager, timeout(1).
            if (word == static_cast<char>(SIGINT)) {
                _exit(ExitInterrupted);
            }
            continue;
        }
        std::fprintf(stderr, "\n%s\n", m_notice.c_str());
        m_stop.request_stop();
    }
}

} // namespace typemould
