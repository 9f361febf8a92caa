#include "core/base/result.h"

#include <new>

namespace typemould {

const char* errorCodeName(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid_argument";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::Io:
        return "io";
    case ErrorCode::DiskFull:
        return "disk_full";
    case ErrorCode::BadFormat:
        return "bad_format";
    case ErrorCode::Unsupported:
        return "unsupported";
    case ErrorCode::Locked:
        return "locked";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::OutOfMemory:
        return "out_of_memory";
    case ErrorCode::NotFinite:
        return "not_finite";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

std::string Error::text() const { return advice.empty() ? message : message + " " + advice; }

Failure::Failure(Error error) : m_error(std::move(error)), m_what(m_error.text()) {}

Failure::Failure(ErrorCode code, std::string message, std::string advice)
    : Failure(Error{code, std::move(message), std::move(advice)}) {}

Error currentExceptionAsError(const std::string& doing) {
    try {
        throw;
    } catch (const Failure& failure) {
        return failure.error();
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, "There is not enough memory for " + doing + ".",
                "Close other programs, or choose a smaller batch or canvas."};
    } catch (const std::exception& exception) {
        return {
            ErrorCode::Internal, "An unexpected fault during " + doing + ": " + exception.what() + ".", {}};
    } catch (...) {
        return {ErrorCode::Internal, "An unexpected fault during " + doing + ".", {}};
    }
}

} // namespace typemould
