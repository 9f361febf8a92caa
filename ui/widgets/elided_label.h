// ElidedLabel: a one-line label that gives way when there is no room, with an ellipsis and the whole text as
// tooltip and for screen readers. GUI thread.
#pragma once

#include <QLabel>

namespace typemould {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace typemould
