#include "resources/demo_fonts.h"

#include <array>

// Laid down by demo_fonts.S.
extern "C" {
extern const std::uint8_t typemould_demo_source[];
extern const std::uint8_t typemould_demo_source_end[];
extern const std::uint8_t typemould_demo_target[];
extern const std::uint8_t typemould_demo_target_end[];
extern const std::uint8_t typemould_demo_source_licence[];
extern const std::uint8_t typemould_demo_source_licence_end[];
extern const std::uint8_t typemould_demo_target_licence[];
extern const std::uint8_t typemould_demo_target_licence_end[];
}

namespace typemould {

DemoFile demoSourceFont() { return {"demo-source.ttf", {typemould_demo_source, typemould_demo_source_end}}; }

DemoFile demoTargetFont() { return {"demo-target.ttf", {typemould_demo_target, typemould_demo_target_end}}; }

std::span<const DemoFile> demoFiles() {
    static const std::array<DemoFile, 4> files{
        demoSourceFont(),
        demoTargetFont(),
        DemoFile{"OFL-NotoSansTC.txt", {typemould_demo_source_licence, typemould_demo_source_licence_end}},
        DemoFile{"OFL-ZenMaruGothic.txt", {typemould_demo_target_licence, typemould_demo_target_licence_end}},
    };
    return files;
}

} // namespace typemould
