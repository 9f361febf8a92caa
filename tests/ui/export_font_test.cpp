// Fonts from the Export page: what is shown before, while and after one is written.
#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/export/export_page.h"
#include "ui/export/outline_view.h"
#include "ui/widgets/settings_form.h"

#include <QCheckBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTranslator>

using namespace typemould;

/// Stands for another language: puts what it is asked for in marks.
class Marking : public QTranslator {
public:
    QString translate(const char* context, const char* source, const char*, int) const override {
        return QByteArray(context) == "Findings" ? u'«' + QString(source) + u'»' : QString();
    }
    bool isEmpty() const override { return false; }
};

class ExportFontTest : public QObject {
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
    void write(const QString& format) {
        auto* box = find<QComboBox>("exportFormat");
        QVERIFY2(box->findData(format) >= 0, qPrintable(format));
        box->setCurrentIndex(box->findData(format));
    }
    void type(const QString& spec) {
        auto* box = find<QComboBox>("exportSet");
        box->setCurrentIndex(box->findData("typed"));
        find<QLineEdit>("exportSpec")->setText(spec);
    }
    QString lacking(int from, int number) { return missingText(*m_document, from, number); }
    const Outline& outline() { return find<OutlineView>("previewOutline")->outline(); }
    QString result() { return find<QLabel>("fontResult")->text(); }
    void exportNow() {
        QVERIFY(find<QPushButton>("fontStart")->isEnabled());
        find<QPushButton>("fontStart")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->exporting(), 100000);
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_script = std::make_shared<FakeGenerator::Script>();
        openDemoProject(*m_document, *m_folder);
        m_page = std::make_unique<ExportPage>(*m_document, *m_dialogs);
        m_page->setGeneratorFactory(fontFactory());
        m_page->resize(1100, 900);
        m_page->show();
        m_document->checkpointSaved("somewhere");
    }
    void cleanup() {
        QVERIFY2(m_dialogs->allUsed(), "an answer was not asked for");
        m_page.reset();
        m_document.reset();
    }

    void onlyWhatBelongsToTheFormatIsShown() {
        QVERIFY(find<SettingsForm>("exportSettings")->isVisible());
        QVERIFY(!find<SettingsForm>("tracingSettings")->isVisible());
        write("ttf");
        QVERIFY(!find<SettingsForm>("exportSettings")->isVisible());
        QVERIFY(find<SettingsForm>("tracingSettings")->isVisible());
        QVERIFY(find<OutlineView>("previewOutline")->isVisible());
        QVERIFY(find<QLineEdit>("fontFile")->text().endsWith(".ttf"));
        QCOMPARE(unusableControls(*m_page), QStringList());
    }

    void theFormatIsASettingThatCanBeUndone() {
        write("ufo");
        QCOMPARE(m_document->data().font.format, FontFormat::Ufo);
        QVERIFY(find<QLineEdit>("fontFile")->text().endsWith(".ufo"));
        m_document->undo();
        QCOMPARE(m_document->data().font.format, FontFormat::Ttf);
        QCOMPARE(find<QComboBox>("exportFormat")->currentData().toString(), QString("ttf"));
        write("images");
        QCOMPARE(m_document->data().font.format, FontFormat::Ttf);
    }

    void tracingIsSeenAtOnce_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("value");
        QTest::newRow("tolerance") << "tolerance" << 3.9;
        QTest::newRow("corners") << "corners" << 0.0;
    }
    void tracingIsSeenAtOnce() {
        QFETCH(QString, key);
        QFETCH(double, value);
        write("ttf");
        type(lacking(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(!outline().empty(), 20000);
        const Outline before = outline();
        auto* spin = qobject_cast<QDoubleSpinBox*>(find<SettingsForm>("tracingSettings")->control(key));
        QVERIFY(spin != nullptr);
        spin->setValue(value);
        QTRY_VERIFY_WITH_TIMEOUT(!(outline() == before), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(
            find<QLabel>("previewCaption")->text().contains(QString::number(outline().pointCount())), 5000);
        m_document->undo();
        QTRY_VERIFY_WITH_TIMEOUT(outline() == before, 20000);
    }

    void anOutlineThatIsNoLongerWantedSaysNothing() {
        type(lacking(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>("previewCaption")->text().contains("pixels"), 20000);
        write("ttf"); // begins to trace
        write("images");
        QTest::qWait(500);
        QVERIFY2(find<QLabel>("previewCaption")->text().contains("pixels"),
                 qPrintable(find<QLabel>("previewCaption")->text()));
    }

    void pointsAreShownOnRequest() {
        write("ttf");
        type(lacking(0, 1));
        QTRY_VERIFY_WITH_TIMEOUT(!outline().empty(), 20000);
        auto* view = find<OutlineView>("previewOutline");
        const QImage before = view->grab().toImage();
        find<QCheckBox>("previewPoints")->setChecked(true);
        QVERIFY(view->grab().toImage() != before);
    }

    void theLicencesAreShownAndARefusalHolds() {
        write("ttf");
        type(lacking(0, 2));
        find<QPushButton>("fontShowLicence")->click();
        QVERIFY(find<QLabel>("fontLicence")->isVisible());
        QVERIFY2(find<QLabel>("fontLicence")->text().contains("SIL"),
                 qPrintable(find<QLabel>("fontLicence")->text()));
        QVERIFY(find<QPushButton>("fontStart")->isEnabled());
        m_document->edit("name", [this](ProjectData& data) {
            data.font.family = m_document->fonts()->target.names().family;
        });
        QVERIFY2(find<QLabel>("fontFindings")->text().contains(QStringLiteral("✗")),
                 qPrintable(find<QLabel>("fontFindings")->text()));
        QVERIFY(!find<QPushButton>("fontStart")->isEnabled());
        m_document->undo();
        QVERIFY(find<QPushButton>("fontStart")->isEnabled());
    }

    void aUfoIsWrittenCheckedAndProved() {
        write("ufo");
        type(lacking(0, 3));
        exportNow();
        QVERIFY2(result().contains("3"), qPrintable(result()));
        QVERIFY2(QFile::exists(find<QLineEdit>("fontFile")->text() + "/metainfo.plist"),
                 qPrintable(find<QLineEdit>("fontFile")->text()));
        QVERIFY(find<QTableWidget>("fontProofTable")->isVisible());
        const auto* table = find<QTableWidget>("fontProofTable");
        QVERIFY(table->rowCount() >= 4);
        for (int row = 0; row < table->rowCount(); ++row) { // a place is off by a share of the em
            QCOMPARE(table->item(row, 2)->text().contains("% of the em"),
                     table->verticalHeaderItem(row)->text().startsWith("Centre"));
        }
        QVERIFY(!find<QLabel>("fontProofLine")->pixmap().isNull());
        m_dialogs->answers.push_back(1); // it is there already: do not replace it
        find<QPushButton>("fontStart")->click();
        QVERIFY(!m_page->exporting());
    }

    void outlinesAreWrittenAsSvg() {
        write("svg");
        QVERIFY(find<SettingsForm>("tracingSettings")->isVisible());
        QVERIFY(!find<SettingsForm>("fontSettings")->isVisible());
        QVERIFY(!find<SettingsForm>("exportSettings")->control("size")->isVisible());
        QVERIFY(find<SettingsForm>("exportSettings")->control("naming")->isVisible());
        type(lacking(0, 2));
        const auto writeThem = [this] {
            find<QPushButton>("exportStart")->click();
            QTRY_VERIFY_WITH_TIMEOUT(!m_page->exporting(), 60000);
        };
        writeThem();
        const QString folder = find<QLineEdit>("exportFolder")->text();
        QCOMPARE(QDir(folder).entryList({"*.svg"}, QDir::Files).size(), 3); // and the sheet
        m_dialogs->answers.push_back(0);                                    // replace them
        writeThem();
        QVERIFY2(find<QLabel>("exportResult")->text().contains("2"), "how many were written is told");
    }

    void aTtfIsWritten() {
        write("ttf");
        type(lacking(0, 3));
        exportNow();
        QVERIFY2(result().contains("3"), qPrintable(result()));
        const auto font = FontFace::open(fsPath(find<QLineEdit>("fontFile")->text()));
        QVERIFY2(font.ok(), font.ok() ? "" : font.error().text().c_str());
        QVERIFY(font->draws(m_document->fonts()->missing[0]));
    }

    void whatIsFoundIsSaidInTheUsersLanguage() {
        Marking marking;
        QVERIFY(QCoreApplication::installTranslator(&marking));
        write("ufo");
        type(lacking(0, 2));
        const std::string family = m_document->fonts()->target.names().family;
        m_document->edit("name", [&](ProjectData& data) { data.font.family = family; });
        const QString findings = find<QLabel>("fontFindings")->text();
        for (const QString& line : findings.split('\n')) { // sign, finding, advice
            QVERIFY2(line.mid(2).startsWith(u'«') && line.trimmed().endsWith(u'»'), qPrintable(line));
        }
        QVERIFY2(findings.contains("name of the target, '" + QString::fromStdString(family) + "'"),
                 qPrintable(findings));
        QVERIFY2(find<QLabel>("fontLicence")->text().contains(u"«may be embedded"),
                 qPrintable(find<QLabel>("fontLicence")->text()));
        m_document->undo();
        exportNow();
        QVERIFY2(result().contains(u"«The UFO holds"), qPrintable(result()));
        QVERIFY(QCoreApplication::removeTranslator(&marking));
    }

    void theRejectedAreLeftOut() {
        write("ufo");
        type(lacking(0, 3));
        m_document->setVerdict({m_document->fonts()->missing[1]}, ReviewVerdict::Rejected);
        exportNow();
        QVERIFY2(result().contains("2 "), qPrintable(result()));
    }

    void anExportCanBeCancelled() {
        m_script->glyphDelayMs = 100;
        write("ufo");
        type(lacking(0, 100));
        find<QPushButton>("fontStart")->click();
        QVERIFY(m_page->exporting());
        QVERIFY(find<QProgressBar>("fontProgress")->isVisible());
        find<QPushButton>("fontCancel")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->exporting(), 30000);
        QVERIFY2(result().contains("Cancelled"), qPrintable(result()));
        QVERIFY(!QFile::exists(find<QLineEdit>("fontFile")->text()));
    }

    void aFontThatGoesWhileTheQuestionStandsIsNotUsed() {
        write("ufo");
        type(lacking(0, 2));
        exportNow();
        m_dialogs->answers = {0}; // replace it
        m_dialogs->whileAsking = [this] {
            m_document->edit("gone", [](ProjectData& data) { data.source.path = "/no/such/font.ttf"; });
            QTRY_VERIFY_WITH_TIMEOUT(m_document->fonts() == nullptr, 20000);
        };
        find<QPushButton>("fontStart")->click();
        QVERIFY(!m_page->exporting());
        QVERIFY(!find<QPushButton>("fontStart")->isEnabled());
    }

    void errorsAreShownInPlace() {
        write("ufo");
        type(lacking(0, 2));
        m_script->failAt = m_document->fonts()->missing[1];
        exportNow();
        QVERIFY2(result().contains("The fake generator fails"), qPrintable(result()));
        QVERIFY(!QFile::exists(find<QLineEdit>("fontFile")->text()));
    }

private:
    /// The fake generator, of a checkpoint that was trained on the project's fonts.
    GeneratorFactory fontFactory() {
        const auto plain = fakeFactory(m_script, m_document->data().placements.source);
        return [plain, placements = m_document->data().placements](const std::filesystem::path& checkpoint) {
            auto generator = plain(checkpoint);
            static_cast<FakeGenerator&>(**generator).place(placements.target);
            return generator;
        };
    }
};

QTEST_MAIN(ExportFontTest)
#include "export_font_test.moc"
