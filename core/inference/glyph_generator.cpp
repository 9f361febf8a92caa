#include "core/inference/glyph_generator.h"

#include "core/fonts/rasterizer.h"
#include "core/model/convolution.h"
#include "core/model/generator.h"
#include "core/model/reduced.h"
#include "core/training/device.h"
#include "core/training/random_state.h"
#include "core/weights/tensor_bytes.h"

#include <algorithm>

namespace typemould {

namespace {

/// A network whose weights are read next.
Generator emptyNetwork(const GeneratorConfig& config) {
    const UntouchedRandom untouched;
    return Generator(config);
}

class CheckpointGenerator final : public GlyphGenerator {
public:
    CheckpointGenerator(const VerifiedCheckpoint& checkpoint, const std::string& device, int threads)
        : m_manifest(checkpoint.manifest), m_device(chosenDevice(device, threads)),
          m_network(emptyNetwork(m_manifest.generator)) {
        auto tensors = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        restoreModule(tensors, "average.", *m_network, pathText(checkpoint.folder));
        begin();
    }
    CheckpointGenerator(const ImportedNetworks& networks, const std::string& device, int threads)
        : m_device(chosenDevice(device, threads)), m_network(emptyNetwork(networks.generator)) {
        m_manifest.generator = networks.generator;
        restoreModule(networks.generatorTensors, "", *m_network, "the weights");
        begin();
    }

    const CheckpointManifest& manifest() const override { return m_manifest; }

    Status choose(const StyleChoice& choice) override {
        return guarded("choosing the style", [&] {
            const auto& config = m_manifest.generator;
            const int styles = config.style == StyleMode::None ? 1 : config.styles;
            const int style = choice.style < 0 ? m_manifest.style : choice.style;
            for (const int row : {style, choice.towards}) {
                if (row >= styles || row < -1) {
                    throw Failure(ErrorCode::InvalidArgument,
                                  "There is no style " + std::to_string(row) + ": the network has " +
                                      std::to_string(styles) + ", counted from 0.",
                                  "Choose a style from 0 to " + std::to_string(styles - 1) + ".");
                }
            }
            if (!(choice.share >= 0 && choice.share <= 1)) {
                throw Failure(ErrorCode::InvalidArgument,
                              "The place between two styles must be from 0 to 1.");
            }
            m_style = torch::full({1}, style, torch::kLong);
            if (choice.towards >= 0 && choice.share > 0 && config.style != StyleMode::None) {
                const torch::NoGradGuard guard;
                const auto table = m_network->named_parameters()["embedding.weight"].to(torch::kCPU);
                m_style = torch::lerp(table[style], table[choice.towards], choice.share).unsqueeze(0);
            }
        });
    }

    Status generate(const FontFace& source, const CharacterSet& characters, const Sink& sink,
                    const Progress& progress, std::stop_token stop) override {
        return guarded("drawing glyphs", [&] {
            if (!m_manifest.sourceHash.empty() && identityOf(source) != m_manifest.sourceHash) {
                throw Failure(ErrorCode::InvalidArgument,
                              "The font " + source.fileName() +
                                  " is not the source font that the checkpoint was trained with.",
                              "Choose that source font again, or train anew with this one.");
            }
            constexpr std::size_t atOnce = 16;
            std::size_t done = 0;
            while (done < characters.size()) {
                if (stop.stop_requested()) {
                    throw Failure(ErrorCode::Cancelled, "Stopped after " + std::to_string(done) + " of " +
                                                            std::to_string(characters.size()) + " glyphs.");
                }
                const auto end = std::min(characters.size(), done + atOnce);
                std::vector<GrayImage> sources;
                for (std::size_t i = done; i < end; ++i) {
                    sources.push_back(rasterize(source, characters[i], m_manifest.placements.source,
                                                m_manifest.generator.canvas)
                                          .orThrow());
                }
                const auto images = draw(sources);
                for (std::size_t i = 0; i < images.size(); ++i) {
                    sink(characters[done + i], sources[i], images[i]).orThrow();
                }
                done = end;
                if (progress) {
                    progress(done, characters.size());
                }
            }
        });
    }

    Result<std::vector<GrayImage>> generate(const std::vector<GrayImage>& sources) override {
        return guarded("drawing glyphs", [&] {
            for (const auto& source : sources) {
                if (source.width != m_manifest.generator.canvas ||
                    source.height != m_manifest.generator.canvas) {
                    throw Failure(ErrorCode::InvalidArgument, "A picture of " + std::to_string(source.width) +
                                                                  " x " + std::to_string(source.height) +
                                                                  " px does not fit the network's canvas.");
                }
            }
            return draw(sources);
        });
    }

private:
    void begin() {
        m_network->to(m_device);
        m_network->eval();
        m_reduced = m_manifest.precision == "bfloat16" && hasBfloat16(m_device); // as its previews were drawn
        choose({}).orThrow();
    }
    std::vector<GrayImage> draw(const std::vector<GrayImage>& sources) {
        std::vector<const std::uint8_t*> pictures;
        for (const auto& source : sources) {
            pictures.push_back(source.pixels.data());
        }
        const ReducedPrecision precision(m_reduced);
        const KeptWeights::Use kept(m_kept);
        auto images = drawn(m_network, pictures, m_manifest.generator.canvas, m_device, m_style);
        moveBy(outputOffset(), images);
        return images;
    }

    CheckpointManifest m_manifest;
    torch::Device m_device;
    Generator m_network;
    bool m_reduced = false; ///< in bfloat16
    KeptWeights m_kept;
    torch::Tensor m_style; ///< a row, (1), or an embedding, (1, style-dim)
};

} // namespace

Result<std::unique_ptr<GlyphGenerator>> GlyphGenerator::open(const std::filesystem::path& checkpoint,
                                                             const std::string& device, int threads) {
    return guarded("opening the checkpoint " + pathText(checkpoint), [&] {
        return open(VerifiedCheckpoint{checkpoint, readCheckpoint(checkpoint).orThrow()}, device, threads);
    });
}

Result<std::unique_ptr<GlyphGenerator>> GlyphGenerator::open(const VerifiedCheckpoint& checkpoint,
                                                             const std::string& device, int threads) {
    return guarded("opening the checkpoint " + pathText(checkpoint.folder), [&] {
        return std::unique_ptr<GlyphGenerator>(
            std::make_unique<CheckpointGenerator>(checkpoint, device, threads));
    });
}

Result<std::unique_ptr<GlyphGenerator>> GlyphGenerator::open(const ImportedNetworks& networks,
                                                             const std::string& device, int threads) {
    return guarded("opening the weights", [&] {
        return std::unique_ptr<GlyphGenerator>(
            std::make_unique<CheckpointGenerator>(networks, device, threads));
    });
}

} // namespace typemould
