// Random numbers that are the same on every platform and for ever: the split and the order of training hang
// on them, so the standard library's distributions and std::shuffle, which differ between vendors, are not
// used. Values; one thread.
#pragma once

#include <array>
#include <cstdint>

namespace typemould {

/// Scrambles 64 bits, one to one (the finaliser of SplitMix64, Steele et al. 2014).
constexpr std::uint64_t mixed(std::uint64_t z) {
    z += 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}

/// xoshiro256** (Blackman and Vigna 2018), its state filled from two seeds.
class SteadyRandom {
public:
    /// Different (seed, stream) pairs give unrelated sequences.
    SteadyRandom(std::uint64_t seed, std::uint64_t stream) {
        std::uint64_t state = mixed(seed) ^ stream;
        for (auto& word : m_state) {
            word = state = mixed(state);
        }
    }
    /// The next 64 random bits.
    std::uint64_t next() {
        const std::uint64_t result = rotated(m_state[1] * 5, 7) * 9;
        const std::uint64_t t = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= t;
        m_state[3] = rotated(m_state[3], 45);
        return result;
    }
    /// A number in 0..bound-1, each equally likely (what would favour the low ones is drawn again); bound is
    /// at least 1.
    std::uint64_t below(std::uint64_t bound) {
        const std::uint64_t uneven = (0 - bound) % bound;
        std::uint64_t number = next();
        while (number < uneven) {
            number = next();
        }
        return number % bound;
    }

private:
    static constexpr std::uint64_t rotated(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    std::array<std::uint64_t, 4> m_state{};
};

} // namespace typemould
