// FontsPage: the pairs that differ in structure are listed, dropped, kept and taken back; other source fonts
// are compared.
#include "fonts_page_fixture.h"
#include "ui/fonts/odd_pairs_view.h"
#include "ui/fonts/source_fit_view.h"

#include <QListWidget>

using namespace typemould;

class FontsPageOddPairsTest : public QObject, protected FontsPageFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void theWorstAreListedWithBothPictures() {
        openOddProject();
        const auto odd = oddPairs(*m_document->structure());
        QVERIFY(!odd.empty());
        QCOMPARE(listed(), odd); // the worst first
        QVERIFY2(text("oddPairsSummary").contains(QString::number(odd.size())),
                 qPrintable(text("oddPairsSummary")));
        auto* list = find<QListWidget>("oddPairs");
        QVERIFY(list->isVisible());
        for (int i = 0; i < list->count(); ++i) {
            const QPixmap picture = list->item(i)->icon().pixmap(list->iconSize());
            QVERIFY(picture.width() > 2 * picture.height() - 4); // two side by side
            QVERIFY(list->item(i)->text().contains("U+") && !list->item(i)->toolTip().isEmpty());
        }
        QCOMPARE(unusableControls(*m_page), QStringList());
    }

    void aDropLeavesThePairOutAndCanBeUndone() {
        openOddProject();
        const auto before = m_document->pairs()->size();
        const char32_t worst = listed().front();
        QVERIFY(!find<QPushButton>("dropPairs")->isEnabled()); // nothing is selected
        select(worst);
        QTest::mouseClick(find<QPushButton>("dropPairs"), Qt::LeftButton);
        QCOMPARE(m_document->data().dropped, CharacterSet{worst});
        QTRY_VERIFY_WITH_TIMEOUT(m_document->pairs() && m_document->pairs()->size() == before - 1, 10000);
        QTRY_VERIFY_WITH_TIMEOUT(m_document->structure() != nullptr, 10000);
        QVERIFY(!CharacterSet(listed()).contains(worst));
        QVERIFY2(text("droppedPairs").contains(QString::fromUcs4(&worst, 1)),
                 qPrintable(text("droppedPairs")));
        m_document->undo();
        QVERIFY(m_document->data().dropped.empty());
        QTRY_VERIFY_WITH_TIMEOUT(m_document->pairs() && m_document->pairs()->size() == before, 10000);
        QVERIFY(!find<QLabel>("droppedPairs")->isVisible());
        m_document->redo();
        QTest::mouseClick(find<QPushButton>("takeBackPairs"), Qt::LeftButton);
        QVERIFY(m_document->data().dropped.empty());
    }

    void whatIsKeptIsNotListedAgain() {
        openOddProject();
        const auto pairs = m_document->pairs();
        const auto odd = listed();
        select(odd.front());
        QTest::mouseClick(find<QPushButton>("keepPairs"), Qt::LeftButton);
        QCOMPARE(m_document->data().trusted, CharacterSet{odd.front()});
        QCOMPARE(listed(), std::vector<char32_t>(odd.begin() + 1, odd.end()));
        QCOMPARE(m_document->pairs(), pairs); // they are learnt from as before
        m_document->undo();
        QCOMPARE(listed(), odd);
        find<QListWidget>("oddPairs")->selectAll();
        QTest::mouseClick(find<QPushButton>("keepPairs"), Qt::LeftButton);
        QVERIFY2(text("oddPairsSummary").contains("no pair stands out"), qPrintable(text("oddPairsSummary")));
        QVERIFY(!find<QListWidget>("oddPairs")->isVisible());
    }

    void aRunHoldsThePairsButLetsThemBeKept() {
        openOddProject();
        m_document->setRunActive(true);
        select(listed().front());
        QVERIFY(!find<QPushButton>("dropPairs")->isEnabled());
        QVERIFY(find<QPushButton>("keepPairs")->isEnabled());
        m_document->dropPairs({listed().front()});
        QVERIFY(m_document->data().dropped.empty());
        m_document->setRunActive(false);
        QVERIFY(find<QPushButton>("dropPairs")->isEnabled());
    }

    void anotherFontForgetsWhatWasSaidOfThePairs() {
        openOddProject();
        m_document->dropPairs({listed().front()});
        m_document->trustPairs({U'一'});
        m_page->chooseFont(FontsPage::Role::Target, QString::fromStdString(demoTarget().string()));
        QTRY_VERIFY(m_document->fonts() != nullptr && !m_document->openingFonts());
        QVERIFY(!m_document->data().dropped.empty()); // it is the font that was there
        m_page->chooseFont(FontsPage::Role::Target, QString::fromStdString(demoSource().string()));
        QTRY_VERIFY_WITH_TIMEOUT(m_document->data().target.path == demoSource(), 10000);
        QVERIFY(m_document->data().dropped.empty() && m_document->data().trusted.empty());
        m_document->undo();
        QVERIFY(!m_document->data().dropped.empty() && !m_document->data().trusted.empty());
    }

    void anotherSourceIsTried() {
        openDemoProject(*m_document, *m_folder);
        QTRY_VERIFY(find<QPushButton>("trySource")->isEnabled());
        QTRY_COMPARE(text("sourceFit"), QString()); // a font file of one face: nothing is said unasked
        m_dialogs->fonts.push_back(QString::fromStdString(demoTarget().string()));
        QTest::mouseClick(find<QPushButton>("trySource"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(text("sourceFit").contains("fits the target better"), 20000);
        m_dialogs->fonts.push_back(QString::fromStdString(demoSource().string()));
        QTRY_VERIFY(find<QPushButton>("trySource")->isEnabled());
        QTest::mouseClick(find<QPushButton>("trySource"), Qt::LeftButton);
        QTRY_VERIFY2_WITH_TIMEOUT(text("sourceFit").contains("no face but the one"),
                                  qPrintable(text("sourceFit")), 20000);
        m_document->closeProject();
        QCOMPARE(text("sourceFit"), QString());
        QVERIFY(!find<QPushButton>("trySource")->isEnabled());
    }

    void theFigureOfAComparisonIsTheSentencesOwn() {
        const SourceComparison better{
            .characters = 64, .now = 0.02, .other = 0.01, .error = 0, .missing = 7, .missingOfAll = 9};
        const QString sentence = sourceFitText(better, "A", "B");
        QVERIFY2(sentence.contains("B fits the target better than A") && sentence.contains("7 of the 9") &&
                     sentence.contains("1.00 %"),
                 qPrintable(sentence));
        QVERIFY(
            sourceFitText({.characters = 64, .now = 0.01, .other = 0.02}, "A", "B").contains("does not fit"));
    }

private:
    /// The demo's fonts draw these in different regional forms.
    void openOddProject() {
        ProjectData data =
            newProjectData(demoSource(), {}, demoTarget(), {}, sharedSpec(56) + "片言父曾").orThrow();
        data.dataset.canvas = 128;
        m_document->setProject(Project::create(fsPath(m_folder->filePath("Odd.typemould")), data).orThrow());
        QTRY_VERIFY_WITH_TIMEOUT(m_document->structure() != nullptr, 20000);
    }
    std::vector<char32_t> listed() {
        std::vector<char32_t> characters;
        auto* list = find<QListWidget>("oddPairs");
        for (int i = 0; i < list->count(); ++i) {
            characters.push_back(list->item(i)->data(Qt::UserRole).toUInt());
        }
        return characters;
    }
    void select(char32_t character) {
        auto* list = find<QListWidget>("oddPairs");
        for (int i = 0; i < list->count(); ++i) {
            list->item(i)->setSelected(list->item(i)->data(Qt::UserRole).toUInt() == character);
        }
    }
};

QTEST_MAIN(FontsPageOddPairsTest)
#include "fonts_page_odd_pairs_test.moc"
