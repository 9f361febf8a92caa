// GlyphStore's thread: draws what is wanted in small batches, so that a newer wish is heard soon, and stores
// what is kept as the sources of that moment drew it. Used by glyph_store.cpp alone.
#pragma once

#include "core/fonts/rasterizer.h"
#include "ui/review/glyph_store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace typemould {

/// One wish: a character and which of its pictures are lacking.
struct GlyphWish {
    char32_t character = 0;
    bool plain = true;
    bool generated = true;
    bool shown = true; ///< the generated picture is wanted; else its structure alone
    bool kept = false; ///< the stored picture is wanted, if there is one
};

/// A picture that is ready. A null picture: there is none to be had.
struct GlyphDelivery {
    char32_t character = 0;
    bool plain = false;              ///< source and truth are set
    bool generated = false;          ///< generated is set
    bool measured = false;           ///< structure is set, unless there is none to be had
    std::optional<bool> stored = {}; ///< of a kept glyph: whether its picture is on disk
    GlyphPictures pictures = {};
    std::optional<StructureDistance> structure = {};
};

class GlyphStore::Worker {
public:
    using Deliver = std::function<void(int revision, std::vector<GlyphDelivery>)>; ///< called on the thread
    using Fail = std::function<void(int revision, Error)>;                         ///< likewise
    using KeepingFail = std::function<void(Error)>;                                ///< likewise
    Worker(qsizetype shelfBytes, Deliver deliver, Fail fail, KeepingFail keepingFail);
    /// Asks to stop and waits; of what is to be stored that which is drawn already still is.
    ~Worker();
    void setSources(GlyphSources sources, int revision);
    void setSide(int side, int revision);
    void setWishes(std::vector<GlyphWish> wishes, int revision);
    /// Stores them as the sources that are set now draw them; with `lacking` where nothing is stored yet.
    void keep(const std::vector<char32_t>& characters, bool lacking);

private:
    struct Order {
        std::vector<GlyphWish> wishes;
        int side = 0;
        int revision = 0;
    };
    /// Sources with what was made of them: the thread's own once a turn has begun.
    struct Desk {
        Desk(GlyphSources given, qsizetype shelfBytes) : sources(std::move(given)), shelf(shelfBytes) {}
        GlyphSources sources;
        std::unique_ptr<GlyphGenerator> generator;
        bool broken = false; ///< the checkpoint cannot be used
        mutable QCache<quint32, QByteArray> shelf;
        QHash<quint32, StructureDistance> structure; ///< of all that was generated
    };
    struct ToKeep {
        char32_t character = 0;
        bool lacking = false;       ///< not in place of an older picture
        std::shared_ptr<Desk> desk; ///< that draws it, whatever is set by then
    };
    void run(std::stop_token stop);
    std::vector<GlyphWish> nextBatch(bool& plain);
    std::vector<ToKeep> nextToKeep();
    void drawPlain(const std::vector<GlyphWish>& batch, const Order& order);
    void drawGenerated(const std::vector<GlyphWish>& batch, const Order& order, std::stop_token stop);
    GrayImage shelved(const Desk& desk, char32_t character) const;
    GlyphDelivery onShelf(const GlyphWish& wish, int side) const;
    GlyphDelivery asKept(const GlyphWish& wish, const Order& order);
    void shelve(char32_t character, const GrayImage& generated);
    void store(const std::vector<ToKeep>& batch, const Order& order, std::stop_token stop);
    void openGenerator(Desk& desk, int revision);
    void giveUp(const Error& error, int revision);

    qsizetype m_shelfBytes;
    Deliver m_deliver;
    Fail m_fail;
    KeepingFail m_keepingFail;
    bool m_keptLast = false; ///< pictures were stored in the last turn: it is the wishes' turn
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::shared_ptr<Desk> m_newest; ///< guarded
    Order m_order;                  ///< guarded
    std::deque<ToKeep> m_toKeep;    ///< guarded
    std::shared_ptr<Desk> m_desk;   ///< the thread's own: of the turn in hand
    std::jthread m_thread;
};

} // namespace typemould
