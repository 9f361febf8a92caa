// What the tests of a single panel share: the panel beside a small project. A test class inherits it.
#pragma once

#include "studio_fixture.h"

namespace typemould {

template <class Panel>
class PanelFixture : protected StudioFixture {
protected:
    std::unique_ptr<Panel> m_panel;

    template <class W>
    W* child(const char* name) {
        return part<W>(m_panel.get(), name);
    }
    /// `make` makes the panel before the project is opened, whose network has the options `network`.
    template <class Make>
    void makePanel(const char* network, Make make) {
        dropPanel(); // what a failed start left
        makeStudio();
        m_panel = make();
        m_panel->show();
        openProject(network);
    }
    void dropPanel() {
        m_panel.reset();
        dropStudio();
    }
};

} // namespace typemould
