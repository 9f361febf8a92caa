// An export on a disk that fails at any operation: glyphs that are there stay or are whole, no half file, an
// error that says so; the manifest that is there tells the truth.
#include "core/export/image_export.h"
#include "tests/support/disk_faults.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

class ExportFaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFaultLeavesWholeFiles();
};

void ExportFaultTest::everyFaultLeavesWholeFiles() {
    const QTemporaryDir temporary;
    const fs::path parent = fs::path(temporary.path().toStdString()) / "parent", folder = parent / "export";
    const CharacterSet characters{U'国', U'東'};
    const GrayImage source(32, 32, 200), generated(32, 32, 50), older(32, 32, 90);
    ExportGeometry geometry, oldGeometry;
    geometry.canvas = 32;
    oldGeometry.canvas = 32;
    oldGeometry.target.offsetX = 0.1;
    const auto exported = [&](const ExportGeometry& with, const GrayImage& image) -> Status {
        auto exporter = ImageExporter::begin(folder, {}, with, characters);
        if (!exporter) {
            return exporter.error();
        }
        for (const char32_t character : characters) {
            if (auto added = exporter->add(character, source, image); !added) {
                return added;
            }
        }
        return exporter->finish();
    };
    testing::forEachDiskFault(
        parent, 25,
        [&] {
            fs::remove_all(parent);
            fs::create_directories(parent);
            exported(oldGeometry, older).orThrow();
        },
        [&] { return exported(geometry, generated); },
        [&](const testing::Snapshot& before, const testing::Snapshot& after) {
            // An export is whole file by file: each is as it was, or whole and new.
            for (const auto& [name, content] : after) {
                const auto old = before.find(name);
                const bool kept = old != before.end() && old->second == content;
                const bool whole = name.ends_with(".png") && readPng(parent / name).ok();
                if (!kept && !whole && name != "export/manifest.json") {
                    return false;
                }
            }
            const auto manifest = nlohmann::json::parse(after.at("export/manifest.json"));
            const bool old = after.at("export/manifest.json") == before.at("export/manifest.json");
            for (const auto& glyph : manifest["glyphs"]) {
                if (readPng(folder / glyph["file"].get<std::string>()).value() != (old ? older : generated)) {
                    return false;
                }
            }
            return after.contains("export/6771.png") && after.contains("export/contact-sheet.png");
        });
}

QTEST_GUILESS_MAIN(ExportFaultTest)
#include "export_fault_test.moc"
