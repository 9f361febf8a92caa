#include "ui/widgets/health_text.h"

#include "ui/widgets/figure_text.h"

#include <QCoreApplication>

#include <array>

namespace typemould {

namespace {

constexpr std::array<const char*, illnessCount> illnesses{
    QT_TRANSLATE_NOOP("Health", "The discriminator wins"),
    QT_TRANSLATE_NOOP("Health", "Blank glyphs"),
    QT_TRANSLATE_NOOP("Health", "Specks"),
    QT_TRANSLATE_NOOP("Health", "No more progress"),
    QT_TRANSLATE_NOOP("Health", "Over-fitting"),
    QT_TRANSLATE_NOOP("Health", "Relapse"),
    QT_TRANSLATE_NOOP("Health", "Shifted glyphs"),
    QT_TRANSLATE_NOOP("Health", "Batch too large"),
    QT_TRANSLATE_NOOP("Health", "A loss was no number"),
    QT_TRANSLATE_NOOP("Health", "Ink at the edge"),
    QT_TRANSLATE_NOOP("Health", "Pairs that disagree")};

/// Each figure is a place.
[[maybe_unused]] constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("Health", "Healthy."),
    QT_TRANSLATE_NOOP("Health", "Too early to tell."),
    QT_TRANSLATE_NOOP("Health", "A batch of %1 glyphs is large for the %2 that are trained on: few different "
                                "steps are made in a pass."),
    QT_TRANSLATE_NOOP("Health", "Take batches of %1."),
    QT_TRANSLATE_NOOP("Health", "The discriminator wins: its loss has been below %1 for %2 steps (now %3), "
                                "and the generator cannot please it any more."),
    QT_TRANSLATE_NOOP("Health",
                      "Let the adversarial weight follow the discriminator's loss, and smooth its labels."),
    QT_TRANSLATE_NOOP("Health", "Let the adversarial weight follow the discriminator's loss."),
    QT_TRANSLATE_NOOP("Health", "Let the discriminator learn half as often, and smooth its labels."),
    QT_TRANSLATE_NOOP("Health", "Let the discriminator learn half as often."),
    QT_TRANSLATE_NOOP("Health", "The loss has risen to %1 times its best (%2 from %3)."),
    QT_TRANSLATE_NOOP("Health", "Go back to the best checkpoint, and halve the learning rate."),
    QT_TRANSLATE_NOOP("Health", "It learns the trained glyphs by heart: their L1 has fallen to %1, that of "
                                "the held-out ones has risen from %2 to %3."),
    QT_TRANSLATE_NOOP("Health", "Stop here and take the best checkpoint, or hold the weights back more."),
    QT_TRANSLATE_NOOP("Health", "Held-out glyphs have not come nearer over %1 measurements (L1 %2)."),
    QT_TRANSLATE_NOOP("Health", "Halve the learning rate: the last refinement comes at low rates."),
    QT_TRANSLATE_NOOP("Health", "Held-out glyphs come out blank: %1 % of the ink that they should have."),
    QT_TRANSLATE_NOOP("Health", "Held-out glyphs are covered with specks: their outlines are %1 times as "
                                "long as they should be."),
    QT_TRANSLATE_NOOP("Health", "Halve the adversarial weight."),
    QT_TRANSLATE_NOOP("Health", "Halve the learning rate."),
    QT_TRANSLATE_NOOP("Health", "What is drawn lies %1 px across and %2 px down from the true glyphs, on "
                                "average."),
    QT_TRANSLATE_NOOP("Health",
                      "Move it back by the output offset, or train afresh: a young network still drifts."),
    QT_TRANSLATE_NOOP("Health", "In %1 of %2 pairs ink touches the edge of the canvas (for example: %3): "
                                "what lies beyond is cut off."),
    QT_TRANSLATE_NOOP("Health", "Fit the placement again, or make the scale smaller, and train afresh."),
    QT_TRANSLATE_NOOP("Health", "In %1 of %2 pairs the fonts draw different shapes (for example: %3): a part "
                                "that one lacks, a regional form, or a wrong character."),
    QT_TRANSLATE_NOOP("Health",
                      "Look at them on the Fonts page, and drop those that do not belong together."),
    QT_TRANSLATE_NOOP("Health", "A loss was no number; training went back to step %1 and goes on at half the "
                                "learning rate (%2)."),
    QT_TRANSLATE_NOOP("Health", "Nothing needs to be done. Should it come again, lower the learning rate "
                                "further."),
};

} // namespace

QString illnessText(Illness illness) {
    return QCoreApplication::translate("Health", illnesses[static_cast<std::size_t>(illness)]);
}

QString healthText(const std::string& sentence) {
    // The 1 of L1 is no figure; characters that are named stand for themselves, also where they are digits.
    static const QRegularExpression figures(
        R"((?<=for example: )[^)]+|(?<![\w.])[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)");
    return textWithFigures("Health", sentence, figures);
}

QString findingEventText(const std::string& detail) {
    const auto colon = detail.find(": ");
    return healthText(colon == std::string::npos ? detail : detail.substr(colon + 2));
}

} // namespace typemould
