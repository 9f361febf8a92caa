#include "core/weights/import_report.h"

#include <map>

namespace typemould {

namespace {

template <class List, class Text>
std::string firstThree(const List& list, Text text) {
    std::string all;
    for (std::size_t i = 0; i < list.size() && i < 3; ++i) {
        all += (i > 0 ? ", " : "") + text(list[i]);
    }
    return " (" + all + (list.size() > 3 ? ", ..." : "") + ")";
}

bool isCounter(const std::string& name) {
    constexpr std::string_view end = "num_batches_tracked";
    return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

bool fits(const StoredTensor& tensor, const WantedTensor& wanted) {
    if (tensor.shape != wanted.shape) {
        return false;
    }
    return isCounter(wanted.ours) ? tensor.dtype == "I64"
                                  : tensor.dtype == "F32" || tensor.dtype == "F16" || tensor.dtype == "BF16";
}

} // namespace

std::string ImportReport::text() const {
    std::string text = std::to_string(matched.size()) + " matched";
    const auto plain = [](const std::string& name) { return name; };
    if (!missing.empty()) {
        text += ", " + std::to_string(missing.size()) + " missing" + firstThree(missing, plain);
    }
    if (!extra.empty()) {
        text += ", " + std::to_string(extra.size()) + " extra" + firstThree(extra, plain);
    }
    if (!wrongShape.empty()) {
        text += ", " + std::to_string(wrongShape.size()) + " of a wrong shape" +
                firstThree(wrongShape, [](const Misfit& misfit) {
                    return misfit.name + " is " + misfit.found + ", wanted " + misfit.wanted;
                });
    }
    return text;
}

ImportReport compareTensors(const NamedTensors& tensors, const std::vector<WantedTensor>& wanted) {
    std::map<std::string_view, const StoredTensor*> found;
    for (const auto& [name, tensor] : tensors) {
        found.emplace(name, &tensor);
    }
    ImportReport report;
    std::map<std::string_view, bool> known;
    for (const auto& item : wanted) {
        known.emplace(item.name, true);
        const auto at = found.find(item.name);
        if (at == found.end()) {
            report.missing.push_back(item.name);
        } else if (!fits(*at->second, item)) {
            report.wrongShape.push_back(
                {item.name, at->second->dtype + " " + shapeText(at->second->shape), shapeText(item.shape)});
        } else {
            report.matched.push_back({item.name, item.ours});
        }
    }
    for (const auto& [name, tensor] : tensors) {
        if (known.find(name) == known.end()) {
            report.extra.push_back(name);
        }
    }
    return report;
}

} // namespace typemould
