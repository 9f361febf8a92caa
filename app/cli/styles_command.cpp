// typemould-cli styles: the styles of a project, one a target font.
#include "app/cli/networks.h"

#include <algorithm>

namespace typemould {

namespace {

struct StylesOptions {
    std::string folder, add, font;
    FaceChoice face;
    std::vector<std::string> rename;
};

void declare(CLI::App& verb, StylesOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    auto* add = verb.add_option("--add", options.add, "Name of a style to add");
    auto* font = verb.add_option("--font", options.font, "Font that teaches it");
    add->needs(font);
    font->needs(add);
    verb.add_option("--face", options.face.index, "Face in a collection, from 0")
        ->check(CLI::Range(0, 65535));
    verb.add_option("--instance", options.face.instance, "Named instance of a variable font, from 1")
        ->check(CLI::Range(0, 65535));
    verb.add_option("--rename", options.rename, "A style and its new name")->expected(2);
    verb.footer("Training goes on with the styles added: what the network knows of the others stays as it is "
                "until they\n"
                "train. Without options the styles are only listed.");
}

Answer runStyles(const StylesOptions& options) {
    const bool shown = options.add.empty() && options.rename.empty();
    Project project =
        Project::open(options.folder, shown ? ProjectAccess::WriteOrReadOnly : ProjectAccess::Write)
            .orThrow();
    if (!options.rename.empty()) {
        const auto names = styleNames(project.data);
        const int style = orUsage(styleNumber(names, static_cast<int>(names.size()), options.rename[0]));
        if (options.rename[1].empty() ||
            std::find(names.begin(), names.end(), options.rename[1]) != names.end()) {
            throw UsageError(ErrorCode::InvalidArgument,
                             "A style cannot be called '" + options.rename[1] + "'.",
                             "Give a name that no other style has.");
        }
        project.data.styles[static_cast<std::size_t>(style)].name = options.rename[1];
        project.save().orThrow();
    }
    if (!options.add.empty()) {
        orUsage(addStyle(project, options.add, options.font, options.face));
    }
    Answer answer;
    answer.json["styles"] = Json::array();
    for (std::size_t i = 0; i < project.data.styles.size(); ++i) {
        const auto& style = project.data.styles[i];
        const bool target = static_cast<int>(i) == project.data.style;
        const auto font = target ? project.data.target.path : style.font.path;
        answer.json["styles"].push_back(
            {{"number", i}, {"name", style.name}, {"target", target}, {"font", pathText(font)}});
        answer.text += std::to_string(i) + "  " + style.name + (target ? " (target)" : "") +
                       (font.empty() ? ", known to the network alone" : ", " + pathText(font)) + "\n";
    }
    if (project.data.styles.empty()) {
        answer.text = "One style without a name, the target font's.\n";
    }
    return answer;
}

} // namespace

void addStylesVerb(CommandLine& line) {
    addVerb<StylesOptions>(line, "styles", "List, add and rename the styles of a project", declare,
                           runStyles);
}

} // namespace typemould
