// The files of the demo, compiled into the program: two subset fonts under the SIL Open Font License and its texts.
// Constant bytes, alive as long as the program; any thread.
#pragma once

#include <cstdint>
#include <span>

namespace typemould {

/// A file of the demo: where it goes and what is in it.
struct DemoFile {
    const char* name; ///< "demo-source.ttf"
    std::span<const std::uint8_t> bytes;
};

/// The source font: 1,320 characters of Noto Sans TC.
DemoFile demoSourceFont();
/// The target font: 1,200 of them, of Zen Maru Gothic.
DemoFile demoTargetFont();
/// All four files: both fonts and both licence texts.
std::span<const DemoFile> demoFiles();

} // namespace typemould
