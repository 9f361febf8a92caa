#include "core/weights/network_inspectors.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr int depthLimit = 10;

/// One look through a generator's shapes, level by level.
class GeneratorInspector {
public:
    GeneratorInspector(Inspection& inspection, const ShapeTable& shapes, Family family)
        : m_inspection(inspection), m_shapes(shapes),
          m_foreign(inspection.dialect != WeightsDialect::Typemould) {
        m_config.family = family;
    }

    void run(const InspectionAnswers& answers) {
        depthAndWidths();
        door();
        norm();
        style();
        for (int k = 1; k <= upLevels(m_config); ++k) {
            upsampling(k);
        }
        if (upLevels(m_config) < m_config.depth() &&
            m_config.depth() > 1) { // the deepest has no up block to tell
            setUpsampling(level(m_config.depth()), upsamplingOf(level(m_config.depth() - 1)));
        }
        upsamplingFinding();
        skips();
        attention(answers);
        residuals();
        conventions();
        canvas(answers);
        if (auto status = checkConfig(m_config); !status) {
            throw Failure(ErrorCode::Unsupported,
                          "The weights describe a network that cannot be built: " + status.error().message,
                          status.error().advice);
        }
        m_inspection.config = m_config;
    }

private:
    static std::string text(int number) { return std::to_string(number); }
    static std::string encoder(int k) { return "encoder_" + text(k) + "."; }
    static std::string decoder(int k) { return "decoder_" + text(k) + "."; }
    LevelConfig& level(int k) { return m_config.levels[static_cast<std::size_t>(k) - 1]; }
    void found(const std::string& setting, const std::string& value, const std::string& evidence) {
        m_inspection.findings.push_back({setting, value, evidence});
    }
    void open(const std::string& setting, const std::string& assumed, const std::string& why) {
        m_inspection.open.push_back({setting, assumed, why});
    }
    static std::string list(const std::vector<int>& levels) {
        std::string all;
        for (const int k : levels) {
            all += (all.empty() ? "" : ", ") + text(k);
        }
        return all.empty() ? "none" : all;
    }

    void depthAndWidths() {
        int depth = 0;
        while (depth <= depthLimit && m_shapes.has(encoder(depth + 1) + "entry.weight")) {
            ++depth;
        }
        m_config.levels.assign(static_cast<std::size_t>(depth), LevelConfig{});
        std::string widths;
        for (int k = 1; k <= depth; ++k) {
            level(k).width = m_shapes.side(encoder(k) + "entry.weight", 0);
            widths += (k > 1 ? ", " : "") + text(level(k).width);
        }
        found("depth", text(depth),
              m_foreign ? "The blocks lie inside each other, " + text(depth) + " deep."
                        : "There are the encoders 1 to " + text(depth) + ".");
        found("width", text(depth > 0 ? level(1).width : 0),
              "The convolutions on the way down give out " + widths + " channels.");
    }

    void door() {
        const int in = m_shapes.side(encoder(1) + "entry.weight", 1);
        m_config.patch = static_cast<int>(std::lround(std::sqrt(in)));
        if (!m_foreign) {
            found("patch", text(m_config.patch),
                  "The first convolution takes " + text(in) + " channels, one a pixel of the patch.");
        }
        const auto deepest = encoder(m_config.depth()) + "entry.weight";
        const int kernel = m_shapes.side(deepest, 2);
        m_config.innermostStride = kernel == 4 ? 2 : 1;
        found("innermost-stride", text(m_config.innermostStride),
              "The deepest convolution on the way down has a kernel of " + text(kernel) + " x " +
                  text(kernel) + ".");
    }

    void norm() {
        const bool house = m_config.family == Family::House;
        const std::string name = house ? "encoder_1.residual.norm1" : "encoder_2.norm";
        const bool weights = m_shapes.has(name + ".weight");
        const bool statistics = m_shapes.has(name + ".running_mean");
        m_config.norm = statistics ? NormKind::Batch : weights ? NormKind::Group : NormKind::Instance;
        found("norm",
              statistics ? "batch"
              : weights  ? "group"
                         : "instance",
              statistics ? "The norms have running statistics."
              : weights  ? "The norms have weights and no running statistics."
                         : "The norms have no numbers of their own.");
    }

    void style() {
        const int depth = m_config.depth();
        m_config.style = StyleMode::None;
        if (!m_shapes.has("embedding.weight")) {
            return found("style", "none", "There is no embedding of styles.");
        }
        m_config.styles = m_shapes.side("embedding.weight", 0);
        m_config.styleDim = m_shapes.side("embedding.weight", 1);
        const auto shape =
            "The embedding has the shape (" + text(m_config.styles) + ", " + text(m_config.styleDim) + ")";
        found("styles", text(m_config.styles), shape + ": a row a style.");
        found("style-dim", text(m_config.styleDim), shape + ": a column a number of the style.");
        if (m_shapes.has("bottleneck.film.weight")) {
            bool every = true;
            for (int k = 1; k < depth; ++k) {
                every = every && m_shapes.has(decoder(k) + "film.weight");
            }
            m_config.style = every ? StyleMode::FilmEvery : StyleMode::Film;
            found("style", every ? "film_every" : "film",
                  "A linear layer makes " + text(m_shapes.side("bottleneck.film.weight", 0)) +
                      " numbers, scale and shift of each channel, out of the style" +
                      (every ? ", at every level." : ", at the deepest map alone."));
        } else {
            m_config.style = StyleMode::Concat;
            const bool house = m_config.family == Family::House;
            const int in = house ? m_shapes.side("bottleneck.style.weight", 1) : upInput(depth);
            found("style", "concat",
                  "The layer behind the deepest map takes " + text(in) + " channels, its " +
                      text(level(depth).width) + " and the style's " + text(m_config.styleDim) + ".");
        }
    }

    std::string upWeight(int k) const { return decoder(k) + "up.weight"; }
    /// Only a transposed convolution has a 4x4 kernel here, and it names the channels that it takes first.
    bool isTransposed(int k) const { return m_shapes.side(upWeight(k), 2) == 4; }
    int upInput(int k) const { return m_shapes.side(upWeight(k), isTransposed(k) ? 0 : 1); }
    int upOutput(int k) const { return m_shapes.side(upWeight(k), isTransposed(k) ? 1 : 0); }

    void upsampling(int k) {
        auto& at = level(k);
        at.resize = m_config.family == Family::Film ? ResizeKind::Bilinear : ResizeKind::Nearest;
        if (isTransposed(k)) {
            at.upsample = UpsampleMode::Transposed;
            at.overshoot = m_config.family == Family::Film;
        } else if (upOutput(k) == 4 * decoderOutput(m_config, k)) {
            at.upsample = UpsampleMode::PixelShuffle;
            at.shuffleKernel = m_shapes.side(upWeight(k), 2);
        } else {
            at.upsample = UpsampleMode::ResizeConv;
        }
        at.upBias = hasUpBias(k, at.upsample);
        at.resize = at.upsample == UpsampleMode::ResizeConv ? at.resize : ResizeKind::Nearest;
        at.refinement = !m_shapes.has(decoder(k) + "refine.conv.weight") ? Refinement::None
                        : m_shapes.hasPart(decoder(k) + "refine.norm.")  ? Refinement::Residual
                                                                         : Refinement::Convolution;
    }

    /// What zi2zi-pytorch does is known, so that a bias that is missing is missed.
    bool hasUpBias(int k, UpsampleMode mode) const {
        if (!m_foreign) {
            return m_shapes.has(decoder(k) + "up.bias");
        }
        return m_config.family == Family::Film ? mode != UpsampleMode::PixelShuffle
                                               : k == 1 || m_config.norm != NormKind::Batch;
    }

    std::string upEvidence(int k) const {
        const auto& at = m_config.levels[static_cast<std::size_t>(k) - 1];
        const auto out = text(decoderOutput(m_config, k));
        const auto kernel = text(m_shapes.side(upWeight(k), 2));
        if (at.upsample == UpsampleMode::Transposed) {
            return "the up kernel of level " + text(k) + " is 4 x 4, which only a transposed convolution has";
        }
        return "the up convolution of level " + text(k) + " is " + kernel + " x " + kernel + " and gives " +
               text(upOutput(k)) + " channels, " +
               (at.upsample == UpsampleMode::PixelShuffle ? "four times the " + out + " that are wanted"
                                                          : "just the " + out + " that are wanted");
    }

    void upsamplingFinding() {
        const int count = upLevels(m_config);
        if (sharesUpsampling(m_config)) {
            return found("upsampling", upsampleModeName(level(1).upsample),
                         "On every level: " + upEvidence(1) + ".");
        }
        int inside = 1; // the first level that differs from the outermost
        while (inside < count && upsamplingOf(level(inside)) == upsamplingOf(level(1))) {
            ++inside;
        }
        std::string modes;
        for (int k = 1; k <= count; ++k) {
            modes += (k > 1 ? ", " : "") + std::string(upsampleModeName(level(k).upsample));
        }
        found("upsampling", "hybrid",
              "The levels differ (" + modes + "): " + upEvidence(1) + "; " + upEvidence(inside) + ".");
    }

    void skips() {
        const bool house = m_config.family == Family::House;
        const int last = house ? m_config.depth() - 1 : m_config.depth();
        level(1).skip = house ? level(1).skip : SkipMode::Off;
        std::vector<std::string> seen;
        std::string evidence;
        for (int k = house ? 1 : 2; k <= last; ++k) {
            auto& at = level(k);
            std::string why;
            if (house) {
                const auto name = decoder(k) + "skip.weight";
                const int in = m_shapes.has(name) ? m_shapes.side(name, 1) : 0;
                at.skip = in == 0 ? SkipMode::Off : in == 2 * at.width ? SkipMode::Concat : SkipMode::Add;
                why = "the skip of level " + text(k) + " takes " + text(in) +
                      " channels, where the level has " + text(at.width);
            } else { // what level k hands out is what the up convolution of the level outside takes
                const int in = upInput(k - 1);
                const int width = level(k - 1).width;
                at.skip = in == 2 * width ? SkipMode::Concat : SkipMode::Add;
                why = "the up convolution of level " + text(k - 1) + " takes " + text(in) + " channels, " +
                      (at.skip == SkipMode::Concat ? "twice its own width of " + text(width)
                                                   : "its own width, not twice that");
            }
            at.skipFilter = m_shapes.hasPart(decoder(k) + "gate.")     ? SkipFilter::Gate
                            : m_shapes.hasPart(decoder(k) + "weaken.") ? SkipFilter::Weak
                                                                       : SkipFilter::None;
            const char* const name = at.skip == SkipMode::Concat ? "concat"
                                     : at.skip == SkipMode::Add  ? "add"
                                                                 : "off";
            if (std::find(seen.begin(), seen.end(), name) == seen.end()) {
                seen.emplace_back(name);
                evidence += (evidence.empty() ? "" : "; ") + why;
            }
        }
        if (!evidence.empty()) {
            evidence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(evidence[0])));
            found("skips", seen.size() == 1 ? seen.front() : "mixed", evidence + ".");
        }
    }

    void attention(const InspectionAnswers& answers) {
        const bool film = m_config.family == Family::Film;
        const auto asked = answers.attention.value_or(film ? AttentionKind::Linear : AttentionKind::Softmax);
        std::vector<int> levels;
        std::string evidence;
        for (int k = 1; k <= m_config.depth(); ++k) {
            auto& at = level(k);
            if (m_shapes.hasPart(encoder(k) + "attention.")) {
                at.attention = asked;
                levels.push_back(k);
                evidence += (evidence.empty() ? "" : ", ") + std::string("level ") + text(k) + " (" +
                            text(m_shapes.side(encoder(k) + "attention.value.weight", 0)) + " channels)";
            } else if (m_shapes.hasPart(encoder(k) + "transformer.")) {
                at.attention = AttentionKind::Transformer;
                levels.push_back(k);
                evidence += (evidence.empty() ? "" : ", ") + std::string("a transformer at level ") + text(k);
            }
        }
        const bool asks = std::any_of(m_config.levels.begin(), m_config.levels.end(),
                                      [&](const LevelConfig& at) { return at.attention == asked; }) ||
                          m_shapes.hasPart("bottleneck.attention.");
        found("attention", list(levels),
              levels.empty() ? "No level has an attention block."
                             : "There are query, key and value convolutions at " + evidence +
                                   (film ? ", which see what comes into the level." : "."));
        if (m_shapes.hasPart("bottleneck.transformer.")) {
            m_config.bottleneckAttention = AttentionKind::Transformer;
        } else if (m_shapes.hasPart("bottleneck.attention.")) {
            m_config.bottleneckAttention = asked;
        }
        found("bottleneck-attention", attentionKindName(m_config.bottleneckAttention),
              m_config.bottleneckAttention == AttentionKind::None
                  ? "The deepest map has no attention of its own."
                  : "The deepest map has attention layers of its own.");
        if (film && asks) {
            open("attention-kind", attentionKindName(asked),
                 "Linear and softmax attention have the same names and shapes in these files.");
        } else if (!m_foreign && asks) {
            open("attention-kind", attentionKindName(asked),
                 "Linear and softmax attention have the same names and shapes; the checkpoint's manifest "
                 "says which.");
        }
    }

    void residuals() {
        std::vector<int> levels;
        const int count = upLevels(m_config);
        for (int k = 1; k <= m_config.depth(); ++k) {
            level(k).residual = k > count ? level(k).residual : m_shapes.hasPart(decoder(k) + "residual.");
            if (k <= count && level(k).residual) {
                levels.push_back(k);
            }
        }
        if (m_config.family != Family::Classic) {
            found("residual", list(levels),
                  levels.empty()
                      ? "No level has a residual block on its way up."
                      : "There are the two convolutions of a residual block on the way up at level " +
                            list(levels) + ".");
        }
    }

    /// What zi2zi-pytorch always does and leaves no trace of.
    void conventions() {
        const bool unknownDropout = m_config.family != Family::Film;
        if (m_foreign) {
            m_config.initializer = Initializer::Normal;
        }
        if (m_config.family == Family::Classic) {
            for (int k = 5; k < m_config.depth(); ++k) {
                level(k).dropout = 0.5;
            }
        }
        if (unknownDropout) {
            open("dropout", m_config.family == Family::Classic ? "0.5 in the inner levels" : "0",
                 "Dropout leaves no trace in the weights; it matters in further training alone.");
        }
        if (std::any_of(m_config.levels.begin(), m_config.levels.end(),
                        [](const LevelConfig& at) { return at.upsample == UpsampleMode::ResizeConv; }) &&
            !m_foreign) {
            open("resize", "nearest",
                 "The way of doubling before a convolution leaves no trace in the weights.");
        }
    }

    void canvas(const InspectionAnswers& answers) {
        int assumed = m_config.family == Family::House ? 256 : m_foreign && m_config.depth() == 7 ? 384 : 256;
        if (m_config.family == Family::Classic && m_config.depth() < 7) {
            assumed = 1 << std::max(m_config.depth(), 5);
        }
        m_config.canvas = answers.canvas.value_or(assumed);
        open("canvas", text(m_config.canvas),
             "The convolutions take any size that can be halved often enough; " +
                 (m_foreign ? "zi2zi-pytorch trains " + text(assumed) + " px with " + text(m_config.depth()) +
                                  " levels."
                            : std::string("the checkpoint's manifest says which it was.")));
    }

    Inspection& m_inspection;
    const ShapeTable& m_shapes;
    const bool m_foreign;
    GeneratorConfig m_config;
};

} // namespace

void inspectGenerator(Inspection& inspection, const ShapeTable& shapes, Family family,
                      const InspectionAnswers& answers) {
    GeneratorInspector(inspection, shapes, family).run(answers);
}

} // namespace typemould
