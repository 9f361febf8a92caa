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
    : m_shelfBytes(shelfBytes), m_deliver(std::move(deliver)), m_fail(std::move(fail)),
      m_keepingFail(std::move(keepingFail)), m_newest(std::make_shared<Desk>(GlyphSources{}, shelfBytes)),
      m_desk(m_newest), m_thread([this](std::stop_token stop) { run(stop); }) {}

GlyphStore::Worker::~Worker() {
    m_thread.request_stop();
    m_wake.notify_all();
}

void GlyphStore::Worker::setSources(GlyphSources sources, int revision) {
    auto desk = std::make_shared<Desk>(std::move(sources), m_shelfBytes);
    const std::lock_guard lock(m_mutex);
    m_newest.swap(desk);
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

void GlyphStore::Worker::keep(const std::vector<char32_t>& characters, bool lacking) {
    {
        const std::lock_guard lock(m_mutex);
        for (const char32_t character : characters) {
            m_toKeep.push_back({character, lacking, m_newest});
        }
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
        if (!wanted || batch.size() >= most) {
            continue;
        }
        const auto soon = std::find_if(m_toKeep.begin(), m_toKeep.end(), [&](const ToKeep& other) {
            return !other.lacking && other.character == wish.character;
        });
        if (!plain && wish.kept && soon != m_toKeep.end() && soon->desk != m_newest) {
            continue; // what other sources drew is stored first, and then shown
        }
        batch.push_back(wish);
        batch.back().kept =
            wish.kept && soon == m_toKeep.end(); // what is stored soon is not what is there now
        wanted = false;
    }
    std::erase_if(wishes, [](const GlyphWish& wish) { return !wish.plain && !wish.generated; });
    return batch;
}

/// Takes the next pictures to be stored that the same sources draw.
std::vector<GlyphStore::Worker::ToKeep> GlyphStore::Worker::nextToKeep() {
    std::vector<ToKeep> batch;
    while (!m_toKeep.empty() && batch.size() < generatedBatch &&
           (batch.empty() || batch.front().desk == m_toKeep.front().desk)) {
        batch.push_back(std::move(m_toKeep.front()));
        m_toKeep.pop_front();
    }
    return batch;
}

void GlyphStore::Worker::run(std::stop_token stop) {
    while (true) {
        std::vector<GlyphWish> batch;
        std::vector<ToKeep> toKeep;
        bool plain = false;
        Order order;
        std::shared_ptr<Desk> before = m_desk; // ends outside of the lock
        {
            std::unique_lock lock(m_mutex);
            const auto wanted = [this] { return !m_order.wishes.empty() || !m_toKeep.empty(); };
            if (!m_wake.wait(lock, stop, wanted)) {
                return;
            }
            if (stop.stop_requested()) {
                m_order.wishes.clear();
                if (m_toKeep.empty()) {
                    return;
                }
            }
            // In turns, so that the grid does not wait for a thousand glyphs that are kept at once.
            m_keptLast = !m_toKeep.empty() && (m_order.wishes.empty() || !m_keptLast);
            m_desk = m_newest;
            if (m_keptLast) {
                toKeep = nextToKeep();
            } else {
                batch = nextBatch(plain);
            }
            order.side = m_order.side;
            order.revision = m_order.revision;
        }
        before.reset();
        openGenerator(toKeep.empty() ? *m_desk : *toKeep.front().desk, order.revision);
        if (!toKeep.empty()) {
            store(toKeep, order, stop);
        } else if (plain) {
            drawPlain(batch, order);
        } else if (!batch.empty()) {
            drawGenerated(batch, order, stop);
        }
    }
}

void GlyphStore::Worker::drawPlain(const std::vector<GlyphWish>& batch, const Order& order) {
    const auto draw = [&](const std::shared_ptr<FontFace>& face, char32_t character,
                          const Placement& placement) {
        if (!face || !face->draws(character)) {
            return QImage();
        }
        const auto image = rasterize(*face, character, placement, m_desk->sources.canvas);
        return image ? picture(*image, order.side) : QImage();
    };
    std::vector<GlyphDelivery> ready;
    for (const auto& wish : batch) {
        GlyphDelivery delivery{.character = wish.character, .plain = true};
        delivery.pictures.source =
            draw(m_desk->sources.source, wish.character, m_desk->sources.placements.source);
        delivery.pictures.truth =
            draw(m_desk->sources.target, wish.character, m_desk->sources.placements.target);
        ready.push_back(std::move(delivery));
    }
    m_deliver(order.revision, std::move(ready));
}

/// Empty where it is not on the shelf.
GrayImage GlyphStore::Worker::shelved(const Desk& desk, char32_t character) const {
    const QByteArray* packed = desk.shelf.object(character);
    if (packed == nullptr) {
        return {};
    }
    const QByteArray pixels = qUncompress(*packed);
    const int canvas = desk.sources.canvas;
    if (pixels.size() != qsizetype(canvas) * canvas) {
        return {};
    }
    GrayImage image(canvas, canvas);
    std::copy(pixels.begin(), pixels.end(), image.pixels.begin());
    return image;
}

void GlyphStore::Worker::shelve(char32_t character, const GrayImage& generated) {
    if (generated.width == m_desk->sources.canvas && generated.height == m_desk->sources.canvas) {
        auto packed = std::make_unique<QByteArray>(
            qCompress(generated.pixels.data(), qsizetype(generated.pixels.size()), packing));
        const qsizetype bytes = packed->size() + qsizetype(sizeof(QByteArray)) + 64;
        m_desk->shelf.insert(character, packed.release(), bytes);
    }
}

/// Stores what is kept: from the shelf, or drawn for it. All of one desk.
void GlyphStore::Worker::store(const std::vector<ToKeep>& batch, const Order& order, std::stop_token stop) {
    Desk& desk = *batch.front().desk;
    const GlyphSources& from = desk.sources;
    if (!desk.generator || from.keptFolder.empty() || !from.source) {
        return; // nothing can be drawn: the grid tells that no picture is stored, once it shows one
    }
    const CheckpointManifest& manifest = desk.generator->manifest();
    std::vector<GlyphDelivery> ready;
    std::optional<Error> problem; // the first one; the others are stored all the same
    const auto storeOne = [&](char32_t character, const GrayImage& picture) {
        const Status done = storeKeptPicture(from.keptFolder, manifest, character, picture);
        ready.push_back({.character = character, .stored = done.ok()});
        if (!done && !problem) {
            problem = done.error();
        }
    };
    const auto stored = guarded("storing kept glyphs", [&] {
        std::vector<char32_t> toDraw;
        for (const ToKeep& one : batch) {
            if (one.lacking && keptPicture(from.keptFolder, manifest, one.character).orThrow()) {
                ready.push_back({.character = one.character, .stored = true});
                continue;
            }
            if (const GrayImage picture = shelved(desk, one.character); !picture.empty()) {
                storeOne(one.character, picture);
            } else if (from.source->draws(one.character)) {
                toDraw.push_back(one.character);
            }
        }
        const auto sink = [&](char32_t character, const GrayImage&, const GrayImage& generated) -> Status {
            storeOne(character, generated);
            return {};
        };
        if (!toDraw.empty()) {
            desk.generator->generate(*from.source, CharacterSet(std::move(toDraw)), sink, {}, stop).orThrow();
        }
    });
    if (!stored && stored.error().code != ErrorCode::Cancelled) {
        problem = stored.error();
        for (const ToKeep& one : batch) { // those that it did not come to
            if (std::none_of(ready.begin(), ready.end(),
                             [&](const GlyphDelivery& told) { return told.character == one.character; })) {
                ready.push_back({.character = one.character, .stored = false});
            }
        }
    }
    if (problem) {
        m_keepingFail(*problem);
    }
    if (batch.front().desk == m_desk) {
        m_deliver(order.revision, std::move(ready));
    }
}

/// Unless it is open, or cannot be.
void GlyphStore::Worker::openGenerator(Desk& desk, int revision) {
    if (desk.generator || desk.broken || desk.sources.checkpoint.empty() || !desk.sources.factory) {
        return;
    }
    auto opened = desk.sources.factory(desk.sources.checkpoint);
    if (opened) {
        desk.generator = std::move(*opened);
        // Source, generated and truth lie on the canvas as they did in training, whatever the project says by
        // now.
        desk.sources.placements = desk.generator->manifest().placements;
        desk.sources.canvas = desk.generator->manifest().dataset.canvas;
    } else if (&desk == m_desk.get()) {
        giveUp(opened.error(), revision);
    } else {
        desk.broken = true;
        m_keepingFail(opened.error());
    }
}

void GlyphStore::Worker::giveUp(const Error& error, int revision) {
    m_desk->broken = true;
    m_desk->generator.reset();
    m_fail(revision, error);
}

/// What is known of a glyph that was generated before; nothing is set where it must be drawn.
GlyphDelivery GlyphStore::Worker::onShelf(const GlyphWish& wish, int side) const {
    GlyphDelivery delivery{.character = wish.character};
    const auto structure = m_desk->structure.constFind(wish.character);
    if (structure == m_desk->structure.constEnd()) {
        return delivery;
    }
    if (wish.shown) {
        if (const GrayImage shelf = shelved(*m_desk, wish.character); !shelf.empty()) {
            delivery.pictures.generated = picture(shelf, side);
            delivery.pictures.placement = m_desk->sources.placements.target;
            delivery.generated = true;
        }
    }
    delivery.measured = delivery.generated || !wish.shown;
    delivery.structure = *structure;
    return delivery;
}

/// The stored picture of a kept glyph; where there is none, that alone is told.
GlyphDelivery GlyphStore::Worker::asKept(const GlyphWish& wish, const Order& order) {
    GlyphDelivery delivery{.character = wish.character};
    if (!wish.kept || !m_desk->generator || m_desk->sources.keptFolder.empty() || !m_desk->sources.source) {
        return delivery;
    }
    const auto stored =
        keptPicture(m_desk->sources.keptFolder, m_desk->generator->manifest(), wish.character);
    if (!stored) {
        m_fail(order.revision, stored.error());
    } else if (!*stored) {
        delivery.stored = false;
    } else {
        delivery.stored = true;
        const auto source = rasterize(*m_desk->sources.source, wish.character,
                                      m_desk->sources.placements.source, m_desk->sources.canvas);
        delivery.measured = true;
        delivery.generated = wish.shown;
        delivery.pictures.generated = wish.shown ? picture(**stored, order.side) : QImage();
        delivery.pictures.placement = m_desk->sources.placements.target;
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
            if (known.stored) {
                ready.push_back({.character = wish.character, .stored = known.stored});
            }
            known = onShelf(wish, order.side);
        }
        if (known.measured) {
            ready.push_back(std::move(known));
        } else if (!m_desk->sources.source || !m_desk->sources.source->draws(wish.character)) {
            ready.push_back({.character = wish.character, .generated = wish.shown, .measured = true});
        } else {
            toDraw[wish.character] = wish.shown;
        }
    }
    if (!toDraw.empty() && m_desk->generator) {
        const auto sink = [&](char32_t character, const GrayImage& source,
                              const GrayImage& generated) -> Status {
            shelve(character, generated);
            GlyphDelivery delivery{
                .character = character, .generated = toDraw.at(character), .measured = true};
            if (delivery.generated) {
                delivery.pictures.generated = picture(generated, order.side);
                delivery.pictures.placement = m_desk->sources.placements.target;
            }
            delivery.structure = m_desk->structure[character] =
                structureDistance(skeletonOf(source), skeletonOf(generated));
            ready.push_back(std::move(delivery));
            return {};
        };
        std::vector<char32_t> characters;
        for (const auto& [character, shown] : toDraw) {
            characters.push_back(character);
        }
        const auto done = m_desk->generator->generate(*m_desk->sources.source,
                                                      CharacterSet(std::move(characters)), sink, {}, stop);
        if (!done && done.error().code != ErrorCode::Cancelled) {
            giveUp(done.error(), order.revision);
        }
    }
    if (m_desk->broken) {
        for (const auto& [character, shown] : toDraw) {
            ready.push_back({.character = character, .generated = shown, .measured = true});
        }
    }
    m_deliver(order.revision, std::move(ready));
}

} // namespace typemould
