// What training works on, held as long as a thread needs it: the drawn pairs, and a face of the source font
// of that thread's own. Made on the GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <memory>

namespace typemould {

class TrainingMaterial {
public:
    /// Points `setup` at the pairs and the face.
    void give(TrainingSetup& setup) const;
    /// Draws the pairs of the other styles, if the project has any, and points `setup` at them. On the
    /// training thread; blocks.
    Status drawFurther(const ProjectData& data, TrainingSetup& setup, std::stop_token stop);
    /// Gives `setup` the pairs that are odd and not trusted, by `ranking`, or where that is not there yet by
    /// one of its own. On the training thread; blocks, about a millisecond a pair.
    Status giveOddPairs(const ProjectData& data, std::shared_ptr<const StructureRanking> ranking,
                        TrainingSetup& setup, const std::stop_token& stop) const;

private:
    friend Result<std::shared_ptr<TrainingMaterial>> trainingMaterial(const Document& document);
    std::shared_ptr<const GlyphPairs> m_pairs;
    std::optional<FontFace> m_source;
    FurtherPairs m_further;
};

/// Of the document, whose fonts and pairs must be there. An error when the font's face cannot be had twice.
Result<std::shared_ptr<TrainingMaterial>> trainingMaterial(const Document& document);

} // namespace typemould
