// LossCurves: what is drawn of a run: each term of the generator's loss and its share of the total, the
// total, the discriminator, and the held-out figure; all bounded however long the run. A plain value; one
// thread.
#pragma once

#include "core/training/training_session.h"
#include "ui/widgets/loss_series.h"

#include <QColor>
#include <QString>

#include <string>
#include <vector>

namespace typemould {

/// One curve: how it is called and drawn.
struct LossCurve {
    std::string key; ///< of a term as in losses.csv, or "generator", "discriminator", "held_out"
    QString label;   ///< in the user's language
    QColor light, dark;
    bool shown = true; ///< as long as nobody has chosen
    bool term = false; ///< of the generator's loss: it has a share
};
/// All curves, in the order of their switches: the terms first, as in lossTerms().
std::vector<LossCurve> lossCurves();

class LossCurves {
public:
    LossCurves();
    void clear();
    /// Drops what lies after a step.
    void cutAfter(long long step);
    /// A step that is not after the last one is drawn anew, with all after it.
    void add(const TrainingProgress& row);
    void add(const Evaluation& evaluation);

    std::size_t size() const { return m_keys.size(); }
    /// The place of a curve by its key; it must be one of lossCurves().
    std::size_t place(const std::string& key) const;
    /// The curve's values, unweighed; none of a term while it is not weighed.
    const std::vector<LossPoint>& values(std::size_t place) const { return m_values[place].points(); }
    /// A term's share of the total, 0..100 %; all terms have theirs at the same steps. None of what is no
    /// term, nor of runs that kept no terms.
    const std::vector<LossPoint>& shares(std::size_t place) const { return m_shares[place].points(); }
    /// Whether a curve has something to say of this run: a term that is or was weighed.
    bool used(std::size_t place) const { return m_used[place]; }

private:
    std::vector<std::string> m_keys;
    std::vector<LossSeries> m_values, m_shares;
    std::vector<bool> m_used;
    long long m_lastStep = 0;
};

} // namespace typemould
