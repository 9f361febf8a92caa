// GlyphStore's thread: draws what is wanted in small batches, so that a newer wish is heard soon. Used by
// glyph_store.cpp alone.
#pragma once

#include "core/fonts/rasterizer.h"
#include "ui/review/glyph_store.h"

#include <condition_variable>
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
    bool plain = false;     ///< source and truth are set
    bool generated = false; ///< generated is set
    bool measured = false;  ///< structure is set, unless there is none to be had
    GlyphPictures pictures = {};
    std::optional<StructureDistance> structure = {};
};

class GlyphStore::Worker {
public:
    using Deliver = std::function<void(int revision, std::vector<GlyphDelivery>)>; ///< called on the thread
    using Fail = std::function<void(int revision, Error)>;                         ///< likewise
    using KeepingFail = std::function<void(Error)>;                                ///< likewise
    Worker(qsizetype shelfBytes, Deliver deliver, Fail fail, KeepingFail keepingFail);
    ~Worker();
    void setSources(GlyphSources sources, int revision);
    void setSide(int side, int revision);
    void setWishes(std::vector<GlyphWish> wishes, int revision);
    void keep(std::vector<char32_t> characters);

private:
    struct Order {
        std::vector<GlyphWish> wishes;
        int side = 0;
        int revision = 0;
    };
    void run(std::stop_token stop);
    void takeSources();
    std::vector<GlyphWish> nextBatch(bool& plain);
    void drawPlain(const std::vector<GlyphWish>& batch, const Order& order);
    void drawGenerated(const std::vector<GlyphWish>& batch, const Order& order, std::stop_token stop);
    GrayImage shelved(char32_t character) const;
    GlyphDelivery onShelf(const GlyphWish& wish, int side) const;
    GlyphDelivery asKept(const GlyphWish& wish, const Order& order);
    void shelve(char32_t character, const GrayImage& generated);
    void store(const std::vector<char32_t>& batch, std::stop_token stop);
    void openGenerator(int revision);
    void giveUp(const Error& error, int revision);

    Deliver m_deliver;
    Fail m_fail;
    KeepingFail m_keepingFail;
    bool m_keptLast = false; ///< pictures were stored in the last turn: it is the wishes' turn
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<GlyphSources> m_newSources; ///< guarded
    Order m_order;                            ///< guarded
    std::vector<char32_t> m_toKeep;           ///< guarded
    // The thread's own from here on.
    GlyphSources m_sources;
    std::unique_ptr<GlyphGenerator> m_generator;
    bool m_broken = false; ///< the checkpoint cannot be used
    mutable QCache<quint32, QByteArray> m_shelf;
    QHash<quint32, StructureDistance> m_structure; ///< of all that was generated
    std::jthread m_thread;
};

} // namespace typemould
