// Strokes in Review: the worst glyphs first, marked and counted; what is kept stays as it was; the line of
// text.
#include "core/project/kept_pictures.h"
#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/review/glyph_store.h"
#include "ui/review/review_model.h"
#include "ui/review/review_page.h"
#include "ui/review/review_view.h"
#include "ui/review/text_line_view.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

using namespace typemould;

class ReviewStructureTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::unique_ptr<ReviewPage> m_page;
    std::shared_ptr<FakeGenerator::Script> m_script;

    template <class T>
    T* find(const char* name) {
        return controlOf<T>(*m_page, name);
    }
    ReviewModel* model() { return static_cast<ReviewModel*>(find<ReviewView>("reviewGrid")->model()); }
    GlyphStore* store() { return find<GlyphStore>("glyphStore"); }
    void type(const QString& text) { find<QLineEdit>("reviewText")->setText(text); }
    QString lacking(int from, int number) { return missingText(*m_document, from, number); }
    void chooseWorstFirst(bool worst) {
        auto* order = find<QComboBox>("reviewOrder");
        order->setCurrentIndex(order->findData(worst));
    }
    void drawEverything() {
        QTRY_VERIFY_WITH_TIMEOUT(store()->idle() && store()->structure(model()->characterAt(0)) != nullptr,
                                 60000);
    }
    QImage generated(char32_t character) {
        const GlyphPictures* pictures = store()->find(character);
        return pictures != nullptr ? pictures->generated : QImage();
    }
    /// What lies on disk of a glyph that was kept.
    std::optional<GrayImage> stored(char32_t character) {
        CheckpointManifest manifest;
        manifest.dataset.canvas = 64;
        return keptPicture(m_document->project().keptFolder(), manifest, character).orThrow();
    }
    const MixedPicture& line() { return find<TextLineView>("textLine")->line(); }
    void showLine(const QString& text) {
        m_document->edit("text", [&](ProjectData& data) { data.training.previewText = text.toStdString(); });
        find<QCheckBox>("reviewShowsText")->setChecked(true);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_script = std::make_shared<FakeGenerator::Script>();
        openDemoProject(*m_document, *m_folder);
        QTRY_VERIFY_WITH_TIMEOUT(m_document->structure() != nullptr, 60000);
        m_page = std::make_unique<ReviewPage>(*m_document, *m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(m_script, m_document->data().placements.source));
        m_page->resize(1000, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() {
        m_page.reset();
        m_document.reset();
    }

    void theWorstStandFirst() {
        type(lacking(0, 30));
        m_document->checkpointSaved("somewhere");
        drawEverything();
        const CharacterSet all = model()->characters();
        QCOMPARE(model()->characterAt(0), all[0]);
        chooseWorstFirst(true);
        const auto gate = StructureGate::fitted(m_document->structure()->pairs);
        const auto shareAt = [&](int row) {
            return gate.score(*store()->structure(model()->characterAt(row))).share;
        };
        const auto sorted = [&] {
            for (int row = 0; row < model()->rowCount(); ++row) {
                if (store()->structure(model()->characterAt(row)) == nullptr ||
                    (row > 0 && shareAt(row - 1) < shareAt(row))) {
                    return false;
                }
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(sorted(), 60000);
        QVERIFY(model()->characters() == all);
        // The fake generator inks the left half of each glyph: strokes that no source has.
        QVERIFY(shareAt(0) > 1);
        const QModelIndex first = model()->index(0);
        QVERIFY(first.data(ReviewModel::BrokenRole).toBool());
        QVERIFY2(first.data(Qt::ToolTipRole).toString().contains("strokes differ"),
                 qPrintable(first.data(Qt::ToolTipRole).toString()));
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("reviewCounts")->text().contains("strokes differ"), 10000);
        chooseWorstFirst(false);
        QCOMPARE(model()->characterAt(0), all[0]);
    }

    void theChosenGlyphStaysChosenWhenTheOrderChanges() {
        type(lacking(0, 30));
        m_document->checkpointSaved("somewhere");
        drawEverything();
        auto* grid = find<ReviewView>("reviewGrid");
        const char32_t chosen = model()->characterAt(7);
        grid->setCurrentIndex(model()->index(7));
        chooseWorstFirst(true);
        QTest::qWait(1500); // it has been sorted again by then
        const auto rows = grid->selectionModel()->selectedIndexes();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(model()->characterAt(rows[0].row()), chosen);
    }

    void withoutMeasuredPairsNothingIsMarked() {
        ReviewModel bare(*m_document);
        bare.setWorstFirst(true);
        bare.setCharacters(m_document->fonts()->missing);
        QCOMPARE(bare.characterAt(0), m_document->fonts()->missing[0]);
        QVERIFY(!bare.index(0).data(ReviewModel::BrokenRole).toBool());
    }

    void keptGlyphsStayAsTheyWere() {
        type(lacking(0, 4));
        m_document->checkpointSaved("somewhere");
        drawEverything();
        const char32_t kept = model()->characterAt(1), other = model()->characterAt(2);
        QTRY_VERIFY_WITH_TIMEOUT(!generated(kept).isNull() && !generated(other).isNull(), 20000);
        const QImage keptBefore = generated(kept), otherBefore = generated(other);
        find<ReviewView>("reviewGrid")->setCurrentIndex(model()->index(1));
        find<QPushButton>("reviewKeep")->click();
        QTRY_VERIFY_WITH_TIMEOUT(stored(kept).has_value(), 20000);
        m_script->ink = 200; // a later checkpoint draws otherwise
        m_document->checkpointSaved("later");
        QTRY_VERIFY_WITH_TIMEOUT(generated(other) != otherBefore && store()->idle(), 20000);
        QCOMPARE(generated(kept), keptBefore);
        m_document->undo(); // kept no longer: drawn as the others are
        QTRY_VERIFY_WITH_TIMEOUT(generated(kept) != keptBefore, 20000);
        m_document->redo();
        QTRY_VERIFY_WITH_TIMEOUT(generated(kept) == keptBefore, 20000);
    }

    void keepingAgainReplacesNothing() {
        type(lacking(0, 4));
        m_document->checkpointSaved("somewhere");
        drawEverything();
        const char32_t kept = model()->characterAt(1), other = model()->characterAt(2);
        find<ReviewView>("reviewGrid")->setCurrentIndex(model()->index(1));
        find<QPushButton>("reviewKeep")->click();
        QTRY_VERIFY_WITH_TIMEOUT(stored(kept).has_value(), 20000);
        const GrayImage before = *stored(kept);
        m_script->ink = 200; // a later checkpoint draws otherwise
        m_document->checkpointSaved("later");
        drawEverything();
        find<ReviewView>("reviewGrid")->selectAll();
        find<QPushButton>("reviewKeep")->click();
        QTRY_VERIFY_WITH_TIMEOUT(stored(other).has_value() && stored(model()->characterAt(3)), 20000);
        QCOMPARE(int(stored(other)->at(4, 32)), 200);
        QVERIFY(*stored(kept) == before);
        find<QPushButton>("reviewClear")->click(); // taken back, and kept anew: as it is drawn now
        find<QPushButton>("reviewKeep")->click();
        QTRY_COMPARE_WITH_TIMEOUT(int(stored(kept)->at(4, 32)), 200, 20000);
    }

    void anotherStyleIsNotStoredAsTheTargets() {
        m_script->styles = {"first", "second"};
        m_document->edit("styles", [](ProjectData& data) {
            data.training.network = "style=concat";
            data.styles = {{"first", {}, {}}, {"second", {}, {}}};
        });
        type(lacking(0, 2));
        m_document->checkpointSaved("somewhere");
        auto* style = find<QComboBox>("reviewStyle");
        const auto draw = [&](int row) {
            const int opened = m_script->opened;
            style->setCurrentIndex(style->findData(row));
            QTRY_VERIFY_WITH_TIMEOUT(m_script->opened > opened && store()->idle(), 20000);
        };
        const auto keepAll = [this] {
            find<ReviewView>("reviewGrid")->selectAll();
            find<QPushButton>("reviewKeep")->click();
        };
        draw(1);
        keepAll();
        draw(0); // the target's own, by its name; what was kept before is stored by now or never
        QVERIFY(!stored(model()->characterAt(0)) && !stored(model()->characterAt(1)));
        const auto* counts = find<QLabel>("reviewCounts");
        QTRY_VERIFY_WITH_TIMEOUT(counts->text().contains("not stored of 2 kept"), 20000);
        QVERIFY2(model()->index(0).data(Qt::ToolTipRole).toString().contains("not stored"),
                 qPrintable(model()->index(0).data(Qt::ToolTipRole).toString()));
        keepAll();
        QTRY_VERIFY_WITH_TIMEOUT(stored(model()->characterAt(0)) && stored(model()->characterAt(1)), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!counts->text().contains("not stored"), 20000);
        QCOMPARE(model()->index(0).data(Qt::ToolTipRole).toString().contains("not stored"), false);
    }

    void theLineShowsTheGeneratedAmongTheTargetsOwn() {
        const std::string own = utf8Of(m_document->pairs()->characters()[0]);
        showLine(QString::fromStdString(own) + lacking(0, 2));
        QTRY_VERIFY_WITH_TIMEOUT(!line().own.empty() && line().gaps.size() == 2, 20000);
        QVERIFY(meanInk(line().own) > 0);
        QCOMPARE(meanInk(line().added), 0.0);
        QVERIFY(find<QLabel>("textCaption")->text().contains("Nothing is learnt"));
        m_document->checkpointSaved("somewhere");
        QTRY_VERIFY_WITH_TIMEOUT(line().gaps.empty() && meanInk(line().added) > 0, 20000);
        QVERIFY2(find<QLabel>("textCaption")->text().contains("2"), "how many are generated is told");
    }

    void theLineFollowsTheRun() {
        showLine(lacking(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(line().gaps.size() == 1, 20000);
        PreviewGlyph glyph;
        glyph.character = m_document->fonts()->missing[0];
        glyph.generated = GrayImage(64, 64, 60);
        Preview preview;
        preview.step = 10;
        preview.glyphs = {glyph};
        m_page->takePreview(preview);
        QTRY_VERIFY_WITH_TIMEOUT(line().gaps.empty(), 20000);
        const double before = meanInk(line().added);
        QVERIFY(before > 0.1);
        preview.glyphs[0].generated = GrayImage(64, 64, 200);
        m_page->takePreview(preview);
        QTRY_VERIFY_WITH_TIMEOUT(meanInk(line().added) < before / 2, 20000);
    }

    void keptGlyphsOfTheLineDoNotFollowTheRun() {
        m_document->checkpointSaved("somewhere");
        showLine(lacking(0, 2));
        QTRY_VERIFY_WITH_TIMEOUT(line().gaps.empty() && meanInk(line().added) > 0, 20000);
        const double before = meanInk(line().added);
        m_document->setVerdict({m_document->fonts()->missing[0]}, ReviewVerdict::Kept);
        Preview preview;
        for (int i = 0; i < 2; ++i) {
            PreviewGlyph glyph;
            glyph.character = m_document->fonts()->missing[std::size_t(i)];
            glyph.generated = GrayImage(64, 64, 254); // next to nothing
            preview.glyphs.push_back(glyph);
        }
        m_page->takePreview(preview);
        QTRY_VERIFY_WITH_TIMEOUT(meanInk(line().added) < 0.75 * before, 20000);
        QVERIFY(meanInk(line().added) > 0.25 * before);
    }

    void eachControlOfTheLineChangesIt() {
        m_document->checkpointSaved("somewhere");
        showLine(lacking(0, 3));
        QTRY_VERIFY_WITH_TIMEOUT(line().gaps.empty() && meanInk(line().added) > 0, 20000);
        const int width = line().own.width, height = line().own.height;
        find<QSpinBox>("textSize")->setValue(96);
        QTRY_VERIFY(line().own.height > height * 3 / 2);
        auto* direction = find<QComboBox>("textDirection");
        direction->setCurrentIndex(direction->findData(true));
        QTRY_VERIFY(line().own.height > line().own.width * 2 && line().own.height > width);
        auto* view = find<TextLineView>("textLine");
        const QImage tinted = view->grab().toImage();
        find<QCheckBox>("textTint")->setChecked(false);
        QVERIFY(view->grab().toImage() != tinted);
        auto* text = find<QLineEdit>("textLineText");
        text->setFocus();
        text->selectAll();
        QTest::keyClick(text, Qt::Key_Delete);
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_VERIFY(meanInk(line().added) == 0);
        QCOMPARE(m_document->data().training.previewText, std::string());
        m_document->undo();
        QTRY_COMPARE(text->text(), lacking(0, 3));
    }

    void everyControlCanBeNamedAndReached() {
        find<QCheckBox>("reviewShowsText")->setChecked(true);
        QCOMPARE(unusableControls(*m_page), QStringList());
    }
};

QTEST_MAIN(ReviewStructureTest)
#include "review_structure_test.moc"
