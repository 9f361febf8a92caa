// What the tests of the Fonts page share: the page of a document, and the ways to reach its controls. A test
// class inherits it.
#pragma once

#include "page_support.h"
#include "scripted_dialogs.h"
#include "ui/fonts/fonts_page.h"

#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace typemould {

class FontsPageFixture {
protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<ScriptedDialogs> m_dialogs;
    std::unique_ptr<FontsPage> m_page;

    template <class T>
    T* find(const char* name) {
        return controlOf<T>(*m_page, name);
    }
    QString text(const char* label) { return find<QLabel>(label)->text(); }

    void makePage() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_dialogs = std::make_unique<ScriptedDialogs>();
        m_page = std::make_unique<FontsPage>(*m_document, *m_dialogs);
        m_page->resize(1200, 800);
        m_page->show();
    }
    void dropPage() {
        QVERIFY2(m_dialogs->allUsed(), "an answer was not asked for");
        m_page.reset();
        m_document.reset();
    }
};

} // namespace typemould
