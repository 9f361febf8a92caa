// From a generator to a font: what is drawn, traced and added, and what is left out and told; a stop in any
// stage.
#include "core/export/font_export.h"
#include "tests/export/copying_generator.h"
#include "tests/support/disk_snapshot.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

constexpr int canvas = 128;

} // namespace

class FontExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void drawsTracesBuildsAndChecks();
    void whatIsLeftOutIsTold();
    void keptPicturesAreNotDrawnAgain();
    void keptPicturesAreToldAndStopped();
    void tracingSettingsReachTheFont();
    void aStopInAnyStageLeavesNothing();
    void nothingIsDrawnForWhatCannotBeMade();

private:
    Result<FontOutcome> exported(const FontProgress& progress = {}, std::stop_token stop = {}) {
        return exportFont(m_generator, m_source, m_target, m_order, progress, std::move(stop));
    }
    std::unique_ptr<QTemporaryDir> m_temporary;
    FontFace m_source = testing::demoFont("demo-source.ttf"), m_target = testing::demoFont("demo-target.ttf");
    CharacterSet m_missing;
    testing::CopyingGenerator m_generator{m_source, m_target, canvas};
    FontOrder m_order;
};

void FontExportTest::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    std::vector<char32_t> missing;
    for (const char32_t character : m_source.characters() - m_target.characters()) {
        if (character >= 0x4E00 && missing.size() < 12) {
            missing.push_back(character);
        }
    }
    m_missing = CharacterSet(missing);
    m_order = {};
    m_order.characters = m_missing;
    m_order.file = fs::path(m_temporary->path().toStdString()) / "out.ttf";
    m_order.checkpoint = "runs/1/checkpoints/00000042";
    m_generator = {m_source, m_target, canvas};
    m_generator.made.placements = {{0.85, 0.01, 0}, {0.9, 0, -0.01}};
}

void FontExportTest::drawsTracesBuildsAndChecks() {
    std::map<FontStage, std::pair<std::size_t, std::size_t>> last;
    const auto outcome = exported([&](FontStage stage, std::size_t done, std::size_t total) {
        QVERIFY(last.empty() || last.rbegin()->first <= stage); // one after the other
        last[stage] = {done, total};
    });
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().text().c_str());
    for (const FontStage stage :
         {FontStage::Drawing, FontStage::Tracing, FontStage::Building, FontStage::Checking}) {
        QVERIFY(last.count(stage) == 1 && last[stage].first == last[stage].second);
    }
    QCOMPARE(outcome->added, m_missing.size());
    QVERIFY(outcome->check.passed());
    QVERIFY2(outcome->check.worstIou >= 0.97, std::to_string(outcome->check.worstIou).c_str());
    QCOMPARE(outcome->proof.addedCount, m_missing.size());
    QVERIFY(!outcome->proof.line.empty());
    // Size and place are the network's, to the pixel: what it copied lies where the source's own glyph lies.
    const FontFace made = FontFace::open(m_order.file).orThrow();
    for (const char32_t character : m_missing) {
        const InkBox is = made.inkBox(character), was = m_source.inkBox(character);
        const double pixel = 1000 / (0.9 * canvas), scale = 1000.0 / m_source.unitsPerEm();
        QVERIFY(std::abs(is.xMin - was.xMin * scale) < pixel && std::abs(is.xMax - was.xMax * scale) < pixel);
        QVERIFY(std::abs(is.yMin - was.yMin * scale) < pixel && std::abs(is.yMax - was.yMax * scale) < pixel);
        QCOMPARE(made.advance(character), 1000.0);
    }
}

void FontExportTest::whatIsLeftOutIsTold() {
    const char32_t own = *m_target.characters().begin();
    m_order.characters = m_missing | CharacterSet{own};
    m_generator.blank = {m_missing[2]};
    m_order.broken = [&](char32_t character, const GrayImage& source, const GrayImage& drawn) {
        return character >= m_missing[10] && source.width == canvas && drawn.width == canvas;
    };
    const auto outcome = exported();
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().text().c_str());
    QCOMPARE(outcome->blank, CharacterSet{m_missing[2]});
    QCOMPARE(outcome->alreadyThere, CharacterSet{own});
    QCOMPARE(outcome->brokenStructure, (CharacterSet{m_missing[10], m_missing[11]}));
    QCOMPARE(outcome->added, m_missing.size() - 1);
    const FontFace made = FontFace::open(m_order.file).orThrow();
    QVERIFY(made.draws(m_missing[1]) && !made.draws(m_missing[2]));
    QCOMPARE(m_generator.drawn, std::vector<char32_t>(m_missing.begin(), m_missing.end()));
}

void FontExportTest::keptPicturesAreNotDrawnAgain() {
    // A kept picture of another glyph: what is in the font is that, and not what would be drawn now.
    m_order.pictures[m_missing[3]] =
        rasterize(m_source, m_missing[4], m_generator.made.placements.target, canvas).orThrow();
    const auto outcome = exported();
    QVERIFY(outcome.ok() && outcome->check.passed());
    QCOMPARE(m_generator.drawn.size(), m_missing.size() - 1);
    const FontFace made = FontFace::open(m_order.file).orThrow();
    QVERIFY(std::abs(made.inkBox(m_missing[3]).width() - made.inkBox(m_missing[4]).width()) < 2);
    m_order.pictures[m_missing[3]] = GrayImage(64, 64, 0);
    const auto wrong = exported();
    QVERIFY(!wrong.ok() && wrong.error().code == ErrorCode::InvalidArgument);
}

void FontExportTest::keptPicturesAreToldAndStopped() {
    for (const char32_t character : m_missing) {
        m_order.pictures[character] =
            rasterize(m_source, character, m_generator.made.placements.target, canvas).orThrow();
    }
    std::stop_source stop;
    std::size_t judged = 0;
    m_order.broken = [&](char32_t, const GrayImage&, const GrayImage&) {
        if (++judged == 3) {
            stop.request_stop();
        }
        return false;
    };
    std::vector<std::size_t> told;
    const auto outcome = exported(
        [&](FontStage stage, std::size_t done, std::size_t total) {
            QVERIFY(stage == FontStage::Drawing && total == m_missing.size());
            told.push_back(done);
        },
        stop.get_token());
    QVERIFY(!outcome.ok() && outcome.error().code == ErrorCode::Cancelled);
    QCOMPARE(judged, std::size_t(3));
    QCOMPARE(told, (std::vector<std::size_t>{1, 2, 3}));
}

void FontExportTest::tracingSettingsReachTheFont() {
    const auto bytesWith = [&](double tolerance) {
        m_order.tracing.tolerance = tolerance;
        (void)exported().orThrow();
        return readFile(m_order.file).orThrow().size();
    };
    QVERIFY(bytesWith(1) > bytesWith(20)); // fewer points
}

void FontExportTest::aStopInAnyStageLeavesNothing() {
    for (const char* name : {"out.ttf", "out.ufo"}) {
        m_order.file = m_order.file.parent_path() / name;
        m_order.settings.format = m_order.file.extension() == ".ufo" ? FontFormat::Ufo : FontFormat::Ttf;
        for (const FontStage at :
             {FontStage::Drawing, FontStage::Tracing, FontStage::Building, FontStage::Checking}) {
            std::stop_source stop;
            const auto outcome = exported(
                [&](FontStage stage, std::size_t, std::size_t) {
                    if (stage == at) {
                        stop.request_stop();
                    }
                },
                stop.get_token());
            QVERIFY(!outcome.ok());
            QVERIFY2(outcome.error().code == ErrorCode::Cancelled, outcome.error().text().c_str());
            QVERIFY(fs::is_empty(m_order.file.parent_path()));
        }
    }
}

void FontExportTest::nothingIsDrawnForWhatCannotBeMade() {
    m_order.settings.format = FontFormat::Otf; // the target is TrueType
    QVERIFY(exported().error().code == ErrorCode::Unsupported);
    m_order.settings = {};
    m_order.file = "/no/such/folder/out.ttf";
    QVERIFY(!exported().ok());
    m_order.file = fs::path(m_temporary->path().toStdString()) / "out.ttf";
    m_order.characters = {m_target.characters()[0]}; // which the target has: nothing is left to draw
    QVERIFY(exported().error().code == ErrorCode::InvalidArgument);
    m_order.characters = m_missing;
    m_generator.made.targetHash = "another";
    QVERIFY(exported().error().code == ErrorCode::InvalidArgument);
    QVERIFY(m_generator.drawn.empty());
}

QTEST_GUILESS_MAIN(FontExportTest)
#include "font_export_test.moc"
