// The questions as real windows, and the messages inside the window: what is chosen is what is meant, what is
// said can be read out.
#include "ui/studio/message_strip.h"
#include "ui/studio/qt_dialogs.h"

#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTimer>
#include <QtTest>

using namespace typemould;

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
