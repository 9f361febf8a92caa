// Builds .pth files byte by byte, honest or lying: what the reader's tests and the fuzzer feed it.
#pragma once

#include "core/base/atomic_file.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace typemould::forge {

/// A member of a zip; what is not set is honest.
struct Member {
    std::string name;
    std::string data;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    std::uint32_t attributes = 0;
    std::optional<std::uint32_t> crc;       ///< in both headers
    std::optional<std::uint32_t> size;      ///< in the directory
    std::optional<std::uint32_t> packed;    ///< in the directory
    std::optional<std::uint32_t> offset;    ///< in the directory
    std::optional<std::string> localName;   ///< before the data
    std::optional<std::uint32_t> localSize; ///< before the data
    std::optional<std::uint32_t> localCrc;  ///< before the data
    std::string extra;                      ///< in the directory
    std::string localExtra;                 ///< before the data
    std::string descriptor;                 ///< behind the data
};

/// The end of a zip; what is not set is honest.
struct End {
    std::optional<std::uint16_t> entries;
    std::optional<std::uint32_t> size;
    std::optional<std::uint32_t> offset;
    std::uint16_t comment = 0;
    bool zip64 = false;
    std::uint64_t zip64EntriesOff = 0; ///< added to the ZIP64 record's entries
    std::uint64_t zip64OffsetOff = 0;  ///< added to the ZIP64 record's offset
    std::uint64_t locatorOff = 0;      ///< added to where the locator points
};

std::string zip(const std::vector<Member>& members, const End& end = {});

/// Writes a pickle of protocol 2 piece by piece.
class Pickle {
public:
    Pickle() : bytes("\x80\x02", 2) {}
    Pickle& raw(const std::string& more);
    Pickle& text(const std::string& text);
    Pickle& integer(std::int64_t value); ///< LONG1 of 8 bytes
    Pickle& global(const std::string& module, const std::string& name);
    Pickle& storage(const std::string& type, const std::string& key, std::int64_t numbers);
    Pickle& tuple(const std::vector<std::int64_t>& numbers);
    Pickle& orderedDict();
    std::string stop() const { return bytes + "."; }
    std::string bytes;
};

/// A tensor of a state_dict; the numbers are the storage's.
struct Tensor {
    std::string name = "w";
    std::vector<std::int64_t> shape{2, 3};
    std::vector<std::int64_t> strides{3, 1};
    std::int64_t offset = 0;
    std::int64_t numbers = 6;
    std::string type = "FloatStorage";
    std::string key = "0";
};
/// The pickle of an OrderedDict that holds `tensor`.
std::string pickleOf(const Tensor& tensor);
/// The members of a file around a pickle: data.pkl, data/0 (24 bytes), version.
std::vector<Member> membersAround(const std::string& pickle);
/// A whole honest file around a pickle.
std::string fileAround(const std::string& pickle);

} // namespace typemould::forge
