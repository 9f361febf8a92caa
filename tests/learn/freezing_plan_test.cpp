// The freezing plan: what rules mean, which ones are refused, and what they come to for named parameters.
#include "core/training/freezing_plan.h"

#include <QTest>

using namespace typemould;

namespace {

/// What one rule list comes to: "name" for each trained parameter, with "*rate" where the rate is not 1.
QString trainedText(const std::vector<std::string>& rules, const std::vector<ParameterInfo>& generator,
                    const std::vector<ParameterInfo>& discriminator, long long step = 0, double epoch = 0) {
    const auto plan = parseFreezingPlan(rules);
    if (!plan) {
        return "error: " + QString::fromStdString(plan.error().text());
    }
    const auto resolved = resolveFreezing(*plan, rulesInForce(*plan, step, epoch), generator, discriminator);
    if (!resolved) {
        return "error: " + QString::fromStdString(resolved.error().text());
    }
    QStringList names;
    for (const auto& fate : resolved->parameters) {
        if (fate.trained) {
            names << QString::fromStdString(fate.name) +
                         (fate.rate == 1 ? QString() : "*" + QString::number(fate.rate));
        }
    }
    return names.join(' ');
}

ParameterInfo parameter(const std::string& name, const std::string& block, ParameterKind kind,
                        bool buffer = false) {
    ParameterInfo info;
    info.name = name;
    info.block = block;
    info.kind = kind;
    info.shape = {2, 3};
    info.buffer = buffer;
    return info;
}

const std::vector<ParameterInfo>& network() {
    static const std::vector<ParameterInfo> list{parameter("e1", "encoder.1", ParameterKind::Down),
                                                 parameter("e2", "encoder.2", ParameterKind::Down),
                                                 parameter("n2", "encoder.2", ParameterKind::Norm),
                                                 parameter("s2", "encoder.2", ParameterKind::Norm, true),
                                                 parameter("emb", "embedding", ParameterKind::Embedding),
                                                 parameter("d2", "decoder.2", ParameterKind::Up),
                                                 parameter("a1", "decoder.1", ParameterKind::Attention),
                                                 parameter("d1", "decoder.1", ParameterKind::Up)};
    return list;
}
const std::vector<ParameterInfo>& judge() {
    static const std::vector<ParameterInfo> list{parameter("conv", "discriminator", ParameterKind::Down),
                                                 parameter("cls", "discriminator", ParameterKind::StyleHead)};
    return list;
}

} // namespace

class FreezingPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rulesDecideWhatTrains_data() {
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<double>("step");
        QTest::addColumn<double>("epoch");
        QTest::addColumn<QString>("trained");
        const auto row = [](const char* name, const QStringList& rules, double step, double epoch,
                            const char* trained) {
            QTest::newRow(name) << rules << step << epoch << trained;
        };
        const char* all = "e1 e2 n2 emb d2 a1 d1 discriminator.conv discriminator.cls";
        row("no rules", {}, 0, 0, all);
        row("generator", {"freeze generator"}, 0, 0, "discriminator.conv discriminator.cls");
        row("one block", {"freeze block=encoder.2"}, 0, 0,
            "e1 emb d2 a1 d1 discriminator.conv discriminator.cls");
        row("glob of blocks", {"freeze block=encoder.*"}, 0, 0,
            "emb d2 a1 d1 discriminator.conv discriminator.cls");
        row("last rule wins", {"freeze generator", "train block=decoder.1"}, 0, 0,
            "a1 d1 discriminator.conv discriminator.cls");
        row("by kind, or", {"freeze generator", "freeze discriminator", "train kind=embedding|attention"}, 0,
            0, "emb a1");
        row("by name", {"freeze generator", "train name=e?"}, 0, 0,
            "e1 e2 discriminator.conv discriminator.cls");
        row("discriminator's name", {"freeze name=discriminator.c*"}, 0, 0, "e1 e2 n2 emb d2 a1 d1");
        row("before until", {"freeze kind=style_head until epoch 5"}, 0, 4.99,
            "e1 e2 n2 emb d2 a1 d1 discriminator.conv");
        row("from until on", {"freeze kind=style_head until epoch 5"}, 0, 5, all);
        row("before from", {"freeze block=encoder.* from step 10"}, 9, 0, all);
        row("from from on", {"freeze block=encoder.* from step 10"}, 10, 0,
            "emb d2 a1 d1 discriminator.conv discriminator.cls");
        row("rates multiply", {"freeze discriminator", "rate 0.5 kind=embedding", "rate 0.5 generator"}, 0, 0,
            "e1*0.5 e2*0.5 n2*0.5 emb*0.25 d2*0.5 a1*0.5 d1*0.5");
        row("decay goes inwards from the output",
            {"freeze discriminator", "decay 0.5 block=encoder.*|decoder.*"}, 0, 0,
            "e1*0.125 e2*0.25 n2*0.25 emb d2*0.5 a1 d1");
    }
    void rulesDecideWhatTrains() {
        QFETCH(QStringList, rules);
        QFETCH(double, step);
        QFETCH(double, epoch);
        QFETCH(QString, trained);
        std::vector<std::string> texts;
        for (const auto& rule : rules) {
            texts.push_back(rule.toStdString());
        }
        QCOMPARE(trainedText(texts, network(), judge(), static_cast<long long>(step), epoch), trained);
    }

    void whatMatchesNothingIsRefused_data() {
        QTest::addColumn<QString>("rule");
        for (const char* rule : {"freeze block=encoder.9", "train kind=film", "rate 2 name=nothing.*",
                                 "freeze kind=transformer from step 1000000"}) {
            QTest::newRow(rule) << rule;
        }
    }
    void whatMatchesNothingIsRefused() {
        QFETCH(QString, rule);
        const auto text = trainedText({rule.toStdString()}, network(), judge());
        QVERIFY2(text.startsWith("error:") && text.contains(rule) && text.contains("encoder.2"),
                 qPrintable(text));
    }
    void eachNameOfARuleMustBeOne_data() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("wrong"); // empty: the rule can be
        QTest::newRow("a block") << "freeze block=encoder.1|attic"
                                 << "attic";
        QTest::newRow("a block, first") << "freeze block=attic|encoder.1"
                                        << "attic";
        QTest::newRow("a level too deep") << "freeze block=encoder.*|encoder.9"
                                          << "encoder.9";
        QTest::newRow("a kind") << "train kind=embedding|filn"
                                << "filn";
        QTest::newRow("a parameter") << "rate 2 name=e1|e3"
                                     << "e3";
        QTest::newRow("all are there") << "freeze block=encoder.1|decoder.?"
                                       << "";
        // What networks of other options have may be named beside what this one has: presets serve all.
        QTest::newRow("a kind of other networks") << "train kind=embedding|film"
                                                  << "";
        QTest::newRow("a block of other networks") << "train block=decoder.*|output*"
                                                   << "";
    }
    void eachNameOfARuleMustBeOne() {
        QFETCH(QString, rule);
        QFETCH(QString, wrong);
        const auto text = trainedText({rule.toStdString()}, network(), judge());
        if (wrong.isEmpty()) {
            QVERIFY2(!text.startsWith("error:"), qPrintable(text));
        } else {
            QVERIFY2(text.startsWith("error:") && text.contains("by '" + wrong + "'") &&
                         text.contains("encoder.2"),
                     qPrintable(text));
        }
    }
    void presetsServeEveryFamily() {
        const std::vector<GeneratorConfig> networks{
            houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle),
            classicConfig(256, 8, 8, 3, 8, UpsampleMode::Transposed, SkipMode::Add, NormKind::Instance),
            filmConfig(256, 8, 8, 3, 8, FilmUpMode::Conv)};
        for (const auto& config : networks) {
            for (const char* preset : {"everything", "decoder", "style"}) {
                const bool styled = config.style != StyleMode::None;
                const auto resolved =
                    resolveFreezing(freezingPreset(preset).orThrow(), {}, parametersOf(config));
                QVERIFY2(resolved.ok() == (styled || std::string(preset) != "style"), preset);
            }
        }
    }
    void aRuleOnAMissingDiscriminatorSaysHowToGetOne() {
        const auto text = trainedText({"freeze discriminator"}, network(), {});
        QVERIFY2(text.contains("adversarial-weight"), qPrintable(text));
    }

    void badTextIsRefused_data() {
        QTest::addColumn<QString>("rule");
        for (const char* rule : {"",
                                 "melt generator",
                                 "freeze",
                                 "freeze encoder",
                                 "freeze block=",
                                 "freeze block=a sometimes",
                                 "rate generator",
                                 "rate 0 generator",
                                 "rate -1 generator",
                                 "rate nan generator",
                                 "decay 1.5 generator",
                                 "freeze generator until",
                                 "freeze generator until step",
                                 "freeze generator until step 1.5",
                                 "freeze generator until week 3",
                                 "freeze generator until step 3 until step 4",
                                 "freeze generator from step 5 until step 5",
                                 "freeze block=|",
                                 "freeze block=a||b",
                                 "freeze block=a|",
                                 "freeze block=|a"}) {
            QTest::newRow(rule) << rule;
        }
    }
    void badTextIsRefused() {
        QFETCH(QString, rule);
        const auto parsed = parseFreezingRule(rule.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
        QVERIFY(parsed.error().text().find("'" + rule.toStdString() + "'") != std::string::npos);
    }

    void textsComeBack_data() {
        QTest::addColumn<QString>("rule");
        for (const char* rule :
             {"freeze generator", "train block=decoder.*|output", "rate 0.5 kind=embedding",
              "decay 0.9 block=encoder.* from step 10 until epoch 2.5",
              "freeze name=*.norm1.* until step 500"}) {
            QTest::newRow(rule) << rule;
        }
    }
    void textsComeBack() {
        QFETCH(QString, rule);
        QCOMPARE(QString::fromStdString(freezingRuleText(parseFreezingRule(rule.toStdString()).orThrow())),
                 rule);
    }

    void countsAreOfParametersAlone() {
        const auto plan = parseFreezingPlan({"freeze block=encoder.*"}).orThrow();
        const auto resolved = resolveFreezing(plan, {}, network(), judge()).orThrow();
        QCOMPARE(resolved.numbers, 7 * 6);
        QCOMPARE(resolved.trained, 4 * 6);
        QCOMPARE(resolved.blocks.at(1).name, std::string("encoder.2"));
        QCOMPARE(resolved.blocks.at(1).numbers, 12);
        QCOMPARE(resolved.blocks.at(1).trained, 0);
        QCOMPARE(resolved.blocks.back().trained, 12);
    }

    void whenTheRulesChange_data() {
        QTest::addColumn<QStringList>("rules");
        QTest::addColumn<QString>("moments"); // "step/epoch", from step 4 and epoch 1.5 on
        QTest::newRow("no time") << QStringList{"freeze generator"} << "4/1.5";
        QTest::newRow("past, and now")
            << QStringList{"freeze generator until step 4", "train generator from epoch 1"} << "4/1.5";
        QTest::newRow("a step ahead") << QStringList{"freeze generator until step 5"} << "4/1.5 5/1.5";
        QTest::newRow("once each, in order")
            << QStringList{"freeze generator from step 9 until step 20", "freeze generator from step 6",
                           "train generator from step 9"}
            << "4/1.5 6/1.5 9/1.5 20/1.5";
        QTest::newRow("steps and epochs")
            << QStringList{"freeze generator from epoch 2 until step 7"} << "4/1.5 4/2 7/1.5 7/2";
    }
    void whenTheRulesChange() {
        QFETCH(QStringList, rules);
        QFETCH(QString, moments);
        std::vector<std::string> texts;
        for (const auto& rule : rules) {
            texts.push_back(rule.toStdString());
        }
        QStringList found;
        for (const auto& [step, epoch] : momentsFrom(parseFreezingPlan(texts).orThrow(), 4, 1.5)) {
            found << QString("%1/%2").arg(step).arg(epoch);
        }
        QCOMPARE(found.join(' '), moments);
    }

    void thePhasedPlanUnfreezesFromTheInsideOut() {
        const auto plan = phasedPlan(100, 60, 3);
        std::vector<ParameterInfo> levels;
        for (int level = 1; level <= 3; ++level) {
            levels.push_back(parameter("e" + std::to_string(level), "encoder." + std::to_string(level),
                                       ParameterKind::Down));
        }
        levels.push_back(parameter("d1", "decoder.1", ParameterKind::Up));
        const auto at = [&](long long step) {
            return trainedText(freezingPlanTexts(plan), levels, {}, step);
        };
        QCOMPARE(at(100), QString("d1*2"));
        QCOMPARE(at(159), QString("d1*2"));
        QCOMPARE(at(160), QString("e3 d1"));
        QCOMPARE(at(180), QString("e2 e3 d1"));
        QCOMPARE(at(200), QString("e1 e2 e3 d1"));
    }

    void aLockReplacesAnEarlierClickOnTheSameBlock() {
        auto plan = freezingPreset("decoder").orThrow();
        const auto before = plan.size();
        plan = withBlock(plan, "encoder.1", false);
        QVERIFY(trainedText(freezingPlanTexts(plan), network(), judge()).startsWith("e1 d2"));
        plan = withBlock(plan, "encoder.1", true);
        plan = withBlock(plan, "decoder.1", true);
        plan = withBlock(plan, "decoder.1", false);
        QCOMPARE(plan.size(), before + 2);
        QVERIFY(trainedText(freezingPlanTexts(plan), network(), judge()).startsWith("d2 a1 d1"));
    }

    void presetsAreKnownByName() {
        for (const auto& preset : freezingPresets()) {
            QVERIFY(freezingPreset(preset.key).ok());
        }
        QVERIFY(freezingPreset("dekoder").error().text().find("decoder") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(FreezingPlanTest)
#include "freezing_plan_test.moc"
