// What a project's fonts lead to: faces, character sets, pairs, a training setup; and fonts that moved or
// changed.
#include "core/project/project.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

const fs::path demo = sourceFile("resources/demo");

QString shown(const std::string& text) { return QString::fromStdString(text); }

CharacterSet setOf(const ContextSets& sets, const std::string& name) { return sets.at(name)().orThrow(); }

} // namespace

class ProjectFontsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_root = fs::canonical(m_dir->path().toStdString());
        for (const char* name : {"demo-source.ttf", "demo-target.ttf"}) {
            fs::copy_file(demo / name, m_root / name);
        }
    }
    void newDataHasHashesAndAFittedPlacement();
    void fontsThatDoNotServeAreNamed_data();
    void fontsThatDoNotServeAreNamed();
    void tooFewSharedCharactersAreCounted();
    void sharedAndMissingAreWhatTheFontsDraw();
    void aSpecNarrowsThePairsOnly();
    void droppedPairsAreLeftOut();
    void droppedPairsAreLeftOutOfEveryStyle();
    void aSpecThatDependsOnThePairsIsRefused_data();
    void aSpecThatDependsOnThePairsIsRefused();
    void projectSetsAreThoseOfTheProject();
    void noFontChosenIsSaid();
    void aFontThatMovedIsNamed();
    void aFontThatChangedIsNamed();
    void copiedFontsOutliveTheirOriginals();
    void copiesNeverReplaceAnotherFont();
    void aChangedFontIsNotCopied();
    void pairsComeFromTheCache();
    void readOnlyProjectsLeaveTheCacheAlone();
    void theSetupIsTheProjects();

private:
    ProjectData demoData(const std::string& characters = {}) const {
        return newProjectData(m_root / "demo-source.ttf", {}, m_root / "demo-target.ttf", {}, characters)
            .orThrow();
    }
    /// A project of the first 40 shared characters at 64 pixels.
    Project smallProject() const {
        ProjectData data = demoData();
        const CharacterSet shared = openFonts(data)->shared;
        for (std::size_t i = 0; i < 40; ++i) {
            data.characters += (i == 0 ? "" : ",") + codePointText(shared[i]);
        }
        data.dataset.canvas = 64;
        return Project::create(m_root / "small.typemould", data).orThrow();
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_root;
};

void ProjectFontsTest::newDataHasHashesAndAFittedPlacement() {
    const ProjectData data = demoData();
    QCOMPARE(data.source.path, m_root / "demo-source.ttf");
    QCOMPARE(data.source.hash, FontFace::open(data.source.path)->hash());
    QCOMPARE(data.target.hash, FontFace::open(data.target.path)->hash());
    QVERIFY(data.source.hash != data.target.hash);
    const auto fonts = openFonts(data);
    QVERIFY(data.placements == fitPlacement(fonts->source, fonts->target, fonts->shared)->placements);
    QVERIFY(data.training == *presetSettings("house"));
    const fs::path old = fs::current_path();
    fs::current_path(m_root);
    const auto relative = fontReference("./demo-source.ttf");
    fs::current_path(old);
    QCOMPARE(relative->path, m_root / "demo-source.ttf");
}

void ProjectFontsTest::fontsThatDoNotServeAreNamed_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("make");
    QTest::newRow("not there") << QByteArray("nowhere.ttf") << false;
    QTest::newRow("a text file") << QByteArray("letter.ttf") << true;
    QTest::newRow("a name that is not UTF-8") << QByteArray("bad\xff.ttf") << true;
}

void ProjectFontsTest::fontsThatDoNotServeAreNamed() {
    QFETCH(QByteArray, name);
    QFETCH(bool, make);
    const fs::path path = m_root / name.toStdString();
    if (make) {
        QVERIFY(writeFileAtomically(path, "Dear font"));
    }
    const auto data = newProjectData(m_root / "demo-source.ttf", {}, path, {});
    fs::remove(path); // QTemporaryDir cannot remove every name
    QVERIFY(!data);
    QVERIFY2(shown(data.error().message).contains(shown(pathText(path.filename()))),
             data.error().message.c_str());
    QVERIFY(!data.error().advice.empty());
}

void ProjectFontsTest::tooFewSharedCharactersAreCounted() {
    const CharacterSet shared = openFonts(demoData())->shared;
    std::string spec;
    for (std::size_t i = 0; i < 7; ++i) {
        spec += codePointText(shared[i]) + ",";
    }
    const auto make = [&](const std::string& characters) {
        return newProjectData(m_root / "demo-source.ttf", {}, m_root / "demo-target.ttf", {}, characters);
    };
    const auto few = make(spec.substr(0, spec.size() - 1));
    QVERIFY(!few);
    QVERIFY2(shown(few.error().message).contains("share 7 characters"), few.error().message.c_str());
    QVERIFY2(shown(few.error().message).contains("at least 8"), few.error().message.c_str());
    QVERIFY(make(spec + codePointText(shared[7])));
}

void ProjectFontsTest::sharedAndMissingAreWhatTheFontsDraw() {
    const auto fonts = openFonts(demoData());
    QVERIFY(fonts->shared == (fonts->source.characters() & fonts->target.characters()));
    QVERIFY(fonts->missing == fonts->source.characters() - fonts->target.characters());
    QCOMPARE(fonts->missing.size(), std::size_t(120));
}

void ProjectFontsTest::aSpecNarrowsThePairsOnly() {
    const auto all = openFonts(demoData());
    const auto some = openFonts(demoData("U+4E00-5FFF,target"));
    QVERIFY(some->shared == all->shared); // a union: "target" brings all
    const auto few = openFonts(demoData("U+4E00-5FFF"));
    QVERIFY(few->shared == (all->shared & CharacterSet::range(0x4e00, 0x5fff)));
    QVERIFY(few->shared.size() > 8 && few->shared.size() < all->shared.size());
    QVERIFY(few->missing == all->missing);
}

void ProjectFontsTest::droppedPairsAreLeftOut() {
    ProjectData data = demoData();
    const ProjectFonts all = openFonts(data).orThrow();
    data.dropped = {all.shared[0], all.shared[2], U'\u3402'}; // one of them is no pair
    data.trusted = {all.shared[1]};
    const ProjectFonts fewer = openFonts(data).orThrow();
    QCOMPARE(fewer.shared, all.shared - data.dropped);
    QCOMPARE(fewer.shared.size(), all.shared.size() - 2);
    QCOMPARE(fewer.missing, all.missing); // the target draws them, however
}

void ProjectFontsTest::droppedPairsAreLeftOutOfEveryStyle() {
    ProjectData data = demoData();
    data.characters = "U+4E00-4FFF";
    data.styles = {{"one", {}, {}}, {"two", data.target, data.placements.target}};
    const ProjectFonts all = openFonts(data).orThrow();
    data.dropped = {all.shared[0], all.shared[2]};
    data.dataset.canvas = 32;
    const auto pairs = drawFurtherPairs(data, openFonts(data).orThrow()).orThrow();
    QCOMPARE(pairs.size(), std::size_t(1));
    QCOMPARE(CharacterSet(pairs.at(1).characters()), all.shared - data.dropped);
}

void ProjectFontsTest::aSpecThatDependsOnThePairsIsRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("missing") << "missing";
    QTest::newRow("heldout") << "heldout";
    QTest::newRow("pairs") << "pairs";
}

void ProjectFontsTest::aSpecThatDependsOnThePairsIsRefused() {
    QFETCH(QString, name);
    ProjectData data = demoData();
    data.characters = name.toStdString();
    const auto fonts = openFonts(data);
    QVERIFY(!fonts);
    QCOMPARE(fonts.error().code, ErrorCode::InvalidArgument);
    QVERIFY(shown(fonts.error().message).contains("'" + name + "'"));
}

void ProjectFontsTest::projectSetsAreThoseOfTheProject() {
    const auto fonts = openFonts(demoData("U+4E00-5FFF"));
    const DatasetSettings dataset{.canvas = 64, .heldOut = 25, .seed = 3};
    const ContextSets sets = projectSets(*fonts, dataset);
    QCOMPARE(sets.size(), std::size_t(5));
    QVERIFY(setOf(sets, "missing") == fonts->missing);
    QVERIFY(setOf(sets, "pairs") == fonts->shared);
    QVERIFY(setOf(sets, "source") == fonts->source.characters());
    QVERIFY(setOf(sets, "target") == fonts->target.characters());
    QVERIFY(setOf(sets, "heldout") == splitCharacters(fonts->shared, 25, 3).heldOut);
    QVERIFY(*parseCharacterSpec("heldout,missing", sets) == (setOf(sets, "heldout") | fonts->missing));
}

void ProjectFontsTest::noFontChosenIsSaid() {
    ProjectData data = demoData();
    data.target = {};
    const auto fonts = openFonts(data);
    QCOMPARE(fonts.error().code, ErrorCode::InvalidArgument);
    QVERIFY(shown(fonts.error().message).contains("no target font"));
}

void ProjectFontsTest::aFontThatMovedIsNamed() {
    const ProjectData data = demoData();
    fs::rename(m_root / "demo-source.ttf", m_root / "elsewhere.ttf");
    const auto fonts = openFonts(data);
    QCOMPARE(fonts.error().code, ErrorCode::NotFound);
    QVERIFY2(shown(fonts.error().message).contains("source font"), fonts.error().message.c_str());
    QVERIFY(shown(fonts.error().message).contains("demo-source.ttf"));
    QVERIFY(shown(fonts.error().advice).contains("choose the source font again"));
}

void ProjectFontsTest::aFontThatChangedIsNamed() {
    const ProjectData data = demoData();
    fs::copy_file(m_root / "demo-source.ttf", m_root / "demo-target.ttf",
                  fs::copy_options::overwrite_existing);
    const auto fonts = openFonts(data);
    QCOMPARE(fonts.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(shown(fonts.error().message).contains("demo-target.ttf has changed"),
             fonts.error().message.c_str());
    QVERIFY(shown(fonts.error().advice).contains("choose the target font again"));
}

void ProjectFontsTest::copiedFontsOutliveTheirOriginals() {
    {
        Project project = Project::create(m_root / "own.typemould", demoData()).orThrow();
        QVERIFY(project.copyFontIn(project.data.source));
        QVERIFY(project.copyFontIn(project.data.target));
        QCOMPARE(project.data.source.path, project.folder() / "fonts" / "demo-source.ttf");
        QVERIFY(project.unsaved());
        QVERIFY(project.save());
        const FontReference before = project.data.source;
        QVERIFY(project.copyFontIn(project.data.source)); // it is in already
        QVERIFY(project.data.source == before);
    }
    fs::remove(m_root / "demo-source.ttf");
    fs::remove(m_root / "demo-target.ttf");
    fs::rename(m_root / "own.typemould", m_root / "moved.typemould");
    const auto project = Project::open(m_root / "moved.typemould", ProjectAccess::Write);
    QVERIFY(openFonts(*project));
}

void ProjectFontsTest::copiesNeverReplaceAnotherFont() {
    fs::create_directory(m_root / "a");
    fs::create_directory(m_root / "b");
    fs::copy_file(m_root / "demo-source.ttf", m_root / "a" / "font.ttf");
    fs::copy_file(m_root / "demo-target.ttf", m_root / "b" / "font.ttf");
    const ProjectData data =
        newProjectData(m_root / "a" / "font.ttf", {}, m_root / "b" / "font.ttf", {}).orThrow();
    Project project = Project::create(m_root / "own.typemould", data).orThrow();
    QVERIFY(project.copyFontIn(project.data.source));
    QVERIFY(project.copyFontIn(project.data.target));
    QCOMPARE(project.data.source.path.filename(), fs::path("font.ttf"));
    QCOMPARE(project.data.target.path.filename(), fs::path("font-2.ttf"));
    QVERIFY(openFonts(project));
    FontReference again = data.target;
    QVERIFY(project.copyFontIn(again)); // the same font a second time: no third file
    QCOMPARE(again.path.filename(), fs::path("font-2.ttf"));
}

void ProjectFontsTest::aChangedFontIsNotCopied() {
    Project project = Project::create(m_root / "own.typemould", demoData()).orThrow();
    fs::copy_file(m_root / "demo-source.ttf", m_root / "demo-target.ttf",
                  fs::copy_options::overwrite_existing);
    const FontReference before = project.data.target;
    const Status copied = project.copyFontIn(project.data.target);
    QVERIFY(!copied);
    QVERIFY(shown(copied.error().message).contains("has changed"));
    QVERIFY(project.data.target == before);
    QVERIFY(!fs::exists(project.folder() / "fonts" / "demo-target.ttf"));
    FontReference none;
    QVERIFY(!project.copyFontIn(none));
}

void ProjectFontsTest::pairsComeFromTheCache() {
    Project project = smallProject();
    const auto fonts = openFonts(project);
    const auto first = drawPairs(project, *fonts);
    QCOMPARE(first->size(), std::size_t(40));
    QCOMPARE(first->canvas(), 64);
    QVERIFY(!first->fromCache());
    QVERIFY(drawPairs(project, *fonts)->fromCache());
    QVERIFY(drawPairs(project.data, project.pairsCache(), *fonts)->fromCache());
    project.data.placements.source.offsetY += 0.01;
    const auto moved = drawPairs(project, *fonts);
    QVERIFY(!moved->fromCache());
    QVERIFY(moved->hash() != first->hash());
}

void ProjectFontsTest::readOnlyProjectsLeaveTheCacheAlone() {
    const Project writing = smallProject();
    const auto reading = Project::open(writing.folder(), ProjectAccess::WriteOrReadOnly);
    const auto fonts = openFonts(*reading);
    QVERIFY(!drawPairs(*reading, *fonts)->fromCache());
    QVERIFY(!fs::exists(writing.pairsCache()));
    QVERIFY(!drawPairs(writing, *fonts)->fromCache());
    QVERIFY(drawPairs(*reading, *fonts)->fromCache());
}

void ProjectFontsTest::theSetupIsTheProjects() {
    Project project = smallProject();
    project.data.freezing = {"freeze block=encoder.1"};
    project.data.training.batch = 7;
    const auto fonts = openFonts(project);
    const auto pairs = drawPairs(project, *fonts);
    const TrainingSetup setup = trainingSetup(project, *fonts, *pairs, "/run");
    QCOMPARE(setup.pairs, &*pairs);
    QCOMPARE(setup.source, &fonts->source);
    QVERIFY(setup.placements == project.data.placements);
    QVERIFY(setup.settings == project.data.training);
    QVERIFY(setup.freezing == project.data.freezing);
    QCOMPARE(setup.runFolder, fs::path("/run"));
    QVERIFY(setup.resumeFrom.empty());
    QCOMPARE(setup.sourceHash, project.data.source.hash);
    QCOMPARE(setup.targetHash, project.data.target.hash);
}

QTEST_GUILESS_MAIN(ProjectFontsTest)
#include "project_fonts_test.moc"
