// The manifest puts every pixel back: a point of a glyph, drawn, exported at another size with fractional
// offsets, is found in the picture, and the manifest's numbers lead from there to the point it came from.
#include "core/base/fields_json.h"
#include "core/export/image_export.h"
#include "core/fonts/font_face.h"
#include "core/fonts/rasterizer.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// Where the ink begins and ends, in pixels from the left and top, to a fraction of a pixel from the grey of
/// the edge.
struct Edges {
    double left = 0, top = 0, right = 0, bottom = 0;
};

/// The first and last place along an axis where the darkest pixel of a line passes the middle grey.
std::pair<double, double> inkSpan(const std::vector<int>& darkest) {
    const int count = static_cast<int>(darkest.size());
    const auto grey = [&](int i) { return i < 0 || i >= count ? 255 : darkest[static_cast<std::size_t>(i)]; };
    const auto crossing = [&](int paper, int ink) { // between the two centres, where the grey is 127.5
        const double share = (grey(paper) - 127.5) / (grey(paper) - grey(ink));
        return paper + 0.5 + share * (ink - paper);
    };
    int first = 0, last = count - 1;
    while (first < count && grey(first) >= 128) {
        ++first;
    }
    while (last > first && grey(last) >= 128) {
        --last;
    }
    return {crossing(first - 1, first), crossing(last + 1, last)};
}

Edges inkEdges(const GrayImage& image) {
    std::vector<int> columns(static_cast<std::size_t>(image.width), 255),
        rows(static_cast<std::size_t>(image.height), 255);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            auto& column = columns[static_cast<std::size_t>(x)];
            auto& row = rows[static_cast<std::size_t>(y)];
            column = std::min<int>(column, image.at(x, y));
            row = std::min<int>(row, image.at(x, y));
        }
    }
    const auto [left, right] = inkSpan(columns);
    const auto [top, bottom] = inkSpan(rows);
    return {left, top, right, bottom};
}

double mapped(const nlohmann::json& line, double pixel) {
    return line["factor"].get<double>() * pixel + line["constant"].get<double>();
}

} // namespace

class ExportGeometryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pixelsGoBackToTheEm_data();
    void pixelsGoBackToTheEm();
    void theNumbersInvertThePlacement();
};

void ExportGeometryTest::pixelsGoBackToTheEm_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("offsetX");
    QTest::addColumn<double>("offsetY");
    QTest::addColumn<double>("scale");
    QTest::addColumn<double>("placeX");
    QTest::addColumn<double>("placeY");
    QTest::newRow("as drawn") << 0 << 0.0 << 0.0 << 0.9 << 0.0 << 0.0;
    QTest::newRow("moved by fractions") << 0 << 3.25 << -7.5 << 0.9 << 0.0 << 0.0;
    QTest::newRow("smaller") << 128 << 0.0 << 0.0 << 0.9 << 0.02 << -0.03;
    QTest::newRow("larger, moved") << 500 << -10.75 << 4.125 << 0.8 << -0.05 << 0.04;
    QTest::newRow("twice, moved") << 512 << 0.5 << 0.5 << 0.7 << 0.0 << 0.01;
    QTest::newRow("an odd size") << 199 << -1.3 << 2.7 << 0.85 << 0.01 << 0.02;
}

void ExportGeometryTest::pixelsGoBackToTheEm() {
    QFETCH(int, size);
    QFETCH(double, offsetX);
    QFETCH(double, offsetY);
    QFETCH(double, scale);
    QFETCH(double, placeX);
    QFETCH(double, placeY);
    const auto face = FontFace::open(sourceFile("resources/demo/demo-target.ttf"));
    QVERIFY2(face.ok(), face.ok() ? "" : face.error().text().c_str());
    ExportGeometry geometry;
    geometry.target = {scale, placeX, placeY};
    geometry.canvas = 256;
    geometry.unitsPerEm = face->unitsPerEm();
    ImageExportSettings settings;
    settings.size = size;
    settings.offsetX = offsetX;
    settings.offsetY = offsetY;
    settings.contactSheet = false;
    CharacterSet characters;
    for (const char32_t character : {U'一', U'東', U'国', U'永', U'あ'}) {
        characters = face->draws(character) ? characters | CharacterSet{character} : characters;
    }
    QVERIFY(characters.size() >= 3);
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    auto exporter = ImageExporter::begin(folder, settings, geometry, characters).value();
    for (const char32_t character : characters) {
        QVERIFY(exporter.add(character, {}, rasterize(*face, character, geometry.target, 256).value()).ok());
    }
    QVERIFY(exporter.finish().ok());

    // From here on as a stranger would: the files alone.
    const auto manifest = nlohmann::json::parse(readTextFile(folder / "manifest.json").value());
    const auto& toUnits = manifest["geometry"]["pixelToUnits"];
    const int side = manifest["image"]["width"];
    const double unitsPerPixel = std::abs(toUnits["x"]["factor"].get<double>());
    QVERIFY(std::abs(unitsPerPixel - geometry.unitsPerEm / (scale * side)) < 1e-9);
    for (const auto& glyph : manifest["glyphs"]) {
        const GrayImage image = readPng(folder / glyph["file"].get<std::string>()).value();
        const Edges edges = inkEdges(image);
        const InkBox box = face->inkBox(decodeUtf8(glyph["character"].get<std::string>())[0]);
        const double tolerance =
            0.5 * std::max(1.0, 256.0 / side) * unitsPerPixel; // half a pixel, of the coarser picture
        const auto close = [&](const char* what, double found, double wanted) {
            const bool near = std::abs(found - wanted) <= tolerance;
            if (!near) {
                qWarning("%s: %g units, not %g (a pixel is %g)", what, found, wanted, unitsPerPixel);
            }
            return near;
        };
        QVERIFY(close("left", mapped(toUnits["x"], edges.left), box.xMin));
        QVERIFY(close("right", mapped(toUnits["x"], edges.right), box.xMax));
        QVERIFY(close("top", mapped(toUnits["y"], edges.top), box.yMax));
        QVERIFY(close("bottom", mapped(toUnits["y"], edges.bottom), box.yMin));
        QCOMPARE(mapped(manifest["geometry"]["pixelToEm"]["x"], 10) * geometry.unitsPerEm,
                 mapped(toUnits["x"], 10));
        QCOMPARE(mapped(manifest["geometry"]["pixelToEm"]["y"], 10) * geometry.unitsPerEm,
                 mapped(toUnits["y"], 10));
    }
}

void ExportGeometryTest::theNumbersInvertThePlacement() {
    ExportGeometry geometry;
    geometry.target = {0.83, 0.021, -0.047};
    geometry.canvas = 256;
    geometry.unitsPerEm = 1000;
    ImageExportSettings settings;
    settings.size = 300;
    settings.offsetX = 12.3;
    settings.offsetY = -4.56;
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    auto exporter = ImageExporter::begin(folder, settings, geometry, {U'東'}).value();
    QVERIFY(exporter.finish().ok());
    const auto manifest = nlohmann::json::parse(readTextFile(folder / "manifest.json").value());
    for (const auto& [x, y] :
         {std::pair(0.0, 0.0), std::pair(1.0, -0.12), std::pair(0.5, 0.38), std::pair(0.123, 0.88)}) {
        const CanvasPoint drawn = toCanvas(geometry.target, geometry.canvas, x, y);
        const double scale = 300.0 / geometry.canvas, pixelX = drawn.x * scale + 12.3,
                     pixelY = drawn.y * scale - 4.56;
        QVERIFY(std::abs(mapped(manifest["geometry"]["pixelToEm"]["x"], pixelX) - x) < 1e-9);
        QVERIFY(std::abs(mapped(manifest["geometry"]["pixelToEm"]["y"], pixelY) - y) < 1e-9);
    }
}

QTEST_GUILESS_MAIN(ExportGeometryTest)
#include "export_geometry_test.moc"
