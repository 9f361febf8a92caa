// Feeds the .pth reader whatever libFuzzer thinks of. What begins with "PK" is a whole file; anything else is
// taken as the pickle in an honest one, so that the checksums do not hide it. What is read must be a set of
// tensors that fits its own shapes.
#include "core/weights/pth.h"
#include "tests/weights/pth_forge.h"

#include <cstdlib>

using namespace typemould;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(data, data + size);
    if (bytes.compare(0, 2, "PK") != 0) {
        bytes = forge::fileAround(bytes);
    }
    const Bytes file(bytes.begin(), bytes.end());
    const auto read = readPth(MemorySource(file, "fuzz.pth"));
    if (!read) {
        if (read.error().code == ErrorCode::Internal || read.error().code == ErrorCode::OutOfMemory) {
            std::abort();
        }
        return 0;
    }
    for (const auto& [name, tensor] : read->tensors) {
        if (storedBytes(tensor.dtype, tensor.shape) != tensor.data.size()) {
            std::abort();
        }
    }
    return 0;
}
