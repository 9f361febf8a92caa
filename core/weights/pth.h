// PyTorch's .pth, in and out, without Torch and without Python: a zip of stored members around a pickle. What
// comes in is hostile until checked: nothing in it is ever run, and nothing is allocated before its size is
// compared with what the file holds. Blocking; any thread.
#pragma once

#include "core/base/byte_source.h"
#include "core/weights/stored_tensor.h"

#include <variant>

namespace typemould {

/// A plain value that a .pth holds beside its tensors (an epoch, a learning rate); nothing for Python's None.
struct PthValue {
    std::string name;
    std::variant<std::monostate, bool, std::int64_t, double, std::string> value;
};

/// All that a .pth holds, in its order. What lies in a dict in a dict is named "outer/inner", list items by
/// number.
struct PthFile {
    NamedTensors tensors; ///< contiguous, whatever their strides were; at most 10,000
    std::vector<PthValue> values;
};

/// Reads a .pth of PyTorch 1.6 or later: a state_dict, or dicts and lists that hold some. A damaged or lying
/// file is BadFormat; what is well-formed and no set of weights (foreign globals, compressed members, the
/// stream from before 1.6, TorchScript) is Unsupported, with the way to convert it.
Result<PthFile> readPth(const std::filesystem::path& path);
/// The same from any source, for instance bytes in memory.
Result<PthFile> readPth(const ByteSource& file);

/// Writes the tensors through AtomicFile as an OrderedDict that torch.load() takes, weights_only or not,
/// under the same names in the same order. Names are UTF-8 without '/', each once; a shape that does not fit
/// its bytes is an error, and so are more than 4 GiB.
Status writePth(const std::filesystem::path& path, const NamedTensors& tensors);

/// The tensors of one dict in a file.
struct TensorGroup {
    std::string name; ///< what stands in front of the last '/'; empty for the outermost dict
    NamedTensors tensors;
};
/// Parts the tensors by the dict that they lie in, each under what follows its last '/'; groups and tensors
/// keep their order.
std::vector<TensorGroup> intoGroups(NamedTensors tensors);

} // namespace typemould
