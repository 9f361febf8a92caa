// The table of weights by place: read, refused, looked up; and what it makes of the adversarial weight.
#include "core/training/adversarial_balance.h"

#include <QTest>

using namespace typemould;

class AdversarialBalanceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNotesTable_data();
    void theNotesTable();
    void withoutElseTheLastWeightHolds();
    void aScheduleIsStraightBetweenItsPlaces();
    void whatIsNoTable_data();
    void whatIsNoTable();
    void eachModeLooksAtItsOwn();
};

void AdversarialBalanceTest::theNotesTable_data() {
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("weight");
    QTest::newRow("has won") << 0.0 << 0.20;
    QTest::newRow("nearly won") << 0.02 << 0.35;
    QTest::newRow("ahead") << 0.1 << 0.50;
    QTest::newRow("in balance") << 0.69 << 0.60;
    QTest::newRow("just below 5") << 4.99 << 0.60;
    QTest::newRow("has lost") << 5.0 << 0.05;
}

void AdversarialBalanceTest::theNotesTable() {
    QFETCH(double, loss);
    QFETCH(double, weight);
    const auto table = BalanceTable::parse("0.02=0.2 0.08=0.35 0.2=0.5 5=0.6 else=0.05").orThrow();
    QCOMPARE(table.below(loss), weight);
}

void AdversarialBalanceTest::withoutElseTheLastWeightHolds() {
    const auto table = BalanceTable::parse("0.1=0.2 1=0.7").orThrow();
    QCOMPARE(table.below(0.5), 0.7);
    QCOMPARE(table.below(9), 0.7);
}

void AdversarialBalanceTest::aScheduleIsStraightBetweenItsPlaces() {
    const auto table = BalanceTable::parse("100=0.2 300=1 400=0").orThrow();
    QCOMPARE(table.between(0), 0.2);
    QCOMPARE(table.between(100), 0.2);
    QCOMPARE(table.between(200), 0.6);
    QCOMPARE(table.between(300), 1.0);
    QCOMPARE(table.between(350), 0.5);
    QCOMPARE(table.between(1000), 0.0);
}

void AdversarialBalanceTest::whatIsNoTable_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word"); // that the error names
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("no weight") << "0.1"
                               << "0.1";
    QTest::newRow("a word") << "0.1=much"
                            << "0.1=much";
    QTest::newRow("negative weight") << "0.1=-1"
                                     << "0.1=-1";
    QTest::newRow("negative place") << "-1=0.5"
                                    << "-1=0.5";
    QTest::newRow("not a number") << "nan=0.5"
                                  << "nan=0.5";
    QTest::newRow("too heavy") << "1=1e9"
                               << "1=1e9";
    QTest::newRow("falling places") << "0.2=1 0.1=1"
                                    << "0.1=1";
    QTest::newRow("the same place twice") << "0.2=1 0.2=0.5"
                                          << "0.2=0.5";
    QTest::newRow("something after else") << "0.2=1 else=0 0.5=1"
                                          << "0.5=1";
    QTest::newRow("else alone") << "else=1"
                                << "";
}

void AdversarialBalanceTest::whatIsNoTable() {
    QFETCH(QString, text);
    QFETCH(QString, word);
    const auto table = BalanceTable::parse(text.toStdString());
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidArgument);
    QVERIFY(QString::fromStdString(table.error().message).contains(word));
    QVERIFY(!table.error().advice.empty());
}

void AdversarialBalanceTest::eachModeLooksAtItsOwn() {
    const auto table = BalanceTable::parse("1=0.25 100=0.75").orThrow();
    QCOMPARE(balanceFactor(BalanceMode::Fixed, table, 100, 0.5), 1.0);
    QCOMPARE(balanceFactor(BalanceMode::Schedule, table, 100, 0.5), 0.75);
    QCOMPARE(balanceFactor(BalanceMode::Dynamic, table, 100, 0.5), 0.25);
}

QTEST_GUILESS_MAIN(AdversarialBalanceTest)
#include "adversarial_balance_test.moc"
