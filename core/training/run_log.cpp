#include "core/training/run_log.h"

#include "core/base/atomic_file.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace typemould {

namespace {

std::string number(double value) {
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 7).ptr};
}

template <class... Values>
std::string row(long long first, Values... rest) {
    std::string line = std::to_string(first);
    ((line += "," + number(static_cast<double>(rest))), ...);
    return line;
}

} // namespace

RunLog::RunLog(std::filesystem::path runFolder, TrainingObserver& observer)
    : m_folder(std::move(runFolder)), m_observer(observer) {}

RunLog::~RunLog() = default;

void RunLog::warn(const Error& error) {
    if (m_warned.insert(error.message).second) { // one warning says it; the next line will fail the same way
        m_observer.onWarning(error);
    }
}

void RunLog::append(std::optional<AppendFile>& file, const char* name, const char* header,
                    const std::string& line) {
    const auto path = m_folder / name;
    if (!file) {
        std::error_code code;
        const auto size = std::filesystem::file_size(path, code);
        const bool fresh = code || size == 0;
        auto opened = AppendFile::open(path);
        if (!opened) {
            warn(opened.error());
            return;
        }
        file = *std::move(opened);
        if (fresh && *header != '\0') {
            if (auto headed = file->appendLine(header); !headed) {
                file.reset(); // without its header it says nothing; the next line tries again
                warn(headed.error());
                return;
            }
        }
    }
    if (auto written = file->appendLine(line); !written) {
        warn(written.error());
    }
}

template <class Write>
void RunLog::tell(const Write& write) {
    if (!m_tensorBoard) {
        return;
    }
    if (!m_eventFile) {
        auto made = EventFile::create(m_folder);
        if (!made) {
            m_tensorBoard = false; // one warning says it; the name would be another every time
            warn(made.error());
            return;
        }
        m_eventFile = *std::move(made);
    }
    if (auto written = write(*m_eventFile); !written) {
        warn(written.error());
    }
}

void RunLog::progress(const TrainingProgress& p) {
    append(m_metrics, "metrics.csv",
           "step,epoch,seconds,l1,generator_loss,adversarial_loss,discriminator_loss,learning_rate,samples_"
           "per_second",
           row(p.step, p.epoch, p.trainedSeconds, p.l1, p.generatorLoss, p.adversarialLoss,
               p.discriminatorLoss, p.learningRate, p.samplesPerSecond));
    losses(p);
    tell([&](EventFile& file) {
        std::vector<std::pair<std::string, double>> values{{"loss/generator", p.generatorLoss},
                                                           {"loss/discriminator", p.discriminatorLoss},
                                                           {"loss/balance", p.balance},
                                                           {"pace/learning_rate", p.learningRate},
                                                           {"pace/epoch", p.epoch},
                                                           {"pace/samples_per_second", p.samplesPerSecond},
                                                           {"trained/l1", p.l1}};
        for (const auto& term : p.terms) {
            values.emplace_back("term/" + term.key, term.value);
            values.emplace_back("share/" + term.key, termShare(p.terms, term.key));
        }
        return file.scalars(p.step, values);
    });
}

void RunLog::losses(const TrainingProgress& p) {
    std::string header = "step,balance", line = std::to_string(p.step) + "," + number(p.balance);
    for (const auto& term : lossTerms()) {
        header += "," + term.key + "," + term.key + "_share";
        line += "," + number(termValue(p.terms, term.key)) + "," + number(termShare(p.terms, term.key));
    }
    append(m_losses, "losses.csv", header.c_str(), line);
}

void RunLog::evaluation(const Evaluation& e) {
    append(m_evaluations, "evaluations.csv",
           "step,glyphs,l1,ssim,iou,copied_l1,copied_ssim,copied_iou,bolded_l1,bolded_ssim,bolded_iou,bolded_"
           "radius",
           row(e.step, e.glyphs, e.generated.l1, e.generated.ssim, e.generated.iou, e.copiedSource.l1,
               e.copiedSource.ssim, e.copiedSource.iou, e.boldedSource.l1, e.boldedSource.ssim,
               e.boldedSource.iou, e.boldedRadius));
    tell([&](EventFile& file) {
        std::vector<std::pair<std::string, double>> values;
        const auto add = [&](const std::string& group, const GlyphScore& score) {
            values.emplace_back(group + "/l1", score.l1);
            values.emplace_back(group + "/ssim", score.ssim);
            values.emplace_back(group + "/iou", score.iou);
        };
        add("held_out", e.generated);
        add("copied_source", e.copiedSource);
        add("bolded_source", e.boldedSource);
        return file.scalars(e.step, values);
    });
}

void RunLog::event(const TrainingEvent& event) {
    const nlohmann::ordered_json object{{"step", event.step}, {"kind", event.kind}, {"detail", event.detail}};
    append(m_events, "events.jsonl", "",
           object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void RunLog::preview(const Preview& preview) {
    if (preview.glyphs.empty()) {
        return;
    }
    const auto path = m_folder / "previews" / (stepName(preview.step) + ".png");
    auto made = makeFolder(path.parent_path());
    if (!made) {
        warn(made.error());
        return;
    }
    const auto sheet = previewSheet(preview);
    auto png = encodePng(sheet);
    if (auto written = png ? writeFileAtomically(path, *png) : Status(png.error()); !written) {
        warn(written.error());
    }
    tell([&](EventFile& file) { return file.image(preview.step, "preview", sheet); });
}

GrayImage previewSheet(const Preview& preview) {
    constexpr int cell = 128;
    constexpr int columns = 64;
    const int count = std::min(static_cast<int>(preview.glyphs.size()), columns);
    GrayImage sheet(cell * count, cell * 3);
    for (int i = 0; i < count; ++i) {
        const auto& glyph = preview.glyphs[static_cast<std::size_t>(i)];
        paste(sheet, resized(glyph.source, cell, cell), i * cell, 0);
        paste(sheet, resized(glyph.generated, cell, cell), i * cell, cell);
        if (glyph.truth) {
            paste(sheet, resized(*glyph.truth, cell, cell), i * cell, 2 * cell);
        }
    }
    return sheet;
}

} // namespace typemould
