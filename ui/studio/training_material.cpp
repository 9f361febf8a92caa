#include "ui/studio/training_material.h"

#include <utility>

namespace typemould {

Result<std::shared_ptr<TrainingMaterial>> trainingMaterial(const Document& document) {
    auto material = std::make_shared<TrainingMaterial>();
    auto face = document.fonts()->source.clone();
    if (!face) {
        return face.error();
    }
    material->m_pairs = document.pairs();
    material->m_source = std::move(*face);
    return material;
}

void TrainingMaterial::give(TrainingSetup& setup) const {
    setup.pairs = m_pairs.get();
    setup.source = &*m_source;
}

/// From fonts that are opened anew: faces belong to one thread.
Status TrainingMaterial::drawFurther(const ProjectData& data, TrainingSetup& setup, std::stop_token stop) {
    if (data.styles.size() <= 1) {
        return {};
    }
    return guarded("drawing the pairs of the other styles", [&]() -> Status {
        const auto fonts = openFonts(data).orThrow();
        m_further = drawFurtherPairs(data, fonts, {}, std::move(stop)).orThrow();
        setup.furtherPairs = stylePairs(m_further);
        return {};
    });
}

Status TrainingMaterial::giveOddPairs(const ProjectData& data,
                                      std::shared_ptr<const StructureRanking> ranking, TrainingSetup& setup,
                                      const std::stop_token& stop) const {
    return guarded("comparing the structure of the pairs", [&]() -> Status {
        if (!ranking) {
            ranking = std::make_shared<const StructureRanking>(rankPairs(*m_pairs, {}, stop).orThrow());
        }
        setup.oddPairs = oddPairs(*ranking, data.trusted);
        return {};
    });
}

} // namespace typemould
