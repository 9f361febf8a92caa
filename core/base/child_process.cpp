#include "core/base/child_process.h"

#include "core/base/atomic_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

extern char** environ; // NOLINT: POSIX's own name

namespace typemould {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto lookEvery = std::chrono::milliseconds(50); // at stop and limit
constexpr auto graceTime = std::chrono::seconds(1);       // between asking and killing

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : m_fd(fd) {}
    Descriptor(Descriptor&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        m_fd = std::exchange(other.m_fd, -1);
        return *this;
    }
    ~Descriptor() { close(); }
    int get() const { return m_fd; }
    bool open() const { return m_fd >= 0; }
    void close() {
        if (m_fd >= 0) {
            ::close(std::exchange(m_fd, -1));
        }
    }

private:
    int m_fd;
};

struct Channel {
    Descriptor ours, theirs;
};

[[noreturn]] void failToStart(int code, const std::string& program) {
    throw Failure(systemError(code, "start", program));
}

void makeNonBlocking(const Descriptor& descriptor) {
    ::fcntl(descriptor.get(), F_SETFL, ::fcntl(descriptor.get(), F_GETFL) | O_NONBLOCK);
}

Channel outputChannel(const std::string& program) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        failToStart(errno, program);
    }
    Channel channel{Descriptor(ends[0]), Descriptor(ends[1])};
    makeNonBlocking(channel.ours);
    return channel;
}

/// A socket, so that feeding a child that reads no more is an error and no signal to the whole program.
Channel inputChannel(const std::string& program) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        failToStart(errno, program);
    }
    Channel channel{Descriptor(ends[0]), Descriptor(ends[1])};
    makeNonBlocking(channel.ours);
    return channel;
}

/// What the child is started with; the objects of posix_spawn want to be given back.
class SpawnPlan {
public:
    SpawnPlan() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// A process group of its own; gone, with all that is in it, when this goes.
class Child {
public:
    Child(const ChildCommand& command, const std::string& path)
        : m_input(inputChannel(path)), m_output(outputChannel(path)), m_errors(outputChannel(path)) {
        SpawnPlan plan;
        posix_spawn_file_actions_adddup2(&plan.actions, m_input.theirs.get(), STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&plan.actions, m_output.theirs.get(), STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&plan.actions, m_errors.theirs.get(), STDERR_FILENO);
        sigset_t none, usual;
        sigemptyset(&none);
        sigemptyset(&usual);
        for (const int signal : {SIGPIPE, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCHLD}) {
            sigaddset(&usual, signal);
        }
        posix_spawnattr_setsigmask(&plan.attributes, &none);
        posix_spawnattr_setsigdefault(&plan.attributes, &usual);
        posix_spawnattr_setpgroup(&plan.attributes, 0);
        posix_spawnattr_setflags(&plan.attributes,
                                 POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        std::vector<char*> arguments;
        for (const std::string& argument : command.arguments) {
            arguments.push_back(const_cast<char*>(argument.c_str())); // NOLINT: as POSIX declares it
        }
        arguments.push_back(nullptr);
        const int code =
            ::posix_spawn(&m_pid, path.c_str(), &plan.actions, &plan.attributes, arguments.data(), environ);
        if (code != 0) {
            m_pid = -1;
            failToStart(code, path);
        }
        m_input.theirs.close();
        m_output.theirs.close();
        m_errors.theirs.close();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (m_pid > 0) {
            ::kill(-m_pid, SIGKILL);
            (void)reap();
        }
    }

    Descriptor& input() { return m_input.ours; }
    Descriptor& output() { return m_output.ours; }
    Descriptor& errors() { return m_errors.ours; }
    void signal(int number) const {
        if (m_pid > 0) {
            ::kill(-m_pid, number);
        }
    }

    /// Whether it came to its end; it is not yet taken from the system's list, so its group's number is still
    /// its own. Where somebody else took it from the list, the number is let go: it may be another's by now.
    bool ended() {
        siginfo_t info{};
        if (m_pid > 0 && ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 &&
            errno == ECHILD) {
            m_pid = -1;
        }
        return m_pid <= 0 || info.si_pid == m_pid;
    }
    /// Ends what it left running, and takes it from the system's list; how it ended, unless that is lost.
    std::optional<int> finish() {
        if (m_pid <= 0) {
            return std::nullopt;
        }
        ::kill(-m_pid, SIGKILL);
        return reap();
    }

private:
    std::optional<int> reap() {
        int status = 0;
        pid_t taken = -1;
        do {
            taken = ::waitpid(m_pid, &status, 0);
        } while (taken < 0 && errno == EINTR);
        m_pid = -1;
        return taken < 0 ? std::nullopt : std::optional(status);
    }
    Channel m_input, m_output, m_errors;
    pid_t m_pid = -1;
};

/// Some programs start others with SIGCHLD ignored, and that is inherited: the system then forgets each child
/// as it ends, and how it ended.
void letChildrenBeWaitedFor() {
    struct sigaction is {};
    if (::sigaction(SIGCHLD, nullptr, &is) == 0 && is.sa_handler == SIG_IGN) {
        ::signal(SIGCHLD, SIG_DFL);
    }
}

class Conversation {
public:
    Conversation(const ChildCommand& command, const std::string& path)
        : m_command(command), m_child(command, path), m_deadline(Clock::now() + command.limit) {
        if (command.input.empty()) {
            m_child.input().close();
        }
    }

    ChildOutcome run(const std::stop_token& stop) {
        while (!m_child.ended()) {
            if (stop.stop_requested()) {
                end();
                throw Failure(ErrorCode::Cancelled, name() + " was stopped.");
            }
            if (Clock::now() >= m_deadline) {
                end();
                throw Failure(ErrorCode::Io,
                              name() + " did not end within " +
                                  std::to_string(m_command.limit.count() / 1000) + " s and was ended." +
                                  told(),
                              "Try again when the machine has less to do.");
            }
            exchange(lookEvery);
        }
        const std::optional<int> ended = m_child.finish();
        // What still lies in the pipes; one that left the group may go on filling them.
        const auto patience = std::max(m_deadline, Clock::now() + graceTime);
        for (bool some = true; some && Clock::now() < patience;) {
            if (stop.stop_requested()) {
                throw Failure(ErrorCode::Cancelled, name() + " was stopped.");
            }
            const bool output = readOutput(), errors = readErrors();
            some = output || errors;
        }
        if (!ended) {
            throw Failure(ErrorCode::Internal, "Nobody can tell how " + name() + " ended." + told(),
                          "Try again.");
        }
        const int status = *ended;
        if (!m_line.empty()) { // a last one without its end
            giveLine();
        }
        if (WIFSIGNALED(status)) {
            const int signal = WTERMSIG(status);
            throw Failure(ErrorCode::Internal,
                          name() + " was ended by the signal " + std::to_string(signal) + " (" +
                              ::strsignal(signal) + ")." + told(),
                          signal == SIGKILL
                              ? "The machine may have run out of memory: close other programs and try again."
                              : "Try again.");
        }
        return {WEXITSTATUS(status), m_errors};
    }

private:
    std::string name() const {
        return std::filesystem::path(m_command.arguments.front()).filename().string();
    }
    std::string told() const { return m_errors.empty() ? "" : " It said: " + m_errors; }

    /// Asks the group to end and sees that it does.
    void end() {
        m_child.signal(SIGTERM);
        m_discards = true;
        const auto patience = Clock::now() + graceTime;
        while (!m_child.ended() && Clock::now() < patience) {
            exchange(std::chrono::milliseconds(20));
        }
        (void)m_child.finish();
    }

    void exchange(std::chrono::milliseconds wait) {
        std::array<pollfd, 3> waiting{pollfd{m_child.input().get(), POLLOUT, 0},
                                      pollfd{m_child.output().get(), POLLIN, 0},
                                      pollfd{m_child.errors().get(), POLLIN, 0}};
        if (!m_child.output().open() && !m_child.errors().open()) {
            wait = std::min(wait, std::chrono::milliseconds(5)); // nothing but its end is awaited
        }
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(wait.count())) <= 0) {
            return;
        }
        if (waiting[0].revents != 0) {
            feed();
        }
        if (waiting[1].revents != 0) {
            (void)readOutput();
        }
        if (waiting[2].revents != 0) {
            (void)readErrors();
        }
    }

    void feed() {
        const std::string_view rest = std::string_view(m_command.input).substr(m_fed);
        const ssize_t count = ::send(m_child.input().get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count > 0) {
            m_fed += static_cast<std::size_t>(count);
        }
        const bool over = count < 0 && errno != EAGAIN && errno != EINTR; // it reads no more: its own affair
        if (over || m_fed == m_command.input.size()) {
            m_child.input().close();
        }
    }

    /// What came; empty when there was nothing.
    std::string_view read(Descriptor& descriptor) {
        if (!descriptor.open()) {
            return {};
        }
        const ssize_t count = ::read(descriptor.get(), m_buffer.data(), m_buffer.size());
        if (count > 0) {
            return {m_buffer.data(), static_cast<std::size_t>(count)};
        }
        if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
            descriptor.close();
        }
        return {};
    }

    bool readOutput() {
        std::string_view text = read(m_child.output());
        const bool some = !text.empty();
        while (!text.empty() && !m_discards) {
            const std::size_t end = text.find('\n');
            m_line += text.substr(0, end);
            if (m_line.size() > m_command.longestLine) {
                throw Failure(ErrorCode::Io,
                              name() + " wrote a line of more than " + std::to_string(m_command.longestLine) +
                                  " bytes and was ended.",
                              "Try again.");
            }
            if (end == std::string_view::npos) {
                break;
            }
            giveLine();
            text.remove_prefix(end + 1);
        }
        return some;
    }

    void giveLine() {
        if (m_command.onLine) {
            m_command.onLine(m_line);
        }
        m_line.clear();
    }

    bool readErrors() {
        const std::string_view text = read(m_child.errors());
        m_errors += text;
        if (m_errors.size() > m_command.errorsKept) {
            m_errors.erase(0, m_errors.size() - m_command.errorsKept);
        }
        return !text.empty();
    }

    const ChildCommand& m_command;
    Child m_child;
    Clock::time_point m_deadline;
    std::size_t m_fed = 0;
    std::string m_line, m_errors;
    bool m_discards = false; ///< it is to end, and is heard no more
    std::array<char, 1 << 16> m_buffer{};
};

} // namespace

std::string findProgram(const std::string& name) {
    const auto runs = [](const std::string& path) {
        std::error_code code;
        return std::filesystem::is_regular_file(path, code) && ::access(path.c_str(), X_OK) == 0;
    };
    if (name.find('/') != std::string::npos) {
        return runs(name) ? name : std::string();
    }
    const char* list = std::getenv("PATH"); // NOLINT: nobody changes the environment
    std::string_view rest = list != nullptr ? list : "/usr/local/bin:/usr/bin:/bin";
    while (!name.empty() && !rest.empty()) {
        const std::string_view folder = rest.substr(0, rest.find(':'));
        rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
        // An empty or relative entry would mean the folder that the program happens to stand in.
        if (folder.starts_with('/') && runs(std::string(folder) + '/' + name)) {
            return std::string(folder) + '/' + name;
        }
    }
    return {};
}

Result<ChildOutcome> runChild(const ChildCommand& command, const std::stop_token& stop) {
    return guarded("running a program", [&]() -> ChildOutcome {
        if (command.arguments.empty() || command.arguments.front().empty()) {
            throw Failure(ErrorCode::InvalidArgument, "There is no program to run.");
        }
        const std::string path = findProgram(command.arguments.front());
        if (path.empty()) {
            throw Failure(
                ErrorCode::NotFound, "The program '" + command.arguments.front() + "' is not installed.",
                command.package.empty() ? "Install it, then try again."
                                        : "Install the package " + command.package + " (apt install " +
                                              command.package + "), then try again.");
        }
        letChildrenBeWaitedFor();
        return Conversation(command, path).run(stop);
    });
}

} // namespace typemould
