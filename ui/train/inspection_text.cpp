#include "ui/train/inspection_text.h"

#include "ui/widgets/figure_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace typemould {

namespace {

[[maybe_unused]] constexpr const char* settings[] = {
    QT_TRANSLATE_NOOP("Inspection", "dialect"),
    QT_TRANSLATE_NOOP("Inspection", "kind"),
    QT_TRANSLATE_NOOP("Inspection", "family"),
    QT_TRANSLATE_NOOP("Inspection", "depth"),
    QT_TRANSLATE_NOOP("Inspection", "width"),
    QT_TRANSLATE_NOOP("Inspection", "patch"),
    QT_TRANSLATE_NOOP("Inspection", "innermost-stride"),
    QT_TRANSLATE_NOOP("Inspection", "norm"),
    QT_TRANSLATE_NOOP("Inspection", "style"),
    QT_TRANSLATE_NOOP("Inspection", "styles"),
    QT_TRANSLATE_NOOP("Inspection", "style-dim"),
    QT_TRANSLATE_NOOP("Inspection", "upsampling"),
    QT_TRANSLATE_NOOP("Inspection", "skips"),
    QT_TRANSLATE_NOOP("Inspection", "attention"),
    QT_TRANSLATE_NOOP("Inspection", "attention-kind"),
    QT_TRANSLATE_NOOP("Inspection", "bottleneck-attention"),
    QT_TRANSLATE_NOOP("Inspection", "residual"),
    QT_TRANSLATE_NOOP("Inspection", "dropout"),
    QT_TRANSLATE_NOOP("Inspection", "resize"),
    QT_TRANSLATE_NOOP("Inspection", "canvas"),
    QT_TRANSLATE_NOOP("Inspection", "spectral-norm"),
    QT_TRANSLATE_NOOP("Inspection", "verdict"),
};

[[maybe_unused]] constexpr const char* values[] = {
    QT_TRANSLATE_NOOP("Inspection", "generator"),
    QT_TRANSLATE_NOOP("Inspection", "discriminator"),
    QT_TRANSLATE_NOOP("Inspection", "none"),
    QT_TRANSLATE_NOOP("Inspection", "yes"),
    QT_TRANSLATE_NOOP("Inspection", "no"),
    QT_TRANSLATE_NOOP("Inspection", "hybrid"),
    QT_TRANSLATE_NOOP("Inspection", "mixed"),
    QT_TRANSLATE_NOOP("Inspection", "nearest"),
    QT_TRANSLATE_NOOP("Inspection", "instance"),
    QT_TRANSLATE_NOOP("Inspection", "batch"),
    QT_TRANSLATE_NOOP("Inspection", "group"),
    QT_TRANSLATE_NOOP("Inspection", "concat"),
    QT_TRANSLATE_NOOP("Inspection", "add"),
    QT_TRANSLATE_NOOP("Inspection", "off"),
    QT_TRANSLATE_NOOP("Inspection", "linear"),
    QT_TRANSLATE_NOOP("Inspection", "patches"),
    QT_TRANSLATE_NOOP("Inspection", "0.5 in the inner levels"),
};

/// Sentences with lists of any length in them, and what such a list is made of.
[[maybe_unused]] constexpr const char* lists[] = {
    QT_TRANSLATE_NOOP("Inspection", "The levels differ (%1): %2; %3."),
    QT_TRANSLATE_NOOP("Inspection", "the up kernel of level %1 is %2 x %3, which only a transposed "
                                    "convolution has"),
    QT_TRANSLATE_NOOP("Inspection", "the up convolution of level %1 is %2 x %3 and gives %4 channels, four "
                                    "times the %5 that are wanted"),
    QT_TRANSLATE_NOOP("Inspection", "the up convolution of level %1 is %2 x %3 and gives %4 channels, just "
                                    "the %5 that are wanted"),
    QT_TRANSLATE_NOOP("Inspection", "There are query, key and value convolutions at %1."),
    QT_TRANSLATE_NOOP("Inspection", "There are query, key and value convolutions at %1, which see what comes "
                                    "into the level."),
    QT_TRANSLATE_NOOP("Inspection", "level %1 (%2 channels)"),
    QT_TRANSLATE_NOOP("Inspection", "a transformer at level %1"),
    QT_TRANSLATE_NOOP("Inspection", ", "),
};

/// Each number, or row of numbers, is a place.
[[maybe_unused]] constexpr const char* sentences[] = {
    QT_TRANSLATE_NOOP("Inspection", "The blocks lie inside each other, and the innermost has a "
                                    "transformer_block and a film layer."),
    QT_TRANSLATE_NOOP("Inspection", "The blocks lie inside each other, and the innermost has neither a "
                                    "transformer nor FiLM."),
    QT_TRANSLATE_NOOP("Inspection", "There are the heads binary and catagory, so spelt."),
    QT_TRANSLATE_NOOP("Inspection", "There are the heads output_conv and category_fc."),
    QT_TRANSLATE_NOOP("Inspection", "There are encoders, a bottleneck and decoders under our names."),
    QT_TRANSLATE_NOOP("Inspection", "There are the layers of a body under our names."),
    QT_TRANSLATE_NOOP("Inspection", "The blocks lie inside each other, %1 deep."),
    QT_TRANSLATE_NOOP("Inspection", "There are the encoders %1 to %2."),
    QT_TRANSLATE_NOOP("Inspection", "The convolutions on the way down give out %1 channels."),
    QT_TRANSLATE_NOOP("Inspection", "The first convolution takes %1 channels, one a pixel of the patch."),
    QT_TRANSLATE_NOOP("Inspection", "The first convolution gives out %1 channels."),
    QT_TRANSLATE_NOOP("Inspection", "The deepest convolution on the way down has a kernel of %1 x %2."),
    QT_TRANSLATE_NOOP("Inspection", "The norms have running statistics."),
    QT_TRANSLATE_NOOP("Inspection", "The norms have weights and no running statistics."),
    QT_TRANSLATE_NOOP("Inspection", "The norms have no numbers of their own."),
    QT_TRANSLATE_NOOP("Inspection", "There is no embedding of styles."),
    QT_TRANSLATE_NOOP("Inspection", "The embedding has the shape (%1): a row a style."),
    QT_TRANSLATE_NOOP("Inspection", "The embedding has the shape (%1): a column a number of the style."),
    QT_TRANSLATE_NOOP("Inspection",
                      "A linear layer makes %1 numbers, scale and shift of each channel, out of "
                      "the style, at every level."),
    QT_TRANSLATE_NOOP("Inspection",
                      "A linear layer makes %1 numbers, scale and shift of each channel, out of "
                      "the style, at the deepest map alone."),
    QT_TRANSLATE_NOOP("Inspection", "The layer behind the deepest map takes %1 channels, its %2 and the "
                                    "style's %3."),
    QT_TRANSLATE_NOOP("Inspection", "On every level: the up kernel of level %1 is %2 x %3, which only a "
                                    "transposed convolution has."),
    QT_TRANSLATE_NOOP("Inspection", "On every level: the up convolution of level %1 is %2 x %3 and gives %4 "
                                    "channels, four times the %5 that are wanted."),
    QT_TRANSLATE_NOOP("Inspection", "On every level: the up convolution of level %1 is %2 x %3 and gives %4 "
                                    "channels, just the %5 that are wanted."),
    QT_TRANSLATE_NOOP("Inspection",
                      "The up convolution of level %1 takes %2 channels, twice its own width of "
                      "%3."),
    QT_TRANSLATE_NOOP("Inspection", "The up convolution of level %1 takes %2 channels, its own width, not "
                                    "twice that."),
    QT_TRANSLATE_NOOP("Inspection", "No level has an attention block."),
    QT_TRANSLATE_NOOP("Inspection", "The deepest map has no attention of its own."),
    QT_TRANSLATE_NOOP("Inspection", "The deepest map has attention layers of its own."),
    QT_TRANSLATE_NOOP("Inspection", "No level has a residual block on its way up."),
    QT_TRANSLATE_NOOP("Inspection",
                      "There are the two convolutions of a residual block on the way up at level %1."),
    QT_TRANSLATE_NOOP("Inspection",
                      "Linear and softmax attention have the same names and shapes in these files."),
    QT_TRANSLATE_NOOP("Inspection", "Linear and softmax attention have the same names and shapes; the "
                                    "checkpoint's manifest says which."),
    QT_TRANSLATE_NOOP("Inspection",
                      "Dropout leaves no trace in the weights; it matters in further training alone."),
    QT_TRANSLATE_NOOP("Inspection",
                      "The way of doubling before a convolution leaves no trace in the weights."),
    QT_TRANSLATE_NOOP("Inspection", "The convolutions take any size that can be halved often enough; "
                                    "zi2zi-pytorch trains %1 px with %2 levels."),
    QT_TRANSLATE_NOOP("Inspection", "The convolutions take any size that can be halved often enough; the "
                                    "checkpoint's manifest says which it was."),
    QT_TRANSLATE_NOOP("Inspection", "The convolutions and the pooled head take any size."),
    QT_TRANSLATE_NOOP("Inspection",
                      "The layers keep weight_orig with weight_u and weight_v in place of weight."),
    QT_TRANSLATE_NOOP("Inspection", "The layers keep a plain weight."),
    QT_TRANSLATE_NOOP("Inspection", "The style head gives %1 answers."),
    QT_TRANSLATE_NOOP("Inspection", "There is no style head."),
    QT_TRANSLATE_NOOP("Inspection", "A linear layer judges the last map."),
    QT_TRANSLATE_NOOP("Inspection", "No layer judges the last map: it is the verdict."),
    QT_TRANSLATE_NOOP("Inspection", "The heads take %1 numbers, a map of %2 x %3, one point for %4 px."),
};

QString translated(const QString& text) {
    return QCoreApplication::translate("Inspection", text.toUtf8().constData());
}

QString withFigures(const QString& sentence) {
    static const QRegularExpression rowsOfNumbers("\\b\\d+(?:, \\d+)*\\b");
    return textWithFigures("Inspection", sentence.toStdString(), rowsOfNumbers);
}

/// A sentence with a list in it; empty where it is another.
QString withList(const QString& sentence) {
    static const QRegularExpression modes(R"(^The levels differ \((.+)\): (.+); (.+)\.$)");
    static const QRegularExpression places(
        R"(^(There are query, key and value convolutions at )(.+?)(\.|, which see what comes into the level\.)$)");
    if (const auto found = modes.match(sentence); found.hasMatch()) {
        return translated("The levels differ (%1): %2; %3.")
            .arg(found.captured(1).split(", ").join(translated(", ")), withFigures(found.captured(2)),
                 withFigures(found.captured(3)));
    }
    if (const auto found = places.match(sentence); found.hasMatch()) {
        QStringList levels;
        for (const QString& level : found.captured(2).split(", ")) {
            levels << withFigures(level);
        }
        return translated(found.captured(1) + "%1" + found.captured(3)).arg(levels.join(translated(", ")));
    }
    return {};
}

} // namespace

QString foundSettingText(const std::string& setting) { return translated(QString::fromStdString(setting)); }

QString foundValueText(const std::string& value) { return translated(QString::fromStdString(value)); }

QString evidenceText(const std::string& sentence) {
    const QString english = QString::fromStdString(sentence);
    const QString listed = withList(english);
    return listed.isEmpty() ? withFigures(english) : listed;
}

} // namespace typemould
