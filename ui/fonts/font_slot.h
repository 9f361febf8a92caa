// FontSlot: one of the two fonts of a project: its names, licence and size, a button to pick another file,
// and a place to drop one. Shows what it is given and asks through signals. GUI thread.
#pragma once

#include "core/fonts/font_face.h"

#include <QColor>
#include <QGroupBox>

class QLabel;
class QPushButton;

namespace typemould {

class FontSlot : public QGroupBox {
    Q_OBJECT
public:
    /// `name` is the start of the object names ("source"); `color` is the font's ink in the overlay.
    FontSlot(const QString& name, const QString& title, const QString& purpose, const QColor& color,
             QWidget* parent = nullptr);
    /// The face that is open, or null; `path` is empty when no font is chosen.
    void showFace(const FontFace* face, const QString& path);
    /// A font that is being opened.
    void showOpening(const QString& path);
    /// Whether another font may be chosen; `why` is said where it may not.
    void setEditable(bool editable, const QString& why = {});

Q_SIGNALS:
    void chooseRequested();
    void dropped(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_purpose;
    QLabel* m_face;
    QLabel* m_file;
    QLabel* m_details;
    QLabel* m_license;
    QPushButton* m_choose;
    bool m_hovered = false;
};

} // namespace typemould
