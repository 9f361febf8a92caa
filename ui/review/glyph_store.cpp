#include "ui/review/glyph_store.h"

#include "ui/review/glyph_worker.h"

namespace typemould {

namespace {

constexpr int plainBit = 1;
constexpr int generatedBit = 2;

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
    m_worker = std::make_unique<Worker>(shelfBytes, deliver, fail);
    m_worker->setSide(m_side, m_revision);
}

GlyphStore::~GlyphStore() = default;

void GlyphStore::setSources(GlyphSources sources) {
    m_hasCheckpoint = !sources.checkpoint.empty() && sources.factory;
    m_outstanding.clear();
    m_worker->setSources(std::move(sources), ++m_revision);
}

void GlyphStore::setPictureSide(int pixels) {
    if (pixels != m_side) {
        m_side = pixels;
        m_outstanding.clear();
        m_worker->setSide(pixels, ++m_revision);
    }
}

void GlyphStore::clear() { m_entries.clear(); }

void GlyphStore::take(int revision, const std::vector<GlyphDelivery>& ready) {
    if (revision != m_revision) {
        return; // of other sources or another size: asked for again by whoever still wants it
    }
    QList<char32_t> characters;
    for (const auto& delivery : ready) {
        const quint32 key = delivery.character;
        std::unique_ptr<Entry> entry(m_entries.take(key));
        if (!entry) {
            entry = std::make_unique<Entry>();
        }
        int bits = m_outstanding.value(key);
        if (delivery.plain) {
            entry->pictures.source = delivery.pictures.source;
            entry->pictures.truth = delivery.pictures.truth;
            entry->plainRevision = revision;
            bits &= ~plainBit;
        }
        if (delivery.generated) {
            entry->pictures.generated = delivery.pictures.generated;
            entry->generatedRevision = revision;
            bits &= ~generatedBit;
        }
        if (bits == 0) {
            m_outstanding.remove(key);
        } else {
            m_outstanding[key] = bits;
        }
        const qsizetype bytes = bytesOf(entry->pictures);
        m_entries.insert(key, entry.release(), bytes);
        characters << delivery.character;
    }
    Q_EMIT drawn(characters);
}

void GlyphStore::want(const std::vector<char32_t>& characters) {
    std::vector<GlyphWish> wishes;
    m_outstanding.clear();
    for (const char32_t character : characters) {
        const Entry* entry = m_entries.object(character);
        const GlyphWish wish{character, entry == nullptr || entry->plainRevision != m_revision,
                             m_hasCheckpoint && (entry == nullptr || entry->generatedRevision != m_revision)};
        if (wish.plain || wish.generated) {
            wishes.push_back(wish);
            m_outstanding[character] = (wish.plain ? plainBit : 0) | (wish.generated ? generatedBit : 0);
        }
    }
    m_worker->setWishes(std::move(wishes), m_revision);
}

const GlyphPictures* GlyphStore::find(char32_t character) const {
    const Entry* entry = m_entries.object(character);
    return entry != nullptr ? &entry->pictures : nullptr;
}

} // namespace typemould
