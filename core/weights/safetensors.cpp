#include "core/weights/safetensors.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

namespace typemould {

namespace {

constexpr std::uint64_t headerLimit = 8u << 20;
constexpr std::size_t tensorLimit = 10000;
constexpr std::size_t nameLimit = 512;
constexpr std::uint64_t fileLimit = 8ull << 30;

[[noreturn]] void damaged(const std::filesystem::path& path, const std::string& why) {
    throw Failure(ErrorCode::BadFormat, "The weights in " + pathText(path) + " are damaged: " + why + ".",
                  "Go back to an older checkpoint.");
}

struct Entry {
    std::string name;
    StoredTensor tensor;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

Entry readEntry(const std::filesystem::path& path, const std::string& name, const nlohmann::json& json) {
    Entry entry{.name = name, .tensor = {}};
    if (name.empty() || name.size() > nameLimit || !json.is_object() || json.size() != 3 ||
        !json.contains("dtype") || !json.contains("shape") || !json.contains("data_offsets")) {
        damaged(path, "a header entry is not a tensor");
    }
    const auto& offsets = json["data_offsets"];
    const auto& shape = json["shape"];
    if (!json["dtype"].is_string() || !shape.is_array() || shape.size() > 8 || !offsets.is_array() ||
        offsets.size() != 2 || !offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned()) {
        damaged(path, "the header entry of " + name + " has wrong types");
    }
    entry.tensor.dtype = json["dtype"].get<std::string>();
    std::uint64_t bytes = storedDtypeSize(entry.tensor.dtype);
    if (bytes == 0) {
        damaged(path, name + " has an unknown number type");
    }
    for (const auto& side : shape) {
        if (!side.is_number_unsigned() || side.get<std::uint64_t>() > fileLimit ||
            (side.get<std::uint64_t>() != 0 && bytes > fileLimit / side.get<std::uint64_t>())) {
            damaged(path, name + " has an impossible shape");
        }
        entry.tensor.shape.push_back(side.get<std::int64_t>());
        bytes *= side.get<std::uint64_t>();
    }
    entry.begin = offsets[0].get<std::uint64_t>();
    entry.end = offsets[1].get<std::uint64_t>();
    if (entry.end < entry.begin || entry.end - entry.begin != bytes) {
        damaged(path, "the size of " + name + " does not agree with its shape");
    }
    return entry;
}

} // namespace

Result<std::string> writeSafetensors(const std::filesystem::path& path, const StoredTensors& tensors) {
    return guarded("saving " + pathText(path), [&]() -> Result<std::string> {
        nlohmann::ordered_json header = nlohmann::ordered_json::object();
        std::uint64_t offset = 0;
        for (const auto& [name, tensor] : tensors) {
            header[name] = {{"dtype", tensor.dtype},
                            {"shape", tensor.shape},
                            {"data_offsets", {offset, offset + tensor.data.size()}}};
            offset += tensor.data.size();
        }
        std::string text = header.dump();
        text.append((8 - text.size() % 8) % 8, ' ');
        Bytes file(8);
        for (std::size_t i = 0; i < 8; ++i) {
            file[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(text.size()) >> (8 * i));
        }
        file.reserve(8 + text.size() + offset);
        file.insert(file.end(), text.begin(), text.end());
        for (const auto& [name, tensor] : tensors) {
            file.insert(file.end(), tensor.data.begin(), tensor.data.end());
        }
        writeFileAtomically(path, file).orThrow();
        return hashOf(file);
    });
}

Result<StoredTensors> readSafetensors(const std::filesystem::path& path, const std::string& expectedHash) {
    return guarded("reading " + pathText(path), [&]() -> Result<StoredTensors> {
        const Bytes file = readFile(path, fileLimit).orThrow();
        if (!expectedHash.empty() && hashOf(file) != expectedHash) {
            damaged(path, "its hash is not the one that was saved");
        }
        if (file.size() < 8) {
            damaged(path, "it is too short");
        }
        std::uint64_t headerSize = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            headerSize |= static_cast<std::uint64_t>(file[i]) << (8 * i);
        }
        if (headerSize > headerLimit || headerSize > file.size() - 8) {
            damaged(path, "its header is too long");
        }
        const auto* begin = reinterpret_cast<const char*>(file.data()) + 8;
        const auto header = nlohmann::json::parse(begin, begin + headerSize, nullptr, false);
        if (!header.is_object() || header.size() > tensorLimit) {
            damaged(path, "its header cannot be read");
        }
        std::vector<Entry> entries;
        for (const auto& [name, json] : header.items()) {
            if (name != "__metadata__") {
                entries.push_back(readEntry(path, name, json));
            }
        }
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
        });
        const std::uint64_t dataSize = file.size() - 8 - headerSize;
        std::uint64_t expected = 0;
        StoredTensors tensors;
        for (auto& entry : entries) {
            if (entry.begin != expected || entry.end > dataSize) {
                damaged(path, "its tensors overlap or leave holes");
            }
            expected = entry.end;
            const auto* data = file.data() + 8 + headerSize;
            entry.tensor.data.assign(data + entry.begin, data + entry.end);
            tensors.emplace(entry.name, std::move(entry.tensor));
        }
        if (expected != dataSize) {
            damaged(path, "it holds bytes that belong to no tensor");
        }
        return tensors;
    });
}

} // namespace typemould
