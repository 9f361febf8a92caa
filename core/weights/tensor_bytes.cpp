#include "core/weights/tensor_bytes.h"

#include <array>
#include <cstring>

namespace typemould {

namespace {

constexpr std::array<std::pair<torch::ScalarType, const char*>, 10> dtypes{{{torch::kDouble, "F64"},
                                                                            {torch::kFloat, "F32"},
                                                                            {torch::kHalf, "F16"},
                                                                            {torch::kBFloat16, "BF16"},
                                                                            {torch::kLong, "I64"},
                                                                            {torch::kInt, "I32"},
                                                                            {torch::kShort, "I16"},
                                                                            {torch::kChar, "I8"},
                                                                            {torch::kByte, "U8"},
                                                                            {torch::kBool, "BOOL"}}};

std::string dtypeOf(const torch::Tensor& tensor) {
    for (const auto& [type, name] : dtypes) {
        if (tensor.scalar_type() == type) {
            return name;
        }
    }
    throw Failure(ErrorCode::Internal, "A tensor of a type that cannot be saved.");
}

torch::ScalarType scalarTypeOf(const std::string& dtype) {
    for (const auto& [type, name] : dtypes) {
        if (dtype == name) {
            return type;
        }
    }
    throw Failure(ErrorCode::Internal, "A tensor of the unknown number type " + dtype + ".");
}

template <class Visit>
void eachTensor(const torch::nn::Module& module, Visit visit) {
    for (const auto& item : module.named_parameters()) {
        visit(item.key(), item.value());
    }
    for (const auto& item : module.named_buffers()) {
        visit(item.key(), item.value());
    }
}

} // namespace

StoredTensor toStored(const torch::Tensor& tensor) {
    const auto plain = tensor.detach().to(torch::kCPU).contiguous();
    StoredTensor stored{dtypeOf(plain), plain.sizes().vec(), {}};
    stored.data.resize(plain.nbytes());
    if (!stored.data.empty()) {
        std::memcpy(stored.data.data(), plain.data_ptr(), stored.data.size());
    }
    return stored;
}

torch::Tensor fromStored(const StoredTensor& stored) {
    auto tensor = torch::empty(stored.shape, torch::TensorOptions().dtype(scalarTypeOf(stored.dtype)));
    if (!stored.data.empty()) {
        std::memcpy(tensor.data_ptr(), stored.data.data(), stored.data.size());
    }
    return tensor;
}

void storeModule(StoredTensors& tensors, const std::string& prefix, const torch::nn::Module& module) {
    eachTensor(module, [&](const std::string& name, const torch::Tensor& value) {
        tensors[prefix + name] = toStored(value);
    });
}

void restoreModule(const StoredTensors& tensors, const std::string& prefix, torch::nn::Module& module,
                   const std::string& file) {
    const auto mismatch = [&](const std::string& why) {
        throw Failure(ErrorCode::BadFormat,
                      "The weights in " + file + " do not fit the network: " + why + ".",
                      "Go back to an older checkpoint, or start fresh.");
    };
    std::size_t found = 0;
    eachTensor(module, [&](const std::string& name, const torch::Tensor& value) {
        const auto stored = tensors.find(prefix + name);
        if (stored == tensors.end()) {
            mismatch(prefix + name + " is missing");
        }
        if (stored->second.shape != value.sizes().vec() || stored->second.dtype != dtypeOf(value)) {
            mismatch(prefix + name + " has another shape or number type");
        }
        ++found;
    });
    for (const auto& [name, stored] : tensors) {
        found -= name.compare(0, prefix.size(), prefix) == 0 ? 1 : 0;
    }
    if (found != 0) {
        mismatch("there are numbers under '" + prefix + "' that no part of it takes");
    }
    torch::NoGradGuard guard;
    eachTensor(module, [&](const std::string& name, torch::Tensor value) {
        value.copy_(fromStored(tensors.at(prefix + name)));
    });
}

} // namespace typemould
