// GlyphStore: pictures of characters on demand: source, generated and truth, drawn on a thread of its own,
// the most wanted first, and kept in bounded memory. Old pictures stay on show until newer ones arrive. GUI
// thread; the destructor waits for the batch in hand.
#pragma once

#include "core/fonts/character_set.h"
#include "core/fonts/placement.h"
#include "core/metrics/skeleton.h"
#include "ui/review/generator_factory.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace typemould {

/// What a cell shows, each picture pictureSide() pixels a side (as drawn where that is 0); null where there
/// is none (yet).
struct GlyphPictures {
    QImage source;
    QImage generated;
    QImage truth;
    Placement placement; ///< that the generated picture lies at
};

/// What pictures are drawn from. The faces belong to the store from then on.
struct GlyphSources {
    std::shared_ptr<FontFace> source;
    std::shared_ptr<FontFace> target; ///< for the truth; may be null
    PlacementPair placements;         ///< without a checkpoint; a checkpoint brings its own
    int canvas = 256;                 ///< likewise
    std::filesystem::path checkpoint; ///< empty: nothing is generated
    GeneratorFactory factory;
    /// Project::keptFolder(); empty where kept pictures are neither shown nor stored (another style is
    /// drawn).
    std::filesystem::path keptFolder;
};

struct GlyphDelivery;

class GlyphStore : public QObject {
    Q_OBJECT
public:
    /// Keeps at most `pictureBytes` of pictures ready and `shelfBytes` of packed generated glyphs.
    explicit GlyphStore(QObject* parent = nullptr, qsizetype pictureBytes = 192 << 20,
                        qsizetype shelfBytes = 128 << 20);
    ~GlyphStore() override;

    /// Draws from these from now on; what was drawn before is stale but stays until it is drawn again.
    void setSources(GlyphSources sources);
    /// Which characters are kept: their stored pictures are shown, not what the checkpoint would draw.
    void setKept(std::function<bool(char32_t)> kept) { m_kept = std::move(kept); }
    /// Stores the generated pictures of these on disk, soon, as kept ones; those that are not drawn yet are
    /// drawn for it, by the sources of now. What is still to be drawn when the store goes is not stored.
    void keep(const CharacterSet& characters);
    /// As keep(), but what is stored already stays.
    void keepLacking(const CharacterSet& characters);
    /// Of the characters that were drawn, those that are kept and have no stored picture.
    const CharacterSet& unstored() const { return m_unstored; }
    /// Their generated pictures are stale (kept by now, or no longer).
    void forgetGenerated(const CharacterSet& characters);
    /// Forgets every picture (another project).
    void clear();
    /// Side of the pictures in device pixels, 0 for as they are drawn; pictures of another side are stale.
    void setPictureSide(int pixels);
    int pictureSide() const { return m_side; }
    /// What should be drawn next, most urgent first, and after that what should be generated for its
    /// structure() alone, as far as that is not fresh; replaces the lists before. Returns at once.
    void want(const std::vector<char32_t>& characters, const CharacterSet& toMeasure = {});
    /// The pictures as far as there are any; null when nothing has been drawn yet.
    const GlyphPictures* find(char32_t character) const;
    /// How far the strokes of the generated glyph lie from its source's; null when it has not been generated.
    /// Kept of all glyphs, also where their pictures had to go.
    const StructureDistance* structure(char32_t character) const;
    /// Whether everything in the last want() has been drawn.
    bool idle() const { return m_outstanding.isEmpty(); }

Q_SIGNALS:
    void drawn(const QList<char32_t>& characters);     ///< find() has something new of these
    void keepingFailed(const typemould::Error& error); ///< a kept glyph could not be stored
    void failed(const typemould::Error& error); ///< the checkpoint cannot be used; sources are still drawn

private:
    class Worker;
    struct Entry {
        GlyphPictures pictures;
        int plainRevision = -1;     ///< of source and truth
        int generatedRevision = -1; ///< of the generated picture
    };
    void take(int revision, const std::vector<GlyphDelivery>& ready);
    void takePictures(const GlyphDelivery& delivery);
    bool takeStored(const std::vector<GlyphDelivery>& ready); ///< whether that changed unstored()
    QCache<quint32, Entry> m_entries;
    struct Measured {
        std::optional<StructureDistance> distance; ///< nothing where the glyph could not be generated
        int revision = 0;                          ///< of the sources, see m_sourcesRevision
    };
    bool structureIsFresh(char32_t character) const;
    QHash<quint32, Measured> m_structure;
    QHash<quint32, int> m_outstanding; ///< wanted and not drawn yet: see glyph_store.cpp for the bits
    int m_revision = 0;
    int m_sourcesRevision = 0; ///< grows with the sources alone
    int m_firstOfSources = 0;  ///< what m_revision was when they were set
    int m_side = 64;
    bool m_hasCheckpoint = false;
    std::function<bool(char32_t)> m_kept;
    CharacterSet m_unstored;
    std::unique_ptr<Worker> m_worker;
};

} // namespace typemould
