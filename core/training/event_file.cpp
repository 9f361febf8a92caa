#include "core/training/event_file.h"

#include <atomic>
#include <bit>
#include <boost/crc.hpp>
#include <chrono>
#include <unistd.h>

namespace typemould {

namespace {

// The wire format of protocol buffers, as little of it as Event needs. Not by libprotobuf: LibTorch from
// pytorch.org brings a copy of that of its own version, and a program with both runs into the other's.

/// A number in its plain order of bytes, the least first.
template <class Number>
std::string littleEndian(Number number) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        bytes.push_back(static_cast<char>(number >> (8 * i) & 0xff));
    }
    return bytes;
}

std::string varint(std::uint64_t number) {
    std::string bytes;
    for (; number >= 0x80; number >>= 7) {
        bytes.push_back(static_cast<char>(number | 0x80));
    }
    bytes.push_back(static_cast<char>(number));
    return bytes;
}

enum Wire { Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5 };

std::string tag(int field, Wire wire) { return varint(static_cast<std::uint64_t>(field) << 3 | wire); }

std::string whole(int field, long long value) {
    return tag(field, Varint) + varint(static_cast<std::uint64_t>(value));
}

std::string real64(int field, double value) {
    return tag(field, Fixed64) + littleEndian(std::bit_cast<std::uint64_t>(value));
}

std::string real32(int field, float value) {
    return tag(field, Fixed32) + littleEndian(std::bit_cast<std::uint32_t>(value));
}

std::string bytes(int field, const std::string& value) {
    return tag(field, Delimited) + varint(value.size()) + value;
}

// Messages, with the numbers of their fields.

std::string event(const std::string& what) {
    const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
    return real64(1, now.count()) + what;
}

std::string summaryEvent(long long step, const std::string& values) {
    return event(whole(2, step) + bytes(5, values));
}

/// One value of a summary.
std::string summaryValue(const std::string& name, const std::string& content) {
    return bytes(1, bytes(1, name) + content);
}

/// CRC-32C, masked as TFRecord wants it.
std::uint32_t maskedSum(const std::string& data) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> sum;
    sum.process_bytes(data.data(), data.size());
    const std::uint32_t crc = sum.checksum();
    return std::rotr(crc, 15) + 0xa282ead8u;
}

/// Length, its sum, the data, its sum.
std::string record(const std::string& data) {
    const auto length = littleEndian(static_cast<std::uint64_t>(data.size()));
    return length + littleEndian(maskedSum(length)) + data + littleEndian(maskedSum(data));
}

} // namespace

Result<EventFile> EventFile::create(const std::filesystem::path& folder) {
    return guarded("making an event file", [&] {
        static std::atomic<int> counter{0};
        char host[256] = {};
        if (::gethostname(host, sizeof host - 1) != 0 || host[0] == '\0') {
            std::snprintf(host, sizeof host, "localhost");
        }
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
        const auto path = folder / ("events.out.tfevents." + std::to_string(seconds) + "." + host + "." +
                                    std::to_string(::getpid()) + "." + std::to_string(counter++));
        auto file = RecordFile::create(path).orThrow();
        file.append(record(event(bytes(3, "brain.Event:2")))).orThrow(); // the version of the format
        return EventFile(std::move(file));
    });
}

Status EventFile::scalars(long long step, const std::vector<std::pair<std::string, double>>& values) {
    std::string summary;
    for (const auto& [name, value] : values) {
        summary += summaryValue(name, real32(2, static_cast<float>(value)));
    }
    return m_file.append(record(summaryEvent(step, summary)));
}

Status EventFile::image(long long step, const std::string& name, const GrayImage& image) {
    const auto png = encodePng(image);
    if (!png) {
        return png.error();
    }
    constexpr int grey = 1; // one channel
    const auto picture = whole(1, image.height) + whole(2, image.width) + whole(3, grey) +
                         bytes(4, std::string(png->begin(), png->end()));
    return m_file.append(record(summaryEvent(step, summaryValue(name, bytes(4, picture)))));
}

} // namespace typemould
