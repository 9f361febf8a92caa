#include "ui/train/memory_line.h"

#include "core/training/device_memory.h"
#include "ui/studio/setting_edits.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace typemould {

namespace {

Result<MemoryNeed> needOnThisMachine(const ProjectData& data, std::size_t pairs) {
    const auto memory = deviceMemory(data.training);
    return memoryNeed(data.training, data.dataset.canvas, std::max<int>(1, static_cast<int>(data.styles.size())),
                      pairs, memory.setting, memory.available);
}

QString sizeText(double bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

} // namespace

MemoryLine::MemoryLine(Document& document, TrainingRunner& runner, QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner), m_estimate(needOnThisMachine),
      m_text(new QLabel(this)), m_fit(new QPushButton(this)) {
    m_text->setObjectName("memoryNeed");
    m_text->setWordWrap(true);
    m_fit->setObjectName("fitBatch");
    m_fit->setAccessibleName(tr("Fit the batch into memory"));
    m_fit->setToolTip(tr("The same glyphs in more parts of a step: teaches the same, takes less memory and "
                         "somewhat longer."));
    m_fit->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addWidget(m_fit);
    connect(m_fit, &QPushButton::clicked, this, &MemoryLine::fit);
    connect(&document, &Document::projectChanged, this, &MemoryLine::refresh);
    connect(&document, &Document::dataChanged, this, &MemoryLine::refresh);
    connect(&document, &Document::pairsChanged, this, &MemoryLine::refresh);
    connect(&runner, &TrainingRunner::stateChanged, this, &MemoryLine::warnOfStart);
    connect(&runner, &TrainingRunner::ended, this, &MemoryLine::refresh);
    connect(&runner, &TrainingRunner::failed, this, &MemoryLine::refresh);
    refresh();
}

void MemoryLine::setEstimate(Estimate estimate) {
    m_estimate = std::move(estimate);
    refresh();
}

/// Not while a run goes, which has its memory already.
void MemoryLine::refresh() {
    if (!m_document.isOpen()) {
        m_job.cancel();
        showNeed(Error{});
        return;
    }
    if (m_runner.active()) {
        return;
    }
    const auto pairs = m_document.pairs();
    m_job.start([estimate = m_estimate, data = m_document.data(), count = pairs ? pairs->size() : 0](
                    std::stop_token) { return estimate(data, count); },
                [this](const Result<MemoryNeed>& need) { showNeed(need); });
}

void MemoryLine::showNeed(const Result<MemoryNeed>& need) {
    m_need = need ? std::optional(*need) : std::nullopt;
    const bool fits = !m_need || m_need->fits();
    QString text;
    if (m_need && m_need->available <= 0) {
        text = tr("Needs about %1 of memory.").arg(sizeText(m_need->total()));
    } else if (m_need && m_need->largestBatch == 0) {
        text = tr("Needs about %1 of %2 of memory; not even a batch of one fits.")
                   .arg(sizeText(m_need->total()), sizeText(m_need->available));
    } else if (m_need) {
        text = tr("Needs about %1 of %2 of memory; the largest batch that fits is %3.")
                   .arg(sizeText(m_need->total()), sizeText(m_need->available))
                   .arg(m_need->largestBatch);
    }
    m_text->setText(text);
    auto font = m_text->font();
    font.setBold(!fits);
    m_text->setFont(font);
    m_fit->setVisible(!fits && m_need->fitting && !m_document.readOnly());
    if (m_need && m_need->fitting) {
        m_fit->setText(tr("Use %1 × %2").arg(m_need->fitting->batch).arg(m_need->fitting->accumulate));
    }
}

void MemoryLine::fit() {
    if (!m_need || !m_need->fitting || !m_document.isOpen()) {
        return;
    }
    const auto set = editSettings(m_document, tr("Fit the batch into memory"),
                                  {{"batch", std::to_string(m_need->fitting->batch)},
                                   {"accumulate", std::to_string(m_need->fitting->accumulate)}});
    if (!set) {
        m_document.report(set.error());
    }
}

void MemoryLine::warnOfStart() {
    const bool starts = m_runner.active() && !m_active;
    m_active = m_runner.active();
    if (starts && m_need && !m_need->fits()) {
        Q_EMIT m_document.notice(tr("This training may not fit into memory: %1 Where it runs short, a step "
                                    "goes on in smaller parts.")
                                     .arg(m_text->text()));
    }
}

} // namespace typemould
