#include "core/training/random_state.h"

#include <mutex>

namespace typemould {

namespace {

std::mutex numbers; ///< whoever has the turn holds it
std::mutex door;    ///< whoever is next waits in it: the one that had the turn last stands behind
thread_local int turns = 0;

/// The state of `generator`, under its lock as LibTorch asks.
torch::Tensor stateOf(at::Generator& generator) {
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
}

} // namespace

KeptRandom::KeptRandom(const torch::Device& device) {
    std::vector<at::Generator> generators{at::detail::getDefaultCPUGenerator()};
    if (!device.is_cpu()) {
        generators.push_back(at::globalContext().defaultGenerator(device));
    }
    for (auto& generator : generators) {
        m_states.emplace_back(generator, stateOf(generator));
    }
}

void KeptRandom::putBack() {
    for (auto& [generator, state] : m_states) {
        const std::lock_guard lock(generator.mutex());
        generator.set_state(state);
    }
}

RandomTurn::RandomTurn() {
    if (turns++ == 0) {
        const std::lock_guard next(door);
        numbers.lock();
    }
}

RandomTurn::~RandomTurn() {
    if (--turns == 0) {
        numbers.unlock();
    }
}

UntouchedRandom::UntouchedRandom() : m_kept(torch::Device(torch::kCPU)) {}

UntouchedRandom::~UntouchedRandom() { m_kept.putBack(); }

} // namespace typemould
