// QtDialogs: the questions as real windows; the folder that each kind of question ended in is remembered. GUI
// thread.
#pragma once

#include "ui/studio/dialogs.h"

#include <QCoreApplication>

namespace typemould {

class QtDialogs : public Dialogs {
    Q_DECLARE_TR_FUNCTIONS(typemould::QtDialogs)
public:
    QString openFont(QWidget* parent, const QString& title) override;
    QString openProject(QWidget* parent) override;
    QString newProjectFolder(QWidget* parent) override;
    QString chooseFolder(QWidget* parent, const QString& title, const QString& start) override;
    QString openWeights(QWidget* parent, const QString& title) override;
    QString saveWeights(QWidget* parent, const QString& title, const QString& name) override;
    std::optional<int> chooseFace(QWidget* parent, const QString& fileName,
                                  const QStringList& faces) override;
    int ask(QWidget* parent, const QString& title, const QString& text, const QStringList& buttons) override;
    std::optional<QString> askText(QWidget* parent, const QString& title, const QString& label,
                                   const QString& start) override;
};

} // namespace typemould
