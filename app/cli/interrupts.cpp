#include "app/cli/interrupts.h"

#include "app/cli/command_line.h"

#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace typemould {

namespace {

bool ignored(int signal) {
    struct sigaction action {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

Interrupts::Interrupts(std::string notice) : m_notice(std::move(notice)) {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int signal : {SIGINT, SIGTERM}) {
        // A shell starts background programs with SIGINT ignored; one sent on purpose is meant all the same.
        std::signal(signal, SIG_DFL);
        sigaddset(&wanted, signal);
    }
    if (!ignored(SIGHUP)) { // nohup means: go on without a terminal
        sigaddset(&wanted, SIGHUP);
    }
    pthread_sigmask(SIG_BLOCK, &wanted, &m_before);
    m_signals = signalfd(-1, &wanted, SFD_CLOEXEC);
    m_end = eventfd(0, EFD_CLOEXEC);
    if (m_signals < 0 || m_end < 0) {
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
        throw Failure(ErrorCode::Internal, "Signals cannot be waited for.");
    }
    m_thread = std::thread([this] { wait(); });
}

Interrupts::~Interrupts() {
    const std::uint64_t one = 1;
    if (::write(m_end, &one, sizeof one) != sizeof one) {
        std::abort(); // cannot happen: the counter of an eventfd is far from full
    }
    m_thread.join();
    ::close(m_signals);
    ::close(m_end);
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupts::wait() {
    for (;;) {
        pollfd either[2] = {{m_signals, POLLIN, 0}, {m_end, POLLIN, 0}};
        if (poll(either, 2, -1) < 0 && errno != EINTR) {
            return;
        }
        if ((either[1].revents & POLLIN) != 0) {
            return;
        }
        signalfd_siginfo signal{};
        if ((either[0].revents & POLLIN) == 0 || ::read(m_signals, &signal, sizeof signal) != sizeof signal) {
            continue;
        }
        if (m_stop.stop_requested()) {
            _exit(ExitInterrupted);
        }
        std::fprintf(stderr, "\n%s\n", m_notice.c_str());
        m_stop.request_stop();
    }
}

} // namespace typemould
