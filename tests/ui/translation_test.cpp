// Every text of the studio is there in Traditional Chinese, with the same placeholders.
#include "core/dataset/glyph_pairs.h"
#include "core/export/image_export.h"
#include "core/training/health.h"
#include "core/training/loss_terms.h"
#include "core/training/training_settings.h"
#include "core/weights/trade.h"
#include "tests/support/test_paths.h"
#include "ui/train/inspection_text.h"
#include "ui/widgets/health_text.h"
#include "ui/widgets/set_names.h"
#include "ui/widgets/setting_text.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/upsampling_text.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace typemould;

namespace {

/// One entry of the translation file.
struct Message {
    QString context, source, translation;
    bool numerus = false;
    bool finished = true;
};

std::vector<Message> messagesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    std::vector<Message> messages;
    QString context;
    for (QXmlStreamReader xml(&file); !xml.atEnd();) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.push_back({context, {}, {}, xml.attributes().value("numerus") == u"yes", true});
        } else if (xml.name() == u"source") {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            messages.back().finished = !xml.attributes().hasAttribute("type");
            messages.back().translation =
                xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return messages;
}

/// "%1", "%2", "%n", "%Ln", "[*]" in a text, sorted.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern("%L?(\\d|n)|\\[\\*\\]");
    QStringList found;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        found << matches.next().captured();
    }
    found.sort();
    return found;
}

/// What a described struct says, each text once.
template <class S>
void addTexts(std::vector<std::string>& texts) {
    for (const auto& field : fields<S>()) {
        // "em" is em in every language.
        texts.insert(texts.end(), {field.info.label, field.info.help,
                                   field.info.unit == "em" ? "" : field.info.unit, field.info.zeroText});
        for (const auto& choice : field.info.choices) {
            // A choice that is called by its key ("float32", "AdamW") is a name in every language.
            const bool name = QString::fromStdString(choice.label)
                                  .compare(QString::fromStdString(choice.key), Qt::CaseInsensitive) == 0;
            texts.push_back(name ? std::string() : choice.label);
        }
    }
}

} // namespace

class TranslationTest : public QObject {
    Q_OBJECT

    std::vector<Message> m_messages;
    QTranslator m_translator;

    bool translated(const char* context, const std::string& text) {
        return text.empty() || !m_translator.translate(context, text.c_str()).isEmpty();
    }

    static bool chinese(const QString& text) {
        return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
    }

private Q_SLOTS:
    void initTestCase() {
        m_messages = messagesOf(sourceFileText("translations/typemould_zh_TW.ts"));
        QVERIFY(m_messages.size() > 300);
        // Found as the program finds it: by locale, inside the program.
        QVERIFY(m_translator.load(QLocale("zh_TW"), "typemould", "_", ":/i18n"));
    }

    void nothingIsUnfinished() {
        for (const Message& message : m_messages) {
            QVERIFY2(message.finished && !message.translation.isEmpty(),
                     qPrintable(message.context + ": " + message.source));
        }
    }

    void placeholdersAgree() {
        for (const Message& message : m_messages) {
            QVERIFY2(placeholders(message.source) == placeholders(message.translation),
                     qPrintable(message.source + " / " + message.translation));
        }
    }

    void mnemonicsAgree() {
        // A control that can be reached by Alt and a letter in English can be so in Chinese: "檔案(&F)".
        static const QRegularExpression pattern("&(\\w)");
        for (const Message& message : m_messages) {
            const auto letter = pattern.match(message.source);
            if (letter.hasMatch()) {
                QVERIFY2(message.translation.contains("(&" + letter.captured(1).toUpper() + ")"),
                         qPrintable(message.source + " / " + message.translation));
            }
        }
    }

    void everyTextOfTheSourcesIsInTheFile_data() {
        QTest::addColumn<QString>("folder");
        for (const char* folder : {"ui", "app"}) {
            QTest::newRow(folder) << QString(folder);
        }
    }
    void everyTextOfTheSourcesIsInTheFile() {
        // What lupdate would add: tr("...") in one piece is enough to notice that it was not run.
        QFETCH(QString, folder);
        QSet<QString> known;
        for (const Message& message : m_messages) {
            known << message.source;
        }
        static const QRegularExpression call("\\btr\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*[,)]");
        QDirIterator files(sourceFileText(folder), {"*.cpp", "*.h"}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto calls = call.globalMatch(text); calls.hasNext();) {
                QString source = calls.next().captured(1);
                source.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
                QVERIFY2(known.contains(source), qPrintable(file.fileName() + ": " + source));
            }
        }
    }

    void everyDescribedSettingIsTranslated() {
        std::vector<std::string> texts;
        addTexts<TrainingSettings>(texts);
        addTexts<DatasetSettings>(texts);
        addTexts<ImageExportSettings>(texts);
        addTexts<Placement>(texts);
        addTexts<GeneratorConfig>(texts);
        addTexts<LevelConfig>(texts);
        QVERIFY(texts.size() > 80);
        for (const std::string& text : texts) {
            QVERIFY2(translated("Settings", text), text.c_str());
        }
    }

    void everyPresetIsTranslated() {
        for (const Preset& preset : presets()) {
            QVERIFY2(translated("Presets", preset.label), preset.label.c_str());
            QVERIFY2(translated("Presets", preset.help), preset.help.c_str());
        }
    }

    void everyLossIsTranslated() {
        for (const auto& term : lossTerms()) {
            QVERIFY2(translated("Losses", term.label), term.label.c_str());
        }
    }

    /// Each illness made, so that what the watch says is what is translated, with its figures.
    void whatAilsARunIsSaidInChinese() {
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
        TrainingSettings settings;
        settings.adversarialWeight = 0.1;
        settings.batch = 100;
        const DrawingFacts well{1, 1, 0, 0, 32};
        std::vector<HealthWatch> ill(4, HealthWatch(settings, 200, 256)); // batch too large
        for (int i = 0; i < 60; ++i) {
            ill[0].step({i, 0.1, 2 + 0.01 * i, 0.01, 1, true}); // the discriminator wins
        }
        ill[0].heldOut({300, 0.2, 0.2, {0.1, 3, 0, 0, 32}}); // blank and noisy
        ill[1].heldOut({300, 0.08, 0.07, well});
        ill[1].heldOut({900, 0.09, 0.05, {1, 1, 1.5, -2, 32}}); // by heart, and shifted
        ill[2].diverged(7, 1e-5);
        for (int i = 0; i < 500; ++i) { // a relapse
            ill[3].step({i, i < 400 ? 0.1 : 0.3, 0, 0, 1, false});
        }
        for (int i = 0; i < 8; ++i) { // a plateau
            ill[3].heldOut({500 + 100 * i, 0.08, 0.08, well});
        }
        ill.emplace_back(TrainingSettings(), 1000, 256).heldOut({300, 0.2, 0.2, {1, 3, 0, 0, 32}});
        ill.emplace_back(TrainingSettings(), 1000, 256).pairs({600, {U'1', U'鬱', U'2'}, {U'骨', U'3'}});
        std::set<Illness> met;
        for (const auto& watch : ill) {
            QVERIFY2(chinese(healthText(watch.line())), watch.line().c_str());
            for (const auto& finding : watch.findings()) {
                met.insert(finding.illness);
                QVERIFY(chinese(illnessText(finding.illness)));
                QVERIFY2(chinese(healthText(finding.text)), finding.text.c_str());
                QVERIFY2(chinese(healthText(finding.advice)), finding.advice.c_str());
            }
        }
        QCOMPARE(met.size(), illnessCount);
        for (const auto& finding : ill.back().findings()) { // characters stay, also where they are digits
            const bool edge = finding.illness == Illness::InkAtEdge;
            QVERIFY(healthText(finding.text).contains(edge ? "1 鬱 2" : "骨 3"));
            QVERIFY(healthText(finding.text).contains("600"));
        }
        QVERIFY(healthText(ill[1].findings().at(1).text).contains("+1.5 px"));
        QVERIFY(healthText(ill[2].findings().front().text).contains("1e-05"));
        HealthWatch young(TrainingSettings(), 1000, 256);
        QVERIFY2(chinese(healthText(young.line())), young.line().c_str());
        young.step({500, 0.1, 0, 0, 1, false});
        QVERIFY2(chinese(healthText(young.line())), young.line().c_str());
        QCOMPARE(changesText("batch 4, balance dynamic"),
                 QString("批次大小：4 個字形、對抗平衡：依判別器的損失"));
        QCoreApplication::removeTranslator(&m_translator);
        QCOMPARE(healthText("Take batches of 7."), QString("Take batches of 7."));
    }

    void everyNamedSetIsTranslated() {
        for (const NamedSet& set : namedSets()) {
            QVERIFY2(translated("NamedSets", set.name), set.name.c_str());
            QVERIFY2(translated("NamedSets", set.description), set.description.c_str());
        }
    }

    void whatWeightsTellIsSaidInChinese() {
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
        for (const char* name : {"classic_conv_cat_256_net_G", "classic_pixelshuffle_res_256_bn_net_G",
                                 "film_upsample_linear_256_net_G", "classic_discriminator_sn_net_D",
                                 "film_discriminator_net_D"}) {
            const auto file = testData(std::string("zi2zi/") + name + ".pth");
            const auto sets = readWeightsFile(file).orThrow();
            for (const auto& finding : sets.front().inspection.findings) {
                QVERIFY2(chinese(foundSettingText(finding.setting)), finding.setting.c_str());
                QVERIFY2(chinese(evidenceText(finding.evidence)), finding.evidence.c_str());
            }
            for (const auto& question : sets.front().inspection.open) {
                QVERIFY2(chinese(evidenceText(question.why)), question.why.c_str());
            }
        }
        for (const char* listed :
             {"The levels differ (transposed, pixel_shuffle): the up kernel of level 1 is 4 x 4, which only "
              "a transposed convolution has; the up convolution of level 2 is 3 x 3 and gives 256 channels, "
              "four times the 64 that are wanted.",
              "The levels differ (resize_conv, transposed): the up convolution of level 1 is 3 x 3 and gives "
              "32 channels, just the 32 that are wanted; the up kernel of level 2 is 4 x 4, which only a "
              "transposed convolution has.",
              "There are query, key and value convolutions at level 3 (128 channels), a transformer at level "
              "5, which see what comes into the level.",
              "There are query, key and value convolutions at level 4 (512 channels)."}) {
            QVERIFY2(!evidenceText(listed).contains("level") && !evidenceText(listed).contains("channels"),
                     qPrintable(evidenceText(listed)));
        }
        QVERIFY(evidenceText("The blocks lie inside each other, 7 deep.").contains("7"));
        QCOMPARE(evidenceText("An unknown 7."), QString("An unknown 7."));
        QVERIFY(chinese(switchedText({UpsampleMode::ResizeConv}, {{2, 0.1}})));
        QCoreApplication::removeTranslator(&m_translator);
        const char* attention = "There are query, key and value convolutions at level 3 (128 channels), a "
                                "transformer at level 5, which see what comes into the level.";
        QCOMPARE(evidenceText(attention), QString(attention));
        QCOMPARE(evidenceText("The blocks lie inside each other, 7 deep."),
                 QString("The blocks lie inside each other, 7 deep."));
    }

    void oneIsSingularInEnglish() {
        QTranslator english;
        QVERIFY(english.load(QLocale("en_US"), "typemould", "_", ":/i18n"));
        QCOMPARE(english.translate("typemould::ExportPage", "%Ln glyphs to write", nullptr, 1),
                 QString("%Ln glyph to write"));
        QCOMPARE(english.translate("typemould::ExportPage", "%Ln glyphs to write", nullptr, 2),
                 QString("%Ln glyphs to write"));
    }

    void everyPluralIsThereInEnglish() {
        QSet<QString> english;
        for (const Message& message : messagesOf(sourceFileText("translations/typemould_en.ts"))) {
            english << message.context + ": " + message.source;
        }
        for (const Message& message : m_messages) {
            QVERIFY2(!message.numerus || english.contains(message.context + ": " + message.source),
                     qPrintable(message.source));
        }
    }

    void countsAreSaidInChinese() {
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
        QCOMPARE(timeLeftText(170), QString("約剩 3 分鐘"));
        QCOMPARE(characterList(CharacterSet::range('a', 'e'), 2), QString("a b 以及其他 3 個"));
        QCoreApplication::removeTranslator(&m_translator);
        QCOMPARE(timeLeftText(170), QString("about 3 min left"));
    }
};

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
