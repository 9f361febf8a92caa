#include "core/training/optimizer_state.h"

#include "core/weights/tensor_bytes.h"

#include <sstream>

namespace typemould {

namespace {

using State = std::decay_t<decltype(std::declval<torch::optim::AdamW&>().state())>;

/// LibTorch's own key of a parameter: the address of its TensorImpl, as text (1.13) or as it is (2.x).
template <class Key = State::key_type>
Key keyOf(const torch::Tensor& parameter) {
    if constexpr (std::is_same_v<Key, std::string>) {
        std::ostringstream address; // as LibTorch 1.13 writes it
        address << parameter.unsafeGetTensorImpl();
        return address.str();
    } else {
        return parameter.unsafeGetTensorImpl();
    }
}

torch::Tensor placed(const StoredTensor& stored, const torch::Tensor& parameter, const std::string& name,
                     const std::string& file) {
    if (stored.shape != parameter.sizes().vec() || stored.dtype != "F32") {
        throw Failure(ErrorCode::BadFormat,
                      "The optimiser state in " + file + " does not fit: " + name + " has another shape.",
                      "Go back to an older checkpoint, or start fresh.");
    }
    return fromStored(stored).to(parameter.device());
}

} // namespace

torch::optim::AdamWParamState* momentsOf(torch::optim::AdamW& optimizer, const torch::Tensor& parameter) {
    const auto found = optimizer.state().find(keyOf(parameter));
    return found == optimizer.state().end()
               ? nullptr
               : static_cast<torch::optim::AdamWParamState*>(found->second.get());
}

torch::optim::AdamWParamState& momentsFrom(torch::optim::AdamW& optimizer, const torch::Tensor& parameter) {
    if (auto* moments = momentsOf(optimizer, parameter)) {
        return *moments;
    }
    auto state = std::make_unique<torch::optim::AdamWParamState>();
    state->step(0);
    state->exp_avg(torch::zeros_like(parameter));
    state->exp_avg_sq(torch::zeros_like(parameter));
    auto& moments = *state;
    optimizer.state()[keyOf(parameter)] = std::move(state);
    return moments;
}

void forgetMoments(torch::optim::AdamW& optimizer, const torch::Tensor& parameter) {
    optimizer.state().erase(keyOf(parameter));
}

void storeMoments(StoredTensors& tensors, const std::string& prefix, torch::optim::AdamW& optimizer,
                  const NamedParameters& parameters) {
    for (const auto& item : parameters) {
        if (const auto* state = momentsOf(optimizer, item.value())) {
            tensors[prefix + item.key() + ".first"] = toStored(state->exp_avg());
            tensors[prefix + item.key() + ".second"] = toStored(state->exp_avg_sq());
            tensors[prefix + item.key() + ".steps"] = toStored(torch::tensor(state->step(), torch::kLong));
        }
    }
}

void restoreMoments(const StoredTensors& tensors, const std::string& prefix, torch::optim::AdamW& optimizer,
                    const NamedParameters& parameters, const std::string& file) {
    optimizer.state().clear();
    for (const auto& item : parameters) {
        const auto name = prefix + item.key();
        const auto first = tensors.find(name + ".first");
        const auto second = tensors.find(name + ".second");
        const auto steps = tensors.find(name + ".steps");
        if (first == tensors.end() || second == tensors.end() || steps == tensors.end()) {
            continue;
        }
        auto state = std::make_unique<torch::optim::AdamWParamState>();
        state->exp_avg(placed(first->second, item.value(), name, file));
        state->exp_avg_sq(placed(second->second, item.value(), name, file));
        if (steps->second.dtype != "I64" || steps->second.data.size() != 8) {
            throw Failure(ErrorCode::BadFormat,
                          "The optimiser state in " + file + " is damaged: " + name + ".steps.",
                          "Go back to an older checkpoint, or start fresh.");
        }
        state->step(fromStored(steps->second).item<std::int64_t>());
        optimizer.state()[keyOf(item.value())] = std::move(state);
    }
}

} // namespace typemould
