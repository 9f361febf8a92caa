#include "ui/review/glyph_worker.h"

#include "core/project/kept_pictures.h"
#include "ui/widgets/glyph_image.h"

#include <algorithm>
#include <map>

namespace typemould {

namespace {

constexpr std::size_t plainBatch = 32;
constexpr std::size_t generatedBatch = 8; ///< small: a newer wish waits for one batch at most
constexpr int packing = 1; ///< zlib level: glyphs are mostly paper, the fastest level packs them 20 times

/// A picture as the cells blit it: of the wanted side, 0 for its own, in the format of the screen.
QImage picture(const GrayImage& image, int side) {
    return (side > 0 ? toQImage(image, side) : toQImage(image)).convertToFormat(QImage::Format_RGB32);
}

} // namespace

GlyphStore::Worker::Worker(qsizetype shelfBytes, Deliver deliver, Fail fail, KeepingFail keepingFail)
    : m_deliver(std::move(deliver)), m_fail(std::move(fail)), m_keepingFail(std::move(keepingFail)),
      m_shelf(shelfBytes), m_thread([this](std::stop_token stop) { run(stop); }) {}

GlyphStore::Worker::~Worker() {
    m_thread.request_stop();
    m_wake.notify_all();
}

void GlyphStore::Worker::setSources(GlyphSources sources, int revision) {
    const std::lock_guard lock(m_mutex);
    m_newSources = std::move(sources);
    m_order.wishes.clear();
    m_order.revision = revision;
}

void GlyphStore::Worker::setSide(int side, int revision) {
    const std::lock_guard lock(m_mutex);
    m_order.wishes.clear();
    m_order.side = side;
    m_order.revision = revision;
}

void GlyphStore::Worker::setWishes(std::vector<GlyphWish> wishes, int revision) {
    {
        const std::lock_guard lock(m_mutex);
        m_order.wishes = std::move(wishes);
        m_order.revision = revision;
    }
    m_wake.notify_one();
}

void GlyphStore::Worker::keep(std::vector<char32_t> characters) {
    {
        const std::lock_guard lock(m_mutex);
        m_toKeep.insert(m_toKeep.end(), characters.begin(), characters.end());
    }
    m_wake.notify_one();
}

/// Takes the next batch out of the order: first sources and truths of all that is wanted, then generated
/// glyphs.
std::vector<GlyphWish> GlyphStore::Worker::nextBatch(bool& plain) {
    std::vector<GlyphWish> batch;
    auto& wishes = m_order.wishes;
    plain = std::any_of(wishes.begin(), wishes.end(), [](const GlyphWish& wish) { return wish.plain; });
    const std::size_t most = plain ? plainBatch : generatedBatch;
    for (auto& wish : wishes) {
        bool& wanted = plain ? wish.plain : wish.generated;
        if (wanted && batch.size() < most) {
            batch.push_back(wish);
            wanted = false;
        }
    }
    std::erase_if(wishes, [](const GlyphWish& wish) { return !wish.plain && !wish.generated; });
    return batch;
}

void GlyphStore::Worker::run(std::stop_token stop) {
    while (true) {
        std::vector<GlyphWish> batch;
        std::vector<char32_t> toKeep;
        bool plain = false;
        Order order;
        {
            std::unique_lock lock(m_mutex);
            const auto wanted = [this] { return !m_order.wishes.empty() || !m_toKeep.empty(); };
            if (!m_wake.wait(lock, stop, wanted)) {
                return;
            }
            // In turns, so that the grid does not wait for a thousand glyphs that are kept at once.
            m_keptLast = !m_toKeep.empty() && (m_order.wishes.empty() || !m_keptLast);
            if (m_keptLast) {
                const auto end =
                    m_toKeep.begin() + static_cast<std::ptrdiff_t>(std::min(m_toKeep.size(), generatedBatch));
                toKeep.assign(m_toKeep.begin(), end);
                m_toKeep.erase(m_toKeep.begin(), end);
            } else {
                takeSources();
                batch = nextBatch(plain);
            }
            order.side = m_order.side;
            order.revision = m_order.revision;
        }
        if (!m_generator && !m_broken && !m_sources.checkpoint.empty() && m_sources.factory) {
            openGenerator(order.revision);
        }
        if (!toKeep.empty()) {
            store(toKeep, stop);
        } else if (plain) {
            drawPlain(batch, order);
        } else {
            drawGenerated(batch, order, stop);
        }
    }
}

void GlyphStore::Worker::takeSources() {
    if (m_newSources) {
        m_sources = std::move(*m_newSources);
        m_newSources.reset();
        m_generator.reset();
        m_broken = false;
        m_shelf.clear();
        m_structure.clear();
    }
}

void GlyphStore::Worker::drawPlain(const std::vector<GlyphWish>& batch, const Order& order) {
    const auto draw = [&](const std::shared_ptr<FontFace>& face, char32_t character,
                          const Placement& placement) {
        if (!face || !face->draws(character)) {
            return QImage();
        }
        const auto image = rasterize(*face, character, placement, m_sources.canvas);
        return image ? picture(*image, order.side) : QImage();
    };
    std::vector<GlyphDelivery> ready;
    for (const auto& wish : batch) {
        GlyphDelivery delivery{.character = wish.character, .plain = true};
        delivery.pictures.source = draw(m_sources.source, wish.character, m_sources.placements.source);
        delivery.pictures.truth = draw(m_sources.target, wish.character, m_sources.placements.target);
        ready.push_back(std::move(delivery));
    }
    m_deliver(order.revision, std::move(ready));
}

/// Empty where it is not on the shelf.
GrayImage GlyphStore::Worker::shelved(char32_t character) const {
    const QByteArray* packed = m_shelf.object(character);
    if (packed == nullptr) {
        return {};
    }
    const QByteArray pixels = qUncompress(*packed);
    const int canvas = m_sources.canvas;
    if (pixels.size() != qsizetype(canvas) * canvas) {
        return {};
    }
    GrayImage image(canvas, canvas);
    std::copy(pixels.begin(), pixels.end(), image.pixels.begin());
    return image;
}

void GlyphStore::Worker::shelve(char32_t character, const GrayImage& generated) {
    if (generated.width == m_sources.canvas && generated.height == m_sources.canvas) {
        auto packed = std::make_unique<QByteArray>(
            qCompress(generated.pixels.data(), qsizetype(generated.pixels.size()), packing));
        const qsizetype bytes = packed->size() + qsizetype(sizeof(QByteArray)) + 64;
        m_shelf.insert(character, packed.release(), bytes);
    }
}

/// Stores what is kept: from the shelf, or drawn for it.
void GlyphStore::Worker::store(const std::vector<char32_t>& batch, std::stop_token stop) {
    if (!m_generator || m_sources.keptFolder.empty() || !m_sources.source) {
        return; // nothing is generated: a later checkpoint will draw them
    }
    const auto stored = guarded("storing kept glyphs", [&] {
        std::vector<char32_t> toDraw;
        for (const char32_t character : batch) {
            const GrayImage picture = shelved(character);
            if (!picture.empty()) {
                storeKeptPicture(m_sources.keptFolder, m_generator->manifest(), character, picture).orThrow();
            } else if (m_sources.source->draws(character)) {
                toDraw.push_back(character);
            }
        }
        const auto sink = [&](char32_t character, const GrayImage&, const GrayImage& generated) {
            return storeKeptPicture(m_sources.keptFolder, m_generator->manifest(), character, generated);
        };
        if (!toDraw.empty()) {
            m_generator->generate(*m_sources.source, CharacterSet(std::move(toDraw)), sink, {}, stop)
                .orThrow();
        }
    });
    if (!stored && stored.error().code != ErrorCode::Cancelled) {
        m_keepingFail(stored.error());
    }
}

void GlyphStore::Worker::openGenerator(int revision) {
    auto opened = m_sources.factory(m_sources.checkpoint);
    if (opened) {
        m_generator = std::move(*opened);
        // Source, generated and truth lie on the canvas as they did in training, whatever the project says by
        // now.
        m_sources.placements = m_generator->manifest().placements;
        m_sources.canvas = m_generator->manifest().dataset.canvas;
    } else {
        giveUp(opened.error(), revision);
    }
}

void GlyphStore::Worker::giveUp(const Error& error, int revision) {
    m_broken = true;
    m_generator.reset();
    m_fail(revision, error);
}

/// What is known of a glyph that was generated before; nothing is set where it must be drawn.
GlyphDelivery GlyphStore::Worker::onShelf(const GlyphWish& wish, int side) const {
    GlyphDelivery delivery{.character = wish.character};
    const auto structure = m_structure.constFind(wish.character);
    if (structure == m_structure.constEnd()) {
        return delivery;
    }
    if (wish.shown) {
        if (const GrayImage shelf = shelved(wish.character); !shelf.empty()) {
            delivery.pictures.generated = picture(shelf, side);
            delivery.pictures.placement = m_sources.placements.target;
            delivery.generated = true;
        }
    }
    delivery.measured = delivery.generated || !wish.shown;
    delivery.structure = *structure;
    return delivery;
}

/// The stored picture of a kept glyph; nothing is set where there is none.
GlyphDelivery GlyphStore::Worker::asKept(const GlyphWish& wish, const Order& order) {
    GlyphDelivery delivery{.character = wish.character};
    if (!wish.kept || !m_generator || m_sources.keptFolder.empty() || !m_sources.source) {
        return delivery;
    }
    const auto stored = keptPicture(m_sources.keptFolder, m_generator->manifest(), wish.character);
    if (!stored) {
        m_fail(order.revision, stored.error());
    } else if (*stored) {
        const auto source =
            rasterize(*m_sources.source, wish.character, m_sources.placements.source, m_sources.canvas);
        delivery.measured = true;
        delivery.generated = wish.shown;
        delivery.pictures.generated = wish.shown ? picture(**stored, order.side) : QImage();
        delivery.pictures.placement = m_sources.placements.target;
        if (source) {
            delivery.structure = structureDistance(skeletonOf(*source), skeletonOf(**stored));
        }
    }
    return delivery;
}

void GlyphStore::Worker::drawGenerated(const std::vector<GlyphWish>& batch, const Order& order,
                                       std::stop_token stop) {
    std::vector<GlyphDelivery> ready;
    std::map<char32_t, bool> toDraw; // and whether its picture is wanted
    for (const auto& wish : batch) {
        GlyphDelivery known = asKept(wish, order);
        if (!known.measured) {
            known = onShelf(wish, order.side);
        }
        if (known.measured) {
            ready.push_back(std::move(known));
        } else if (!m_sources.source || !m_sources.source->draws(wish.character)) {
            ready.push_back({.character = wish.character, .generated = wish.shown, .measured = true});
        } else {
            toDraw[wish.character] = wish.shown;
        }
    }
    if (!toDraw.empty() && m_generator) {
        const auto sink = [&](char32_t character, const GrayImage& source,
                              const GrayImage& generated) -> Status {
            shelve(character, generated);
            GlyphDelivery delivery{
                .character = character, .generated = toDraw.at(character), .measured = true};
            if (delivery.generated) {
                delivery.pictures.generated = picture(generated, order.side);
                delivery.pictures.placement = m_sources.placements.target;
            }
            delivery.structure = m_structure[character] =
                structureDistance(skeletonOf(source), skeletonOf(generated));
            ready.push_back(std::move(delivery));
            return {};
        };
        std::vector<char32_t> characters;
        for (const auto& [character, shown] : toDraw) {
            characters.push_back(character);
        }
        const auto done =
            m_generator->generate(*m_sources.source, CharacterSet(std::move(characters)), sink, {}, stop);
        if (!done && done.error().code != ErrorCode::Cancelled) {
            giveUp(done.error(), order.revision);
        }
    }
    if (m_broken) {
        for (const auto& [character, shown] : toDraw) {
            ready.push_back({.character = character, .generated = shown, .measured = true});
        }
    }
    m_deliver(order.revision, std::move(ready));
}

} // namespace typemould
