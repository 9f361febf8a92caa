// PNG and BMP: every grey comes back, any PNG is turned to grey over white, damage and giants are refused.
#include "core/base/gray_image.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cstring>
#include <png.h>
#include <random>
#include <zlib.h>

using namespace typemould;

namespace {

GrayImage noise(int width, int height) {
    std::mt19937 random(static_cast<unsigned>(width * 1000 + height));
    GrayImage image(width, height);
    for (auto& pixel : image.pixels) {
        pixel = static_cast<std::uint8_t>(random() % 256);
    }
    return image;
}

/// A PNG made by libpng from rows in one of its formats, as another program would write it.
Bytes foreignPng(int width, int height, png_uint_32 format, const void* pixels) {
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = format;
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, pixels, 0, nullptr);
    Bytes bytes(size);
    png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels, 0, nullptr);
    bytes.resize(size);
    return bytes;
}

void putBig(Bytes& bytes, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i) {
        bytes[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    }
}

/// A PNG whose header claims another size, its checksum made right again.
Bytes claiming(std::uint32_t width, std::uint32_t height) {
    Bytes bytes = encodePng(GrayImage(2, 2)).value();
    putBig(bytes, 16, width);
    putBig(bytes, 20, height);
    putBig(bytes, 29, static_cast<std::uint32_t>(crc32(0, bytes.data() + 12, 17)));
    return bytes;
}

std::uint32_t little(const Bytes& bytes, std::size_t at) {
    return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 |
           static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

} // namespace

class ImageCodecTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pngRoundTrips_data();
    void pngRoundTrips();
    void readsFromAFileByName();
    void colourAndTransparencyBecomeGreyOverWhite();
    void refusesDamage();
    void refusesGiantsBeforeItAllocates_data();
    void refusesGiantsBeforeItAllocates();
    void refusesImagesThatAreNone();
    void bmpHoldsEveryPixel_data();
    void bmpHoldsEveryPixel();
};

void ImageCodecTest::pngRoundTrips_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const auto& [width, height] : {std::pair(1, 1), std::pair(1, 300), std::pair(3, 2),
                                        std::pair(16384, 1), std::pair(256, 256), std::pair(255, 129)}) {
        QTest::addRow("%d x %d", width, height) << width << height;
    }
}

void ImageCodecTest::pngRoundTrips() {
    QFETCH(int, width);
    QFETCH(int, height);
    const GrayImage image = noise(width, height);
    const auto png = encodePng(image);
    QVERIFY(png.ok());
    const auto back = decodePng(*png);
    QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
    QCOMPARE(*back, image);
    QCOMPARE(encodePng(image).value(), *png); // the same pixels are the same bytes
}

void ImageCodecTest::readsFromAFileByName() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("glyph.png").toStdString();
    const auto missing = readPng(path);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(missing.error().message.find("glyph.png") != std::string::npos);
    const GrayImage image = noise(20, 30);
    QVERIFY(writeFileAtomically(path, encodePng(image).value()).ok());
    QCOMPARE(readPng(path).value(), image);
    QVERIFY(writeFileAtomically(path, "not a picture").ok());
    const auto text = readPng(path);
    QCOMPARE(text.error().code, ErrorCode::BadFormat);
    QVERIFY(text.error().message.find("glyph.png") != std::string::npos);
    QVERIFY(!text.error().advice.empty());
}

void ImageCodecTest::colourAndTransparencyBecomeGreyOverWhite() {
    const std::uint8_t rgba[] = {0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128, 255, 255, 255, 77};
    QCOMPARE(decodePng(foreignPng(4, 1, PNG_FORMAT_RGBA, rgba)).value().pixels,
             (std::vector<std::uint8_t>{0, 255, 127, 255}));
    const std::uint8_t rgb[] = {0, 0, 0, 90, 90, 90, 255, 255, 255};
    QCOMPARE(decodePng(foreignPng(3, 1, PNG_FORMAT_RGB, rgb)).value().pixels,
             (std::vector<std::uint8_t>{0, 90, 255}));
    const std::uint8_t red[] = {255, 0, 0};
    const int grey = decodePng(foreignPng(1, 1, PNG_FORMAT_RGB, red)).value().at(0, 0);
    QVERIFY2(grey > 40 && grey < 140, qPrintable(QString::number(grey)));
    const std::uint16_t linear[] = {0, 65535};
    QCOMPARE(decodePng(foreignPng(2, 1, PNG_FORMAT_LINEAR_Y, linear)).value().pixels,
             (std::vector<std::uint8_t>{0, 255}));
}

void ImageCodecTest::refusesDamage() {
    const GrayImage image = noise(33, 21);
    const Bytes whole = encodePng(image).value();
    const std::size_t pictureEnd = whole.size() - 12; // behind it only the end mark
    for (std::size_t length = 0; length < pictureEnd; ++length) {
        const auto result = decodePng(std::span(whole).first(length), "cut.png");
        QVERIFY2(!result.ok(), qPrintable(QString("cut at %1").arg(length)));
        QCOMPARE(result.error().code, ErrorCode::BadFormat);
        QVERIFY(result.error().message.find("cut.png") != std::string::npos);
    }
    std::size_t taken = 0;
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        const auto result = decodePng(flipped);
        taken += result.ok() ? 1 : 0;
        QVERIFY(result.ok()
                    ? result->pixels.size() == static_cast<std::size_t>(result->width * result->height)
                    : !result.error().message.empty());
        QVERIFY2(!result.ok() || bit / 8 < 8 + 25 + 100 || bit / 8 >= pictureEnd || *result == image,
                 "a damaged picture was taken for whole");
    }
    QVERIFY(taken < whole.size()); // a few bits in notes beside the picture do no harm
}

void ImageCodecTest::refusesGiantsBeforeItAllocates_data() {
    QTest::addColumn<quint32>("width");
    QTest::addColumn<quint32>("height");
    QTest::newRow("one too wide") << quint32(16385) << quint32(1);
    QTest::newRow("one too high") << quint32(1) << quint32(16385);
    QTest::newRow("a million a side") << quint32(1000000) << quint32(1000000);
    QTest::newRow("the largest there is") << quint32(0x7FFFFFFF) << quint32(0x7FFFFFFF);
    QTest::newRow("negative") << quint32(0xFFFFFFFF) << quint32(0xFFFFFFFF);
    QTest::newRow("nothing") << quint32(0) << quint32(5);
}

void ImageCodecTest::refusesGiantsBeforeItAllocates() {
    QFETCH(quint32, width);
    QFETCH(quint32, height);
    const auto result = decodePng(claiming(width, height), "giant.png");
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::Unsupported || result.error().code == ErrorCode::BadFormat);
    QVERIFY(result.error().message.find("giant.png") != std::string::npos);
}

void ImageCodecTest::refusesImagesThatAreNone() {
    GrayImage lying(4, 4);
    lying.pixels.resize(3);
    for (const auto& image : {GrayImage(), GrayImage(0, 5), GrayImage(16385, 1), lying}) {
        QCOMPARE(encodePng(image).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(encodeBmp(image).error().code, ErrorCode::InvalidArgument);
    }
}

void ImageCodecTest::bmpHoldsEveryPixel_data() {
    QTest::addColumn<int>("width");
    for (const int width : {1, 2, 3, 4, 5, 256}) { // rows are filled to four bytes
        QTest::addRow("%d wide", width) << width;
    }
}

void ImageCodecTest::bmpHoldsEveryPixel() {
    QFETCH(int, width);
    const GrayImage image = noise(width, 7);
    const Bytes bmp = encodeBmp(image).value();
    QCOMPARE(bmp[0], 'B');
    QCOMPARE(bmp[1], 'M');
    QCOMPARE(little(bmp, 2), quint32(bmp.size()));
    QCOMPARE(little(bmp, 18), quint32(width));
    QCOMPARE(little(bmp, 22), quint32(7));
    QCOMPARE(little(bmp, 28), quint32(24)); // bits a pixel, and no compression
    const std::size_t start = little(bmp, 10), row = (static_cast<std::size_t>(width) * 3 + 3) / 4 * 4;
    QCOMPARE(bmp.size(), start + 7 * row);
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < width; ++x) {
            const std::size_t at =
                start + static_cast<std::size_t>(6 - y) * row + 3 * static_cast<std::size_t>(x);
            for (std::size_t channel = 0; channel < 3; ++channel) {
                QCOMPARE(bmp[at + channel], image.at(x, y));
            }
        }
    }
}

QTEST_GUILESS_MAIN(ImageCodecTest)
#include "image_codec_test.moc"
