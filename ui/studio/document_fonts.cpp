// The part of Document that works in the background: opening fonts, drawing pairs, finding the newest
// checkpoint.
#include "ui/studio/document.h"

#include <algorithm>
#include <utility>

namespace typemould {

/// Both fonts when they fit together, or else each one that can be opened by itself and why the whole cannot.
struct Document::OpenedFonts {
    std::optional<ProjectFonts> both;
    std::optional<FontFace> source, target;
    std::optional<Error> problem;
};

struct Document::DrawnPairs {
    std::shared_ptr<const GlyphPairs> pairs;
    std::vector<PairIssue> issues;
};

namespace {

/// A face with its coverage already found, so that the window need not wait for it later.
std::optional<FontFace> openedFace(const FontReference& font, std::optional<Error>& problem) {
    if (font.empty()) {
        return std::nullopt;
    }
    auto face = FontFace::open(font.path, font.face);
    if (!face) {
        problem = face.error();
        return std::nullopt;
    }
    face->characters();
    return std::move(*face);
}

/// Every font that the data refers to.
std::vector<FontReference*> fontsOf(ProjectData& data) {
    std::vector<FontReference*> fonts{&data.source, &data.target};
    for (ProjectStyle& style : data.styles) {
        fonts.push_back(&style.font);
    }
    return fonts;
}

} // namespace

void Document::refreshFonts() {
    m_pairDelay.stop();
    m_fitJob.cancel();
    m_pairJob.cancel();
    m_fontJob.start(
        [data = m_project->data](std::stop_token) {
            OpenedFonts opened;
            if (!data.source.empty() && !data.target.empty()) {
                if (auto fonts = openFonts(data)) {
                    opened.both = std::move(*fonts);
                    opened.both->source.characters();
                    opened.both->target.characters();
                    return opened;
                } else {
                    opened.problem = fonts.error();
                }
            }
            std::optional<Error> faceProblem;
            opened.source = openedFace(data.source, faceProblem);
            opened.target = openedFace(data.target, faceProblem);
            if (!opened.problem) {
                opened.problem = faceProblem;
            }
            return opened;
        },
        [this](OpenedFonts opened) { takeFonts(std::move(opened)); });
    Q_EMIT fontsChanged(); // openingFonts() is now true
}

void Document::takeFonts(OpenedFonts opened) {
    m_fonts = std::move(opened.both);
    m_sourceFace = std::move(opened.source);
    m_targetFace = std::move(opened.target);
    m_fontProblem = std::move(opened.problem);
    Q_EMIT fontsChanged();
    if (m_fontProblem) {
        Q_EMIT problem(*m_fontProblem);
    }
    if (!std::exchange(m_fitWanted, false) || !fitFirstPlacements()) {
        refreshPairs();
    }
}

/// Fits the placements in the background; false when that cannot begin.
bool Document::startFit(const std::function<void(const Result<PlacementFit>&)>& take) {
    auto source = m_fonts->source.clone();
    auto target = m_fonts->target.clone();
    if (!source || !target) {
        return false;
    }
    auto faces = std::make_shared<std::pair<FontFace, FontFace>>(std::move(*source), std::move(*target));
    m_fitJob.start([faces, shared = m_fonts->shared](
                       std::stop_token) { return fitPlacement(faces->first, faces->second, shared); },
                   [take](const Result<PlacementFit>& fitted) { take(fitted); });
    return true;
}

/// Fits the placements of two fonts that have just been chosen, and then draws the pairs; false when there is
/// nothing to fit.
bool Document::fitFirstPlacements() {
    if (!m_fonts || !(m_project->data.placements == PlacementPair())) {
        return false;
    }
    return startFit([this](const Result<PlacementFit>& fitted) {
        if (!fitted) {
            Q_EMIT notice(QString::fromStdString(fitted.error().message));
        } else if (m_project->data.placements == PlacementPair()) { // nobody was quicker
            edit(tr("Fit placement"), [&](ProjectData& data) { data.placements = fitted->placements; });
        }
        refreshPairs();
    });
}

void Document::fitPlacements() {
    if (readOnly() || !m_fonts || m_fitJob.running()) {
        return;
    }
    if (m_runActive) {
        Q_EMIT notice(whyHeld());
        return;
    }
    const bool started = startFit([this](const Result<PlacementFit>& fitted) {
        if (fitted) {
            edit(tr("Fit the placements"), [&](ProjectData& data) { data.placements = fitted->placements; });
        } else {
            Q_EMIT problem(fitted.error());
        }
        Q_EMIT placementsFitted(fitted);
    });
    if (!started) {
        refreshFonts(); // which says what is wrong with them
    }
}

void Document::dropPairs(const CharacterSet& characters) {
    edit(tr("Drop %n pair(s)", nullptr, static_cast<int>(characters.size())), [&](ProjectData& data) {
        data.dropped = data.dropped | characters;
        data.trusted = data.trusted - characters;
    });
}

void Document::takePairsBack(const CharacterSet& characters) {
    edit(tr("Take back %n pair(s)", nullptr, static_cast<int>(characters.size())),
         [&](ProjectData& data) { data.dropped = data.dropped - characters; });
}

void Document::trustPairs(const CharacterSet& characters) {
    edit(tr("Keep %n pair(s)", nullptr, static_cast<int>(characters.size())),
         [&](ProjectData& data) { data.trusted = data.trusted | characters; });
}

void Document::refreshPairs() {
    m_pairDelay.stop();
    if (!m_fonts) {
        m_pairJob.cancel();
        m_pairs.reset();
        m_pairIssues.clear();
        refreshStructure();
        Q_EMIT pairsChanged();
        return;
    }
    // Faces belong to one thread each: the drawing thread gets its own.
    auto source = m_fonts->source.clone();
    auto target = m_fonts->target.clone();
    if (!source || !target) {
        const Error error = source ? target.error() : source.error();
        takePairs(error); // the older pairs are not those of the data
        return;
    }
    auto fonts = std::make_shared<ProjectFonts>(
        ProjectFonts{std::move(*source), std::move(*target), {}, m_fonts->shared, m_fonts->missing});
    const auto cacheUse = readOnly() ? CacheUse::ReadOnly : CacheUse::ReadWrite;
    const auto progress = [this, post = m_pairJob.poster(), shown = std::make_shared<std::atomic<int>>(-1)](
                              std::size_t done, std::size_t total) {
        const int percent = total == 0 ? 100 : static_cast<int>(done * 100 / total);
        if (shown->exchange(percent) != percent) {
            post([this, done, total] {
                Q_EMIT pairsProgress(static_cast<int>(done), static_cast<int>(total));
            });
        }
    };
    m_pairJob.start(
        [data = m_project->data, cache = m_project->pairsCache(), cacheUse, fonts,
         progress](std::stop_token stop) -> Result<DrawnPairs> {
            return guarded("drawing pairs", [&] {
                DrawnPairs drawn;
                drawn.pairs = std::make_shared<const GlyphPairs>(
                    drawPairs(data, cache, *fonts, progress, stop, cacheUse).orThrow());
                drawn.issues = checkPairs(*drawn.pairs);
                return drawn;
            });
        },
        [this](Result<DrawnPairs>&& drawn) { takePairs(std::move(drawn)); });
}

void Document::takePairs(Result<DrawnPairs> drawn) {
    if (drawn) {
        m_pairs = std::move(drawn->pairs);
        m_pairIssues = std::move(drawn->issues);
    } else {
        m_pairs.reset();
        m_pairIssues.clear();
        Q_EMIT problem(drawn.error());
    }
    refreshStructure();
    Q_EMIT pairsChanged();
}

/// Measures how far the pictures of the pairs differ in structure. What is there of other pairs is forgotten.
void Document::refreshStructure() {
    m_structureJob.cancel();
    m_structure.reset();
    if (m_pairs) {
        m_structureJob.start([pairs = m_pairs](std::stop_token stop) { return rankPairs(*pairs, {}, stop); },
                             [this](Result<StructureRanking> ranked) {
                                 if (ranked) {
                                     m_structure =
                                         std::make_shared<const StructureRanking>(*std::move(ranked));
                                 } else if (ranked.error().code != ErrorCode::Cancelled) {
                                     Q_EMIT problem(ranked.error());
                                 }
                                 Q_EMIT structureChanged();
                             });
    }
    Q_EMIT structureChanged();
}

bool Document::canCopyFontsIn() const {
    if (readOnly() || m_runActive || m_copyJob.running()) {
        return false;
    }
    ProjectData copy = data();
    const auto fonts = fontsOf(copy);
    return std::any_of(fonts.begin(), fonts.end(), [this](const FontReference* font) {
        return !font->empty() && font->path.parent_path() != m_project->folder() / "fonts";
    });
}

void Document::copyFontsIn() {
    if (!canCopyFontsIn()) {
        return;
    }
    struct Copied {
        FontReference before, after;
    };
    // The project lives until the job has ended (forget()), and what copying reads of it never changes.
    const auto copy = [project = &*m_project,
                       data = data()](std::stop_token) mutable -> Result<std::vector<Copied>> {
        std::vector<Copied> copied;
        for (const FontReference* font : fontsOf(data)) {
            if (!font->empty()) {
                copied.push_back({*font, *font});
                if (const auto done = project->copyFontIn(copied.back().after); !done) {
                    return done.error();
                }
            }
        }
        return copied;
    };
    const auto take = [this](const Result<std::vector<Copied>>& copied) {
        if (!copied) {
            Q_EMIT problem(copied.error());
            Q_EMIT copyingFontsEnded(true);
            return;
        }
        edit(tr("Copy fonts into the project"), [&](ProjectData& data) {
            for (FontReference* font : fontsOf(data)) { // another may have been chosen meanwhile
                const auto found = std::find_if(copied->begin(), copied->end(),
                                                [&](const Copied& each) { return each.before == *font; });
                if (found != copied->end()) {
                    *font = found->after;
                }
            }
        });
        Q_EMIT copyingFontsEnded(false);
    };
    m_copyJob.start(copy, take);
}

void Document::findCheckpoint() {
    // Whoever holds the lock tidies up.
    const auto care = readOnly() ? CheckpointCare::LookOnly : CheckpointCare::Mend;
    m_checkpointJob.start(
        [runs = m_project->runsFolder(), care, network = networkOf(m_project->data)](std::stop_token) {
            return newestVerified(runs, care, network ? std::optional(*network) : std::nullopt);
        },
        [this](const std::optional<VerifiedCheckpoint>& found) {
            takeCheckpoint(found ? Checkpoint(KnownCheckpoint(*found)) : std::nullopt);
        });
}

} // namespace typemould
