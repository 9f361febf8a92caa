#include "core/model/group_normalise.h"

#include "core/base/result.h"
#include "core/model/in_parallel.h"

namespace typemould {

namespace {

constexpr double epsilon = 1e-5;
thread_local bool twiceOnThisThread = false;

static_assert(sizeof(Bfloat) == sizeof(at::BFloat16));

/// What stands for no scale or shift: an autograd function takes no undefined tensor.
bool given(const torch::Tensor& tensor) { return tensor.numel() > 0; }

const float* numbersOf(const torch::Tensor& tensor) {
    return given(tensor) ? tensor.data_ptr<float>() : nullptr;
}

template <class T>
T* memoryOf(const torch::Tensor& tensor) {
    return static_cast<T*>(tensor.data_ptr());
}

/// Calls `work(slab, index)` for each group of each picture, on all threads.
template <class T, class Work>
void overSlabs(const torch::Tensor& input, std::int64_t groups, const torch::Tensor& weight,
               const torch::Tensor& bias, Activation activation, Work work) {
    const std::int64_t channels = input.size(1) / groups, places = input.size(2) * input.size(3);
    const float* scale = numbersOf(weight);
    const float* shift = numbersOf(bias);
    const T* memory = memoryOf<T>(input);
    inParallel(input.size(0) * groups, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t first = i % groups * channels;
            work(NormSlab<T>{memory + i * channels * places, scale != nullptr ? scale + first : nullptr,
                             shift != nullptr ? shift + first : nullptr, channels, places, activation},
                 i);
        }
    });
}

class Normalisation : public torch::autograd::Function<Normalisation> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& map,
                                 const torch::Tensor& weight, const torch::Tensor& bias, std::int64_t groups,
                                 std::int64_t activation) {
        const auto input = map.contiguous();
        const auto output = torch::empty_like(input);
        const auto slabs = input.size(0) * groups;
        const auto statistics = torch::empty({slabs, 2}, torch::kFloat);
        auto* kept = reinterpret_cast<SlabStatistics*>(statistics.data_ptr<float>());
        const auto with = [&](auto number) {
            using T = decltype(number);
            overSlabs<T>(input, groups, weight, bias, static_cast<Activation>(activation),
                         [&](const NormSlab<T>& slab, std::int64_t i) {
                             kept[i] = normalise(slab, static_cast<float>(epsilon),
                                                 memoryOf<T>(output) + i * slab.channels * slab.places);
                         });
        };
        input.scalar_type() == torch::kFloat ? with(float()) : with(Bfloat());
        context->save_for_backward({input, weight, bias, statistics});
        context->saved_data["groups"] = groups;
        context->saved_data["activation"] = activation;
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        if (torch::GradMode::is_enabled()) {
            throw Failure(ErrorCode::Unsupported, "This norm cannot be differentiated twice.");
        }
        const auto saved = context->get_saved_variables();
        const auto &input = saved[0], &weight = saved[1], &bias = saved[2];
        const auto groups = context->saved_data["groups"].toInt();
        const auto activation = static_cast<Activation>(context->saved_data["activation"].toInt());
        const auto gradient = gradients[0].to(input.scalar_type()).contiguous();
        const auto ofInput = torch::empty_like(input);
        torch::Tensor ofScale, ofShift;
        if (given(weight)) {
            ofScale = torch::empty({input.size(0), input.size(1)}, torch::kFloat);
            ofShift = torch::empty_like(ofScale);
        }
        const auto* kept = reinterpret_cast<const SlabStatistics*>(saved[3].data_ptr<float>());
        const auto with = [&](auto number) {
            using T = decltype(number);
            overSlabs<T>(
                input, groups, weight, bias, activation, [&](const NormSlab<T>& slab, std::int64_t i) {
                    const std::int64_t at = i * slab.channels * slab.places;
                    const auto perChannel = [&](const torch::Tensor& sums) {
                        return sums.defined() ? sums.data_ptr<float>() + i * slab.channels : nullptr;
                    };
                    normaliseBack(slab, kept[i], memoryOf<T>(gradient) + at, memoryOf<T>(ofInput) + at,
                                  perChannel(ofScale), perChannel(ofShift));
                });
        };
        input.scalar_type() == torch::kFloat ? with(float()) : with(Bfloat());
        return {ofInput, given(weight) ? ofScale.sum(0) : torch::Tensor(),
                given(bias) ? ofShift.sum(0) : torch::Tensor(), torch::Tensor(), torch::Tensor()};
    }
};

} // namespace

DifferentiableTwice::DifferentiableTwice() : m_before(twiceOnThisThread) { twiceOnThisThread = true; }

DifferentiableTwice::~DifferentiableTwice() { twiceOnThisThread = m_before; }

torch::Tensor groupNormalised(const torch::Tensor& input, std::int64_t groups, const torch::Tensor& weight,
                              const torch::Tensor& bias, Activation activation) {
    const auto type = input.scalar_type();
    const bool ours = input.is_cpu() && (type == torch::kFloat || type == torch::kBFloat16) &&
                      (!weight.defined() || weight.scalar_type() == torch::kFloat) && !twiceOnThisThread;
    if (ours) {
        const auto none = torch::empty({0});
        return Normalisation::apply(input, weight.defined() ? weight : none, bias.defined() ? bias : none,
                                    groups, static_cast<std::int64_t>(activation));
    }
    const auto output = groups == input.size(1) && !weight.defined()
                            ? torch::instance_norm(input, {}, {}, {}, {}, true, 0.1, epsilon, true)
                            : torch::group_norm(input, groups, weight, bias, epsilon);
    return activation == Activation::Silu ? torch::silu(output) : output;
}

} // namespace typemould
