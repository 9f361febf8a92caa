// FontsPage: the pairs that are learnt from, their settings and what is said about them.
#include "fonts_page_fixture.h"
#include "ui/fonts/pairs_panel.h"

#include <QTextBrowser>

#include <algorithm>

using namespace typemould;

class FontsPagePairsTest : public QObject, protected FontsPageFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void theDataSetIsEdited_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        for (const auto& field : fields<DatasetSettings>()) {
            const bool canvas = field.info.key == "canvas";
            QTest::newRow(field.info.key.c_str())
                << QString::fromStdString(field.info.key) << (canvas ? 128 : 5);
        }
    }
    void theDataSetIsEdited() {
        QFETCH(QString, key);
        QFETCH(int, value);
        openDemoProject(*m_document, *m_folder);
        auto* spin = find<QSpinBox>(qPrintable("setting_" + key));
        spin->setValue(value);
        for (const auto& field : fields<DatasetSettings>()) {
            if (field.info.key == key.toStdString()) {
                QCOMPARE(std::get<std::int64_t>(field.get(m_document->data().dataset)), std::int64_t(value));
            }
        }
        m_document->undoStack().undo();
        QVERIFY(spin->value() != value);
    }

    void theSummaryCountsPairs() {
        openDemoProject(*m_document, *m_folder);
        QCOMPARE(text("pairsSummary"), QString("40 pairs: 32 to train on, 8 held out to measure on."));
        find<QSpinBox>("setting_held-out")->setValue(4);
        QTRY_COMPARE(text("pairsSummary"), QString("40 pairs: 36 to train on, 4 held out to measure on."));
    }

    void pairsAreNarrowedByASpec() {
        openDemoProject(*m_document, *m_folder);
        auto* edit = find<QLineEdit>("pairCharacters");
        const auto enter = [&](const QString& spec) {
            edit->setFocus();
            edit->selectAll();
            QTest::keyClicks(edit, spec);
            QTest::keyClick(edit, Qt::Key_Return);
        };
        enter("nosuchset");
        QVERIFY(find<QLabel>("pairCharactersProblem")->isVisible());
        QVERIFY(text("pairCharactersProblem").contains("nosuchset"));
        QVERIFY(m_document->data().characters != "nosuchset");
        enter("source,target");
        QVERIFY(!find<QLabel>("pairCharactersProblem")->isVisible());
        QCOMPARE(m_document->data().characters, std::string("source,target"));
        enter("missing"); // is made from the pairs
        QVERIFY(find<QLabel>("pairCharactersProblem")->isVisible());
        enter("U+4E00-4E1F");
        QVERIFY(!find<QLabel>("pairCharactersProblem")->isVisible());
        QCOMPARE(m_document->data().characters, std::string("U+4E00-4E1F"));
        QTRY_VERIFY(text("pairsSummary")
                        .startsWith(QString::number((m_document->sourceFace()->characters() &
                                                     m_document->targetFace()->characters() &
                                                     CharacterSet::range(0x4E00, 0x4E1F))
                                                        .size())));
    }

    void whatIsBeingTypedStays() {
        openDemoProject(*m_document, *m_folder);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        auto* edit = find<QLineEdit>("pairCharacters");
        edit->setFocus();
        QVERIFY(edit->hasFocus());
        edit->selectAll();
        QTest::keyClicks(edit, "jo");
        m_document->edit("Something else", [](ProjectData& data) { data.dataset.heldOut = 4; });
        QCOMPARE(edit->text(), QString("jo"));
        QTest::keyClicks(edit, "yo");
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_document->data().characters, std::string("joyo"));
        m_document->undoStack().undo();
        QCOMPARE(edit->text().toStdString(), m_document->data().characters);
    }

    void pairsThatCannotBeDrawnAreSaidToBe() {
        openDemoProject(*m_document, *m_folder);
        m_document->edit("No canvas", [](ProjectData& data) { data.dataset.canvas = 1; });
        QTRY_VERIFY2(text("pairsSummary").contains("could not be drawn"), qPrintable(text("pairsSummary")));
    }

    void warningsNameTheirCharacters() {
        openDemoProject(*m_document, *m_folder);
        auto* issues = find<QTextBrowser>("pairIssues");
        QTRY_VERIFY2(issues->toPlainText().contains("No warnings"), qPrintable(issues->toPlainText()));
        find<QDoubleSpinBox>("targetScaleSpin")->setValue(160);
        QTRY_VERIFY_WITH_TIMEOUT(issues->toPlainText().contains("target glyph"), 10000);
        QVERIFY(issues->toPlainText().contains("press Fit"));
        const auto& found = m_document->pairIssues();
        const auto issue = std::find_if(found.begin(), found.end(), [](const PairIssue& i) {
            return i.kind == PairIssueKind::TargetAtEdge;
        });
        QVERIFY(issue != found.end());
        for (const char32_t character : issue->characters) {
            QVERIFY(issues->toPlainText().contains(QString::fromUcs4(&character, 1)));
        }
    }

    void everyKindOfIssueHasItsWords() {
        QSet<QString> texts;
        for (const auto kind :
             {PairIssueKind::SourceAtEdge, PairIssueKind::TargetAtEdge, PairIssueKind::SizesApart,
              PairIssueKind::EmptyGlyph, PairIssueKind::DuplicateGlyph}) {
            const QString text = issueText({kind, {U'a', U'b', U'c'}, 1.25, "fallback"});
            QVERIFY(text != "fallback");
            QVERIFY2(text.contains(kind == PairIssueKind::SizesApart ? "125" : "3"), qPrintable(text));
            texts << text;
        }
        QCOMPARE(texts.size(), 5);
    }
};

QTEST_MAIN(FontsPagePairsTest)
#include "fonts_page_pairs_test.moc"
