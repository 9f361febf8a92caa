#include "core/inference/glyph_generator.h"

#include "core/fonts/rasterizer.h"
#include "core/model/generator.h"
#include "core/training/device.h"
#include "core/weights/tensor_bytes.h"

namespace typemould {

namespace {

class CheckpointGenerator final : public GlyphGenerator {
public:
    CheckpointGenerator(const VerifiedCheckpoint& checkpoint, const std::string& device, int threads)
        : m_manifest(checkpoint.manifest), m_device(chosenDevice(device, threads)),
          m_network(m_manifest.generator) {
        auto tensors = readSafetensors(checkpoint.folder / "model.safetensors").orThrow();
        restoreModule(tensors, "average.", *m_network, pathText(checkpoint.folder));
        m_network->to(m_device);
        m_network->eval();
    }

    const CheckpointManifest& manifest() const override { return m_manifest; }

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
    std::vector<GrayImage> draw(const std::vector<GrayImage>& sources) {
        std::vector<const std::uint8_t*> pictures;
        for (const auto& source : sources) {
            pictures.push_back(source.pixels.data());
        }
        return drawn(m_network, pictures, m_manifest.generator.canvas, m_device);
    }

    CheckpointManifest m_manifest;
    torch::Device m_device;
    Generator m_network;
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

} // namespace typemould
