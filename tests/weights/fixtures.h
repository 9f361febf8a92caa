// The real files of zi2zi-pytorch in tests/data/zi2zi and what their makers say of them.
#pragma once

#include "core/weights/pth.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace typemould {

inline QString fixturePath(const QString& file) { return testDataText("zi2zi/" + file); }

/// The settings that each fixture was made with, by name, from classic.json and film.json.
inline QJsonObject fixtureSettings() {
    QJsonObject all;
    for (const char* name : {"classic.json", "film.json"}) {
        QFile file(fixturePath(name));
        const bool open = file.open(QIODevice::ReadOnly);
        const auto settings = open ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
        for (auto at = settings.begin(); at != settings.end(); ++at) {
            all.insert(at.key(), at.value());
        }
    }
    return all;
}

/// One row a fixture: its file name and its settings.
inline void addFixtureRows() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("settings");
    const auto all = fixtureSettings();
    QCOMPARE(all.size(), 14);
    for (auto at = all.begin(); at != all.end(); ++at) {
        const auto settings = at.value().toObject();
        const QString end = settings["kind"] == "generator" ? "_net_G.pth" : "_net_D.pth";
        QTest::newRow(qPrintable(at.key())) << at.key() + end << settings;
    }
}

inline NamedTensors fixtureTensors(const QString& file) {
    auto read = readPth(fixturePath(file).toStdString());
    return read ? std::move(read->tensors) : NamedTensors();
}

} // namespace typemould
