// The letters that Alt reaches a control by are of one control each, and none is the menu bar's.
#include "tests/ui/page_support.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/export/export_page.h"
#include "ui/fonts/fonts_page.h"
#include "ui/review/review_page.h"

#include <QGroupBox>
#include <QLabel>
#include <QTranslator>

using namespace typemould;

namespace {

constexpr auto menuLetters = "FEVTH"; ///< File, Edit, View, Training, Help

/// The texts of a page that Alt and a letter can reach.
QStringList reachableTexts(const QWidget& page) {
    QStringList texts;
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->buddy() != nullptr) {
            texts << label->text();
        }
    }
    for (const auto* button : page.findChildren<QAbstractButton*>()) {
        texts << button->text();
    }
    for (const auto* group : page.findChildren<QGroupBox*>()) {
        texts << group->title();
    }
    return texts;
}

QString collisions(const QWidget& page) {
    QStringList found;
    QHash<QString, QString> taken;
    for (const QString& text : reachableTexts(page)) {
        const QString letter = QKeySequence::mnemonic(text).toString().section('+', 1).toUpper();
        if (letter.isEmpty()) {
            continue;
        }
        if (QString(menuLetters).contains(letter)) {
            found << text + " takes a menu's letter";
        }
        if (taken.contains(letter)) {
            found << text + " takes the letter of " + taken.value(letter);
        }
        taken.insert(letter, text);
    }
    return found.join("; ");
}

} // namespace

class MnemonicsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lettersAreOfOneControlEach_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QString();
        QTest::newRow("Chinese") << QString("zh_TW");
    }
    void lettersAreOfOneControlEach() {
        QFETCH(QString, language);
        QTranslator translator;
        if (!language.isEmpty()) {
            QVERIFY(translator.load(QLocale(language), "typemould", "_", ":/i18n"));
            QVERIFY(QCoreApplication::installTranslator(&translator));
        }
        Document document;
        ScriptedDialogs dialogs;
        const FontsPage fonts(document, dialogs);
        const ReviewPage review(document, dialogs);
        const ExportPage exporting(document, dialogs);
        QVERIFY(reachableTexts(review).size() > 5);
        for (const QWidget* page : std::initializer_list<const QWidget*>{&fonts, &review, &exporting}) {
            QVERIFY2(collisions(*page).isEmpty(), qPrintable(collisions(*page)));
        }
    }
};

QTEST_MAIN(MnemonicsTest)
#include "mnemonics_test.moc"
