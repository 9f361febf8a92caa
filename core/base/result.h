// Result<T>: a value, or an Error that says what went wrong, with which file, and what the user can do.
// Inside a module code may throw Failure; each public function catches with guarded() and returns a Result.
// Plain values, owned by whoever holds them; any thread.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <variant>

namespace typemould {

/// What kind of thing went wrong; the message says the rest.
enum class ErrorCode {
    InvalidArgument, ///< a value that the caller gave is out of range or unknown
    NotFound,        ///< a file, face, character or checkpoint that is not there
    Io,              ///< the system refused to read or write
    DiskFull,        ///< no room left on the device, or a quota reached
    BadFormat,       ///< a file that is damaged or is not what it claims to be
    Unsupported,     ///< a well-formed thing that Typemould cannot work with
    Locked,          ///< another window or program holds the project
    Cancelled,       ///< the user asked to stop
    OutOfMemory,     ///< the machine or the device has no memory left for it
    NotFinite,       ///< a NaN or an infinity where a number was needed
    Internal,        ///< a fault of ours
};

/// A stable lower-case name for a code, as printed in JSON ("not_found").
const char* errorCodeName(ErrorCode code);

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< which file or value, and why, as one sentence
    std::string advice;  ///< what the user can do, as one sentence; may be empty

    /// Message and advice in one string for a terminal or a log.
    std::string text() const;
};

/// The one exception of the core; never leaves a public function.
class Failure : public std::exception {
public:
    explicit Failure(Error error);
    Failure(ErrorCode code, std::string message, std::string advice = {});
    const char* what() const noexcept override { return m_what.c_str(); }
    const Error& error() const { return m_error; }

private:
    Error m_error;
    std::string m_what;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}     // NOLINT: implicit by design
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {} // NOLINT: implicit by design
    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return std::get<1>(m_state); }
    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    /// The value, or throws the error as a Failure: for use inside a guarded() body.
    T orThrow() && {
        if (!ok()) {
            throw Failure(error());
        }
        return std::get<0>(std::move(m_state));
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {} // NOLINT: implicit by design
    bool ok() const { return m_ok; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return m_error; }
    void orThrow() const {
        if (!m_ok) {
            throw Failure(m_error);
        }
    }

private:
    Error m_error;
    bool m_ok = true;
};

using Status = Result<void>;

/// The exception in flight as an Error: Failure as it is, bad_alloc as OutOfMemory, anything else as Internal
/// with `doing` in front ("training step"). Call inside a catch block.
Error currentExceptionAsError(const std::string& doing);

namespace detail {
template <class T>
struct AsResult {
    using Type = Result<T>;
};
template <class T>
struct AsResult<Result<T>> {
    using Type = Result<T>;
};
} // namespace detail

/// Runs `body`, which returns a value or a Result, and turns anything it throws into an Error; `doing` names the work
/// for faults of ours.
template <class Body>
auto guarded(const std::string& doing, Body&& body) -> typename detail::AsResult<std::invoke_result_t<Body>>::Type {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
            body();
            return {};
        } else {
            return body();
        }
    } catch (...) {
        return currentExceptionAsError(doing);
    }
}

} // namespace typemould
