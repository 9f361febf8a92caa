// Result, Failure and guarded(): every fault comes out as an Error that can be shown.
#include "core/base/result.h"

#include <QtTest>
#include <memory>
#include <new>
#include <set>
#include <stdexcept>

using namespace typemould;

class ResultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsAValueOrAnError();
    void movesWhatCannotBeCopied();
    void guardedTurnsEveryThrowIntoAnError();
    void codesHaveNamesOfTheirOwn();
};

void ResultTest::holdsAValueOrAnError() {
    const Result<int> good = 7;
    QVERIFY(good.ok());
    QCOMPARE(*good, 7);
    const Result<int> bad = Error{ErrorCode::NotFound, "No such glyph.", "Choose another."};
    QVERIFY(!bad);
    QCOMPARE(bad.error().text(), std::string("No such glyph. Choose another."));
    QCOMPARE((Error{ErrorCode::Io, "It broke.", {}}.text()), std::string("It broke."));
    QVERIFY(Status().ok());
    QVERIFY(!Status(bad.error()).ok());
    QVERIFY_EXCEPTION_THROWN((void)Result<int>(bad).orThrow(), Failure);
    QVERIFY_EXCEPTION_THROWN(Status(bad.error()).orThrow(), Failure);
    QCOMPARE(Result<int>(good).orThrow(), 7);
}

void ResultTest::movesWhatCannotBeCopied() {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 5);
}

void ResultTest::guardedTurnsEveryThrowIntoAnError() {
    const auto failure =
        guarded("a walk", []() -> int { throw Failure(ErrorCode::Locked, "The door is locked.", "Knock."); });
    QCOMPARE(failure.error().code, ErrorCode::Locked);
    QCOMPARE(failure.error().advice, std::string("Knock."));
    const auto memory = guarded("a walk", []() -> int { throw std::bad_alloc(); });
    QCOMPARE(memory.error().code, ErrorCode::OutOfMemory);
    QVERIFY(memory.error().message.find("a walk") != std::string::npos);
    QVERIFY(!memory.error().advice.empty());
    const auto fault = guarded("a walk", [] { throw std::runtime_error("rain"); });
    QCOMPARE(fault.error().code, ErrorCode::Internal);
    QVERIFY(fault.error().message.find("a walk") != std::string::npos);
    QVERIFY(fault.error().message.find("rain") != std::string::npos);
    const auto odd = guarded("a walk", [] { throw 42; });
    QCOMPARE(odd.error().code, ErrorCode::Internal);
    QCOMPARE(guarded("a walk", [] { return 3; }).value(), 3);
}

void ResultTest::codesHaveNamesOfTheirOwn() {
    std::set<std::string> names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        names.insert(errorCodeName(static_cast<ErrorCode>(code)));
    }
    QCOMPARE(names.size(), std::size_t(static_cast<int>(ErrorCode::Internal) + 1));
    QCOMPARE(errorCodeName(ErrorCode::DiskFull), "disk_full");
}

QTEST_GUILESS_MAIN(ResultTest)
#include "result_test.moc"
