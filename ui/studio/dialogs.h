// Dialogs: every question that would open a native or modal window, behind one seam, so that tests answer
// them by script. Owned by main(); GUI thread.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace typemould {

class Dialogs {
public:
    virtual ~Dialogs() = default;
    /// A font file to open, or an empty string when the user went back. `purpose` names the remembered folder
    /// ("source font").
    virtual QString openFont(QWidget* parent, const QString& title) = 0;
    virtual QString openProject(QWidget* parent) = 0;
    virtual QString
    newProjectFolder(QWidget* parent) = 0; ///< a path ending in .typemould that is not there yet
    virtual QString chooseFolder(QWidget* parent, const QString& title, const QString& start) = 0;
    /// A file of weights (.pth, .safetensors), or an empty string when the user went back.
    virtual QString openWeights(QWidget* parent, const QString& title) = 0;
    /// A .pth to write, asked about when it is there already; an empty string when the user went back.
    virtual QString saveWeights(QWidget* parent, const QString& title, const QString& name) = 0;
    /// Which of `faces` of a collection; nothing when the user went back.
    virtual std::optional<int> chooseFace(QWidget* parent, const QString& fileName,
                                          const QStringList& faces) = 0;
    /// Index of the button pressed; the last button is what Escape and closing mean.
    virtual int ask(QWidget* parent, const QString& title, const QString& text,
                    const QStringList& buttons) = 0;
    /// A single line of text; nothing when the user went back.
    virtual std::optional<QString> askText(QWidget* parent, const QString& title, const QString& label,
                                           const QString& start) = 0;
};

} // namespace typemould
