#include "app/cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace typemould {

namespace {

using namespace std::chrono_literals;

bool drawsLines() {
    const char* term = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && (term == nullptr || std::string_view(term) != "dumb");
}

std::size_t terminalWidth() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

} // namespace

std::string durationText(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(std::max(seconds, 0.0)));
    if (whole < 60) {
        return std::to_string(whole) + " s";
    }
    if (whole < 3600) {
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    }
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

ProgressLine::ProgressLine() : m_terminal(drawsLines()), m_began(Clock::now()), m_last(m_began) {}

ProgressLine::~ProgressLine() { finish(); }

void ProgressLine::show(const std::string& text) {
    const auto now = Clock::now();
    const auto wait = m_terminal ? Clock::duration(100ms) : Clock::duration(10s);
    if (m_shown && now - m_last < wait) {
        m_pending = text;
        return;
    }
    m_last = now;
    print(text);
}

void ProgressLine::show(const std::string& what, std::size_t done, std::size_t total) {
    if (what != m_what) {
        finish();
        m_what = what;
        m_shown = false;
        m_began = Clock::now();
    }
    std::string text = what + "  " + std::to_string(done) + " of " + std::to_string(total);
    const double seconds = std::chrono::duration<double>(Clock::now() - m_began).count();
    if (done > 0 && done < total && seconds > 1) {
        const double left = seconds / static_cast<double>(done) * static_cast<double>(total - done);
        text += "  " + durationText(left) + " left";
    }
    show(text);
}

void ProgressLine::say(const std::string& text) {
    if (m_open) {
        std::fputs("\r\x1b[K", stderr);
        m_open = false;
    }
    m_pending.clear();
    std::fprintf(stderr, "%s\n", text.c_str());
}

void ProgressLine::finish() {
    if (!m_pending.empty()) {
        print(std::exchange(m_pending, {}));
    }
    if (m_open) {
        std::fputc('\n', stderr);
        m_open = false;
    }
}

void ProgressLine::print(std::string text) {
    m_shown = true;
    m_pending.clear();
    if (m_terminal) {
        std::fprintf(stderr, "\r%.*s\x1b[K", static_cast<int>(terminalWidth() - 1), text.c_str());
        m_open = true;
    } else {
        std::fprintf(stderr, "%s\n", text.c_str());
    }
}

} // namespace typemould
