// Every fault of a disk at every moment: runs an action once to count its disk operations, then again for
// each of them with that one failing, and checks that nothing was lost and nothing was claimed. Needs the
// target failing_disk.
#pragma once

#include "core/base/result.h"
#include "tests/support/disk_snapshot.h"
#include "tests/support/failing_disk.h"

#include <QtTest>
#include <cerrno>
#include <filesystem>
#include <functional>

namespace typemould::testing {

struct DiskFault {
    const char* name;
    int code;
    FailingDiskMode mode;
    ErrorCode expected;
};

inline constexpr DiskFault diskFaults[] = {
    {"no space once", ENOSPC, failOnce, ErrorCode::DiskFull},
    {"no space from there", ENOSPC, failFromThere, ErrorCode::DiskFull},
    {"quota reached", EDQUOT, failOnce, ErrorCode::DiskFull},
    {"device fault", EIO, failOnce, ErrorCode::Io},
    {"short write, then no space", ENOSPC, shortWriteThenFail, ErrorCode::DiskFull},
};

/// For each fault and each disk operation of `action` below `folder`: `reset` makes the state before,
/// `action` must fail with the right code, and `unharmed` (which gets the tree from before) says whether the
/// tree is all right. `least` is the number of operations that the action makes at least, so that the test
/// cannot pass for want of any.
inline void forEachDiskFault(
    const std::filesystem::path& folder, long least, const std::function<void()>& reset,
    const std::function<Status()>& action,
    const std::function<bool(const Snapshot& before, const Snapshot& after)>& unharmed =
        [](const auto& before, const auto& after) { return before == after; }) {
    reset();
    failingDiskArm(folder.c_str(), 0, 0, failOnce);
    const Status peaceful = action();
    const long operations = failingDiskDisarm();
    QVERIFY2(peaceful.ok(), peaceful.ok() ? "" : peaceful.error().text().c_str());
    QVERIFY2(operations >= least, qPrintable(QString("only %1 disk operations").arg(operations)));
    for (const DiskFault& fault : diskFaults) {
        for (long nth = 1; nth <= operations; ++nth) {
            const QByteArray where = QByteArray(fault.name) + " at operation " +
                                     QByteArray::number(qlonglong(nth)) + " of " +
                                     QByteArray::number(qlonglong(operations));
            reset();
            const auto before = snapshotOf(folder);
            failingDiskArm(folder.c_str(), nth, fault.code, fault.mode);
            const Status status = action();
            failingDiskDisarm();
            QVERIFY2(failingDiskFired() > 0, where);
            QVERIFY2(!status.ok(), "false success: " + where);
            QVERIFY2(status.error().code == fault.expected,
                     where + ": " + QByteArray::fromStdString(status.error().text()));
            QVERIFY2(!status.error().advice.empty(), where);
            QVERIFY2(unharmed(before, snapshotOf(folder)),
                     where + ": " + QByteArray::fromStdString(status.error().text()));
        }
    }
}

} // namespace typemould::testing
