// A child process: what goes in and comes out, and that it ends: hung, flooding, killed, unwilling, or
// missing.
#include "core/base/child_process.h"

#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace typemould;
using namespace std::chrono_literals;

namespace {

ChildCommand shell(const std::string& script) {
    ChildCommand command;
    command.arguments = {"/bin/sh", "-c", script};
    return command;
}

/// Neither a running child of ours nor one that was not taken from the system's list.
bool noChildIsLeft() { return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD; }

/// Whether the process whose number stands in the file is gone, or goes within two seconds.
bool isGone(const std::filesystem::path& file) {
    std::ifstream in(file);
    pid_t number = 0;
    if (!(in >> number)) {
        return false;
    }
    return QTest::qWaitFor(
        [&] {
            std::ifstream stat("/proc/" + std::to_string(number) + "/stat");
            std::string id, name, state;
            return ::kill(number, 0) != 0 || ((stat >> id >> name >> state) && state == "Z");
        },
        2000);
}

} // namespace

class ChildProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesComeAsTheyAreWritten();
    void argumentsAreNoShellWords();
    void inputIsFedWholeWhileOutputComes();
    void inputThatNobodyReadsIsNoFault();
    void theEndOfItsErrorsIsKept();
    void missingProgramNamesThePackage();
    void programsAreFoundOnThePath();
    void oneThatHangsIsEndedInTime();
    void oneThatWillNotEndIsKilled();
    void aStopEndsItAndItsChildren();
    void whatItLeavesRunningIsKilled();
    void aFloodEndsWithTheTime();
    void aLineWithoutEndIsRefused();
    void oneThatIsKilledIsAnError();
    void aFailureOfTheListenerEndsIt();
    void ignoredChildrenAreWaitedForAllTheSame();
    void oneThatOthersTookIsAnError();
    void oneThatLeftTheGroupHoldsNothingUp();
    void manyAtOnce();
    void cleanup() { QVERIFY(noChildIsLeft()); }
};

void ChildProcessTest::linesComeAsTheyAreWritten() {
    auto command = shell("echo one; echo; printf 'three without end'; echo hidden >&2; exit 7");
    std::vector<std::string> lines;
    command.onLine = [&](std::string_view line) { lines.emplace_back(line); };
    const auto outcome = runChild(command);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->exitCode, 7);
    QCOMPARE(outcome->errors, std::string("hidden\n"));
    QCOMPARE(lines, (std::vector<std::string>{"one", "", "three without end"}));
}

void ChildProcessTest::argumentsAreNoShellWords() {
    const std::vector<std::string> hostile{"$(touch x)", "a b", "; rm -rf /", "*", "", "\"'`", "字模"};
    ChildCommand command;
    command.arguments = {"printf", "%s\\n"};
    command.arguments.insert(command.arguments.end(), hostile.begin(), hostile.end());
    std::vector<std::string> lines;
    command.onLine = [&](std::string_view line) { lines.emplace_back(line); };
    QVERIFY(runChild(command).ok());
    QCOMPARE(lines, hostile);
}

void ChildProcessTest::inputIsFedWholeWhileOutputComes() {
    ChildCommand command;
    command.arguments = {"cat"};
    for (int i = 0; i < 200000; ++i) { // far more than a pipe holds, both ways
        command.input += std::to_string(i) + "\n";
    }
    std::string back;
    command.onLine = [&](std::string_view line) { (back += line) += '\n'; };
    QVERIFY(runChild(command).ok());
    QVERIFY(back == command.input);
}

void ChildProcessTest::inputThatNobodyReadsIsNoFault() {
    auto command = shell("exec 0<&-; exit 0");
    command.input = std::string(4 << 20, 'x');
    const auto outcome = runChild(command);
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().text().c_str());
}

void ChildProcessTest::theEndOfItsErrorsIsKept() {
    auto command = shell("i=0; while [ $i -lt 20000 ]; do echo \"line $i\" >&2; i=$((i+1)); done");
    command.errorsKept = 100;
    const auto outcome = runChild(command);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->errors.size(), std::size_t(100));
    QVERIFY(outcome->errors.ends_with("line 19999\n"));
}

void ChildProcessTest::missingProgramNamesThePackage() {
    for (const char* program : {"no-such-program-anywhere", "/no/such/program", "/etc/passwd"}) {
        ChildCommand command;
        command.arguments = {program};
        command.package = "some-package";
        const auto outcome = runChild(command);
        QVERIFY(!outcome.ok());
        QVERIFY(outcome.error().code == ErrorCode::NotFound);
        QVERIFY(outcome.error().message.find(program) != std::string::npos);
        QVERIFY(outcome.error().advice.find("apt install some-package") != std::string::npos);
    }
    QVERIFY(runChild({}).error().code == ErrorCode::InvalidArgument);
}

void ChildProcessTest::programsAreFoundOnThePath() {
    QVERIFY(findProgram("sh").ends_with("/sh"));
    QCOMPARE(findProgram("/bin/sh"), std::string("/bin/sh"));
    QVERIFY(findProgram("").empty());
    QVERIFY(findProgram("/bin").empty());
    const QByteArray before = qgetenv("PATH");
    const QTemporaryDir folder;
    std::ofstream(folder.filePath("mine").toStdString()) << "#!/bin/sh\n";
    QVERIFY(QFile::setPermissions(folder.filePath("mine"), QFile::ReadOwner | QFile::ExeOwner));
    const QString here = QDir::currentPath();
    QDir::setCurrent(folder.path());
    qputenv("PATH", ":.:/bin"); // the folder it stands in is no place to look
    const std::string there = findProgram("mine");
    qputenv("PATH", "/bin:" + folder.path().toUtf8());
    const std::string onPath = findProgram("mine");
    qputenv("PATH", before);
    QDir::setCurrent(here);
    QVERIFY(there.empty());
    QCOMPARE(onPath, folder.filePath("mine").toStdString());
}

void ChildProcessTest::oneThatHangsIsEndedInTime() {
    auto command = shell("echo stuck >&2; sleep 1000");
    command.limit = 300ms;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = runChild(command);
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::Io);
    QVERIFY(outcome.error().message.find("did not end") != std::string::npos);
    QVERIFY(outcome.error().message.find("stuck") != std::string::npos);
    QVERIFY(timer.elapsed() < 60000);
}

void ChildProcessTest::oneThatWillNotEndIsKilled() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("pid").toStdString();
    auto command = shell("trap '' TERM; echo $$ > \"" + file + "\"; while :; do sleep 1; done");
    command.limit = 500ms;
    QVERIFY(!runChild(command).ok());
    QVERIFY(isGone(file));
}

void ChildProcessTest::aStopEndsItAndItsChildren() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("pid").toStdString();
    auto command = shell("sleep 1000 & echo $! > \"" + file + "\"; echo ready; wait");
    std::stop_source stop;
    command.onLine = [&](std::string_view line) {
        if (line == "ready") {
            stop.request_stop();
        }
    };
    const auto outcome = runChild(command, stop.get_token());
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::Cancelled);
    QVERIFY(isGone(file));
}

void ChildProcessTest::whatItLeavesRunningIsKilled() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("pid").toStdString();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(runChild(shell("sleep 1000 & echo $! > \"" + file + "\"")).ok());
    QVERIFY(timer.elapsed() < 60000); // though the one that is left holds the pipes open
    QVERIFY(isGone(file));
}

void ChildProcessTest::aFloodEndsWithTheTime() {
    auto command = shell("yes");
    command.limit = 500ms;
    std::size_t lines = 0;
    command.onLine = [&](std::string_view) { ++lines; };
    QVERIFY(runChild(command).error().code == ErrorCode::Io);
    QVERIFY(lines > 0);
}

void ChildProcessTest::aLineWithoutEndIsRefused() {
    auto command = shell("tr '\\0' x < /dev/zero");
    command.longestLine = 100000;
    const auto outcome = runChild(command);
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::Io);
    QVERIFY(outcome.error().message.find("100000") != std::string::npos);
}

void ChildProcessTest::oneThatIsKilledIsAnError() {
    const auto outcome = runChild(shell("echo last words >&2; kill -9 $$"));
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::Internal);
    QVERIFY(outcome.error().message.find("9") != std::string::npos);
    QVERIFY(outcome.error().message.find("last words") != std::string::npos);
    QVERIFY(outcome.error().advice.find("memory") != std::string::npos);
}

void ChildProcessTest::aFailureOfTheListenerEndsIt() {
    auto command = shell("echo one; sleep 1000");
    command.onLine = [](std::string_view) { throw Failure(ErrorCode::BadFormat, "No such word."); };
    const auto outcome = runChild(command);
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::BadFormat);
}

void ChildProcessTest::ignoredChildrenAreWaitedForAllTheSame() {
    ::signal(SIGCHLD, SIG_IGN); // as some launchers leave it
    auto command = shell("exit 3");
    command.limit = 60s;
    const auto outcome = runChild(command);
    ::signal(SIGCHLD, SIG_DFL);
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().text().c_str());
    QCOMPARE(outcome->exitCode, 3);
}

void ChildProcessTest::oneThatOthersTookIsAnError() {
    struct sigaction forgetting {};
    forgetting.sa_handler = SIG_DFL;
    forgetting.sa_flags = SA_NOCLDWAIT; // the system itself takes each child
    ::sigaction(SIGCHLD, &forgetting, nullptr);
    QElapsedTimer timer;
    timer.start();
    auto command = shell("echo last words >&2; exit 3");
    command.limit = 300s;
    const auto outcome = runChild(command);
    ::signal(SIGCHLD, SIG_DFL);
    QVERIFY(timer.elapsed() < 120000);
    QVERIFY(!outcome.ok());
    QVERIFY(outcome.error().code == ErrorCode::Internal);
    QVERIFY2(outcome.error().message.find("last words") != std::string::npos, outcome.error().text().c_str());
}

void ChildProcessTest::oneThatLeftTheGroupHoldsNothingUp() {
    const QTemporaryDir folder;
    const std::string file = folder.filePath("pid").toStdString();
    // It writes without end into the pipe that the one that ended has left it.
    auto command = shell("setsid sh -c 'echo $$ > \"" + file + "\"; exec yes' & while [ ! -s \"" + file +
                         "\" ]; do sleep 0.05; done");
    command.limit = 3s;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = runChild(command);
    const qint64 took = timer.elapsed();
    pid_t left = 0;
    std::ifstream(file) >> left;
    QVERIFY(left > 0);
    ::kill(left, SIGKILL);
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().text().c_str());
    QVERIFY2(took < 120000, qPrintable(QString::number(took)));
}

void ChildProcessTest::manyAtOnce() {
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&right, i] {
            for (int round = 0; round < 8; ++round) {
                ChildCommand command;
                command.arguments = {"cat"};
                command.input = std::to_string(i * 100 + round);
                std::string back;
                command.onLine = [&](std::string_view line) { back = line; };
                right += runChild(command).ok() && back == command.input ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(right.load(), 16 * 8);
}

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "child_process_test.moc"
