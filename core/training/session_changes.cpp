// What changes in a session between two steps: the freezing plan and its schedule, and what was asked for.
#include "core/training/learning_check.h"
#include "core/training/network_settings.h"
#include "core/training/session.h"

namespace typemould {

/// Tells the trainer when other rules of the plan are in force than at the last step.
void Session::followFreezing() {
    auto inForce = rulesInForce(m_plan, m_trainer.steps(), epoch());
    if (inForce == m_inForce) {
        return;
    }
    const auto judge = m_trainer.discriminatorConfig();
    const auto resolved = resolveFreezing(m_plan, inForce, parametersOf(m_trainer.config()),
                                          judge ? parametersOf(*judge) : std::vector<ParameterInfo>{})
                              .orThrow();
    m_trainer.apply(resolved);
    const auto learning = checkLearning(resolved, m_setup.settings, judge);
    m_idling = learning ? std::nullopt : std::optional(learning.error());
    const bool scheduled = m_inForce.has_value();
    m_inForce = std::move(inForce);
    if (scheduled) {
        event("frozen", "by the schedule: " + rulesText(m_plan, *m_inForce));
        warnOfIdling();
    }
}

/// A plan under which nothing learns now, nor ever will.
void Session::refuseIdling() const {
    checkLearningFrom({m_trainer.steps(), epoch()}, m_plan, m_setup.settings, m_trainer.config(),
                      m_trainer.discriminatorConfig())
        .orThrow();
}

void Session::warnOfIdling() {
    if (m_idling) {
        m_observer->onWarning(*m_idling);
    }
}

void Session::serveFreezing(const std::vector<std::string>& rules) {
    if (rules == m_setup.freezing) {
        return;
    }
    const auto before = m_plan;
    const auto served = guarded("freezing", [&] {
        m_plan = parseFreezingPlan(rules).orThrow();
        m_inForce.reset();
        followFreezing();
        refuseIdling();
    });
    if (!served) {
        m_plan = before;
        m_inForce.reset();
        followFreezing();
        m_observer->onWarning(served.error());
        return;
    }
    m_setup.freezing = rules;
    event("frozen", rulesText(m_plan, *m_inForce));
    warnOfIdling();
}

void Session::serveUpsampling(const UpsamplingSwitch& change) {
    std::vector<LevelResidual> residuals;
    const auto served = guarded("switching the upsampling", [&] {
        residuals = m_trainer.residuals(change);
        if (!residuals.empty()) {
            m_trainer.switchUpsampling(change);
            m_inForce.reset();
            followFreezing();
        }
    });
    if (!served) {
        m_observer->onWarning(served.error());
    } else if (!residuals.empty()) {
        describeNetwork(m_setup.settings, m_trainer.config());
        event("upsampling", switchText(change, residuals));
        drawPreview(false);
    }
}

void Session::serve(SessionRequests requests) {
    if (requests.freezing) {
        serveFreezing(*requests.freezing);
    }
    for (const auto& change : requests.upsampling) {
        serveUpsampling(change);
    }
    if (requests.learningRate && *requests.learningRate != m_learningRate) {
        TrainingSettings checked = m_setup.settings;
        auto set = setField(checked, "learning-rate", FieldValue(*requests.learningRate));
        if (set) {
            m_learningRate = *requests.learningRate;
            m_setup.settings.learningRate = m_learningRate;
            event("rate", "learning rate " + fieldValueText(m_learningRate));
        } else {
            m_observer->onWarning(set.error());
        }
    }
    if (requests.previewText) {
        m_setup.settings.previewText.clear(); // only whole characters: it is stored as JSON
        for (const char32_t character : decodeUtf8(*requests.previewText)) {
            m_setup.settings.previewText += utf8Of(character);
        }
        event("preview_text", m_setup.settings.previewText);
        drawPreview(false);
    }
    if (requests.checkpoint) {
        if (auto saved = saveCheckpoint(); !saved) {
            m_observer->onWarning(saved.error());
        }
        evaluate();
    }
}

} // namespace typemould
