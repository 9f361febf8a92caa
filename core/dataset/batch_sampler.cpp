#include "core/dataset/batch_sampler.h"

#include "core/dataset/random.h"

#include <numeric>
#include <utility>

namespace typemould {

BatchSampler::BatchSampler(std::size_t count, std::size_t batch, std::uint64_t seed)
    : m_count(count), m_batch(batch), m_seed(seed) {}

std::vector<std::size_t> BatchSampler::next() {
    std::vector<std::size_t> items;
    if (m_count == 0) {
        return items;
    }
    items.reserve(m_batch);
    while (items.size() < m_batch) {
        shuffleFor(epoch());
        items.push_back(m_order[m_position % m_count]);
        ++m_position;
    }
    return items;
}

void BatchSampler::seek(std::uint64_t position) { m_position = position; }

void BatchSampler::shuffleFor(std::uint64_t epoch) {
    if (epoch == m_shuffledEpoch) {
        return;
    }
    m_order.resize(m_count);
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    SteadyRandom random(m_seed, epoch);
    for (std::size_t left = m_count; left > 1; --left) { // Fisher-Yates
        std::swap(m_order[left - 1], m_order[random.below(left)]);
    }
    m_shuffledEpoch = epoch;
}

} // namespace typemould
