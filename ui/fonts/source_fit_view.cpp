#include "ui/fonts/source_fit_view.h"

#include "ui/widgets/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStringList>

namespace typemould {

namespace {

constexpr int unasked = 64; ///< characters compared where nobody asked
constexpr int asked = 200;

/// Names both fonts apart from all others.
std::string identityOfBoth(const ProjectFonts* fonts) {
    return fonts == nullptr ? std::string() : identityOf(fonts->source) + ' ' + identityOf(fonts->target);
}

QString percent(double share) { return QLocale().toString(100 * share, 'f', 2); }

} // namespace

QString sourceFitText(const SourceComparison& comparison, const QString& now, const QString& other) {
    const QString figures =
        SourceFitView::tr("(%1 % of the canvas apart, against %2 %, on %3 characters)")
            .arg(percent(comparison.other), percent(comparison.now), countText(comparison.characters));
    if (!comparison.otherFitsBetter()) {
        return SourceFitView::tr("%1 does not fit the target better than %2 %3.").arg(other, now, figures);
    }
    return SourceFitView::tr(
               "⚠ %1 fits the target better than %2 %3; it draws %4 of the %5 missing characters.")
        .arg(other, now, figures, countText(comparison.missing), countText(comparison.missingOfAll));
}

SourceFitView::SourceFitView(Document& document, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_document(document), m_dialogs(dialogs),
      m_try(new QPushButton(tr("Try another source font…"), this)), m_outcome(new QLabel(this)) {
    setObjectName("sourceFitView");
    m_try->setObjectName("trySource");
    m_try->setAccessibleName(m_try->text());
    m_try->setToolTip(
        tr("Compares a font file with the source font: which one is nearer to the target in the "
           "shapes of the characters that both draw."));
    m_outcome->setObjectName("sourceFit");
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_outcome, 1);
    row->addWidget(m_try, 0, Qt::AlignTop);
    connect(m_try, &QPushButton::clicked, this, [this] {
        if (const QString path =
                m_dialogs.openFont(this, tr("Choose a font to compare with the source font"));
            !path.isEmpty()) {
            tryFont(path);
        }
    });
    connect(&document, &Document::fontsChanged, this, &SourceFitView::fontsChanged);
    connect(&document, &Document::projectChanged, this, &SourceFitView::fontsChanged);
    connect(&m_job, &BackgroundJob::runningChanged, this, &SourceFitView::refreshEnabled);
    fontsChanged();
}

void SourceFitView::refreshEnabled() {
    m_try->setEnabled(m_document.fonts() != nullptr && !m_document.openingFonts() && !m_job.running());
}

/// Other fonts: what was found of those before is forgotten, and the faces beside the source are looked at.
void SourceFitView::fontsChanged() {
    refreshEnabled();
    if (m_document.openingFonts()) {
        return;
    }
    const std::string now = identityOfBoth(m_document.fonts());
    if (now == m_comparedFor) {
        return;
    }
    m_comparedFor = now;
    m_job.cancel();
    m_outcome->clear();
    if (m_document.fonts() != nullptr) {
        compare(m_document.data().source.path, false);
    }
}

void SourceFitView::tryFont(const QString& path) {
    m_outcome->setText(tr("Comparing…"));
    compare(pathOf(path), true);
}

void SourceFitView::compare(const std::filesystem::path& file, bool wanted) {
    const ProjectFonts* fonts = m_document.fonts();
    if (fonts == nullptr) {
        m_outcome->clear();
        return;
    }
    auto source = fonts->source.clone();
    auto target = fonts->target.clone();
    if (!source || !target) {
        m_outcome->setText(errorText(source ? target.error() : source.error()));
        return;
    }
    auto faces = std::make_shared<std::pair<FontFace, FontFace>>(std::move(*source), std::move(*target));
    m_job.start(
        [faces, file, wanted](std::stop_token stop) {
            return compareFacesOf(file, faces->first, faces->second, wanted ? asked : unasked, stop);
        },
        [this, wanted, now = QString::fromStdString(fontTitle(fonts->source.names()))](
            const Result<std::vector<ComparedSource>>& compared) {
            if (!compared) {
                m_outcome->setText(wanted ? errorText(compared.error()) : QString());
                return;
            }
            QStringList lines;
            for (const auto& [title, face, comparison] : *compared) {
                if (wanted || comparison.otherFitsBetter()) {
                    lines << sourceFitText(comparison, now, QString::fromStdString(title));
                }
            }
            m_outcome->setText(lines.join('\n'));
        });
}

} // namespace typemould
