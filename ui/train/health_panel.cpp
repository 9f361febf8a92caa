#include "ui/train/health_panel.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/health_text.h"
#include "ui/widgets/setting_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

namespace {

constexpr int listLines = 12; ///< of text, that the open list takes at most

QLabel* wrapped(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString actionText(HealthAction action) {
    return action == HealthAction::FitPlacement ? HealthPanel::tr("Fit the placement again")
                                                : HealthPanel::tr("Look at the pairs");
}

} // namespace

HealthPanel::HealthPanel(QWidget* parent)
    : QWidget(parent), m_open(new QToolButton(this)), m_icon(new QLabel(this)), m_line(new ElidedLabel(this)),
      m_list(new QScrollArea(this)) {
    setObjectName("healthPanel");
    m_open->setObjectName("healthOpen");
    m_open->setCheckable(true);
    m_open->setAutoRaise(true);
    m_open->setFocusPolicy(Qt::StrongFocus);
    m_open->setArrowType(Qt::RightArrow);
    m_line->setObjectName("healthLine");
    m_line->installEventFilter(this);
    m_list->setObjectName("healthList");
    m_list->setAccessibleName(tr("What is wrong with the run"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWidgetResizable(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMaximumHeight(fontMetrics().lineSpacing() * listLines);
    m_list->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_open);
    row->addWidget(m_icon);
    row->addWidget(m_line, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_list);
    connect(m_open, &QToolButton::toggled, this, [this](bool on) {
        m_open->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        m_list->setVisible(on);
    });
    showHealth({}, {}, false);
}

bool HealthPanel::open() const { return m_open->isChecked(); }

void HealthPanel::showHealth(const std::vector<HealthFinding>& findings, const std::string& line,
                             bool active) {
    QString text;
    if (!findings.empty()) {
        text = healthText(findings.front().text);
        if (findings.size() > 1) {
            text = tr("%1 findings: %2").arg(QString::number(findings.size()), text);
        }
    } else if (!line.empty()) {
        text = healthText(line);
    } else {
        text = active ? tr("Nothing is wrong so far.") : tr("The health of a run is told here.");
    }
    m_line->setText(text);
    m_line->setEnabled(active || !findings.empty());
    m_icon->setPixmap(
        style()
            ->standardIcon(findings.empty() ? QStyle::SP_DialogApplyButton : QStyle::SP_MessageBoxWarning)
            .pixmap(fontMetrics().height()));
    m_icon->setVisible(active || !findings.empty());
    m_open->setEnabled(!findings.empty());
    m_open->setAccessibleName(tr("Health of the run: %1").arg(text));
    m_open->setToolTip(findings.empty() ? QString() : tr("Shows what is wrong and what would help."));
    if (findings.empty()) {
        m_open->setChecked(false);
    }
    list(findings);
}

/// Whether the rows are of these findings, whatever their figures.
bool HealthPanel::listed(const std::vector<HealthFinding>& findings) const {
    return std::equal(m_rows.begin(), m_rows.end(), findings.begin(), findings.end(),
                      [](const Row& row, const HealthFinding& finding) {
                          return row.illness == finding.illness && row.remedy == finding.remedy &&
                                 row.action == finding.action;
                      });
}

/// The figures may change at every step: then the rows stay, so that a click on a button is not lost.
void HealthPanel::list(const std::vector<HealthFinding>& findings) {
    if (!listed(findings)) {
        m_rows.clear();
        auto* content = new QWidget;
        auto* column = new QVBoxLayout(content);
        for (const HealthFinding& finding : findings) {
            column->addWidget(makeRow(finding));
        }
        column->addStretch(1);
        m_list->setWidget(content); // the former one goes
        refreshRemedies();
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const HealthFinding& finding = findings[i];
        m_rows[i].title->setText(
            tr("%1 (step %2)").arg(illnessText(finding.illness), QLocale().toString(finding.step)));
        m_rows[i].text->setText(healthText(finding.text));
        m_rows[i].advice->setText(healthText(finding.advice));
    }
}

QWidget* HealthPanel::makeRow(const HealthFinding& finding) {
    const QString name = illnessName(finding.illness);
    auto* frame = new QFrame;
    frame->setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(frame);
    Row row{finding.illness,
            finding.remedy,
            finding.action,
            wrapped("findingTitle_" + name, frame),
            wrapped("findingText_" + name, frame),
            wrapped("findingAdvice_" + name, frame),
            nullptr};
    QFont bold = row.title->font();
    bold.setBold(true);
    row.title->setFont(bold);
    for (QLabel* label : {row.title, row.text, row.advice}) {
        column->addWidget(label);
    }
    if (!finding.remedy.empty() || finding.action != HealthAction::None) {
        row.button = new QPushButton(frame);
        row.button->setObjectName("findingRemedy_" + name);
        connect(row.button, &QPushButton::clicked, this, [this, finding] { Q_EMIT remedyWanted(finding); });
        column->addWidget(row.button, 0, Qt::AlignLeft);
    }
    m_rows.push_back(std::move(row));
    return frame;
}

void HealthPanel::setSettings(const std::optional<TrainingSettings>& settings) {
    m_settings = settings;
    refreshRemedies();
}

void HealthPanel::refreshRemedies() {
    for (const Row& row : m_rows) {
        if (row.button == nullptr) {
            continue;
        }
        if (row.action != HealthAction::None) {
            row.button->setText(actionText(row.action));
            row.button->setAccessibleName(row.button->text());
            row.button->setEnabled(m_settings || row.action == HealthAction::LookAtPairs);
            continue;
        }
        const auto remedied =
            m_settings ? withChanges(*m_settings, row.remedy) : Result<TrainingSettings>(Error{});
        const bool done = remedied && *remedied == *m_settings;
        row.button->setText((done ? tr("Applied: %1") : tr("Apply: %1")).arg(changesText(row.remedy)));
        row.button->setAccessibleName(row.button->text());
        row.button->setEnabled(remedied && !done);
    }
}

bool HealthPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::MouseButtonRelease && m_open->isEnabled()) {
        m_open->toggle();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace typemould
