// The demo inside the program: the very files of resources/demo, and a project that mends itself.
#include "app/demo.h"
#include "core/base/atomic_file.h"
#include "resources/demo_fonts.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

using namespace typemould;

class DemoProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }
    void theProgramHoldsTheFiles();
    void fontsHaveTheirCharacters();
    void makesAProjectAndOpensItAgain();
    void putsBackWhatIsGoneOrDamaged();
    void anInterruptedFirstTimeIsMended();
    void aFolderOfOtherThingsIsRefused();
    void theDefaultFolderFollowsTheEnvironment();

private:
    std::filesystem::path folder(const char* name = "demo.typemould") const {
        return std::filesystem::path(m_temporary->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_temporary;
};

void DemoProjectTest::theProgramHoldsTheFiles() {
    QCOMPARE(demoFiles().size(), std::size_t(4));
    for (const DemoFile& file : demoFiles()) {
        const auto bytes = readFile(sourceFile("resources/demo") / file.name);
        QVERIFY2(bytes.ok(), file.name);
        QVERIFY2(std::equal(file.bytes.begin(), file.bytes.end(), bytes->begin(), bytes->end()), file.name);
    }
}

void DemoProjectTest::fontsHaveTheirCharacters() {
    const auto project = openDemoProject(folder(), ProjectAccess::Write);
    QVERIFY2(project.ok(), project.ok() ? "" : project.error().text().c_str());
    const auto fonts = openFonts(*project);
    QVERIFY(fonts.ok());
    QCOMPARE(fonts->shared.size(), std::size_t(1200));
    QCOMPARE(fonts->missing.size(), std::size_t(120));
    int missing = 0;
    for (const char32_t character : decodeUtf8(project->data.training.previewText)) {
        QVERIFY2(fonts->source.draws(character), codePointText(character).c_str());
        missing += fonts->missing.contains(character) ? 1 : 0;
    }
    QCOMPARE(missing, 3); // the preview shows what is learnt and what is completed
}

void DemoProjectTest::makesAProjectAndOpensItAgain() {
    {
        auto made = openDemoProject(folder(), ProjectAccess::Write);
        QVERIFY(made.ok());
        QVERIFY(!made->unsaved());
        made->data.dataset.canvas = 128;
        QVERIFY(made->save().ok());
    }
    const auto again = openDemoProject(folder(), ProjectAccess::Write);
    QVERIFY(again.ok());
    QCOMPARE(again->data.dataset.canvas, 128); // what the user changed stays
    const auto second = openDemoProject(folder(), ProjectAccess::WriteOrReadOnly);
    QVERIFY(second.ok());
    QVERIFY(second->readOnly());
}

void DemoProjectTest::putsBackWhatIsGoneOrDamaged() {
    QVERIFY(openDemoProject(folder(), ProjectAccess::Write).ok());
    QVERIFY(
        writeFileAtomically(folder() / "fonts" / demoTargetFont().name, std::string_view("rubbish")).ok());
    QVERIFY(removeTree(folder() / "fonts" / demoSourceFont().name).ok());
    const auto project = openDemoProject(folder(), ProjectAccess::Write);
    QVERIFY(project.ok());
    QVERIFY(openFonts(*project).ok());
}

void DemoProjectTest::anInterruptedFirstTimeIsMended() {
    QVERIFY(Project::create(folder(), {}).ok()); // ended before the fonts were written
    const auto project = openDemoProject(folder(), ProjectAccess::Write);
    QVERIFY2(project.ok(), project.ok() ? "" : project.error().text().c_str());
    QVERIFY(openFonts(*project).ok());
}

void DemoProjectTest::aFolderOfOtherThingsIsRefused() {
    QVERIFY(makeFolder(folder("things")).ok());
    QVERIFY(writeFileAtomically(folder("things") / "diary.txt", std::string_view("mine")).ok());
    const auto refused = openDemoProject(folder("things"), ProjectAccess::Write);
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.find("things") != std::string::npos);
    QVERIFY(!openDemoProject(folder("things") / "diary.txt", ProjectAccess::Write).ok());
}

void DemoProjectTest::theDefaultFolderFollowsTheEnvironment() {
    qputenv("XDG_DATA_HOME", "/somewhere");
    QCOMPARE(defaultDemoFolder(), std::filesystem::path("/somewhere/typemould/demo.typemould"));
    qputenv("XDG_DATA_HOME", "relative/is/ignored");
    qputenv("HOME", "/house");
    QCOMPARE(defaultDemoFolder(), std::filesystem::path("/house/.local/share/typemould/demo.typemould"));
    qunsetenv("XDG_DATA_HOME");
    QCOMPARE(defaultDemoFolder(), std::filesystem::path("/house/.local/share/typemould/demo.typemould"));
}

QTEST_GUILESS_MAIN(DemoProjectTest)
#include "demo_project_test.moc"
