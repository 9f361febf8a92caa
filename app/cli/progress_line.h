// ProgressLine: one line on standard error that is overwritten on a terminal, and a plain line now and then
// elsewhere (a file, a pipe). One thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace typemould {

class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine(); ///< ends the line
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Shows `text` when it is time for it.
    void show(const std::string& text);
    /// Shows `done` of `total` with the time left, guessed from the speed since the first call for `what`.
    void show(const std::string& what, std::size_t done, std::size_t total);
    /// Prints a whole line that stays; the progress line goes on below it.
    void say(const std::string& text);
    /// Ends the progress line, so that what was shown last stays.
    void finish();

private:
    using Clock = std::chrono::steady_clock;
    void print(std::string text);
    bool m_terminal = false;
    bool m_open = false;   ///< the cursor stands behind a progress line
    bool m_shown = false;  ///< something was shown before
    std::string m_pending; ///< the newest text that was not printed
    std::string m_what;
    Clock::time_point m_began;
    Clock::time_point m_last;
};

/// "45 s", "2 min 10 s", "1 h 5 min".
std::string durationText(double seconds);

} // namespace typemould
