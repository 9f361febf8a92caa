// A font is there whole or not at all: a disk that fails at any moment, a folder that is removed, a builder
// that hangs, dies or says nonsense, a stop at any stage; what stood under the name stays.
#include "tests/export/drawn_glyphs.h"
#include "tests/support/disk_faults.h"

#include <QTemporaryDir>
#include <QtTest>
#include <thread>

using namespace typemould;
namespace fs = std::filesystem;

class FontFaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyDiskFaultLeavesWhatWasThere();
    void aRemovedFolderIsTold();
    void aBadBuilderIsTold_data();
    void aBadBuilderIsTold();
    void aStopAtAnyMomentLeavesWhatWasThere();
    void aTargetThatFontToolsCannotReadIsTold();
    void linksAreNotFollowed();
    void namesWithoutAFolderAreHere();
    void whatAKilledProgramLeftIsRemoved();
    void aPythonThatHangsHearsAStop();
    void aPythonThatFallsOverIsToldAsThat();
    void pythonsAreAskedOnce();

private:
    FontPlan plan(const fs::path& file) const { return testing::planFor(*m_source, *m_target, 2, file); }
    std::optional<FontFace> m_source, m_target;
};

void FontFaultTest::initTestCase() {
    m_source.emplace(FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow());
    m_target.emplace(FontFace::open(testData("fonts/tiny.ttf")).orThrow());
}

void FontFaultTest::everyDiskFaultLeavesWhatWasThere() {
    // The builder is a process of its own, with a disk of its own: a program that is quick stands in for it,
    // and gives what the real one gave.
    const QTemporaryDir temporary;
    const fs::path root = temporary.path().toStdString(), made = root / "made.ttf", parent = root / "parent",
                   program = root / "python";
    QVERIFY(buildFont(*m_source, *m_target, plan(made)).ok());
    std::ofstream(program) << "#!/bin/sh\ncase \"$3\" in -c) exit 0;; esac\ncp \"" << made.string()
                           << "\" \"$(dirname \"$4\")/result.font\"\n";
    fs::permissions(program, fs::perms::owner_all);
    auto order = plan(parent / "out.ttf");
    order.tools.pythons = {program.string()};
    order.tools.sanitizer = "no-such-sanitizer"; // as quick
    testing::forEachDiskFault(
        parent, 20,
        [&] {
            fs::remove_all(parent);
            fs::create_directories(parent);
            std::ofstream(parent / "out.ttf") << "what was there";
        },
        [&]() -> Status {
            const auto check = buildFont(*m_source, *m_target, order);
            return check.ok() ? Status() : Status(check.error());
        });
}

void FontFaultTest::aRemovedFolderIsTold() {
    const QTemporaryDir temporary;
    const fs::path parent = fs::path(temporary.path().toStdString()) / "parent";
    fs::create_directory(parent);
    const auto check = buildFont(*m_source, *m_target, plan(parent / "out.ttf"),
                                 [&](FontStage stage, std::size_t, std::size_t) {
                                     if (stage == FontStage::Checking) {
                                         fs::remove_all(parent);
                                     }
                                 });
    QVERIFY(!check.ok());
    QVERIFY2(!check.error().advice.empty(), check.error().text().c_str());
    QVERIFY(!fs::exists(parent));
}

void FontFaultTest::aBadBuilderIsTold_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("hangs") << "sleep 1000" << ErrorCode::Io << "did not end";
    QTest::newRow("is killed") << "kill -9 $$" << ErrorCode::Internal << "signal";
    QTest::newRow("says nonsense") << "echo hello; sleep 1000" << ErrorCode::Internal << "hello";
    QTest::newRow("fails") << "echo trouble >&2; exit 3" << ErrorCode::Internal << "trouble";
    QTest::newRow("writes nothing") << "exit 0" << ErrorCode::NotFound << "result.font";
    QTest::newRow("writes no font") << "echo x > \"$(dirname \"$4\")/result.font\"" << ErrorCode::BadFormat
                                    << "font";
    QTest::newRow("has a full disk")
        << "echo '{\"error\":\"disk_full\",\"message\":\"no room\",\"advice\":\"make some\"}'; exit 1"
        << ErrorCode::DiskFull << "no room";
    QTest::newRow("lost its library") << "echo '{\"error\":\"missing\",\"message\":\"x\"}'; exit 1"
                                      << ErrorCode::NotFound << "python3-fonttools";
    QTest::newRow("floods") << "yes '{\"done\":1,\"total\":2}'" << ErrorCode::Io << "did not end";
}

void FontFaultTest::aBadBuilderIsTold() {
    QFETCH(QString, script);
    QFETCH(ErrorCode, code);
    QFETCH(QString, words);
    const QTemporaryDir tools, folder;
    const fs::path program = tools.filePath("python").toStdString(),
                   file = folder.filePath("out.ttf").toStdString();
    std::ofstream(program) << "#!/bin/sh\ncase \"$3\" in -c) exit 0;; esac\n" << script.toStdString() << "\n";
    fs::permissions(program, fs::perms::owner_all);
    std::ofstream(file) << "what was there";
    const auto before = testing::snapshotOf(folder.path().toStdString());
    auto order = plan(file);
    order.tools.pythons = {program.string()};
    order.tools.limit = std::chrono::seconds(2);
    const auto check = buildFont(*m_source, *m_target, order);
    QVERIFY(!check.ok());
    const std::string text = check.error().text();
    QVERIFY2(check.error().code == code, text.c_str());
    QVERIFY2(text.find(words.toStdString()) != std::string::npos, text.c_str());
    QVERIFY(testing::snapshotOf(folder.path().toStdString()) == before);
}

void FontFaultTest::aStopAtAnyMomentLeavesWhatWasThere() {
    const QTemporaryDir folder;
    const fs::path file = folder.filePath("out.ttf").toStdString();
    std::ofstream(file) << "what was there";
    const auto before = testing::snapshotOf(folder.path().toStdString());
    for (const FontStage at : {FontStage::Building, FontStage::Checking}) {
        std::stop_source stop;
        const auto check = buildFont(
            *m_source, *m_target, plan(file),
            [&](FontStage stage, std::size_t, std::size_t) {
                if (stage == at) {
                    stop.request_stop();
                }
            },
            stop.get_token());
        QVERIFY(!check.ok());
        QVERIFY2(check.error().code == ErrorCode::Cancelled, check.error().text().c_str());
        QVERIFY(testing::snapshotOf(folder.path().toStdString()) == before);
    }
    std::stop_source early;
    early.request_stop();
    QVERIFY(buildFont(*m_source, *m_target, plan(file), {}, early.get_token()).error().code ==
            ErrorCode::Cancelled);
    QVERIFY(testing::snapshotOf(folder.path().toStdString()) == before);
}

void FontFaultTest::aTargetThatFontToolsCannotReadIsTold() {
    const QTemporaryDir folder, fonts;
    const fs::path damaged = fonts.filePath("damaged.ttf").toStdString();
    ChildCommand command; // FreeType does without this table
    command.arguments = {
        "/usr/bin/python3", "-c",
        "import sys; from fontTools.ttLib import TTFont; from fontTools.ttLib.tables.DefaultTable "
        "import DefaultTable; f = TTFont(sys.argv[1]); t = DefaultTable('OS/2'); t.data = b'xx'; "
        "f['OS/2'] = t; f.save(sys.argv[2])",
        testData("fonts/tiny.ttf").string(), damaged.string()};
    QCOMPARE(runChild(command).orThrow().exitCode, 0);
    const FontFace target = FontFace::open(damaged).orThrow();
    auto order = testing::planFor(*m_source, target, 2, folder.filePath("out.ttf").toStdString());
    const auto font = buildFont(*m_source, target, order);
    QVERIFY(!font.ok());
    QVERIFY2(font.error().message.find("fontTools") != std::string::npos, font.error().text().c_str());
    QVERIFY(font.error().advice.find("UFO") != std::string::npos);
    QVERIFY(fs::is_empty(folder.path().toStdString()));
    order.settings.format = FontFormat::Ufo; // and that does work
    order.file = folder.filePath("out.ufo").toStdString();
    const auto ufo = buildFont(*m_source, target, order);
    QVERIFY2(ufo.ok() && ufo->passed(), ufo.ok() ? "" : ufo.error().text().c_str());
}

void FontFaultTest::linksAreNotFollowed() {
    const QTemporaryDir folder;
    const fs::path file = folder.filePath("out.ttf").toStdString(),
                   other = folder.filePath("other").toStdString();
    std::ofstream(other) << "somebody's";
    fs::create_symlink(other, file);
    QVERIFY(!buildFont(*m_source, *m_target, plan(file)).ok());
    QCOMPARE(fs::file_size(other), std::uintmax_t(10));
}

void FontFaultTest::namesWithoutAFolderAreHere() {
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QDir::setCurrent(folder.path());
    auto order = plan("out.ttf");
    const auto font = buildFont(*m_source, *m_target, order);
    order.settings.format = FontFormat::Ufo;
    order.file = "out.ufo";
    const auto ufo = buildFont(*m_source, *m_target, order);
    QDir::setCurrent(before);
    QVERIFY2(font.ok(), font.ok() ? "" : font.error().text().c_str());
    QVERIFY2(ufo.ok(), ufo.ok() ? "" : ufo.error().text().c_str());
    QVERIFY(font->passed() && ufo->passed());
    QVERIFY(QFile::exists(folder.filePath("out.ttf")) &&
            QFile::exists(folder.filePath("out.ufo/metainfo.plist")));
}

void FontFaultTest::whatAKilledProgramLeftIsRemoved() {
    const QTemporaryDir folder;
    const fs::path wanted = fs::path(folder.path().toStdString()) / "out.ttf";
    const fs::path name = temporaryPathFor(wanted).filename(); // as the house names them
    const std::string pattern = name.string();
    const auto dash = pattern.find("tmp-") + 4;
    const fs::path abandoned = wanted.parent_path() / (pattern.substr(0, dash) + "999999999" +
                                                       pattern.substr(pattern.find('-', dash)));
    fs::create_directory(abandoned);
    std::ofstream(abandoned / "job.json") << "{}";
    QVERIFY(buildFont(*m_source, *m_target, plan(wanted)).ok());
    QVERIFY(!fs::exists(abandoned));
}

void FontFaultTest::aPythonThatHangsHearsAStop() {
    const QTemporaryDir tools, folder;
    const fs::path program = tools.filePath("python").toStdString();
    std::ofstream(program) << "#!/bin/sh\nsleep 1000\n";
    fs::permissions(program, fs::perms::owner_all);
    auto order = plan(folder.filePath("out.ttf").toStdString());
    order.tools.pythons = {program.string()};
    std::stop_source stop;
    std::jthread soon([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop.request_stop();
    });
    QElapsedTimer timer;
    timer.start();
    const auto check = buildFont(*m_source, *m_target, order, {}, stop.get_token());
    QVERIFY(!check.ok() && check.error().code == ErrorCode::Cancelled);
    QVERIFY(timer.elapsed() < 60000); // of two minutes that it may take
}

void FontFaultTest::aPythonThatFallsOverIsToldAsThat() {
    const QTemporaryDir tools, folder;
    const fs::path killed = tools.filePath("killed").toStdString(),
                   good = tools.filePath("good").toStdString();
    std::ofstream(killed) << "#!/bin/sh\nkill -KILL $$\n";
    std::ofstream(good) << "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n";
    fs::permissions(killed, fs::perms::owner_all);
    fs::permissions(good, fs::perms::owner_all);
    auto order = plan(folder.filePath("out.ttf").toStdString());
    order.tools.pythons = {killed.string()};
    const auto check = buildFont(*m_source, *m_target, order);
    QVERIFY(!check.ok() && check.error().text().find("not installed") == std::string::npos);
    QVERIFY(fs::is_empty(folder.path().toStdString()));
    order.tools.pythons = {killed.string(), good.string()};
    QVERIFY(buildFont(*m_source, *m_target, order).ok());
}

void FontFaultTest::pythonsAreAskedOnce() {
    const QTemporaryDir tools, folder;
    const fs::path without = tools.filePath("without").toStdString(),
                   with = tools.filePath("with").toStdString(), asked = tools.filePath("asked").toStdString();
    std::ofstream(without) << "#!/bin/sh\necho asked >> \"" << asked.string() << "\"; exit 1\n";
    std::ofstream(with) << "#!/bin/sh\nexec /usr/bin/python3 \"$@\"\n";
    fs::permissions(without, fs::perms::owner_all);
    fs::permissions(with, fs::perms::owner_all);
    auto order = plan(folder.filePath("out.ttf").toStdString());
    order.tools.pythons = {without.string(), with.string()};
    const auto check = buildFont(*m_source, *m_target, order);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(readTextFile(asked).orThrow(), std::string("asked\n"));
}

QTEST_GUILESS_MAIN(FontFaultTest)
#include "font_fault_test.moc"
