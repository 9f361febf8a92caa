#include "ui/fonts/font_slot.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/shown_text.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace typemould {

namespace {

/// The one local file of a drag, or an empty string.
QString draggedFile(const QMimeData* data) {
    const auto urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

/// A small square of the font's ink, so that the slot and the overlay are seen to belong together.
QPixmap swatch(const QColor& color, double ratio) {
    const int side = 12;
    QPixmap pixmap(qRound(side * ratio), qRound(side * ratio));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::white);
    QPainter painter(&pixmap);
    painter.fillRect(QRect(0, 0, side, side), color);
    return pixmap;
}

} // namespace

FontSlot::FontSlot(const QString& name, const QString& title, const QString& purpose, const QColor& color,
                   QWidget* parent)
    : QGroupBox(title, parent), m_purpose(purpose), m_face(new ElidedLabel(this)),
      m_file(new ElidedLabel(this)), m_details(new QLabel(this)), m_license(new ElidedLabel(this)),
      m_choose(new QPushButton(tr("Choose…"), this)) {
    setObjectName(name + "Slot");
    setAccessibleName(title);
    setAcceptDrops(true);
    m_face->setObjectName(name + "Face");
    m_file->setObjectName(name + "File");
    m_details->setObjectName(name + "Details");
    m_license->setObjectName(name + "License");
    m_choose->setObjectName(name + "Choose");
    m_choose->setAccessibleName(tr("Choose: %1").arg(title));
    QFont bold = m_face->font();
    bold.setBold(true);
    m_face->setFont(bold);
    m_details->setWordWrap(true);

    auto* mark = new QLabel(this);
    mark->setPixmap(swatch(color, devicePixelRatioF()));
    mark->setToolTip(tr("The colour of this font in the overlay."));
    auto* top = new QHBoxLayout;
    top->addWidget(mark);
    top->addWidget(m_face, 1);
    top->addWidget(m_choose);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_file);
    layout->addWidget(m_details);
    layout->addWidget(m_license);
    connect(m_choose, &QPushButton::clicked, this, &FontSlot::chooseRequested);
    showFace(nullptr, {});
    setEditable(true);
}

void FontSlot::showFace(const FontFace* face, const QString& path) {
    m_file->setText(path.isEmpty() ? QString() : QFileInfo(path).fileName());
    m_file->setToolTip(path);
    m_file->setVisible(!path.isEmpty());
    m_license->setVisible(face != nullptr);
    if (face == nullptr) {
        m_face->setText(path.isEmpty() ? tr("No font chosen") : tr("This font could not be opened"));
        m_details->setText(path.isEmpty() ? m_purpose + QLatin1Char(' ') + tr("Drop a font file here.")
                                          : m_purpose);
        return;
    }
    const auto& names = face->names();
    m_face->setText(QString::fromStdString(names.family + " " + names.style).trimmed());
    QStringList details{tr("%Ln characters", nullptr, static_cast<int>(face->characters().size())),
                        tr("%1 units per em").arg(countText(static_cast<std::size_t>(face->unitsPerEm())))};
    if (!names.version.empty()) {
        details << QString::fromStdString(names.version);
    }
    m_details->setText(details.join(QStringLiteral(" · ")));
    const QString license = QString::fromStdString(names.license).simplified();
    m_license->setText(license.isEmpty() ? tr("Licence: the font does not say")
                                         : tr("Licence: %1").arg(license));
    m_license->setToolTip(license);
    if (names.embeddingRestricted) {
        m_license->setText(tr("⚠ The maker restricts embedding this font.") + QLatin1Char(' ') +
                           m_license->text());
        m_license->setToolTip(tr("Ask the maker before you derive glyphs from it.") + "\n\n" + license);
    }
}

void FontSlot::showOpening(const QString& path) {
    showFace(nullptr, path);
    m_face->setText(tr("Opening the font…"));
}

void FontSlot::setEditable(bool editable, const QString& why) {
    m_choose->setEnabled(editable);
    m_choose->setToolTip(why.isEmpty() ? tr("Pick a font file, or drop one here.") : why);
    setAcceptDrops(editable);
}

void FontSlot::dragEnterEvent(QDragEnterEvent* event) {
    if (!draggedFile(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
        m_hovered = true;
        update();
    }
}

void FontSlot::dragLeaveEvent(QDragLeaveEvent*) {
    m_hovered = false;
    update();
}

void FontSlot::dropEvent(QDropEvent* event) {
    m_hovered = false;
    update();
    if (const QString path = draggedFile(event->mimeData()); !path.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT dropped(path);
    }
}

void FontSlot::paintEvent(QPaintEvent* event) {
    QGroupBox::paintEvent(event);
    if (m_hovered) {
        QPainter painter(this);
        painter.setPen(QPen(palette().highlight(), 2));
        painter.drawRoundedRect(rect().adjusted(2, 2, -2, -2), 4, 4);
    }
}

} // namespace typemould
