#include "ui/studio/welcome_page.h"

#include "ui/studio/recent_projects.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace typemould {

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent), m_recent(new QListWidget(this)), m_recentBox(new QWidget(this)) {
    setObjectName("welcomePage");
    auto* title = new QLabel(tr("Typemould"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 2);
    large.setBold(true);
    title->setFont(large);
    auto* text = new QLabel(
        tr("Complete a typeface: take a source font that has every character and a target font that has "
           "some. Typemould learns the target's style from the characters both have, and draws those "
           "that are missing."),
        this);
    text->setWordWrap(true);

    const auto button = [this](const QString& label, const QString& name, auto signal) {
        auto* made = new QPushButton(label, this);
        made->setObjectName(name);
        QString spoken = label;
        made->setAccessibleName(spoken.remove('&'));
        connect(made, &QPushButton::clicked, this, signal);
        return made;
    };
    auto* buttons = new QHBoxLayout;
    auto* create = button(tr("&New project…"), "welcomeNew", &WelcomePage::newWanted);
    create->setDefault(true);
    buttons->addWidget(create);
    buttons->addWidget(button(tr("&Open project…"), "welcomeOpen", &WelcomePage::openWanted));
    buttons->addWidget(button(tr("Open the &demo"), "welcomeDemo", &WelcomePage::demoWanted));
    buttons->addStretch(1);

    auto* recentTitle = new QLabel(tr("&Recent projects"), this);
    recentTitle->setBuddy(m_recent);
    m_recent->setObjectName("welcomeRecent");
    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->setTextElideMode(Qt::ElideMiddle);
    connect(m_recent, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { Q_EMIT recentWanted(item->data(Qt::UserRole).toString()); });
    auto* recentLayout = new QVBoxLayout(m_recentBox);
    recentLayout->setContentsMargins(0, 0, 0, 0);
    recentLayout->addWidget(recentTitle);
    recentLayout->addWidget(m_recent);

    auto* column = new QVBoxLayout;
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(fontMetrics().height());
    column->addLayout(buttons);
    column->addSpacing(fontMetrics().height());
    column->addWidget(m_recentBox, 3);
    column->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addLayout(column, 4);
    row->addStretch(1);
    refresh();
}

void WelcomePage::refresh() {
    m_recent->clear();
    for (const QString& path : recentProjects()) {
        const bool there = QFileInfo(path).isDir();
        auto* item = new QListWidgetItem(
            QFileInfo(path).completeBaseName() + "   " + QDir::toNativeSeparators(path), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(there ? QDir::toNativeSeparators(path) : tr("This folder is not there any more."));
        item->setFlags(there ? item->flags() : item->flags() & ~Qt::ItemIsEnabled);
    }
    m_recentBox->setVisible(m_recent->count() > 0);
}

} // namespace typemould
