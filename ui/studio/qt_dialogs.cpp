#include "ui/studio/qt_dialogs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace typemould {

namespace {

QString rememberedFolder(const QString& kind) {
    return QSettings().value("folders/" + kind, QDir::homePath()).toString();
}

/// Faces of the same name are told apart by a number: "Sans Bold", "Sans Bold (2)".
QStringList distinctTitles(const QStringList& titles) {
    QStringList distinct;
    for (const QString& title : titles) {
        QString shown = title;
        for (int number = 2; distinct.contains(shown); ++number) {
            shown = QStringLiteral("%1 (%2)").arg(title).arg(number);
        }
        distinct << shown;
    }
    return distinct;
}

void rememberFolder(const QString& kind, const QString& chosen) {
    if (!chosen.isEmpty()) {
        QSettings().setValue("folders/" + kind, QFileInfo(chosen).absolutePath());
    }
}

} // namespace

QString QtDialogs::openFont(QWidget* parent, const QString& title) {
    const QString chosen = QFileDialog::getOpenFileName(parent, title, rememberedFolder("fonts"),
                                                        tr("Fonts (*.ttf *.otf *.ttc *.otc *.woff *.woff2)") +
                                                            ";;" + tr("All files (*)"));
    rememberFolder("fonts", chosen);
    return chosen;
}

QString QtDialogs::openProject(QWidget* parent) {
    const QString chosen = QFileDialog::getExistingDirectory(parent, tr("Open a project folder (.typemould)"),
                                                             rememberedFolder("projects"));
    rememberFolder("projects", chosen);
    return chosen;
}

QString QtDialogs::newProjectFolder(QWidget* parent) {
    QString start = QDir(rememberedFolder("projects")).filePath(tr("My typeface") + ".typemould");
    for (;;) {
        QString chosen = QFileDialog::getSaveFileName(parent, tr("Make a new project"), start,
                                                      tr("Typemould projects (*.typemould)"), nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
        if (chosen.isEmpty()) {
            return {};
        }
        if (!chosen.endsWith(".typemould")) {
            chosen += ".typemould";
        }
        rememberFolder("projects", chosen);
        if (!QFileInfo::exists(chosen)) {
            return chosen;
        }
        ask(parent, tr("Make a new project"),
            tr("There is something of this name already: %1\nChoose another name, or open that project "
               "instead.")
                .arg(QDir::toNativeSeparators(chosen)),
            {tr("Choose another name")});
        start = chosen;
    }
}

QString QtDialogs::chooseFolder(QWidget* parent, const QString& title, const QString& start) {
    return QFileDialog::getExistingDirectory(parent, title, start.isEmpty() ? QDir::homePath() : start);
}

QString QtDialogs::openWeights(QWidget* parent, const QString& title) {
    const QString chosen =
        QFileDialog::getOpenFileName(parent, title, rememberedFolder("weights"),
                                     tr("Weights (*.pth *.pt *.safetensors)") + ";;" + tr("All files (*)"));
    rememberFolder("weights", chosen);
    return chosen;
}

QString QtDialogs::saveWeights(QWidget* parent, const QString& title, const QString& name) {
    QFileDialog dialog(parent, title, rememberedFolder("weights"), tr("Weights of zi2zi-pytorch (*.pth)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix("pth"); // set before the question about a file that is there
    dialog.selectFile(name);
    if (dialog.exec() != QDialog::Accepted) {
        return {};
    }
    const QString chosen = dialog.selectedFiles().value(0);
    rememberFolder("weights", chosen);
    return chosen;
}

std::optional<int> QtDialogs::chooseFace(QWidget* parent, const QString& fileName, const QStringList& faces) {
    const QStringList titles = distinctTitles(faces);
    bool accepted = false;
    const QString chosen =
        QInputDialog::getItem(parent, tr("Choose a face"), tr("%1 holds several faces:").arg(fileName),
                              titles, 0, false, &accepted);
    return accepted ? std::optional<int>(static_cast<int>(titles.indexOf(chosen))) : std::nullopt;
}

int QtDialogs::ask(QWidget* parent, const QString& title, const QString& text, const QStringList& buttons) {
    QMessageBox box(parent);
    box.setWindowTitle(title);
    box.setText(text);
    box.setTextFormat(Qt::PlainText);
    QList<QPushButton*> made;
    for (const QString& label : buttons) {
        made << box.addButton(label, QMessageBox::ActionRole);
    }
    box.setDefaultButton(made.first());
    box.setEscapeButton(made.last());
    box.exec();
    const auto pressed = made.indexOf(qobject_cast<QPushButton*>(box.clickedButton()));
    return static_cast<int>(pressed < 0 ? buttons.size() - 1 : pressed);
}

std::optional<QString> QtDialogs::askText(QWidget* parent, const QString& title, const QString& label,
                                          const QString& start) {
    bool accepted = false;
    const QString text = QInputDialog::getText(parent, title, label, QLineEdit::Normal, start, &accepted);
    return accepted ? std::optional(text) : std::nullopt;
}

} // namespace typemould
