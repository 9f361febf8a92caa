#include "ui/review/style_bar.h"

#include "core/project/kept_pictures.h"
#include "ui/widgets/wheel_guard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace typemould {

StyleBar::StyleBar(Document& document, const QString& prefix, QWidget* parent)
    : QWidget(parent), m_document(document), m_style(new QComboBox(this)), m_towards(new QComboBox(this)),
      m_share(new QSlider(Qt::Horizontal, this)), m_percent(new QLabel(this)) {
    m_style->setObjectName(prefix + "Style");
    m_style->setAccessibleName(tr("Style to draw in"));
    m_style->setToolTip(tr("The style of the network that glyphs are drawn in."));
    m_towards->setObjectName(prefix + "Towards");
    m_towards->setAccessibleName(tr("Style to go towards"));
    m_towards->setToolTip(tr("A second style: glyphs are drawn between the two."));
    m_share->setObjectName(prefix + "Share");
    m_share->setAccessibleName(tr("Share of the second style"));
    m_share->setToolTip(tr("How far glyphs go from the first style towards the second."));
    m_share->setRange(0, 100);
    m_share->setValue(50);
    m_percent->setObjectName(prefix + "Percent");
    m_settled.setSingleShot(true);
    m_settled.setInterval(200);
    for (QComboBox* combo : {m_style, m_towards}) {
        guardFromWheel(combo);
    }
    auto* label = new QLabel(tr("Sty&le"), this);
    label->setBuddy(m_style);
    auto* towards = new QLabel(tr("towar&ds"), this);
    towards->setBuddy(m_towards);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addWidget(m_style, 1);
    row->addWidget(towards);
    row->addWidget(m_towards, 1);
    row->addWidget(m_share, 1);
    row->addWidget(m_percent);
    const auto changed = [this] {
        refreshEnabled();
        m_settled.start();
    };
    connect(m_style, &QComboBox::currentIndexChanged, this, changed);
    connect(m_towards, &QComboBox::currentIndexChanged, this, changed);
    connect(m_share, &QSlider::valueChanged, this, changed);
    connect(&m_settled, &QTimer::timeout, this, &StyleBar::chosen);
    connect(&document, &Document::projectChanged, this, &StyleBar::changeProject);
    connect(&document, &Document::dataChanged, this, &StyleBar::refresh);
    changeProject();
}

/// Each project has a choice of its own, also where their styles have the same names.
void StyleBar::changeProject() {
    if (m_names.size() > 1) {
        m_choices[m_project] = choice();
    }
    m_project = m_document.isOpen() ? m_document.project().folder() : std::filesystem::path();
    m_names.clear();
    refresh();
    const auto left = m_choices.find(m_project);
    const StyleChoice chosen = left == m_choices.end() ? StyleChoice() : left->second;
    const QSignalBlocker quietStyle(m_style), quietTowards(m_towards), quietShare(m_share);
    m_style->setCurrentIndex(std::max(0, m_style->findData(chosen.style)));
    m_towards->setCurrentIndex(std::max(0, m_towards->findData(chosen.towards)));
    m_share->setValue(chosen.towards < 0 ? 50 : qRound(100 * chosen.share));
    refreshEnabled();
    if (m_names.size() > 1) {
        m_settled.start();
    }
}

StyleChoice StyleBar::choice() const {
    StyleChoice choice;
    if (m_names.size() > 1) {
        choice.style = m_style->currentData().toInt();
        choice.towards = m_towards->currentData().toInt();
        choice.share = choice.towards < 0 ? 0 : m_share->value() / 100.0;
    }
    return choice;
}

bool StyleBar::drawsTargetsOwn() const {
    return isTargetsStyle(choice(), m_document.isOpen() ? m_document.data().style : 0);
}

void StyleBar::refresh() {
    std::vector<std::string> names;
    if (m_document.isOpen()) {
        for (const ProjectStyle& style : m_document.data().styles) {
            names.push_back(style.name);
        }
    }
    if (names != m_names) {
        const StyleChoice before = choice();
        const QSignalBlocker quietStyle(m_style), quietTowards(m_towards);
        m_style->clear();
        m_towards->clear();
        m_style->addItem(tr("The target's"), -1);
        m_towards->addItem(tr("no other"), -1);
        for (std::size_t i = 0; i < names.size(); ++i) {
            m_style->addItem(QString::fromStdString(names[i]), static_cast<int>(i));
            m_towards->addItem(QString::fromStdString(names[i]), static_cast<int>(i));
        }
        m_names = std::move(names);
        m_style->setCurrentIndex(std::max(0, m_style->findData(before.style)));
        m_towards->setCurrentIndex(std::max(0, m_towards->findData(before.towards)));
        const StyleChoice now = choice();
        if (now.style != before.style || now.towards != before.towards) {
            m_settled.start();
        }
    }
    setVisible(m_names.size() > 1);
    refreshEnabled();
}

void StyleBar::refreshEnabled() {
    m_share->setEnabled(m_towards->currentData().toInt() >= 0);
    m_percent->setText(m_share->isEnabled() ? tr("%1 %").arg(QLocale().toString(m_share->value()))
                                            : QString());
}

GeneratorFactory inStyle(GeneratorFactory factory, const StyleChoice& choice) {
    return [factory = std::move(factory),
            choice](const std::filesystem::path& checkpoint) -> Result<std::unique_ptr<GlyphGenerator>> {
        auto generator = factory(checkpoint);
        if (generator) {
            if (const auto chosen = (*generator)->choose(choice); !chosen) {
                return chosen.error();
            }
        }
        return generator;
    };
}

} // namespace typemould
