#include "core/training/memory_shortage.h"

#include "core/base/result.h"
#include "core/training/network_modes.h"
#include "core/training/optimizer_state.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

namespace typemould {

bool isMemoryShortage() {
    try {
        throw;
    } catch (const Failure&) {
        return false; // ours, and said already
    } catch (const std::bad_alloc&) {
        return true;
    } catch (const c10::OutOfMemoryError&) {
        return true;
    } catch (const std::exception& fault) {
        // LibTorch on a processor says no more than c10::Error does, oneDNN no more than its own error; on a
        // card without room for a workspace, cuDNN finds no way to convolve (LibTorch 1.13, 2.x).
        constexpr std::array<std::string_view, 8> words{
            "out of memory",
            "out_of_memory",
            "can't allocate memory",
            "not enough memory",
            "CUBLAS_STATUS_ALLOC_FAILED",
            "CUDNN_STATUS_ALLOC_FAILED",
            "Unable to find a valid cuDNN algorithm to run convolution",
            "unable to find an engine to execute this computation"};
        const std::string_view said = fault.what();
        return std::any_of(words.begin(), words.end(),
                           [&](auto word) { return said.find(word) != std::string_view::npos; });
    } catch (...) {
        return false;
    }
}

KeptNetwork::KeptNetwork(const torch::nn::Module& network, torch::optim::AdamW& optimizer)
    : m_optimizer(optimizer), m_buffers(network) {
    const torch::NoGradGuard guard;
    for (const auto& parameter : network.parameters()) {
        Kept kept{parameter, parameter.detach().clone(), {}, {}, 0};
        if (const auto* moments = momentsOf(optimizer, parameter)) {
            kept.first = moments->exp_avg().clone();
            kept.second = moments->exp_avg_sq().clone();
            kept.steps = moments->step();
        }
        m_kept.push_back(std::move(kept));
    }
}

void KeptNetwork::putBack() {
    const torch::NoGradGuard guard;
    for (auto& kept : m_kept) {
        kept.parameter.mutable_grad() = torch::Tensor();
        kept.parameter.copy_(kept.value);
        if (kept.first.defined()) {
            auto* moments = momentsOf(m_optimizer, kept.parameter);
            moments->exp_avg().copy_(kept.first);
            moments->exp_avg_sq().copy_(kept.second);
            moments->step(kept.steps);
        } else {
            forgetMoments(m_optimizer, kept.parameter);
        }
    }
    m_buffers.putBack();
}

KeptBuffers::KeptBuffers(const torch::nn::Module& network) : m_buffers(network.buffers()) {
    for (const auto& buffer : m_buffers) {
        m_values.push_back(buffer.clone());
    }
}

void KeptBuffers::putBack() {
    const torch::NoGradGuard guard;
    for (std::size_t i = 0; i < m_buffers.size(); ++i) {
        m_buffers[i].copy_(m_values[i]);
    }
}

} // namespace typemould
