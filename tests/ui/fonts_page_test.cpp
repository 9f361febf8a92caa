// FontsPage: the two fonts, chosen and dropped, and what they cover.
#include "core/fonts/named_sets.h"
#include "fonts_page_fixture.h"
#include "tests/support/test_paths.h"
#include "ui/fonts/coverage_table.h"
#include "ui/fonts/font_slot.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QSortFilterProxyModel>

#include <algorithm>

using namespace typemould;

namespace {

QString dataFont(const char* name) { return testDataText(QString("fonts/") + name); }

bool drop(QWidget* slot, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(slot, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(slot, &event);
    return event.isAccepted();
}

} // namespace

class FontsPageTest : public QObject, protected FontsPageFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void withoutAProjectNothingCanBeEdited() {
        QCOMPARE(text("sourceFace"), QString("No font chosen"));
        for (const char* name :
             {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(!find<QWidget>("sourceSlot")->acceptDrops());
    }

    void everyControlCanBeNamedAndReached() {
        openDemoProject(*m_document, *m_folder);
        QCOMPARE(unusableControls(*m_page), QStringList());
    }

    void slotsShowTheFaces() {
        openDemoProject(*m_document, *m_folder);
        const auto& names = m_document->sourceFace()->names();
        QVERIFY(text("sourceFace").startsWith(QString::fromStdString(names.family)));
        QCOMPARE(text("sourceFile"), QString("demo-source.ttf"));
        const auto count = QLocale().toString(int(m_document->sourceFace()->characters().size()));
        QVERIFY2(text("sourceDetails")
                         .startsWith(QString::number(m_document->sourceFace()->characters().size())) ||
                     text("sourceDetails").startsWith(count),
                 qPrintable(text("sourceDetails")));
        QVERIFY2(text("sourceLicense").contains("Open Font License"), qPrintable(text("sourceLicense")));
    }

    void coverageIsThatOfTheFonts() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        const CharacterSet big5 = namedSet("big5").orThrow();
        const auto& source = m_document->sourceFace()->characters();
        const auto& target = m_document->targetFace()->characters();
        const auto rows = coverageOf(source, target);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const CoverageRow& r) { return r.size == big5.size(); });
        QVERIFY(row != rows.end());
        QCOMPARE(*row->source, (big5 & source).size());
        QCOMPARE(*row->target, (big5 & target).size());
        QCOMPARE(*row->missing, ((big5 & source) - target).size());
        QVERIFY(*row->missing > 0);
    }

    void namesOfSetsAreShownWhole() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        m_page->resize(700, 600);
        QTest::qWait(20);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto index = table->model()->index(row, CoverageModel::SetColumn);
            const QString name = index.data().toString();
            QVERIFY2(table->columnWidth(CoverageModel::SetColumn) >
                         table->fontMetrics().horizontalAdvance(name),
                     qPrintable(name));
            QVERIFY(index.data(Qt::ToolTipRole).toString().startsWith(name));
        }
    }

    void coverageOfOneFontLeavesTheOtherOpen() {
        const auto rows = coverageOf(CharacterSet::range('a', 'z'), std::nullopt);
        QVERIFY(rows.front().source.has_value());
        QVERIFY(!rows.front().target.has_value());
        QVERIFY(!rows.front().missing.has_value());
    }

    void coverageSortsByNumber() {
        openDemoProject(*m_document, *m_folder);
        auto* table = find<CoverageTable>("coverageTable");
        QTRY_COMPARE(table->model()->rowCount(), int(namedSets().size()));
        table->sortByColumn(CoverageModel::SizeColumn, Qt::DescendingOrder);
        qulonglong before = std::numeric_limits<qulonglong>::max();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto size = table->model()
                                  ->index(row, CoverageModel::SizeColumn)
                                  .data(CoverageModel::sortRole)
                                  .toULongLong();
            QVERIFY(size <= before);
            before = size;
        }
    }

    void aFontIsChosenByButtonAndTheChoiceUndone() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data().source;
        m_dialogs->fonts = {dataFont("tiny.ttf")};
        QTest::mouseClick(find<QPushButton>("sourceChoose"), Qt::LeftButton);
        QCOMPARE(text("sourceFace"), QString("Opening the font…"));
        QTRY_VERIFY(m_document->data().source != before);
        QTRY_VERIFY(text("sourceFace") != "Opening the font…");
        QCOMPARE(m_document->data().source.path.filename().string(), std::string("tiny.ttf"));
        QVERIFY(!m_document->data().source.hash.empty());
        m_document->undoStack().undo();
        QVERIFY(m_document->data().source == before);
    }

    void goingBackChangesNothing() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        m_dialogs->fonts = {QString()};
        QTest::mouseClick(find<QPushButton>("targetChoose"), Qt::LeftButton);
        QVERIFY(m_document->data() == before);
    }

    void aCollectionAsksForItsFace_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("collection") << "collection.ttc";
        QTest::newRow("named instances of a variable font") << "variable.ttf";
    }
    void aCollectionAsksForItsFace() {
        QFETCH(QString, file);
        openDemoProject(*m_document, *m_folder);
        const auto faces = FontFace::list(fsPath(dataFont(qPrintable(file)))).orThrow();
        QVERIFY(faces.size() > 1);
        m_dialogs->faces = {1};
        QVERIFY(drop(find<QWidget>("targetSlot"), dataFont(qPrintable(file))));
        QVERIFY(m_dialogs->asked.empty()); // a drop ends before anything is asked
        QTRY_VERIFY(m_document->data().target.face == faces[1].choice);
        QCOMPARE(m_dialogs->asked.size(), 1);
        QVERIFY(m_dialogs->asked[0].contains(QString::fromStdString(faces[1].family)));

        m_dialogs->faces = {std::nullopt};
        const auto before = m_document->data();
        QTRY_VERIFY(text("targetFace") != "Opening the font…");
        const QString shown = text("targetFace");
        QVERIFY(drop(find<QWidget>("targetSlot"), dataFont(qPrintable(file))));
        QTRY_COMPARE(m_dialogs->asked.size(), 2);
        QTRY_COMPARE(text("targetFace"), shown);
        QVERIFY(m_document->data() == before);
    }

    void aFontIsToldByItsContent() {
        openDemoProject(*m_document, *m_folder);
        const QString disguised = m_folder->filePath("notes.txt");
        QVERIFY(QFile::copy(dataFont("tiny.ttf"), disguised));
        QVERIFY(drop(find<QWidget>("sourceSlot"), disguised));
        QTRY_COMPARE(m_document->data().source.path.filename().string(), std::string("notes.txt"));
    }

    void whatIsNoFontIsRefusedWithItsName() {
        openDemoProject(*m_document, *m_folder);
        const auto before = m_document->data();
        QFile file(m_folder->filePath("letter.ttf"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear Sir, this is not a font.");
        file.close();
        QVERIFY(drop(find<QWidget>("sourceSlot"), file.fileName()));
        auto* problem = find<QLabel>("fontsProblem");
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(m_document->data() == before);
        QCOMPARE(text("sourceFile"), QString("demo-source.ttf"));
        QVERIFY2(problem->text().contains("letter.ttf"), qPrintable(problem->text()));
    }

    void severalFilesAtOnceAreNotTaken() {
        openDemoProject(*m_document, *m_folder);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(dataFont("tiny.ttf")), QUrl::fromLocalFile(dataFont("tiny.otf"))});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
        enter.ignore();
        QCoreApplication::sendEvent(find<QWidget>("sourceSlot"), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void fontsThatAreBeingOpenedAreSaidToBe() {
        openDemoProject(*m_document, *m_folder);
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QVERIFY(m_document->openingFonts());
        QCOMPARE(text("sourceFace"), QString("Opening the font…"));
        QVERIFY2(text("pairsSummary").startsWith("Opening"), qPrintable(text("pairsSummary")));
        QTRY_VERIFY(text("sourceFace") != "Opening the font…");
    }

    void whileARunTrainsItsPairsAreFixed() {
        openDemoProject(*m_document, *m_folder);
        m_document->setRunActive(true);
        for (const char* name : {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin",
                                 "targetXSlider", "setting_canvas", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(!find<QWidget>("sourceSlot")->acceptDrops());
        QVERIFY(find<QWidget>("sourceChoose")->toolTip().contains("stop it first"));
        QVERIFY(find<QWidget>("pairCharacters")->toolTip().contains("stop it first"));
        m_document->setRunActive(false);
        QVERIFY(find<QWidget>("sourceChoose")->isEnabled());
        QVERIFY(find<QWidget>("targetXSlider")->isEnabled());
        QVERIFY(!find<QWidget>("sourceChoose")->toolTip().contains("stop it first"));
    }

    void aReadOnlyProjectIsShownButNotEdited() {
        openDemoProject(*m_document, *m_folder);
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        m_document->setProject(Project::open(folder, ProjectAccess::ReadOnly).orThrow());
        QTRY_VERIFY(m_document->fonts() != nullptr);
        for (const char* name : {"sourceChoose", "targetChoose", "fitPlacement", "sourceScaleSpin",
                                 "targetXSlider", "setting_canvas", "pairCharacters"}) {
            QVERIFY2(!find<QWidget>(name)->isEnabled(), name);
        }
        QVERIFY(text("sourceFile") == "demo-source.ttf");
        QVERIFY(find<QWidget>("overlayZoom")->isEnabled());
    }
};

QTEST_MAIN(FontsPageTest)
#include "fonts_page_test.moc"
