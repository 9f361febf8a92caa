#include "core/project/project.h"

#include "core/base/hash.h"
#include "core/base/stamped_folder.h"
#include "core/project/previous_version.h"
#include "core/project/project_json.h"
#include "core/project/project_lock.h"

namespace typemould {

namespace fs = std::filesystem;

namespace {

constexpr const char* projectFile = "project.json";
constexpr const char* reviewFile = "review.json";

fs::path normalFolder(const fs::path& folder) {
    if (folder.empty()) {
        throw Failure(ErrorCode::InvalidArgument, "No project folder was given.", "Choose a folder.");
    }
    const fs::path normal = fs::absolute(folder).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

Error readOnlyError(const fs::path& folder) {
    return {ErrorCode::Locked, "The project " + pathText(folder) + " is open for reading only.",
            "Close it in the other window and open it again here."};
}

void removeAbandoned(const fs::path& folder) {
    std::vector<fs::path> parts{folder, folder / "fonts", folder / "cache", folder / "export"};
    std::error_code code;
    for (fs::directory_iterator run(folder / "runs", code), end; !code && run != end; run.increment(code)) {
        parts.push_back(run->path());
        parts.push_back(run->path() / "previews");
    }
    code.clear();
    for (fs::directory_iterator kept(folder / "kept", code), end; !code && kept != end;
         kept.increment(code)) {
        parts.push_back(kept->path());
    }
    for (const fs::path& part : parts) {
        if (isThere(part)) {
            static_cast<void>(removeAbandonedTemporaries(part)); // litter does no harm
        }
    }
}

} // namespace

Project::Project(Project&& other) noexcept
    : data(std::move(other.data)), reviews(std::move(other.reviews)), m_folder(std::move(other.m_folder)),
      m_lockFd(std::exchange(other.m_lockFd, -1)), m_savedData(std::move(other.m_savedData)),
      m_savedReviews(std::move(other.m_savedReviews)), m_openNotice(std::move(other.m_openNotice)),
      m_recovered(other.m_recovered) {}

Project& Project::operator=(Project&& other) noexcept {
    if (this != &other) {
        unlockProject(m_lockFd);
        data = std::move(other.data);
        reviews = std::move(other.reviews);
        m_folder = std::move(other.m_folder);
        m_lockFd = std::exchange(other.m_lockFd, -1);
        m_savedData = std::move(other.m_savedData);
        m_savedReviews = std::move(other.m_savedReviews);
        m_openNotice = std::move(other.m_openNotice);
        m_recovered = other.m_recovered;
    }
    return *this;
}

Project::~Project() { unlockProject(m_lockFd); }

Result<Project> Project::create(const fs::path& folder, const ProjectData& data) {
    return guarded("making the project", [&] {
        Project project;
        project.m_folder = normalFolder(folder);
        const auto refuseUsed = [&] {
            for (const auto& entry : fs::directory_iterator(project.m_folder)) {
                if (entry.path().filename() != ".lock") {
                    throw Failure(ErrorCode::InvalidArgument,
                                  "The folder " + pathText(project.m_folder) + " is not empty.",
                                  "Choose a new or an empty folder for the project.");
                }
            }
        };
        const bool existed = isThere(project.m_folder);
        if (existed && !fs::is_directory(project.m_folder)) {
            throw Failure(ErrorCode::InvalidArgument,
                          pathText(project.m_folder) + " is a file, not a folder.",
                          "Choose a new or an empty folder for the project.");
        }
        if (existed) {
            refuseUsed();
        }
        std::vector<const char*> ours; // what to remove when it fails
        try {
            makeFolder(project.m_folder).orThrow();
            project.m_lockFd = lockProject(project.m_folder).orThrow();
            refuseUsed(); // again: another program may have been quicker
            ours = {projectFile, reviewFile, ".lock"};
            project.data = data;
            project.save().orThrow();
        } catch (...) {
            std::error_code ignored;
            for (const char* file : ours) {
                fs::remove(project.m_folder / file, ignored);
            }
            if (!existed) {
                fs::remove(project.m_folder, ignored); // only when empty
            }
            throw;
        }
        return project;
    });
}

Result<Project> Project::open(const fs::path& folder, ProjectAccess access) {
    return guarded("opening the project", [&] {
        Project project;
        project.m_folder = normalFolder(folder);
        const fs::path file = project.m_folder / projectFile;
        if (!isThere(file) && !isThere(withSuffix(file, ".bak"))) {
            throw Failure(ErrorCode::NotFound,
                          pathText(project.m_folder) +
                              (isThere(project.m_folder) ? " is not a Typemould project." : " is not there."),
                          "Choose a project folder (it holds a file project.json), or make a new project.");
        }
        const auto notice = [&](const std::string& text) {
            project.m_openNotice += (project.m_openNotice.empty() ? "" : " ") + text;
        };
        if (access != ProjectAccess::ReadOnly) {
            auto lock = lockProject(project.m_folder);
            if (lock) {
                project.m_lockFd = *lock;
                removeAbandoned(project.m_folder);
            } else if (access == ProjectAccess::Write) {
                throw Failure(lock.error());
            } else {
                notice(lock.error().message + " It was opened for reading only.");
            }
        }
        auto loaded = loadWithPrevious<ProjectData>(file, [&](const std::string& text, const fs::path& path) {
            return projectFromText(text, project.m_folder, path);
        });
        if (!loaded.value) {
            throw Failure(*loaded.fault);
        }
        project.data = std::move(*loaded.value);
        if (loaded.fault) {
            notice(loaded.fault->message + " The version before the last save was opened instead.");
        }
        const fs::path reviews = project.m_folder / reviewFile;
        auto judged = loadWithPrevious<Reviews>(reviews, reviewsFromText);
        if (judged.value) {
            project.reviews = std::move(*judged.value);
        }
        const bool reviewsFell = judged.fault && (judged.value || !isMissing(*judged.fault));
        if (reviewsFell) {
            notice(judged.fault->message +
                   (judged.value
                        ? " The reviews before the last save were opened instead."
                        : " The reviews start empty; the damaged file will be kept as review.json.damaged."));
        }
        project.m_savedData = project.data;
        project.m_savedReviews = project.reviews;
        project.m_recovered = !project.readOnly() && (loaded.fault.has_value() || reviewsFell);
        return project;
    });
}

std::string Project::name() const {
    const fs::path name = m_folder.filename();
    return pathText(name.extension() == ".typemould" ? name.stem() : name);
}

bool Project::unsaved() const { return m_recovered || data != m_savedData || reviews != m_savedReviews; }

Status Project::save() {
    return guarded("saving the project", [&] {
        if (readOnly()) {
            throw Failure(readOnlyError(m_folder));
        }
        const fs::path file = m_folder / projectFile;
        const auto parse = [&](const std::string& text, const fs::path& path) {
            return projectFromText(text, m_folder, path);
        };
        // What could not be opened again is not written.
        const std::string text = projectToText(data, m_folder);
        if (projectToText(parse(text, file), m_folder) != text) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The project cannot be written to " + pathText(file) + " faithfully.",
                          "Check the settings that were changed last.");
        }
        replaceKeepingPrevious(file, text, parse);
        m_savedData = data;
        const fs::path judged = m_folder / reviewFile;
        if (!reviews.empty() || isThere(judged)) {
            replaceKeepingPrevious(judged, reviewsToText(reviews), reviewsFromText);
        }
        m_savedReviews = reviews;
        m_recovered = false;
    });
}

Status Project::copyFontIn(FontReference& font) {
    return guarded("copying the font", [&] {
        if (readOnly()) {
            throw Failure(readOnlyError(m_folder));
        }
        if (font.empty()) {
            throw Failure(ErrorCode::InvalidArgument, "There is no font to copy.", "Choose a font first.");
        }
        const fs::path fonts = m_folder / "fonts";
        if (font.path.parent_path() == fonts) {
            return;
        }
        const Bytes bytes = readFile(font.path).orThrow();
        if (!font.hash.empty() && hashOf(bytes) != font.hash) {
            throw Failure(changedFontError("font", font.path));
        }
        makeFolder(fonts).orThrow();
        for (int i = 1;; ++i) {
            fs::path copy = fonts / font.path.filename();
            if (i > 1) {
                copy = fonts /
                       (font.path.stem().native() + '-' + std::to_string(i) + font.path.extension().native());
            }
            const bool taken = isThere(copy);
            if (taken && hashOf(readFile(copy).orThrow()) != hashOf(bytes)) {
                continue; // another font by the same file name
            }
            if (!taken) {
                writeFileAtomically(copy, bytes).orThrow();
            }
            font.path = copy;
            return;
        }
    });
}

Result<fs::path> Project::newRun(const TrainingSettings& settings) {
    return guarded("making a run folder", [&] {
        if (readOnly()) {
            throw Failure(readOnlyError(m_folder));
        }
        const auto [folder, moment] = makeStampedFolder(runsFolder()).orThrow();
        try {
            const std::string text = runToText(data, settings, m_folder, moment.iso8601);
            writeFileAtomically(folder / "run.json", text).orThrow();
        } catch (...) {
            std::error_code ignored;
            fs::remove(folder, ignored);
            throw;
        }
        return folder;
    });
}

} // namespace typemould
