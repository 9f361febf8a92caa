// What the tests of the network's dialogs share: the Train page of a small project, files of zi2zi-pytorch's
// weights, and the ways to open and answer the dialogs. A test class inherits it.
#pragma once

#include "core/training/network_settings.h"
#include "tests/support/test_paths.h"
#include "train_page_fixture.h"
#include "ui/train/import_dialog.h"
#include "ui/train/upsampling_dialog.h"

#include <QLabel>
#include <QTableWidget>

namespace typemould {

inline QString fixture(const char* name) {
    return testDataText("zi2zi/%1_net_%2.pth").arg(name, QString(name).contains("discriminator") ? "D" : "G");
}

class NetworkFixture : protected TrainPageFixture {
protected:
    template <class D>
    D* dialog(const char* name) {
        return child<D>(name);
    }
    GeneratorConfig network() const { return networkOf(data()).orThrow(); }
    CheckpointManifest newest() const { return readCheckpoint(*m_document->checkpoint()).orThrow(); }
    ImportDialog* openImport(const QString& file) {
        m_dialogs.weights.push_back(file);
        part<QPushButton>(m_page.get(), "importWeights")->click();
        return dialog<ImportDialog>("importDialog");
    }
    static void waitRead(const ImportDialog* dialog) { QTRY_VERIFY_WITH_TIMEOUT(!dialog->reading(), 20000); }
    /// A network of zi2zi-pytorch becomes the project's newest checkpoint.
    void importFixture(const char* name) {
        auto* asked = openImport(fixture(name));
        waitRead(asked);
        press(asked, "importOk");
        QTRY_VERIFY2_WITH_TIMEOUT(!m_document->changingNetwork() && m_document->checkpoint(),
                                  qPrintable(problem()), 30000);
    }
    UpsamplingDialog* openSwitch(UpsampleMode mode) {
        auto* combo = part<QComboBox>(m_page.get(), "upsampling");
        combo->setCurrentIndex(static_cast<int>(mode));
        Q_EMIT combo->activated(combo->currentIndex());
        return dialog<UpsamplingDialog>("upsamplingDialog");
    }
    static void accept(const UpsamplingDialog* dialog) {
        QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(dialog, "upsamplingOk")->isEnabled(), 20000);
        press(dialog, "upsamplingOk");
    }
    static QString told(const UpsamplingDialog* dialog) { return part<QLabel>(dialog, "switchTold")->text(); }
    UpsampleMode modeOf(int level) const {
        return network().levels[static_cast<std::size_t>(level) - 1].upsample;
    }
    static QString lost(const UpsamplingDialog* dialog, int level) {
        return part<QTableWidget>(dialog, "switchLevels")->item(level - 1, 2)->text();
    }
    void waitChanged() { QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 30000); }
};

} // namespace typemould
