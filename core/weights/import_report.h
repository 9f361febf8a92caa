// Which tensors of a file fit the network they are meant for: matched, missing, extra, of a wrong shape.
// Nothing is guessed; one that does not fit spoils the import. Plain values; any thread.
#pragma once

#include "core/model/parameters.h"
#include "core/weights/stored_tensor.h"

namespace typemould {

struct ImportReport {
    struct Matched {
        std::string name; ///< in the file
        std::string ours; ///< in the network
    };
    struct Misfit {
        std::string name;
        std::string found;  ///< "F32 (3, 4)"
        std::string wanted; ///< "(3, 5)"
    };
    std::vector<Matched> matched;     ///< in the order of the network
    std::vector<std::string> missing; ///< names that the network wants and the file lacks
    std::vector<std::string> extra;   ///< names in the file that the network has no home for
    std::vector<Misfit> wrongShape;   ///< of another shape, or of a number type that the network cannot take
    /// Everything has its home and every home is filled.
    bool complete() const { return missing.empty() && extra.empty() && wrongShape.empty(); }
    /// "47 matched, 2 missing (a, b), 1 of a wrong shape (c is (3, 4), wanted (3, 5))"; at most three names a
    /// kind.
    std::string text() const;
};

/// A tensor that a network wants, by its name in the file.
struct WantedTensor {
    std::string name;
    std::string ours;
    std::vector<std::int64_t> shape;
};

/// Compares a file with what is wanted. Parameters are taken from F32, F16 and BF16, counters from I64.
ImportReport compareTensors(const NamedTensors& tensors, const std::vector<WantedTensor>& wanted);

} // namespace typemould
