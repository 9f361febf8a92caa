#include "ui/studio/message_strip.h"

#include "ui/widgets/shown_text.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace typemould {

namespace {
constexpr int mostMessages = 50;
constexpr int detailLines = 6;
} // namespace

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), m_text(new QLabel(this)), m_details(new QPlainTextEdit(this)),
      m_showDetails(new QPushButton(tr("Details"), this)) {
    setObjectName("messageStrip");
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName("messageText");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setObjectName("messageDetails");
    m_details->setAccessibleName(tr("Details of the messages"));
    m_details->setReadOnly(true);
    m_details->setMaximumHeight(m_details->fontMetrics().lineSpacing() * (detailLines + 1));
    m_details->hide();
    m_showDetails->setObjectName("messageShowDetails");
    m_showDetails->setAccessibleName(tr("Details"));
    m_showDetails->setCheckable(true);
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName("messageCopy");
    copy->setAccessibleName(tr("Copy the messages"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName("messageClose");
    close->setAccessibleName(tr("Close the messages"));

    auto* row = new QHBoxLayout;
    row->addWidget(m_text, 1);
    row->addWidget(m_showDetails);
    row->addWidget(copy);
    row->addWidget(close);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row);
    column->addWidget(m_details);

    connect(m_showDetails, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_log.join("\n\n")); });
    connect(close, &QPushButton::clicked, this, &MessageStrip::clear);
    hide();
}

void MessageStrip::showError(const Error& error) {
    const QString kind = errorKind(error.code);
    QString text = (kind.isEmpty() ? QString() : kind + "\n") + QString::fromStdString(error.message);
    if (!error.advice.empty()) {
        text += "\n" + QString::fromStdString(error.advice);
    }
    add(text, text + QString("\n(%1)").arg(errorCodeName(error.code)), true);
}

void MessageStrip::showNotice(const QString& text) { add(text, text, false); }

void MessageStrip::add(const QString& text, const QString& details, bool alarming) {
    m_log << QTime::currentTime().toString(Qt::ISODate) + "  " + details;
    while (m_log.size() > mostMessages) {
        m_log.removeFirst();
    }
    m_alarming = alarming;
    m_text->setText(m_log.size() > 1
                        ? text + "\n" +
                              tr("%n earlier message(s) under Details.", nullptr, int(m_log.size()) - 1)
                        : text);
    m_text->setAccessibleName(text);
    m_details->setPlainText(m_log.join("\n\n"));
    paintLook();
    show();
    QAccessibleEvent spoken(m_text, QAccessible::Alert); // read out, wherever the focus is
    QAccessible::updateAccessibility(&spoken);
}

void MessageStrip::clear() {
    m_log.clear();
    m_text->clear();
    m_details->clear();
    m_showDetails->setChecked(false);
    hide();
}

void MessageStrip::paintLook() {
    m_painting = true;
    setPalette({});
    QPalette look = palette();
    const QColor ground = look.color(QPalette::Window);
    const QColor tint = m_alarming ? QColor(220, 60, 40) : QColor(50, 120, 220);
    const auto mix = [](int a, int b) { return (a * 4 + b) / 5; };
    look.setColor(QPalette::Window, QColor(mix(ground.red(), tint.red()), mix(ground.green(), tint.green()),
                                           mix(ground.blue(), tint.blue())));
    setPalette(look);
    m_painting = false;
}

void MessageStrip::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_painting && isVisible()) {
        paintLook();
    }
}

} // namespace typemould
