#include "core/export/font_builder.h"

#include "core/base/child_process.h"
#include "core/export/builder/build_font_script.h"
#include "core/export/glyph_names.h"
#include "core/fonts/glyph_numbers.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

namespace typemould {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr const char* package = "python3-fonttools";
constexpr const char* targetFile = "target.font"; // in the work folder, as the job names them
constexpr const char* resultFile = "result.font";
constexpr std::uint64_t largestFont = 1ull << 30;

int kindNumber(PointKind kind) { return kind == PointKind::On ? 0 : kind == PointKind::Conic ? 1 : 2; }

Json contoursOf(const Outline& outline) {
    Json contours = Json::array();
    for (const Contour& contour : outline.contours) {
        Json points = Json::array();
        for (const OutlinePoint& point : contour.points) {
            // Nearer or farther no font can hold it: 16 bits, and half a unit of rounding.
            if (!(std::abs(point.x) < 32767 && std::abs(point.y) < 32767)) {
                throw Failure(ErrorCode::Unsupported, "An outline has a point that no font can hold.",
                              "Leave the character out, or export with a smaller scale.");
            }
            points.push_back({point.x, point.y, kindNumber(point.kind)});
        }
        if (!points.empty()) {
            contours.push_back(std::move(points));
        }
    }
    return contours;
}

Json jobText(const BuilderJob& job) {
    Json glyphs = Json::array();
    for (const BuilderGlyph& glyph : job.glyphs) {
        glyphs.push_back({{"name", glyphNameOf(glyph.character)},
                          {"code", static_cast<std::uint32_t>(glyph.character)},
                          {"advance", glyph.advance},
                          {"contours", contoursOf(*glyph.outline)}});
    }
    Json characters =
        Json::array(); // as FreeType reads them, which is how everything else here reads the font
    for (const auto& [character, glyph] : glyphNumbers(*job.target)) {
        characters.push_back({static_cast<std::uint32_t>(character), glyph});
    }
    return {{"target", targetFile},
            {"face", job.target->choice().index},
            {"instance", job.target->choice().instance},
            {"style", job.target->names().style},
            {"output", resultFile},
            {"content", job.settings.content == FontContent::Completed ? "completed" : "generated"},
            {"format", fontFormatName(job.settings.format)},
            {"family", legalXmlText(job.family)},
            {"suffix", legalXmlText(job.settings.suffix)},
            {"suffixed", job.settings.family.empty()},
            {"note", job.note},
            {"characters", std::move(characters)},
            {"glyphs", std::move(glyphs)}};
}

ErrorCode codeOf(const std::string& name) {
    for (const ErrorCode code : {ErrorCode::Unsupported, ErrorCode::BadFormat, ErrorCode::NotFound,
                                 ErrorCode::DiskFull, ErrorCode::Io, ErrorCode::OutOfMemory}) {
        if (name == errorCodeName(code)) {
            return code;
        }
    }
    return ErrorCode::Internal;
}

Error noFontTools() {
    return {ErrorCode::NotFound,
            "The fontTools library for Python, which builds TTF and OTF fonts, is not installed.",
            std::string("Install the package ") + package + " (apt install " + package +
                "), or choose UFO, which needs nothing."};
}

struct BuilderNote {
    const char *key, *pattern;
};
/// What the builder's notes say.
constexpr BuilderNote builderNotes[] = {
    {"ordering",
     TYPEMOULD_TRANSLATE_NOOP("Findings", "The font was ordered by %1, which has no places for added glyphs: "
                                          "it is now ordered by its own numbers (Adobe-Identity-0).")},
    {"first-plane",
     TYPEMOULD_TRANSLATE_NOOP(
         "Findings", "The character table of the first plane (cmap of format 4) has no room for %1 of the "
                     "added characters, which stand in the one of all planes (format 12) alone: a few old "
                     "programs do not read that.")},
    {"no-first-plane",
     TYPEMOULD_TRANSLATE_NOOP(
         "Findings", "The target's characters have no room in a character table of the first plane (cmap of "
                     "format 4), and it has none: a few old programs will not read the font.")},
    {"no-post", TYPEMOULD_TRANSLATE_NOOP("Findings", "The target has no table post: an empty one was made.")},
    {"no-names",
     TYPEMOULD_TRANSLATE_NOOP("Findings",
                              "The target has no table of names: the new font has the family's name alone.")},
    {"stale-table",
     TYPEMOULD_TRANSLATE_NOOP("Findings",
                              "The table %1 was left out: it does not hold for a font with added glyphs.")},
    {"variable", TYPEMOULD_TRANSLATE_NOOP(
                     "Findings", "The target is a variable font: the new font has its one design %1.")},
};

Sentence noteOf(const Json& told) {
    const std::string key = told["note"];
    const auto* known = std::find_if(std::begin(builderNotes), std::end(builderNotes),
                                     [&](const BuilderNote& note) { return note.key == key; });
    if (known == std::end(builderNotes)) {
        throw Failure(ErrorCode::Internal, "The font builder told a note that nobody knows: " + key);
    }
    Sentence note{known->pattern};
    for (const Json& argument : told.at("arguments")) {
        note.arguments.push_back(verbatim(argument.get<std::string>()));
    }
    return note;
}

/// Takes in what the builder tells, line by line.
class Listener {
public:
    Listener(const std::function<void(std::size_t, std::size_t)>& progress, std::vector<Sentence>& notes)
        : m_progress(progress), m_notes(notes) {}

    void hear(std::string_view line) {
        const Json told = Json::parse(line, nullptr, false);
        if (told.is_object() && told.contains("error")) {
            m_missing = told["error"] == "missing";
            m_error = Error{codeOf(told["error"]), told.value("message", ""), told.value("advice", "")};
        } else if (told.is_object() && told.contains("note")) {
            m_notes.push_back(noteOf(told));
        } else if (told.is_object() && told.contains("done") && told.contains("total")) {
            if (m_progress) {
                m_progress(told["done"], told["total"]);
            }
        } else {
            throw Failure(ErrorCode::Internal, "The font builder said what nobody understands: " +
                                                   std::string(line.substr(0, 200)));
        }
    }
    const std::optional<Error>& error() const { return m_error; }
    bool missing() const { return m_missing; }

private:
    const std::function<void(std::size_t, std::size_t)>& m_progress;
    std::vector<Sentence>& m_notes;
    std::optional<Error> m_error;
    bool m_missing = false;
};

/// An error where it cannot be told: stopped, too slow, or killed.
Result<bool> hasFontTools(const std::string& python, const std::stop_token& stop) {
    ChildCommand probe;
    probe.arguments = {python, "-I", "-B", "-c", "import fontTools.ttLib"};
    probe.limit = std::chrono::minutes(2);
    const auto outcome = runChild(probe, stop);
    if (!outcome && outcome.error().code != ErrorCode::NotFound) {
        return outcome.error();
    }
    return outcome && outcome->exitCode == 0;
}

/// The first of the Pythons that has fontTools; empty when none has, an error where one cannot be asked.
/// Where one is known to have it, none is asked again: each may take as long as it likes to start.
std::string pythonOf(const FontTools& tools, const std::stop_token& stop) {
    static std::mutex mutex;
    static std::set<std::string> known;
    std::vector<std::string> paths;
    for (const std::string& name : tools.pythons) {
        if (std::string path = findProgram(name); !path.empty()) {
            paths.push_back(std::move(path));
        }
    }
    {
        const std::scoped_lock lock(mutex);
        for (const std::string& path : paths) {
            if (known.count(path) > 0) {
                return path;
            }
        }
    }
    std::optional<Error> untold;
    for (const std::string& path : paths) {
        const auto has = hasFontTools(path, stop);
        if (!has && has.error().code == ErrorCode::Cancelled) {
            throw Failure(has.error());
        }
        if (!has) {
            untold = has.error();
        } else if (*has) {
            const std::scoped_lock lock(mutex);
            known.insert(path);
            return path;
        }
    }
    if (untold) {
        throw Failure(*untold);
    }
    return {};
}

} // namespace

Status checkFontTools(const FontTools& tools, const std::stop_token& stop) {
    return guarded("looking for fontTools", [&] {
        if (pythonOf(tools, stop).empty()) {
            throw Failure(noFontTools());
        }
    });
}

Result<BuilderOutcome> runBuilder(const BuilderJob& job, const FontTools& tools, const fs::path& workFolder,
                                  const std::function<void(std::size_t, std::size_t)>& progress,
                                  const std::stop_token& stop) {
    return guarded("building a font", [&]() -> BuilderOutcome {
        const std::string python = pythonOf(tools, stop);
        if (python.empty()) {
            throw Failure(noFontTools());
        }
        const fs::path script = workFolder / "build_font.py", order = workFolder / "job.json";
        writeFileAtomically(script, buildFontScript).orThrow();
        writeFileAtomically(workFolder / targetFile, *job.target->bytes()).orThrow();
        writeFileAtomically(order, jobText(job).dump()).orThrow();
        BuilderOutcome built;
        Listener listener(progress, built.notes);
        ChildCommand command;
        command.arguments = {python, "-I", "-B", script.string(), order.string()};
        command.package = package;
        command.limit = tools.limit;
        command.onLine = [&](std::string_view line) { listener.hear(line); };
        const auto outcome = runChild(command, stop).orThrow();
        if (listener.missing()) {
            throw Failure(noFontTools());
        }
        if (listener.error()) {
            throw Failure(*listener.error());
        }
        if (outcome.exitCode != 0) {
            throw Failure(ErrorCode::Internal,
                          "The font builder ended with the code " + std::to_string(outcome.exitCode) +
                              (outcome.errors.empty() ? "." : ". It said: " + outcome.errors),
                          "Export a UFO instead, and report this.");
        }
        built.font = readFile(workFolder / resultFile, largestFont).orThrow();
        return built;
    });
}

} // namespace typemould
