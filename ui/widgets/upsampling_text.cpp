#include "ui/widgets/upsampling_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace typemould {

namespace {

constexpr double exact = 1e-6;

/// Gives the strings of this file their context.
struct UpsamplingText {
    Q_DECLARE_TR_FUNCTIONS(UpsamplingText)
};

} // namespace

QString upsampleModeText(UpsampleMode mode) {
    const auto label = upsampleModeChoices()[static_cast<std::size_t>(mode)].label;
    return QCoreApplication::translate("Settings", label.c_str());
}

bool isExact(double residual) { return residual <= exact; }

QString lostText(double residual) {
    return isExact(residual) ? UpsamplingText::tr("exact")
                             : UpsamplingText::tr("%1 %").arg(QLocale().toString(100 * residual, 'f', 1));
}

QString switchedText(const UpsamplingSwitch& change, const std::vector<LevelResidual>& residuals) {
    const QString mode = upsampleModeText(change.to.mode);
    if (change.how == SwitchHow::Fresh) {
        return UpsamplingText::tr("The upsampling is now %1; its kernels begin anew.").arg(mode);
    }
    QStringList losses;
    for (const auto& level : residuals) {
        if (!isExact(level.residual)) {
            losses << UpsamplingText::tr("level %1 loses %2").arg(level.level).arg(lostText(level.residual));
        }
    }
    return losses.isEmpty() ? UpsamplingText::tr("The upsampling is now %1; nothing is lost.").arg(mode)
                            : UpsamplingText::tr("The upsampling is now %1, by the nearest kernels: %2.")
                                  .arg(mode, losses.join(UpsamplingText::tr(", ")));
}

} // namespace typemould
