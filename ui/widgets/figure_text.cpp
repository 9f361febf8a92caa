#include "ui/widgets/figure_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace typemould {

namespace {

/// %1 may stand in any order, and what is put in holds no place itself.
QString withPlaces(const QString& text, const QStringList& found) {
    QString shown;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const int place = text[at] == '%' && at + 1 < text.size() ? text[at + 1].digitValue() : -1;
        if (place >= 1 && place <= found.size()) {
            shown += found[place - 1];
            ++at;
        } else {
            shown += text[at];
        }
    }
    return shown;
}

} // namespace

QString textWithFigures(const char* context, const std::string& sentence, const QRegularExpression& figures) {
    const QString english = QString::fromStdString(sentence);
    QString pattern;
    QStringList found;
    qsizetype after = 0;
    for (auto matches = figures.globalMatch(english); matches.hasNext();) {
        const auto match = matches.next();
        found << match.captured();
        pattern += english.mid(after, match.capturedStart() - after) + '%' + QString::number(found.size());
        after = match.capturedEnd();
    }
    pattern += english.mid(after);
    const QString text = QCoreApplication::translate(context, pattern.toUtf8().constData());
    if (text == pattern) {
        return english;
    }
    return withPlaces(text, found);
}

QString sentenceText(const char* context, const Sentence& sentence) {
    if (sentence.verbatim || sentence.empty()) {
        return QString::fromStdString(sentence.pattern);
    }
    QStringList arguments;
    for (const Sentence& argument : sentence.arguments) {
        arguments << sentenceText(context, argument);
    }
    return withPlaces(QCoreApplication::translate(context, sentence.pattern.c_str()), arguments);
}

} // namespace typemould
