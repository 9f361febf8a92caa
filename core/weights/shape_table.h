// The shapes of a network's tensors under our names, with the questions that the inspectors ask. Throws
// Failure when a shape is not what a network could have. Any thread.
#pragma once

#include "core/weights/stored_tensor.h"

namespace typemould {

class ShapeTable {
public:
    void add(const std::string& name, std::vector<std::int64_t> shape) { m_shapes[name] = std::move(shape); }
    bool has(const std::string& name) const { return m_shapes.count(name) > 0; }
    /// Some tensor begins with `start`.
    bool hasPart(const std::string& start) const {
        const auto at = m_shapes.lower_bound(start);
        return at != m_shapes.end() && at->first.compare(0, start.size(), start) == 0;
    }
    /// How many sides a tensor has; 0 where there is none of that name.
    std::size_t rank(const std::string& name) const {
        const auto at = m_shapes.find(name);
        return at == m_shapes.end() ? 0 : at->second.size();
    }
    /// Side `index` of a tensor; a Failure when there is no such tensor or side, or it is not 1 to 1,000,000.
    int side(const std::string& name, std::size_t index) const {
        constexpr std::int64_t limit = 1000000;
        const auto at = m_shapes.find(name);
        if (at == m_shapes.end()) {
            throw Failure(ErrorCode::Unsupported,
                          "The weights are no whole network: " + name + " is missing.",
                          "Check that the file was saved whole.");
        }
        if (index >= at->second.size() || at->second[index] < 1 || at->second[index] > limit) {
            throw Failure(ErrorCode::Unsupported,
                          "The weights are no network: " + name + " has the shape " + shapeText(at->second) +
                              ".",
                          "Check that it is the file you meant.");
        }
        return static_cast<int>(at->second[index]);
    }

private:
    std::map<std::string, std::vector<std::int64_t>> m_shapes;
};

} // namespace typemould
