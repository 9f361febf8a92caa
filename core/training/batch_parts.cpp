#include "core/training/batch_parts.h"

#include "core/training/training_settings.h"

#include <algorithm>

namespace typemould {

namespace {

int mostParts() {
    for (const auto& f : fields<TrainingSettings>()) {
        if (f.info.key == "accumulate") {
            return static_cast<int>(f.info.maximum);
        }
    }
    return 1;
}

} // namespace

std::optional<BatchParts> partsWithin(const BatchParts& parts, int largest) {
    for (int batch = std::min(largest, parts.batch); batch >= 1; --batch) {
        const int accumulate = parts.glyphs() / batch;
        if (parts.glyphs() % batch == 0 && accumulate <= mostParts()) {
            return BatchParts{batch, accumulate};
        }
    }
    return std::nullopt;
}

std::optional<BatchParts> smallerParts(const BatchParts& parts) {
    return partsWithin(parts, parts.batch / 2);
}

} // namespace typemould
