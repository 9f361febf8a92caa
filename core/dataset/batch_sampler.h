// The order in which pairs are trained: a new shuffle every epoch from (seed, epoch), position saved and
// restored exactly. A plain value; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace typemould {

class BatchSampler {
public:
    /// Over items 0..count-1, `batch` at a time. A last short batch is filled from the start of the next
    /// epoch's order, so every batch is full (batch may exceed count). With no items every batch is empty.
    BatchSampler(std::size_t count, std::size_t batch, std::uint64_t seed);
    /// The next batch of item numbers; deterministic for (count, seed) and the position.
    std::vector<std::size_t> next();
    /// Items handed out so far; epoch() is position() / count.
    std::uint64_t position() const { return m_position; }
    std::uint64_t epoch() const { return m_count == 0 ? 0 : m_position / m_count; }
    /// Goes on as if `position` items had been handed out.
    void seek(std::uint64_t position);

private:
    void shuffleFor(std::uint64_t epoch);
    std::size_t m_count;
    std::size_t m_batch;
    std::uint64_t m_seed;
    std::uint64_t m_position = 0;
    std::uint64_t m_shuffledEpoch = ~0ull;
    std::vector<std::size_t> m_order;
};

} // namespace typemould
