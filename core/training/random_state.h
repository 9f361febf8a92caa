// Torch's random numbers, of which the process has one source: weights that begin, dropout and labels are all
// drawn from it, and a run is what it is by their order. So whoever draws takes its turn. Includes Torch; any
// thread.
#pragma once

#include "core/model/torch.h"

#include <vector>

namespace typemould {

/// Torch's random numbers of the processor, and of `device` where that is another.
class KeptRandom {
public:
    explicit KeptRandom(const torch::Device& device);
    void putBack();

private:
    std::vector<std::pair<at::Generator, torch::Tensor>> m_states;
};

/// While one lives, no other thread that takes turns draws or reads random numbers. Blocks until the others'
/// are over; a run in full swing lets one in between two steps. A thread that has the turn may take it again.
class RandomTurn {
public:
    RandomTurn();
    ~RandomTurn();
    RandomTurn(const RandomTurn&) = delete;
    RandomTurn& operator=(const RandomTurn&) = delete;
};

/// A turn after which the processor's random numbers go on as if nothing had been drawn: for making a network
/// whose weights are read from elsewhere.
class UntouchedRandom {
public:
    UntouchedRandom();
    ~UntouchedRandom();
    UntouchedRandom(const UntouchedRandom&) = delete;
    UntouchedRandom& operator=(const UntouchedRandom&) = delete;

private:
    RandomTurn m_turn;
    KeptRandom m_kept;
};

} // namespace typemould
