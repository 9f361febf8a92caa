// The questions as real windows, and the messages inside the window: what is chosen is what is meant, what is
// said can be read out.
#include "ui/studio/message_strip.h"
#include "ui/studio/qt_dialogs.h"
#include "ui/widgets/shown_text.h"

#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTimer>
#include <QTranslator>
#include <QtTest>

using namespace typemould;

namespace {

/// A language in which every kind of error is told by a word.
class Foreign : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        return context == std::string("ShownText") ? "«" + QString(source) + "»" : QString();
    }
};

} // namespace

class DialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void facesOfOneNameAreToldApart_data() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < 4; ++row) {
            QTest::addRow("%d", row) << row;
        }
    }
    void facesOfOneNameAreToldApart() {
        QFETCH(int, row);
        QtDialogs dialogs;
        QStringList offered;
        QTimer::singleShot(0, qApp, [&] {
            auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            auto* combo = dialog->findChild<QComboBox*>();
            for (int i = 0; i < combo->count(); ++i) {
                offered << combo->itemText(i);
            }
            combo->setCurrentIndex(row);
            dialog->accept();
        });
        const auto chosen = dialogs.chooseFace(nullptr, "sans.ttc", {"Sans", "Sans", "Sans (2)", "Sans"});
        QVERIFY(chosen.has_value());
        QCOMPARE(*chosen, row);
        QCOMPARE(offered.size(), 4);
        QCOMPARE(offered.removeDuplicates(), 0);
    }

    void errorsAreToldInTheUsersLanguage() {
        const Error full{ErrorCode::DiskFull, "Cannot write /a/b: no space left.", "Free some space."};
        QCOMPARE(errorText(full), QString::fromStdString(full.text()));
        Foreign foreign;
        QVERIFY(QCoreApplication::installTranslator(&foreign));
        MessageStrip strip;
        strip.showError(full);
        const QString shown = strip.findChild<QLabel*>("messageText")->text();
        QStringList kinds;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            kinds << errorKind(static_cast<ErrorCode>(code));
        }
        const QString said = errorText(full);
        QCoreApplication::removeTranslator(&foreign);
        QVERIFY(shown.startsWith("«The disk is full.»\n") && shown.contains("/a/b"));
        QVERIFY(said.startsWith("«The disk is full.»\n") && said.contains("Free some space."));
        QVERIFY(!kinds.contains(QString()));
        QCOMPARE(kinds.removeDuplicates(), 0);
    }

    /// An alert is read out under the name of what it points at.
    void messagesHaveAVoice() {
        MessageStrip strip;
        strip.show();
        const auto* text = strip.findChild<QLabel*>("messageText");
        const auto spoken = [&] {
            return QAccessible::queryAccessibleInterface(const_cast<QLabel*>(text))->text(QAccessible::Name);
        };
        strip.showError({ErrorCode::Io, "The disk is full.", "Free some space."});
        QVERIFY(spoken().contains("The disk is full.") && spoken().contains("Free some space."));
        strip.showNotice("The project is open for reading only.");
        QCOMPARE(spoken(), "The project is open for reading only.");
    }
};

QTEST_MAIN(DialogsTest)
#include "dialogs_test.moc"
