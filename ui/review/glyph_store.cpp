#include "ui/review/glyph_store.h"

#include "ui/review/glyph_worker.h"

#include <utility>

namespace typemould {

namespace {

constexpr int plainBit = 1; ///< source and truth
constexpr int generatedBit = 2;
constexpr int measuredBit = 4;

qsizetype bytesOf(const GlyphPictures& pictures) {
    return 128 + pictures.source.sizeInBytes() + pictures.generated.sizeInBytes() +
           pictures.truth.sizeInBytes();
}

} // namespace

GlyphStore::GlyphStore(QObject* parent, qsizetype pictureBytes, qsizetype shelfBytes)
    : QObject(parent), m_entries(pictureBytes) {
    const auto deliver = [this](int revision, std::vector<GlyphDelivery> ready) {
        QMetaObject::invokeMethod(
            this, [this, revision, ready = std::move(ready)] { take(revision, ready); },
            Qt::QueuedConnection);
    };
    const auto fail = [this](int revision, Error error) {
        QMetaObject::invokeMethod(
            this,
            [this, revision, error = std::move(error)] {
                if (revision == m_revision) {
                    Q_EMIT failed(error);
                }
            },
            Qt::QueuedConnection);
    };
    const auto keepingFail = [this](Error error) {
        QMetaObject::invokeMethod(
            this, [this, error = std::move(error)] { Q_EMIT keepingFailed(error); }, Qt::QueuedConnection);
    };
    m_worker = std::make_unique<Worker>(shelfBytes, deliver, fail, keepingFail);
    m_worker->setSide(m_side, m_revision);
}

GlyphStore::~GlyphStore() = default;

void GlyphStore::setSources(GlyphSources sources) {
    m_hasCheckpoint = !sources.checkpoint.empty() && sources.factory;
    m_outstanding.clear();
    m_unstored = {};
    ++m_sourcesRevision;
    m_firstOfSources = ++m_revision;
    m_worker->setSources(std::move(sources), m_revision);
}

void GlyphStore::setPictureSide(int pixels) {
    if (pixels != m_side) {
        m_side = pixels;
        m_outstanding.clear();
        m_worker->setSide(pixels, ++m_revision);
    }
}

void GlyphStore::clear() {
    m_entries.clear();
    m_structure.clear();
}

void GlyphStore::take(int revision, const std::vector<GlyphDelivery>& ready) {
    if (revision < m_firstOfSources) {
        return; // of other sources: asked for again by whoever still wants it
    }
    const bool stored = takeStored(ready);
    if (revision != m_revision) { // of another size, but stored is stored
        if (stored) {
            Q_EMIT drawn({});
        }
        return;
    }
    QList<char32_t> characters;
    for (const auto& delivery : ready) {
        const quint32 key = delivery.character;
        if (delivery.plain || delivery.generated) {
            takePictures(delivery);
        }
        if (delivery.measured) {
            m_structure[key] = {delivery.structure, m_sourcesRevision};
        }
        const int bits = m_outstanding.value(key) &
                         ~((delivery.plain ? plainBit : 0) | (delivery.generated ? generatedBit : 0) |
                           (delivery.measured ? measuredBit : 0));
        if (bits == 0) {
            m_outstanding.remove(key);
        } else {
            m_outstanding[key] = bits;
        }
        characters << delivery.character;
    }
    Q_EMIT drawn(characters);
}

bool GlyphStore::takeStored(const std::vector<GlyphDelivery>& ready) {
    std::vector<char32_t> stored, unstored;
    for (const auto& delivery : ready) {
        if (delivery.stored) {
            (*delivery.stored ? stored : unstored).push_back(delivery.character);
        }
    }
    const CharacterSet before =
        std::exchange(m_unstored, (m_unstored | CharacterSet(unstored)) - CharacterSet(stored));
    return !(before == m_unstored);
}

void GlyphStore::takePictures(const GlyphDelivery& delivery) {
    std::unique_ptr<Entry> entry(m_entries.take(delivery.character));
    if (!entry) {
        entry = std::make_unique<Entry>();
    }
    if (delivery.plain) {
        entry->pictures.source = delivery.pictures.source;
        entry->pictures.truth = delivery.pictures.truth;
        entry->plainRevision = m_revision;
    }
    if (delivery.generated) {
        entry->pictures.generated = delivery.pictures.generated;
        entry->pictures.placement = delivery.pictures.placement;
        entry->generatedRevision = m_revision;
    }
    const qsizetype bytes = bytesOf(entry->pictures);
    m_entries.insert(delivery.character, entry.release(), bytes);
}

void GlyphStore::want(const std::vector<char32_t>& characters, const CharacterSet& toMeasure) {
    std::vector<GlyphWish> wishes;
    m_outstanding.clear();
    for (const char32_t character : characters) {
        const Entry* entry = m_entries.object(character);
        const GlyphWish wish{.character = character,
                             .plain = entry == nullptr || entry->plainRevision != m_revision,
                             .generated = m_hasCheckpoint &&
                                          (entry == nullptr || entry->generatedRevision != m_revision),
                             .kept = m_kept && m_kept(character)};
        if (wish.plain || wish.generated) {
            wishes.push_back(wish);
            m_outstanding[character] = (wish.plain ? plainBit : 0) | (wish.generated ? generatedBit : 0);
        }
    }
    for (const char32_t character : toMeasure) {
        const bool wanted = m_hasCheckpoint && !structureIsFresh(character);
        if (wanted && (m_outstanding.value(character) & generatedBit) == 0) {
            wishes.push_back({.character = character,
                              .plain = false,
                              .generated = true,
                              .shown = false,
                              .kept = m_kept && m_kept(character)});
            m_outstanding[character] |= measuredBit;
        }
    }
    m_worker->setWishes(std::move(wishes), m_revision);
}

void GlyphStore::keep(const CharacterSet& characters) {
    m_worker->keep({characters.begin(), characters.end()}, false);
}

void GlyphStore::keepLacking(const CharacterSet& characters) {
    m_worker->keep({characters.begin(), characters.end()}, true);
}

void GlyphStore::forgetGenerated(const CharacterSet& characters) {
    m_unstored = m_unstored - characters;
    for (const char32_t character : characters) {
        if (Entry* entry = m_entries.object(character)) {
            entry->generatedRevision = -1;
        }
        if (const auto measured = m_structure.find(character); measured != m_structure.end()) {
            measured->revision = -1;
        }
    }
}

const StructureDistance* GlyphStore::structure(char32_t character) const {
    const auto found = m_structure.constFind(character);
    return found != m_structure.constEnd() && found->distance ? &*found->distance : nullptr;
}

bool GlyphStore::structureIsFresh(char32_t character) const {
    const auto found = m_structure.constFind(character);
    return found != m_structure.constEnd() && found->revision == m_sourcesRevision;
}

const GlyphPictures* GlyphStore::find(char32_t character) const {
    const Entry* entry = m_entries.object(character);
    return entry != nullptr ? &entry->pictures : nullptr;
}

} // namespace typemould
