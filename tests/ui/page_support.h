// What the tests of the pages share: a small project of the demo's fonts, a generator without a network, and
// the walk that finds controls which a keyboard or a screen reader cannot use.
#pragma once

#include "core/fonts/rasterizer.h"
#include "core/inference/glyph_generator.h"
#include "tests/support/test_paths.h"
#include "ui/review/generator_factory.h"
#include "ui/studio/document.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <thread>

namespace typemould {

inline std::filesystem::path demoFont(const char* name) { return sourceFile("resources/demo") / name; }
inline std::filesystem::path demoSource() { return demoFont("demo-source.ttf"); }
inline std::filesystem::path demoTarget() { return demoFont("demo-target.ttf"); }

/// The control of a page that is called `name`; the test fails without it.
template <class T>
T* controlOf(const QObject& page, const char* name) {
    T* found = page.findChild<T*>(name);
    if (found == nullptr) {
        QTest::qFail(qPrintable(QString("no control is called ") + name), __FILE__, __LINE__);
    }
    return found;
}

/// `number` of the characters that the target lacks, from the one at `from` on.
inline QString missingText(const Document& document, int from, int number) {
    std::string text;
    for (int i = from; i < from + number; ++i) {
        text += utf8Of(document.fonts()->missing[static_cast<std::size_t>(i)]);
    }
    return QString::fromStdString(text);
}

inline std::filesystem::path fsPath(const QString& text) { return text.toStdString(); }

/// The first `count` characters that both demo fonts draw, as a SPEC.
inline std::string sharedSpec(std::size_t count) {
    const auto source = FontFace::open(demoSource()).orThrow();
    const auto target = FontFace::open(demoTarget()).orThrow();
    const CharacterSet shared =
        (source.characters() & target.characters()) & CharacterSet::range(0x4E00, 0x9FFF);
    std::string spec;
    for (std::size_t i = 0; i < count; ++i) {
        spec += utf8Of(shared[i]);
    }
    return spec;
}

/// A project of 40 pairs at 64 pixels in `folder`, opened in `document`, with its pairs drawn.
inline void openDemoProject(Document& document, const QTemporaryDir& folder) {
    ProjectData data = newProjectData(demoSource(), {}, demoTarget(), {}, sharedSpec(40)).orThrow();
    data.dataset.canvas = 64;
    data.dataset.heldOut = 8;
    document.setProject(Project::create(fsPath(folder.filePath("Demo.typemould")), data).orThrow());
    QTRY_VERIFY2_WITH_TIMEOUT(document.pairs() != nullptr, "the pairs of the demo project are not drawn",
                              20000);
}

/// Draws each glyph as the source with its left half inked, and writes down what it was asked for.
class FakeGenerator : public GlyphGenerator {
public:
    /// What a test sees and sets, shared by all generators of one factory.
    struct Script {
        std::mutex mutex;
        std::vector<char32_t> drawn; ///< in order
        std::atomic<int> opened = 0;
        std::atomic<int> glyphDelayMs = 0;
        std::atomic<char32_t> failAt = 0;                      ///< this character fails
        std::atomic<std::uint8_t> ink = 0;                     ///< grey of the left half
        std::vector<StyleChoice> chosen;                       ///< guarded by `mutex`
        std::vector<std::pair<char32_t, StyleChoice>> drawnIn; ///< in which style; guarded by `mutex`
        std::vector<std::string> styles;                       ///< the network's; set before it is opened
    };
    FakeGenerator(std::shared_ptr<Script> script, const Placement& source) : m_script(std::move(script)) {
        m_manifest.step = 1234;
        m_manifest.dataset.canvas = 64;
        m_manifest.generator.canvas = 64;
        m_manifest.placements.source = source;
        m_manifest.styles = m_script->styles;
        m_manifest.generator.styles = std::max(1, static_cast<int>(m_script->styles.size()));
        m_manifest.generator.style = m_script->styles.empty() ? StyleMode::None : StyleMode::Concat;
    }
    const CheckpointManifest& manifest() const override { return m_manifest; }
    /// Where the target's glyphs lie.
    void place(const Placement& target) { m_manifest.placements.target = target; }
    Status choose(const StyleChoice& choice) override {
        const std::lock_guard lock(m_script->mutex);
        m_script->chosen.push_back(choice);
        m_choice = choice;
        return {};
    }
    Status generate(const FontFace& source, const CharacterSet& characters, const Sink& sink,
                    const Progress& progress, std::stop_token stop) override {
        std::size_t done = 0;
        for (const char32_t character : characters) {
            if (stop.stop_requested()) {
                return Error{ErrorCode::Cancelled, "Stopped.", {}};
            }
            if (character == m_script->failAt) {
                return Error{ErrorCode::Io, "The fake generator fails at " + codePointText(character) + ".",
                             "Ask the test why."};
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(m_script->glyphDelayMs));
            const auto picture = rasterize(source, character, m_manifest.placements.source, 64);
            if (!picture) {
                return picture.error();
            }
            {
                const std::lock_guard lock(m_script->mutex);
                m_script->drawn.push_back(character);
                m_script->drawnIn.emplace_back(character, m_choice);
            }
            if (const auto taken = sink(character, *picture, inked(*picture)); !taken) {
                return taken;
            }
            if (progress) {
                progress(++done, characters.size());
            }
        }
        return {};
    }
    Result<std::vector<GrayImage>> generate(const std::vector<GrayImage>& sources) override {
        std::vector<GrayImage> images;
        for (const auto& source : sources) {
            images.push_back(inked(source));
        }
        return images;
    }

private:
    StyleChoice m_choice;
    GrayImage inked(GrayImage image) const {
        for (int y = 0; y < image.height; ++y) {
            std::fill_n(image.row(y), image.width / 2, m_script->ink.load());
        }
        std::vector<GrayImage> pictures{std::move(image)};
        moveBy(outputOffset(), pictures);
        return pictures.front();
    }
    std::shared_ptr<Script> m_script;
    CheckpointManifest m_manifest;
};

inline GeneratorFactory fakeFactory(std::shared_ptr<FakeGenerator::Script> script,
                                    const Placement& source = {}) {
    return [script, source](const std::filesystem::path&) -> Result<std::unique_ptr<GlyphGenerator>> {
        ++script->opened;
        return std::unique_ptr<GlyphGenerator>(std::make_unique<FakeGenerator>(script, source));
    };
}

/// Controls below `root` that have no accessible name (nor a text or a label), or that the Tab key never
/// reaches.
inline QStringList unusableControls(const QWidget& root) {
    QStringList found;
    for (const auto* widget : root.findChildren<QWidget*>()) {
        const bool control =
            qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
            (qobject_cast<const QAbstractSlider*>(widget) && !qobject_cast<const QScrollBar*>(widget)) ||
            qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
            qobject_cast<const QAbstractItemView*>(widget);
        // Parts of a control (the line of a spin box, the list of a combo box) are reached through it.
        const QString type = widget->metaObject()->className();
        const bool part = widget->objectName().startsWith("qt_") || type.startsWith("QComboBoxPrivate") ||
                          type == "QComboBoxListView" ||
                          qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) ||
                          qobject_cast<const QComboBox*>(widget->parentWidget()) ||
                          qobject_cast<const QLineEdit*>(widget->parentWidget()) || type == "QHeaderView" ||
                          type == "QTableCornerButton";
        if (!control || part) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (widget->accessibleName().isEmpty() && (button == nullptr || button->text().isEmpty())) {
            found << widget->objectName() + " (" + type + ") has no accessible name";
        }
        if (!(widget->focusPolicy() & Qt::TabFocus)) {
            found << widget->objectName() + " (" + type + ") is not reached by Tab";
        }
        if (widget->objectName().isEmpty()) {
            found << widget->accessibleName() + " (" + type + ") has no object name";
        }
    }
    return found;
}

} // namespace typemould
