#include "core/training/added_styles.h"

#include "core/weights/tensor_bytes.h"

namespace typemould {

namespace {

bool isFilm(const std::string& name) { return name.find(".film.") != std::string::npos; }

/// Fills `to` from `from`: as it is, or, with more rows, the old ones first and their mean in the others.
void copyGrown(const torch::Tensor& from, torch::Tensor& to, const std::string& name) {
    if (from.sizes() == to.sizes()) {
        to.copy_(from);
        return;
    }
    const bool grows = from.dim() == to.dim() && from.dim() > 0 && from.size(0) <= to.size(0) &&
                       from.sizes().slice(1) == to.sizes().slice(1);
    if (!grows) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The parameter " + name + " cannot grow to hold more styles.");
    }
    to.copy_(from.mean(0, true).expand_as(to));
    to.narrow(0, 0, from.size(0)).copy_(from);
}

/// gamma 1 and beta 0, whatever the style.
void makeIdentity(torch::Tensor& parameter) {
    parameter.zero_();
    if (parameter.dim() == 1) {
        parameter.narrow(0, 0, parameter.size(0) / 2).fill_(1.0);
    }
}

template <class Network>
void copyInto(const Network& from, Network& to) {
    const torch::NoGradGuard guard;
    const auto parameters = from->named_parameters();
    const auto buffers = from->named_buffers();
    for (auto& item : to->named_parameters()) {
        if (const auto* old = parameters.find(item.key())) {
            copyGrown(*old, item.value(), item.key());
        } else if (isFilm(item.key())) {
            makeIdentity(item.value());
        }
    }
    for (auto& item : to->named_buffers()) {
        if (const auto* old = buffers.find(item.key())) {
            copyGrown(*old, item.value(), item.key());
        }
    }
}

} // namespace

Generator withStyles(const Generator& generator, const GeneratorConfig& wanted) {
    Generator grown(wanted);
    grown->to(generator->parameters().front().device());
    copyInto(generator, grown);
    return grown;
}

Discriminator withStyles(const Discriminator& discriminator, const DiscriminatorConfig& wanted) {
    Discriminator grown(wanted);
    grown->to(discriminator->parameters().front().device());
    copyInto(discriminator, grown);
    return grown;
}

StoredTensors grownMoments(const StoredTensors& moments, const torch::nn::Module& grown) {
    auto result = moments;
    for (const auto& item : grown.named_parameters()) {
        for (const char* moment : {".first", ".second"}) {
            const auto found = result.find(item.key() + moment);
            if (found == result.end() || found->second.shape == item.value().sizes().vec()) {
                continue;
            }
            const auto old = fromStored(found->second);
            auto rows = torch::zeros(item.value().sizes(), old.options());
            rows.narrow(0, 0, old.size(0)).copy_(old);
            found->second = toStored(rows);
        }
    }
    return result;
}

} // namespace typemould
