// StyleBar: in which of the network's styles glyphs are drawn, or how far between two of them. Hidden while
// the project has one style alone. Looks at the Document; keeps the choice itself. GUI thread.
#pragma once

#include "ui/review/generator_factory.h"
#include "ui/studio/document.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QSlider;

namespace typemould {

class StyleBar : public QWidget {
    Q_OBJECT
public:
    /// The document must outlive the bar; `prefix` begins the object names of its controls.
    StyleBar(Document& document, const QString& prefix, QWidget* parent = nullptr);
    StyleChoice choice() const;
    /// Whether that is the style of the project's target alone: kept pictures are of no other.
    bool drawsTargetsOwn() const;

Q_SIGNALS:
    void chosen(); ///< choice() has changed and the slider rests

private:
    void changeProject();
    void refresh();
    void refreshEnabled();
    Document& m_document;
    QComboBox* m_style;
    QComboBox* m_towards;
    QSlider* m_share;
    QLabel* m_percent;
    QTimer m_settled;
    std::vector<std::string> m_names;
    std::filesystem::path m_project;                        ///< whose choice is shown
    std::map<std::filesystem::path, StyleChoice> m_choices; ///< of the projects that were left
};

/// Opens with `factory` and chooses the style.
GeneratorFactory inStyle(GeneratorFactory factory, const StyleChoice& choice);

} // namespace typemould
