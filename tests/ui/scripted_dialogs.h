// ScriptedDialogs: answers every question from a list written by the test, and remembers what was asked. A
// question without an answer fails the test and is answered as if the user had gone back.
#pragma once

#include "ui/studio/dialogs.h"

#include <QtTest>

#include <deque>
#include <functional>
#include <utility>

namespace typemould {

class ScriptedDialogs : public Dialogs {
public:
    std::deque<QString> fonts;            ///< answers of openFont
    std::deque<QString> projects;         ///< of openProject
    std::deque<QString> newProjects;      ///< of newProjectFolder
    std::deque<QString> folders;          ///< of chooseFolder
    std::deque<QString> weights;          ///< of openWeights and saveWeights
    std::deque<std::optional<int>> faces; ///< of chooseFace
    std::deque<int> answers;              ///< of ask
    std::deque<QString> texts;            ///< of askText; a null string is going back
    std::function<void()> whileAsking;    ///< what happens once while the next question stands
    QStringList asked; ///< "ask: title: text [button|button]", "openFont: title", ... in order

    QString openFont(QWidget*, const QString& title) override {
        asked << "openFont: " + title;
        return take(fonts, QString());
    }
    QString openProject(QWidget*) override {
        asked << "openProject";
        return take(projects, QString());
    }
    QString newProjectFolder(QWidget*) override {
        asked << "newProjectFolder";
        return take(newProjects, QString());
    }
    QString chooseFolder(QWidget*, const QString& title, const QString& start) override {
        asked << "chooseFolder: " + title + ": " + start;
        return take(folders, QString());
    }
    QString openWeights(QWidget*, const QString& title) override {
        asked << "openWeights: " + title;
        return take(weights, QString());
    }
    QString saveWeights(QWidget*, const QString& title, const QString& name) override {
        asked << "saveWeights: " + title + ": " + name;
        return take(weights, QString());
    }
    std::optional<int> chooseFace(QWidget*, const QString& fileName, const QStringList& names) override {
        asked << "chooseFace: " + fileName + " [" + names.join('|') + "]";
        return take(faces, std::optional<int>());
    }
    int ask(QWidget*, const QString& title, const QString& text, const QStringList& buttons) override {
        asked << "ask: " + title + ": " + text + " [" + buttons.join('|') + "]";
        if (const auto meanwhile = std::exchange(whileAsking, {})) {
            meanwhile();
        }
        return take(answers, int(buttons.size()) - 1);
    }
    std::optional<QString> askText(QWidget*, const QString& title, const QString& label,
                                   const QString&) override {
        asked << "askText: " + title + ": " + label;
        const QString answer = take(texts, QString());
        return answer.isNull() ? std::nullopt : std::optional(answer);
    }

    /// Whether every answer was used: none may be left over at the end of a test.
    bool allUsed() const {
        return fonts.empty() && projects.empty() && newProjects.empty() && folders.empty() &&
               weights.empty() && faces.empty() && answers.empty() && texts.empty();
    }

private:
    template <class T>
    T take(std::deque<T>& list, T otherwise) {
        if (list.empty()) {
            QTest::qFail(qPrintable("No answer was scripted for: " + asked.last()), __FILE__, __LINE__);
            return otherwise;
        }
        T answer = std::move(list.front());
        list.pop_front();
        return answer;
    }
};

} // namespace typemould
