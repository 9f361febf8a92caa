#include "ui/export/export_page.h"

#include "core/project/kept_pictures.h"
#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/export/export_job.h"
#include "ui/export/finished_preview.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

using namespace typemould;

/// Catches what QDesktopServices would open.
class OpenedUrls : public QObject {
    Q_OBJECT
public:
    QList<QUrl> urls;
public Q_SLOTS:
    void open(const QUrl& url) { urls << url; }
};

class ExportPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::unique_ptr<ExportPage> m_page;
    std::shared_ptr<FakeGenerator::Script> m_script;

    template <class T>
    T* find(const char* name) {
        return controlOf<T>(*m_page, name);
    }
    QString count() { return find<QLabel>("exportCount")->text(); }
    QString result() { return find<QLabel>("exportResult")->text(); }
    QString outFolder() { return find<QLineEdit>("exportFolder")->text(); }
    QStringList files() { return QDir(outFolder()).entryList(QDir::Files, QDir::Name); }
    void choose(const QString& key) {
        auto* box = find<QComboBox>("exportSet");
        QVERIFY2(box->findData(key) >= 0, qPrintable(key));
        box->setCurrentIndex(box->findData(key));
    }
    void type(const QString& spec) {
        choose("typed");
        find<QLineEdit>("exportSpec")->setText(spec);
    }
    QString lacking(int from, int number) { return missingText(*m_document, from, number); }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void exportNow() {
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("exportStart")->isEnabled(), 20000); // fonts are opened
        press("exportStart");
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->exporting(), 20000);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_script = std::make_shared<FakeGenerator::Script>();
        openDemoProject(*m_document, *m_folder);
        m_page = std::make_unique<ExportPage>(*m_document, *m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(m_script, m_document->data().placements.source));
        m_page->resize(1000, 800);
        m_page->show();
        m_document->checkpointSaved("somewhere");
    }
    void cleanup() {
        QVERIFY2(m_dialogs->allUsed(), "an answer was not asked for");
        m_page.reset();
        m_document.reset();
    }

    void everyControlCanBeNamedAndReached() {
        choose("typed");
        QCOMPARE(unusableControls(*m_page), QStringList());
    }

    void theOutputOffsetMovesPreviewAndExport() {
        type(lacking(0, 1));
        exportNow();
        const auto name = files().filter(".png").first();
        const GrayImage before = readPng(fsPath(outFolder() + "/" + name)).orThrow();
        const int opened = m_script->opened;
        m_document->edit("offset", [](ProjectData& data) { data.training.outputOffsetX = 5; });
        QTRY_VERIFY(m_script->opened > opened); // the preview draws anew
        m_dialogs->answers.push_back(0);        // replace what is there
        exportNow();
        QCOMPARE(readPng(fsPath(outFolder() + "/" + name)).orThrow(), shifted(before, 5, 0));
    }

    void strokesThatAreNotTheSourcesAreTold() {
        const char32_t kept = m_document->fonts()->missing[1];
        CheckpointManifest manifest;
        manifest.dataset.canvas = 64;
        storeKeptPicture(m_document->project().keptFolder(), manifest, kept, GrayImage(64, 64)).orThrow();
        m_document->setVerdict({kept}, ReviewVerdict::Kept);
        type(lacking(0, 3));
        exportNow();
        QVERIFY2(result().contains("3 images written"), qPrintable(result()));
        QVERIFY2(result().contains("Strokes are not the source's in") && result().contains(lacking(1, 1)),
                 qPrintable(result()));
    }

    void missingGoesIntoTheProjectAtFirst() {
        QVERIFY2(count().contains(QString::number(m_document->fonts()->missing.size())), qPrintable(count()));
        QCOMPARE(outFolder().toStdString(), m_document->project().exportFolder().string());
        QVERIFY(find<QPushButton>("exportStart")->isEnabled());
    }

    void setsAreCounted_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("expected");
        QTest::newRow("held out") << "heldout" << 8;
        QTest::newRow("pairs") << "pairs" << 40;
        QTest::newRow("kept") << "kept" << 3;
        QTest::newRow("unreviewed") << "unreviewed" << 115;
        QTest::newRow("missing without the rejected") << "missing" << 118;
    }
    void setsAreCounted() {
        QFETCH(QString, key);
        QFETCH(int, expected);
        const auto missing = m_document->fonts()->missing;
        QCOMPARE(missing.size(), std::size_t(120));
        m_document->setVerdict({missing[0], missing[1], missing[2]}, ReviewVerdict::Kept);
        m_document->setVerdict({missing[3], missing[4]}, ReviewVerdict::Rejected);
        choose(key);
        QVERIFY2(count().startsWith(QString::number(expected) + " glyph"), qPrintable(count()));
        QCOMPARE(count().contains("2 rejected"), key == "missing");
    }

    void aTypedSpecIsCountedAsItIsTyped() {
        QVERIFY(!find<QLineEdit>("exportSpec")->isVisible());
        type(lacking(0, 5));
        QVERIFY(find<QLineEdit>("exportSpec")->isVisible());
        QVERIFY2(count().startsWith("5 glyph"), qPrintable(count()));
        type("missing,heldout");
        QVERIFY2(count().startsWith("128 glyph"), qPrintable(count()));
        type("nosuchset");
        QVERIFY2(count().contains("nosuchset"), qPrintable(count()));
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
        type("");
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
    }

    void glyphsAreWrittenWithTheSettings() {
        type(lacking(0, 3));
        find<QSpinBox>("setting_size")->setValue(32);
        exportNow();
        const auto missing = m_document->fonts()->missing;
        QStringList expected{"contact-sheet.png", "manifest.json"};
        for (std::size_t i = 0; i < 3; ++i) {
            const QString name = QString::fromStdString(
                glyphFileName(missing[i], NamingRule::UnicodeHex, ImageFormat::Png, i + 1, 3));
            expected << name;
            const auto image = readPng(fsPath(QDir(outFolder()).filePath(name))).orThrow();
            QCOMPARE(image.width, 32);
            QCOMPARE(int(image.at(4, 16)), 0);
        }
        expected.sort();
        QCOMPARE(files(), expected);
        QVERIFY2(result().contains("3 images written") && result().contains(outFolder()),
                 qPrintable(result()));
    }

    void theManifestNamesTheCheckpointsGeometry() {
        type(lacking(0, 1));
        exportNow();
        QFile manifest(QDir(outFolder()).filePath("manifest.json"));
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        const QByteArray text = manifest.readAll();
        QVERIFY2(text.contains("1234"), "the checkpoint's step");
        QVERIFY2(text.contains(m_document->targetFace()->names().family.c_str()), "the target font");
    }

    void theFolderIsChosen() {
        m_dialogs->folders = {m_folder->filePath("elsewhere"), QString()};
        press("exportBrowse");
        QCOMPARE(outFolder(), m_folder->filePath("elsewhere"));
        press("exportBrowse"); // and back
        QCOMPARE(outFolder(), m_folder->filePath("elsewhere"));
        type(lacking(0, 1));
        exportNow();
        QCOMPARE(files().size(), 3);
    }

    void theFolderIsOpened() {
        QVERIFY(!find<QPushButton>("exportOpenFolder")->isVisible());
        type(lacking(0, 1));
        exportNow();
        OpenedUrls opened;
        QDesktopServices::setUrlHandler("file", &opened, "open");
        press("exportOpenFolder");
        QDesktopServices::unsetUrlHandler("file");
        QCOMPARE(opened.urls, QList<QUrl>{QUrl::fromLocalFile(outFolder())});
    }

    void filesAreNotReplacedUnasked_data() {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("replaced");
        QTest::addColumn<bool>("moreWritten");
        QTest::newRow("replace") << 0 << true << true;
        QTest::newRow("keep") << 1 << false << true;
        QTest::newRow("cancel") << 2 << false << false;
    }
    void filesAreNotReplacedUnasked() {
        QFETCH(int, answer);
        QFETCH(bool, replaced);
        QFETCH(bool, moreWritten);
        type(lacking(0, 2));
        exportNow();
        QCOMPARE(m_dialogs->asked.size(), 0);
        const QString first = QDir(outFolder()).filePath(files().front());
        QFile mark(first);
        QVERIFY(mark.open(QIODevice::WriteOnly));
        mark.write("mine");
        mark.close();
        const auto before = files().size();
        type(lacking(0, 4));
        m_dialogs->answers = {answer};
        exportNow();
        QCOMPARE(m_dialogs->asked.size(), 1);
        QVERIFY2(m_dialogs->asked[0].contains("4 file"),
                 qPrintable(m_dialogs->asked[0])); // sheet and manifest too
        QVERIFY(mark.open(QIODevice::ReadOnly));
        QCOMPARE(mark.readAll() != "mine", replaced);
        QCOMPARE(files().size() > before, moreWritten);
    }

    void everySheetOfAnEarlierExportIsNamed_data() {
        QTest::addColumn<bool>("svg");
        QTest::addColumn<QStringList>("sheets");
        QTest::newRow("images") << false
                                << QStringList{"contact-sheet.png", "contact-sheet-2.png",
                                               "contact-sheet-3.png"};
        QTest::newRow("outlines") << true << QStringList{"sheet.svg", "sheet-2.svg", "sheet-3.svg"};
    }
    void everySheetOfAnEarlierExportIsNamed() {
        QFETCH(bool, svg);
        QFETCH(QStringList, sheets);
        const QTemporaryDir folder;
        for (const QString& name : sheets + QStringList{"other.svg", "other.png"}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QStringList found;
        for (const std::string& name : filesToReplace(fsPath(folder.path()), {}, {}, svg)) {
            found << QString::fromStdString(name);
        }
        QCOMPARE(found, sheets);
        ImageExportSettings bare;
        bare.contactSheet = false;
        // Of outlines none may stay that shows what is not exported any more.
        QCOMPARE(filesToReplace(fsPath(folder.path()), {}, bare, svg).empty(), !svg);
    }

    void aFontThatGoesWhileTheQuestionStandsIsNotUsed() {
        type(lacking(0, 2));
        exportNow();
        m_dialogs->answers = {0}; // replace them
        m_dialogs->whileAsking = [this] {
            m_document->edit("gone", [](ProjectData& data) { data.source.path = "/no/such/font.ttf"; });
            QTRY_VERIFY_WITH_TIMEOUT(m_document->fonts() == nullptr, 20000);
        };
        press("exportStart");
        QVERIFY(!m_page->exporting());
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
    }

    void nothingIsExportedWhileFontsAreBeingOpened() {
        type(lacking(0, 2));
        QVERIFY(find<QPushButton>("exportStart")->isEnabled());
        const auto copy = fsPath(m_folder->filePath("copy.ttf"));
        std::filesystem::copy_file(demoSource(), copy);
        m_document->edit("copy", [&](ProjectData& data) { data.source.path = copy; });
        QVERIFY(m_document->openingFonts() && m_document->fonts() != nullptr); // the old ones, still
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("exportStart")->isEnabled(), 20000);
    }

    void withSkipExistingNothingIsAsked() {
        type(lacking(0, 2));
        exportNow();
        find<QCheckBox>("setting_skip-existing")->setChecked(true);
        type(lacking(0, 3));
        exportNow();
        QVERIFY2(result().contains("1 image") && result().contains("2 kept"), qPrintable(result()));
    }

    void progressAndCancel() {
        m_script->glyphDelayMs = 20;
        press("exportStart");
        QVERIFY(m_page->exporting());
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
        auto* bar = find<QProgressBar>("exportProgress");
        QTRY_VERIFY(bar->value() >= 2);
        QCOMPARE(bar->maximum(), 120);
        QVERIFY(!find<QLabel>("exportTimeLeft")->text().isEmpty());
        press("exportCancel");
        QTRY_VERIFY(!m_page->exporting());
        const auto images = files().filter(".png").size();
        QVERIFY(images >= 2 && images < 120);
        QVERIFY2(result().startsWith("Cancelled") && result().contains(QString::number(images)),
                 qPrintable(result()));
        QVERIFY(files().contains("manifest.json")); // of what is there
        QVERIFY(find<QPushButton>("exportStart")->isEnabled());
    }

    void leavingWhileExportingStopsIt() {
        m_script->glyphDelayMs = 20;
        press("exportStart");
        QElapsedTimer clock;
        clock.start();
        m_page.reset();
        QVERIFY(clock.elapsed() < 1000);
    }

    void errorsAreShownInPlace_data() {
        QTest::addColumn<bool>("folderInTheWay");
        QTest::newRow("the folder cannot be made") << true;
        QTest::newRow("the network fails half-way") << false;
    }
    void errorsAreShownInPlace() {
        QFETCH(bool, folderInTheWay);
        if (folderInTheWay) {
            QFile file(m_folder->filePath("file"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            find<QLineEdit>("exportFolder")->setText(m_folder->filePath("file/export"));
        } else {
            m_script->failAt = m_document->fonts()->missing[4];
        }
        exportNow();
        QVERIFY2(result().contains(folderInTheWay ? "file/export" : "The fake generator fails"),
                 qPrintable(result()));
        QVERIFY2(result().contains(folderInTheWay ? "0 images" : "4 images"), qPrintable(result()));
    }

    void theRejectedAreLeftOut() {
        const auto missing = m_document->fonts()->missing;
        m_document->setVerdict({missing[1]}, ReviewVerdict::Rejected);
        type(lacking(0, 3));
        exportNow();
        QCOMPARE(files().filter(".png").size(), 3); // two glyphs and the contact sheet
        QVERIFY(!files().contains(QString::fromStdString(codePointText(missing[1])).mid(2) + ".png"));
    }

    void settingsGoToTheProjectAndBack() {
        find<QCheckBox>("setting_thresholded")->setChecked(true);
        QVERIFY(m_document->data().exporting.thresholded);
        m_document->undoStack().undo();
        QVERIFY(!find<QCheckBox>("setting_thresholded")->isChecked());
    }

    void theReviewedOffsetsAreThoseOfTheForm() {
        m_document->edit("offset", [](ProjectData& data) { data.exporting.offsetX = 2.5; });
        QCOMPARE(find<QDoubleSpinBox>("setting_offset-x")->value(), 2.5);
    }

    void thePreviewIsTheFinishedGlyph() {
        auto* preview = find<FinishedPreview>("finishedPreview");
        QTRY_VERIFY(!preview->shown().empty());
        QCOMPARE(preview->shown().width, 64);
        find<QSpinBox>("setting_size")->setValue(96);
        QCOMPARE(preview->shown().width, 96);
        find<QDoubleSpinBox>("setting_offset-x")->setValue(10);
        QCOMPARE(int(preview->shown().at(4, 48)), 255); // paper has come in from the left
        QCOMPARE(int(preview->shown().at(20, 48)), 0);
        const char32_t second = m_document->fonts()->missing[1];
        find<QLineEdit>("previewCharacter")->setText(QString::fromStdString(utf8Of(second)));
        QTRY_VERIFY(
            find<QLabel>("previewCaption")->text().contains(QString::fromStdString(codePointText(second))));
        QCOMPARE(m_script->opened.load(), 1); // the checkpoint is opened once
        find<QLineEdit>("previewCharacter")->setText("\u0E01");
        QTRY_VERIFY(find<QLabel>("previewCaption")->text().contains("does not draw"));
        QVERIFY(preview->shown().empty());
    }

    void aKeptGlyphIsSeenAndWrittenAsItWasKept() {
        const char32_t kept = m_document->fonts()->missing[0];
        CheckpointManifest manifest;
        manifest.dataset.canvas = 64;
        storeKeptPicture(m_document->project().keptFolder(), manifest, kept, GrayImage(64, 64, 90)).orThrow();
        type(lacking(0, 1));
        const auto seen = [this] {
            const GrayImage& shown = find<FinishedPreview>("finishedPreview")->shown();
            return shown.empty() ? -1 : int(shown.at(60, 2));
        };
        const auto written = [&] {
            const auto name = glyphFileName(kept, NamingRule::UnicodeHex, ImageFormat::Png, 1, 1);
            return int(readPng(fsPath(outFolder()) / name).orThrow().at(60, 2));
        };
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 255, 20000);
        m_document->setVerdict({kept}, ReviewVerdict::Kept);
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 90, 20000);
        exportNow();
        QCOMPARE(written(), 90);
        // Another style is not what was kept.
        m_script->styles = {"first", "second"};
        m_document->edit("styles", [](ProjectData& data) {
            data.training.network = "style=concat";
            data.styles = {{"first", {}, {}}, {"second", {}, {}}};
        });
        auto* style = find<QComboBox>("exportStyle");
        style->setCurrentIndex(style->findData(1));
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 255, 20000);
        m_dialogs->answers = {0};
        exportNow();
        QCOMPARE(written(), 255);
        style->setCurrentIndex(style->findData(-1));
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 90, 20000);
        m_document->setVerdict({kept}, std::nullopt);
        QTRY_COMPARE_WITH_TIMEOUT(seen(), 255, 20000);
    }

    void glyphsAreWrittenInTheChosenStyle() {
        m_script->styles = {"first", "second"};
        m_document->edit("styles", [](ProjectData& data) {
            data.training.network = "style=concat";
            data.styles = {{"first", {}, {}}, {"second", {}, {}}};
        });
        auto* style = find<QComboBox>("exportStyle");
        QVERIFY(style->isVisible());
        style->setCurrentIndex(style->findData(1));
        type(lacking(0, 2));
        exportNow();
        // The preview draws the first of the characters on its own; the second is the export's alone.
        const auto drawnIn = [&](std::size_t missing) {
            const std::lock_guard lock(m_script->mutex);
            std::vector<StyleChoice> styles;
            for (const auto& [character, choice] : m_script->drawnIn) {
                if (character == m_document->fonts()->missing[missing]) {
                    styles.push_back(choice);
                }
            }
            return styles;
        };
        QCOMPARE(drawnIn(1).size(), std::size_t(1));
        QCOMPARE(drawnIn(1).front().style, 1);
        QCOMPARE(drawnIn(1).front().towards, -1);
        auto* towards = find<QComboBox>("exportTowards");
        towards->setCurrentIndex(towards->findData(0));
        find<QSlider>("exportShare")->setValue(30);
        type(lacking(2, 2));
        m_dialogs->answers = {0}; // the manifest is replaced
        exportNow();
        QCOMPARE(drawnIn(3).size(), std::size_t(1));
        QCOMPARE(drawnIn(3).front().style, 1);
        QCOMPARE(drawnIn(3).front().towards, 0);
        QCOMPARE(drawnIn(3).front().share, 0.3);
        QVERIFY(!files().isEmpty());
    }

    void withoutACheckpointThereIsNothingToExport() {
        const auto folder = m_document->project().folder();
        QVERIFY(m_document->save());
        m_document->closeProject();
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
        m_document->setProject(Project::open(folder, ProjectAccess::Write).orThrow());
        QTRY_VERIFY(count().contains("Train"));
        QVERIFY(!find<QPushButton>("exportStart")->isEnabled());
    }

    void aGlyphOfAnOlderCheckpointIsNotShownAsCurrent() {
        auto* preview = find<FinishedPreview>("finishedPreview");
        QTRY_VERIFY(!preview->shown().empty());
        m_page->hide();
        m_script->ink = 128;
        m_document->checkpointSaved("elsewhere");
        QVERIFY(preview->shown().empty());
        m_page->show();
        QTRY_VERIFY(!preview->shown().empty());
        QCOMPARE(int(preview->shown().at(0, 32)), 128);
    }

    void anExportEndsWithItsProject() {
        type(lacking(0, 30));
        m_script->glyphDelayMs = 20;
        press("exportStart");
        QVERIFY(m_page->exporting());
        QTest::qWait(100);
        const QDir folder(outFolder());
        m_document->closeProject();
        QVERIFY(!m_page->exporting());
        QTest::qWait(400);
        QCOMPARE(result(), QString());
        QVERIFY(folder.entryList({"*.png"}, QDir::Files).size() < 30);
        QVERIFY(!find<QProgressBar>("exportProgress")->isVisible());
    }
};

QTEST_MAIN(ExportPageTest)
#include "export_page_test.moc"
