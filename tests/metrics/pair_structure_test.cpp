// Faults put into real pairs (the demo's fonts) are found: a part that lacks, a part that is too many,
// another character; and the pairs that are right are left in peace.
#include "core/metrics/pair_structure.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace typemould;

namespace {

constexpr std::size_t pairCount = 400;
constexpr int canvas = 128;

struct Pictures {
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    Result<StructureRanking> ranked() const {
        const auto pairs = GlyphPairs::fromImages(characters, sources, targets, {.canvas = canvas});
        return rankPairs(*pairs);
    }
};

const Pictures& realPictures() {
    static const Pictures pictures = [] {
        const auto source = FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow();
        const auto target = FontFace::open(sourceFile("resources/demo/demo-target.ttf")).orThrow();
        const CharacterSet shared = source.characters() & target.characters();
        std::vector<char32_t> chosen;
        for (std::size_t i = 0; i < pairCount; ++i) {
            chosen.push_back(shared[i * shared.size() / pairCount]);
        }
        const auto placements = fitPlacement(source, target, shared).orThrow().placements;
        const auto pairs =
            GlyphPairs::draw(source, target, CharacterSet(chosen), placements, {.canvas = canvas}).orThrow();
        Pictures drawn;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            drawn.characters.push_back(pairs.characters()[i]);
            drawn.sources.push_back(pairs.sourceImage(i));
            drawn.targets.push_back(pairs.targetImage(i));
        }
        return drawn;
    }();
    return pictures;
}

/// Ink of the left or right share of a glyph's box goes.
GrayImage without(const GrayImage& image, bool left, double share) {
    int low = image.width, high = -1;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (image.at(x, y) < 128) {
                low = std::min(low, x);
                high = std::max(high, x);
            }
        }
    }
    const int cut = static_cast<int>(share * (high - low + 1));
    GrayImage result = image;
    for (int y = 0; y < image.height; ++y) {
        for (int x = left ? low : high - cut; x <= (left ? low + cut : high); ++x) {
            result.at(x, y) = 255;
        }
    }
    return result;
}

enum Fault { MissingInTarget, MissingInSource, WrongCharacter };

/// Spoils every 27th pair.
Pictures spoilt(Fault fault, std::vector<char32_t>& faulty) {
    Pictures pictures = realPictures();
    for (std::size_t i = 20; i < pairCount; i += 27) {
        faulty.push_back(pictures.characters[i]);
        if (fault == MissingInTarget) {
            pictures.targets[i] = without(pictures.targets[i], i % 2 == 0, 0.42);
        } else if (fault == MissingInSource) {
            pictures.sources[i] = without(pictures.sources[i], i % 2 == 0, 0.42);
        } else {
            pictures.targets[i] = realPictures().targets[(i + 113) % pairCount];
        }
    }
    return pictures;
}

std::vector<PairStructure> normalPairs(int count) {
    std::vector<PairStructure> pairs;
    for (int i = 0; i < count; ++i) {
        const double wave = 0.02 + 0.004 * ((i * 7) % 11) / 10.0;
        pairs.push_back({U'一' + static_cast<char32_t>(i), {wave, wave, 0.1 + wave}, 0});
    }
    return pairs;
}

} // namespace

class PairStructureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realPairsAreLeftInPeace();
    void faultsAreFound_data();
    void faultsAreFound();
    void theWorstComesFirst();
    void aTenthOfBadPairsDoesNotHideItself();
    void fewPairsTellNothingOdd();
    void nearlyEqualFontsHaveNoOddPairs();
    void trustedPairsAreNotTold();
    void stoppedInBetween();
    void progressIsTold();
};

void PairStructureTest::realPairsAreLeftInPeace() {
    const auto ranking = realPictures().ranked().orThrow();
    QCOMPARE(ranking.pairs.size(), pairCount);
    QVERIFY(ranking.odd <= pairCount / 50);
    QVERIFY(ranking.meanLines > 0.005 && ranking.meanLines < 0.05);
}

void PairStructureTest::faultsAreFound_data() {
    QTest::addColumn<int>("fault");
    QTest::addColumn<double>("found"); ///< share of the faults
    QTest::newRow("the target lacks a part") << int(MissingInTarget) << 0.9;
    QTest::newRow("the source lacks a part") << int(MissingInSource) << 0.9;
    QTest::newRow("another character") << int(WrongCharacter) << 0.7;
}

void PairStructureTest::faultsAreFound() {
    QFETCH(int, fault);
    QFETCH(double, found);
    std::vector<char32_t> faulty;
    const auto ranking = spoilt(static_cast<Fault>(fault), faulty).ranked().orThrow();
    const CharacterSet odd(oddPairs(ranking));
    const CharacterSet caught = odd & CharacterSet(faulty);
    const auto told = QString("%1 of %2 found, and %3 others")
                          .arg(caught.size())
                          .arg(faulty.size())
                          .arg(odd.size() - caught.size());
    QVERIFY2(static_cast<double>(caught.size()) >= found * static_cast<double>(faulty.size()),
             qPrintable(told));
    QVERIFY2(odd.size() - caught.size() <= pairCount / 50, qPrintable(told));
}

void PairStructureTest::theWorstComesFirst() {
    std::vector<char32_t> faulty;
    const auto ranking = spoilt(WrongCharacter, faulty).ranked().orThrow();
    for (std::size_t i = 1; i < ranking.pairs.size(); ++i) {
        QVERIFY(ranking.pairs[i - 1].oddness >= ranking.pairs[i].oddness);
        QCOMPARE(i < ranking.odd, ranking.pairs[i].oddness >= oddFrom);
    }
    const CharacterSet bad(faulty);
    for (std::size_t i = 0; i < 5; ++i) {
        QVERIFY(bad.contains(ranking.pairs[i].character));
    }
}

void PairStructureTest::aTenthOfBadPairsDoesNotHideItself() {
    auto pairs = normalPairs(200);
    for (std::size_t i = 0; i < 20; ++i) {
        pairs[i * 10].distance.missing = 0.15;
        pairs[i * 10].distance.density = 0.4;
    }
    QCOMPARE(rankStructure(pairs).odd, std::size_t(20));
}

void PairStructureTest::fewPairsTellNothingOdd() {
    auto pairs = normalPairs(19);
    pairs[3].distance = {0.9, 0.9, 0.9};
    QCOMPARE(rankStructure(pairs).odd, std::size_t(0));
    QCOMPARE(rankStructure(pairs).pairs.front().character, pairs[3].character); // yet it stands first
    QVERIFY(rankStructure({}).pairs.empty());
}

void PairStructureTest::nearlyEqualFontsHaveNoOddPairs() {
    std::vector<PairStructure> pairs(100);
    pairs[7].distance = {0.01, 0.01, 0.02}; // a pixel's width in a field of zeros
    QCOMPARE(rankStructure(pairs).odd, std::size_t(0));
}

void PairStructureTest::trustedPairsAreNotTold() {
    auto pairs = normalPairs(50);
    pairs[3].distance = {0.1, 0.2, 0.4};
    pairs[4].distance = {0.1, 0.3, 0.4};
    const auto ranking = rankStructure(pairs);
    QCOMPARE(oddPairs(ranking), (std::vector<char32_t>{pairs[4].character, pairs[3].character}));
    QCOMPARE(oddPairs(ranking, {pairs[4].character}), (std::vector<char32_t>{pairs[3].character}));
}

void PairStructureTest::stoppedInBetween() {
    std::stop_source stop;
    stop.request_stop();
    const auto pairs = GlyphPairs::fromImages(realPictures().characters, realPictures().sources,
                                              realPictures().targets, {.canvas = canvas});
    const auto ranked = rankPairs(*pairs, {}, stop.get_token());
    QCOMPARE(ranked.error().code, ErrorCode::Cancelled);
}

void PairStructureTest::progressIsTold() {
    const auto pairs = GlyphPairs::fromImages(realPictures().characters, realPictures().sources,
                                              realPictures().targets, {.canvas = canvas});
    std::size_t last = 0;
    rankPairs(*pairs, [&](std::size_t done, std::size_t total) {
        QVERIFY(done > last && total == pairCount);
        last = done;
    }).orThrow();
    QCOMPARE(last, pairCount);
}

QTEST_GUILESS_MAIN(PairStructureTest)
#include "pair_structure_test.moc"
