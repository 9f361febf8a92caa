#include "ui/widgets/loss_curves.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace typemould {

namespace {

struct Inks {
    const char *light, *dark;
};
/// Of the terms, by key; told apart on white and on black.
const std::map<std::string, Inks>& termInks() {
    static const std::map<std::string, Inks> inks{
        {"l1", {"#1f6fb2", "#6db3f2"}},          {"edge", {"#0f8f8f", "#5fd3d3"}},
        {"ssim", {"#b03a7c", "#f08cc4"}},        {"total_variation", {"#7a6a58", "#c2b29e"}},
        {"perceptual", {"#c0392b", "#ff8a7a"}},  {"constancy", {"#4b4fc4", "#9fa4ff"}},
        {"adversarial", {"#b0651d", "#eda45a"}}, {"feature_matching", {"#6b7f1a", "#b7cf5a"}},
        {"style", {"#8e3db8", "#d79bf5"}}};
    return inks;
}

QString said(const char* text) { return QCoreApplication::translate("typemould::LossPlot", text); }

} // namespace

std::vector<LossCurve> lossCurves() {
    std::vector<LossCurve> curves;
    for (const auto& term : lossTerms()) {
        const auto ink = termInks().find(term.key);
        const Inks inks = ink != termInks().end() ? ink->second : Inks{"#555555", "#cccccc"};
        curves.push_back({term.key, QCoreApplication::translate("Losses", term.label.c_str()), inks.light,
                          inks.dark, true, true});
    }
    curves.push_back({"generator", said(QT_TRANSLATE_NOOP("typemould::LossPlot", "Generator total")),
                      "#444c56", "#d0d7de", false, false});
    curves.push_back({"discriminator", said(QT_TRANSLATE_NOOP("typemould::LossPlot", "Discriminator")),
                      "#8a6d00", "#d9c04a", false, false});
    curves.push_back({"held_out", said(QT_TRANSLATE_NOOP("typemould::LossPlot", "Held-out L1")), "#1c8a4e",
                      "#5fd598", true, false});
    return curves;
}

LossCurves::LossCurves() {
    for (const auto& curve : lossCurves()) {
        m_keys.push_back(curve.key);
    }
    m_values.resize(m_keys.size());
    m_shares.resize(m_keys.size());
    clear();
}

void LossCurves::clear() {
    for (auto* list : {&m_values, &m_shares}) {
        for (auto& series : *list) {
            series.clear();
        }
    }
    m_used.assign(m_keys.size(), false);
    for (const char* always : {"l1", "generator", "held_out"}) {
        m_used[place(always)] = true;
    }
    m_lastStep = 0;
}

void LossCurves::cutAfter(long long step) {
    for (auto* list : {&m_values, &m_shares}) {
        for (auto& series : *list) {
            series.cutAfter(static_cast<double>(step));
        }
    }
    m_lastStep = std::min(m_lastStep, step);
}

std::size_t LossCurves::place(const std::string& key) const {
    return static_cast<std::size_t>(std::find(m_keys.begin(), m_keys.end(), key) - m_keys.begin());
}

void LossCurves::add(const TrainingProgress& row) {
    if (row.step <= m_lastStep) {
        cutAfter(row.step - 1);
    }
    m_lastStep = row.step;
    const auto step = static_cast<double>(row.step);
    const auto value = [&](std::size_t at, double number, bool used) {
        m_values[at].add(step, number);
        m_used[at] = m_used[at] || used;
    };
    const auto& terms = lossTerms();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const auto found = std::find_if(row.terms.begin(), row.terms.end(),
                                        [&](const LossTerm& term) { return term.key == terms[i].key; });
        if (found != row.terms.end()) {
            value(i, found->value, true);
        } else if (terms[i].key == "l1") { // which every run keeps
            value(i, row.l1, true);
        } else if (terms[i].key == "adversarial" && row.adversarialLoss != 0) { // of runs without terms
            value(i, row.adversarialLoss, true);
        }
        if (!row.terms.empty()) {
            m_shares[i].add(step, 100 * termShare(row.terms, terms[i].key));
        }
    }
    value(place("generator"), row.generatorLoss, true);
    value(place("discriminator"), row.discriminatorLoss, row.discriminatorLoss != 0);
}

void LossCurves::add(const Evaluation& evaluation) {
    m_values[place("held_out")].add(static_cast<double>(evaluation.step), evaluation.generated.l1);
}

} // namespace typemould
