// GlyphGenerator: a checkpoint and characters in, glyph images out, in eval mode from the averaged weights,
// at the geometry that the checkpoint was trained with. Blocking; one thread at a time. Torch is hidden
// behind it.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"
#include "core/fonts/output_offset.h"
#include "core/training/derived_checkpoint.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace typemould {

/// The style to draw in, or a place between two styles, by the embedding's rows.
struct StyleChoice {
    int style = -1;   ///< -1: the one that the project's target is
    int towards = -1; ///< -1: none
    double share = 0; ///< of the way from `style` to `towards`, 0..1
};

class GlyphGenerator {
public:
    /// Loads and verifies a checkpoint folder. `device`: "auto", "cpu", "cuda"; `threads` 0 is all.
    static Result<std::unique_ptr<GlyphGenerator>> open(const std::filesystem::path& checkpoint,
                                                        const std::string& device = "auto", int threads = 0);
    /// As above, of a checkpoint that was verified already.
    static Result<std::unique_ptr<GlyphGenerator>> open(const VerifiedCheckpoint& checkpoint,
                                                        const std::string& device = "auto", int threads = 0);
    /// Weights from outside, for pictures alone: they say nothing of fonts.
    static Result<std::unique_ptr<GlyphGenerator>> open(const ImportedNetworks& networks,
                                                        const std::string& device = "auto", int threads = 0);
    virtual ~GlyphGenerator() = default;
    virtual const CheckpointManifest& manifest() const = 0;

    /// Chooses the style of all that is drawn from now on; an error for a style that the network does not
    /// have.
    virtual Status choose(const StyleChoice& choice) = 0;

    /// Moves all that is drawn from now on; a generator that was just opened moves nothing. What is moved so
    /// lies where the checkpoint's placement says.
    void setOutputOffset(const OutputOffset& offset) { m_output = offset; }
    const OutputOffset& outputOffset() const { return m_output; }

    using Sink = std::function<Status(char32_t, const GrayImage& source, const GrayImage& generated)>;
    using Progress = std::function<void(std::size_t done, std::size_t total)>;
    /// Draws each character from the source face at the checkpoint's placement and hands the picture to
    /// `sink`, in order. A face whose bytes are not the font trained with is an error; so is a character that
    /// it does not draw. A failing sink ends it; the token ends it with Cancelled after the batch in hand.
    virtual Status generate(const FontFace& source, const CharacterSet& characters, const Sink& sink,
                            const Progress& progress = {}, std::stop_token stop = {}) = 0;
    /// Pictures straight through the network; all canvas x canvas.
    virtual Result<std::vector<GrayImage>> generate(const std::vector<GrayImage>& sources) = 0;

private:
    OutputOffset m_output;
};

} // namespace typemould
