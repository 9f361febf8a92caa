// What the tests of the windows on runs share: runs on disk as training leaves them, with previews, figures,
// events and checkpoints of a network that has learnt nothing. A test class inherits it.
#pragma once

#include "core/model/parameters.h"
#include "core/project/project_networks.h"
#include "core/training/checkpoint_score.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/run_log.h"
#include "studio_fixture.h"

#include <QLabel>

namespace typemould {

class RunsFixture : protected StudioFixture {
protected:
    /// A run of the project: measured at every step, a preview at every tenth (each glyph all of the grey
    /// `step`), L1 falling from `l1` by a thousandth a step.
    std::filesystem::path makeRun(long long steps, double l1 = 0.2) {
        const auto run = m_document->newRun().orThrow();
        fillRun(run, 1, steps, l1);
        return run;
    }
    static void fillRun(const std::filesystem::path& run, long long from, long long to, double l1 = 0.2) {
        TrainingObserver nobody;
        RunLog log(run, nobody);
        for (long long step = from; step <= to; ++step) {
            TrainingProgress row;
            row.step = step;
            row.epoch = static_cast<double>(step) / 4;
            row.trainedSeconds = static_cast<double>(step) * 6;
            row.l1 = l1 - static_cast<double>(step) / 1000;
            row.generatorLoss = 2 * row.l1;
            row.learningRate = 0.001;
            log.progress(row);
            if (step % 10 == 0) {
                log.preview(preview(step));
            }
        }
    }
    static Preview preview(long long step) {
        Preview made;
        made.step = step;
        for (const char32_t character : {U'永', U'東'}) {
            PreviewGlyph glyph;
            glyph.character = character;
            glyph.source = GrayImage(32, 32, character == U'永' ? 10 : 20);
            glyph.generated = GrayImage(32, 32, static_cast<std::uint8_t>(step));
            glyph.truth = GrayImage(32, 32, 200);
            made.glyphs.push_back(std::move(glyph));
        }
        return made;
    }
    static void tellEvent(const std::filesystem::path& run, long long step, const char* kind,
                          const char* detail = "") {
        TrainingObserver nobody;
        RunLog(run, nobody).event({step, kind, detail});
    }
    static void tellFigures(const std::filesystem::path& run, long long step, double l1) {
        TrainingObserver nobody;
        Evaluation evaluation;
        evaluation.step = step;
        evaluation.glyphs = 8;
        evaluation.generated = {l1, 0.7, 0.6};
        evaluation.copiedSource = {0.13, 0.6, 0.59};
        RunLog(run, nobody).evaluation(evaluation);
    }
    /// A whole checkpoint of the project's network with its settings as they are now, and its figures.
    std::filesystem::path addCheckpoint(const std::filesystem::path& run, long long step, double l1) {
        if (m_model.empty()) {
            ImportedNetworks networks;
            networks.generator = networkOf(data()).orThrow();
            for (const ParameterInfo& parameter : parametersOf(networks.generator)) {
                networks.generatorTensors[parameter.name] = {
                    "F32", parameter.shape, Bytes(4 * static_cast<std::size_t>(parameter.count()))};
            }
            const auto scratch = fsPath(m_folder->filePath("scratch"));
            const auto written = writeImportedRun(data(), networks, scratch).orThrow();
            m_manifest = written.manifest;
            m_model = readSafetensors(written.folder / "model.safetensors").orThrow();
            m_optimizer = readSafetensors(written.folder / "optimizer.safetensors").orThrow();
        }
        CheckpointManifest manifest = m_manifest;
        manifest.step = step;
        manifest.trainedSeconds = static_cast<double>(step) * 6;
        manifest.settings = data().training;
        manifest.learningRate = data().training.learningRate;
        manifest.freezing = data().freezing;
        const auto folder = writeCheckpoint(run, manifest, m_model, m_optimizer).orThrow();
        writeScore(folder, {{l1, 0.7, 0.6}, 8}).orThrow();
        tellFigures(run, step, l1);
        tellEvent(run, step, "checkpoint");
        return folder;
    }
    void setBatch(int batch) {
        m_document->edit("batch", [batch](ProjectData& data) { data.training.batch = batch; });
    }
    static bool exists(const std::filesystem::path& path) {
        std::error_code code;
        return std::filesystem::exists(path, code);
    }
    static QString textOf(const QWidget* of, const char* name) { return part<QLabel>(of, name)->text(); }
    void forgetNetwork() { m_model.clear(); }

private:
    CheckpointManifest m_manifest;
    StoredTensors m_model, m_optimizer; ///< of the network that checkpoints are made of
};

} // namespace typemould
