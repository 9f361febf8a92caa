#include "ui/fonts/styles_panel.h"

#include "ui/fonts/font_choice.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/shown_text.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace typemould {

StylesPanel::StylesPanel(Document& document, Dialogs& dialogs, QWidget* parent)
    : QGroupBox(tr("Styles"), parent), m_document(document), m_dialogs(dialogs),
      m_table(new QTableWidget(this)), m_add(new QPushButton(tr("Add a style…"), this)),
      m_rename(new QPushButton(tr("Rename…"), this)), m_font(new QPushButton(tr("Font…"), this)),
      m_remove(new QPushButton(tr("Remove"), this)), m_target(new QPushButton(tr("Is the target"), this)) {
    m_table->setObjectName("stylesTable");
    m_table->setAccessibleName(tr("Styles of the network"));
    m_table->setToolTip(tr("One network can learn several fonts, each a style with a name."));
    m_table->setColumnCount(2);
    m_table->setHorizontalHeaderLabels({tr("Style"), tr("Font that teaches it")});
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() * 3 / 2);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setFixedHeight(m_table->fontMetrics().height() * 6);
    m_add->setObjectName("addStyle");
    m_rename->setObjectName("renameStyle");
    m_font->setObjectName("styleFont");
    m_remove->setObjectName("removeStyle");
    m_target->setObjectName("styleIsTarget");
    for (QPushButton* button : {m_add, m_rename, m_font, m_remove, m_target}) {
        button->setAccessibleName(button->text());
    }
    auto* row = new FlowLayout;
    row->addWidget(m_add);
    row->addWidget(m_rename);
    row->addWidget(m_font);
    row->addWidget(m_remove);
    row->addWidget(m_target);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_table, 1);
    column->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, &StylesPanel::addStyle);
    connect(m_rename, &QPushButton::clicked, this,
            [this] { m_table->editItem(m_table->item(m_table->currentRow(), 0)); });
    connect(m_font, &QPushButton::clicked, this, &StylesPanel::chooseFont);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_document.removeStyle(m_table->currentRow()); });
    connect(m_target, &QPushButton::clicked, this, &StylesPanel::useAsTarget);
    connect(m_table, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem* item) {
        if (!m_showing && item->column() == 0) {
            rename(item->row(), item->text().trimmed());
        }
    });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &StylesPanel::refreshEnabled);
    connect(&document, &Document::projectChanged, this, [this] {
        m_job.cancel();
        refresh();
    });
    connect(&document, &Document::dataChanged, this, &StylesPanel::refresh);
    connect(&document, &Document::fontsChanged, this, &StylesPanel::refreshEnabled);
    connect(&document, &Document::changingNetworkChanged, this, &StylesPanel::refreshEnabled);
    connect(&document, &Document::placementsFixedChanged, this, &StylesPanel::refreshEnabled);
    refresh();
}

void StylesPanel::pickFont(
    const QString& title,
    std::function<void(const std::filesystem::path&, FaceChoice, const QString&)> take) {
    const QString path = m_dialogs.openFont(this, title);
    if (path.isEmpty()) {
        return;
    }
    m_job.start(
        [file = pathOf(path)](std::stop_token) { return FontFace::list(file); },
        [this, file = pathOf(path), take](const Result<std::vector<FaceInfo>>& faces) {
            if (!faces) {
                m_document.report(faces.error());
                return;
            }
            if (const auto choice = chooseFace(*faces, file, m_dialogs, this)) {
                const auto face = std::find_if(faces->begin(), faces->end(),
                                               [&](const FaceInfo& info) { return info.choice == *choice; });
                take(file, *choice, face == faces->end() ? QString() : QString::fromStdString(face->family));
            }
        });
}

void StylesPanel::addStyle() {
    pickFont(tr("Choose the font of another style"),
             [this](const std::filesystem::path& font, FaceChoice face, const QString& family) {
                 addStyleOf(font, face, family);
             });
}

void StylesPanel::chooseFont() {
    pickFont(tr("Choose the font that teaches the style"),
             [this, style = m_table->currentRow()](const std::filesystem::path& font, FaceChoice face,
                                                   const QString&) {
                 m_document.setStyleFont(style, font, face);
             });
}

void StylesPanel::addStyleOf(const std::filesystem::path& font, FaceChoice face, const QString& family) {
    const auto name = m_dialogs.askText(this, tr("Add a style"), tr("Name of the style:"), family);
    if (name) {
        m_document.addStyle(*name, font, face);
    }
}

void StylesPanel::rename(int row, const QString& name) {
    const auto& styles = m_document.data().styles;
    const auto wanted = name.toStdString();
    const bool taken = std::any_of(styles.begin(), styles.end(), [&](const ProjectStyle& style) {
        return style.name == wanted && &style != &styles[static_cast<std::size_t>(row)];
    });
    if (wanted.empty() || taken) {
        m_document.report({ErrorCode::InvalidArgument, "A style cannot be called '" + wanted + "'.",
                           "Give a name that no other style has."});
        refresh();
        return;
    }
    m_document.edit(tr("Rename a style"),
                    [&](ProjectData& data) { data.styles[static_cast<std::size_t>(row)].name = wanted; });
}

void StylesPanel::useAsTarget() {
    m_document.edit(tr("Choose the target's style"),
                    [&](ProjectData& data) { data.style = m_table->currentRow(); });
}

void StylesPanel::refresh() {
    m_showing = true;
    const ProjectData data = m_document.isOpen() ? m_document.data() : ProjectData();
    const int chosen = m_table->currentRow();
    m_table->setRowCount(static_cast<int>(data.styles.size()));
    for (std::size_t i = 0; i < data.styles.size(); ++i) {
        const bool target = static_cast<int>(i) == data.style;
        const auto& font = target ? data.target.path : data.styles[i].font.path;
        QString teacher = font.empty() ? tr("known to the network alone") : shownPath(font);
        if (target) {
            teacher = tr("%1 (the target font)").arg(teacher);
        }
        auto* name = new QTableWidgetItem(QString::fromStdString(data.styles[i].name));
        auto* taught = new QTableWidgetItem(teacher);
        taught->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        taught->setToolTip(teacher);
        m_table->setItem(static_cast<int>(i), 0, name);
        m_table->setItem(static_cast<int>(i), 1, taught);
    }
    m_table->resizeColumnToContents(0);
    if (chosen >= 0 && chosen < m_table->rowCount()) {
        m_table->selectRow(chosen);
    }
    m_showing = false;
    refreshEnabled();
}

void StylesPanel::refreshEnabled() {
    const bool fixed = m_document.placementsFixed();
    const bool editable =
        m_document.isOpen() && !m_document.readOnly() && !fixed && !m_document.changingNetwork();
    const int row = m_table->currentRow();
    m_table->setEditTriggers(editable ? QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                                      : QAbstractItemView::NoEditTriggers);
    m_add->setEnabled(editable && m_document.fonts() != nullptr);
    m_add->setToolTip(fixed ? tr("A run is training with these fonts: stop it first.")
                      : m_document.fonts() == nullptr
                          ? tr("Choose a source and a target font first.")
                          : tr("Another font that the network is to learn beside the "
                               "target; what it knows already stays."));
    m_rename->setEnabled(editable && row >= 0);
    m_rename->setToolTip(tr("Gives the chosen style another name."));
    const bool other = row >= 0 && row != m_document.data().style;
    m_font->setEnabled(editable && other);
    m_font->setToolTip(
        tr("Another font that teaches the chosen style, also in place of one that is missing."));
    m_remove->setEnabled(editable && other);
    m_remove->setToolTip(tr(
        "Removes the chosen style. One that the network has learnt stays, and no font teaches it any more."));
    // A style that another font teaches cannot be the target's.
    const auto& styles = m_document.data().styles;
    const bool taught = row >= 0 && row < static_cast<int>(styles.size()) &&
                        !styles[static_cast<std::size_t>(row)].font.empty();
    m_target->setEnabled(editable && row >= 0 && row != m_document.data().style && !taught);
    m_target->setToolTip(tr("The project's target font teaches the chosen style."));
}

} // namespace typemould
