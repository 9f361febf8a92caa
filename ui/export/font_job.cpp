#include "ui/export/font_job.h"

#include "core/metrics/structure_gate.h"
#include "core/project/kept_pictures.h"

namespace typemould {

Result<FontOutcome> runFontExport(FontJobOrder order, const FontProgress& progress, std::stop_token stop) {
    return guarded("exporting a font", [&] {
        makeFolder(order.work.file.parent_path()).orThrow();
        const auto generator = order.factory(order.work.checkpoint).orThrow();
        const CheckpointManifest& manifest = generator->manifest();
        order.work.pictures =
            keptPictures(order.keptFolder, manifest, order.kept & order.work.characters).orThrow();
        order.work.broken =
            judgeBy(fitStructureGate(*order.source, *order.target, order.shared, manifest.placements, stop)
                        .orThrow());
        return exportFont(*generator, *order.source, *order.target, order.work, progress, stop).orThrow();
    });
}

} // namespace typemould
