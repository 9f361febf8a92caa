// What the tests of the Train page share: the page of a small project, whose previews are drawn without a
// network. A test class inherits it.
#pragma once

#include "studio_fixture.h"
#include "ui/train/train_page.h"

namespace typemould {

class TrainPageFixture : protected StudioFixture {
protected:
    std::unique_ptr<TrainPage> m_page;
    std::shared_ptr<FakeGenerator::Script> m_drawing;

    template <class W>
    W* child(const char* name) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return part<W>(m_page.get(), name);
    }
    void makePage() {
        dropPage(); // what a failed start left
        makeStudio();
        m_drawing = std::make_shared<FakeGenerator::Script>();
        m_page = std::make_unique<TrainPage>(*m_document, *m_runner, *m_control, m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(m_drawing));
        m_page->resize(1200, 800);
        m_page->show();
        openProject();
    }
    void dropPage() {
        m_page.reset();
        dropStudio();
    }
};

} // namespace typemould
