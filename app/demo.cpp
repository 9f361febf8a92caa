#include "app/demo.h"

#include "app/log.h"
#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "resources/demo_fonts.h"

namespace typemould {

namespace fs = std::filesystem;

namespace {

/// Smaller than usual: in a few minutes more and smaller steps get further.
constexpr int demoBatch = 8;

/// All of it is in the demo's source font; the last three are missing in its target font.
constexpr const char* demoPreviewText = "永東國愛龍體語今あAg貓說鄉";

Error notTheDemo(const fs::path& folder) {
    return {ErrorCode::InvalidArgument,
            "The folder " + pathText(folder) + " holds something that is not the demo project.",
            "Choose another folder for the demo."};
}

bool holdsExactly(const fs::path& path, const DemoFile& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        return false;
    }
    const auto bytes = readFile(path);
    return bytes && hashOf(*bytes) == hashOf(file.bytes);
}

void putFiles(const fs::path& fonts) {
    makeFolder(fonts).orThrow();
    for (const DemoFile& file : demoFiles()) {
        if (!holdsExactly(fonts / file.name, file)) {
            writeFileAtomically(fonts / file.name, file.bytes).orThrow();
        }
    }
}

bool isDemoFont(const FontReference& font, const DemoFile& file) { return font.hash == hashOf(file.bytes); }

bool hasProject(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "project.json", ignored) || fs::exists(folder / "project.json.bak", ignored);
}

} // namespace

fs::path defaultDemoFolder() {
    return userFolder("XDG_DATA_HOME", ".local/share") / "typemould" / "demo.typemould";
}

Result<Project> openDemoProject(const fs::path& folder, ProjectAccess access) {
    return guarded("opening the demo", [&]() -> Project {
        std::error_code ignored;
        if (!hasProject(folder)) {
            if (fs::exists(folder, ignored) &&
                !(fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored))) {
                throw Failure(notTheDemo(folder));
            }
            makeFolder(folder.parent_path()).orThrow();
        }
        Project project =
            (hasProject(folder) ? Project::open(folder, access) : Project::create(folder, {})).orThrow();
        ProjectData& data = project.data;
        const bool fresh = data.source.empty() && data.target.empty();
        if (!fresh &&
            !(isDemoFont(data.source, demoSourceFont()) && isDemoFont(data.target, demoTargetFont()))) {
            throw Failure(notTheDemo(folder));
        }
        if (project.readOnly()) {
            return project;
        }
        const fs::path fonts = project.folder() / "fonts";
        putFiles(fonts);
        if (fresh) {
            data = newProjectData(fonts / demoSourceFont().name, {}, fonts / demoTargetFont().name, {})
                       .orThrow();
            data.training.batch = demoBatch;
            data.training.previewText = demoPreviewText;
            project.save().orThrow();
        }
        return project;
    });
}

} // namespace typemould
