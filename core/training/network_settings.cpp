#include "core/training/network_settings.h"

#include "core/model/parameters.h"
#include "core/model/verdict.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <sstream>

namespace typemould {

namespace {

constexpr const char* grammar =
    "Write KEY=VALUE for the whole network, LEVEL.KEY=VALUE for one level, *.KEY=VALUE for "
    "every level, with spaces between them.";

/// Fields of the network that settings of their own, or the fonts, decide.
bool isDecidedElsewhere(const std::string& key) {
    return key == "canvas" || key == "patch" || key == "family";
}

/// The largest patch that leaves the deepest of `depth` levels at least 4 x 4 places; 1 where none does.
int largestPatch(int canvas, int depth) {
    for (int patch = 8; patch > 1; patch /= 2) {
        int side = canvas / patch;
        bool even = canvas % patch == 0;
        for (int level = 1; level < depth && side > 0; ++level) {
            even = even && side % 2 == 0;
            side /= 2;
        }
        if (even && side >= 4) {
            return patch;
        }
    }
    return 1;
}

GeneratorConfig plainNetwork(const TrainingSettings& s, int canvas) {
    switch (s.family) {
    case Family::House:
        return houseConfig(canvas, s.patch > 0 ? s.patch : largestPatch(canvas, s.depth), s.width, s.depth,
                           s.upsample);
    case Family::Classic:
        return classicConfig(canvas, s.width, s.depth, 1, 128, s.upsample, SkipMode::Add, NormKind::Instance);
    case Family::Film: {
        const auto mode = s.upsample == UpsampleMode::Transposed     ? FilmUpMode::Conv
                          : s.upsample == UpsampleMode::PixelShuffle ? FilmUpMode::PixelShuffle
                                                                     : FilmUpMode::Upsample;
        return filmConfig(canvas, s.width, s.depth, 1, 128, mode);
    }
    }
    return {};
}

Failure refusal(const std::string& word, const std::string& why) {
    return {ErrorCode::InvalidArgument, "The network option '" + word + "' cannot be used: " + why, grammar};
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

void addWord(std::string& text, const std::string& word) { text += (text.empty() ? "" : " ") + word; }

struct Option {
    std::string word, key, value;
};

std::vector<Option> discriminatorWords(const std::string& text) {
    std::vector<Option> options;
    for (const auto& word : wordsOf(text)) {
        if (word.starts_with(discriminatorPrefix)) {
            const auto equals = word.find('=');
            if (equals == std::string::npos) {
                throw refusal(word, "there is no '='.");
            }
            options.push_back({word,
                               word.substr(discriminatorPrefix.size(), equals - discriminatorPrefix.size()),
                               word.substr(equals + 1)});
        }
    }
    return options;
}

/// Sets a field from text; a Failure shows the word.
template <class S>
void set(S& config, const std::string& word, const std::string& key, const std::string& value) {
    if (auto done = setFieldFromText(config, key, value); !done) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The network option '" + word + "' cannot be used: " + done.error().message,
                      done.error().advice);
    }
}

std::string familyKey(Family family) {
    GeneratorConfig config;
    config.family = family;
    for (const auto& f : fields<GeneratorConfig>()) {
        if (f.info.key == "family") {
            return fieldValueText(f.get(config));
        }
    }
    return {};
}

/// The discriminator of a family that the settings of their own describe.
DiscriminatorConfig plainDiscriminator(const TrainingSettings& settings, const GeneratorConfig& generator,
                                       Family family) {
    const int styles = generator.styles;
    DiscriminatorConfig config;
    switch (family) {
    case Family::House:
        config = houseDiscriminator(generator.canvas, generator.patch, settings.discriminatorWidth);
        config.styleHead = settings.styleWeight > 0;
        break;
    case Family::Classic:
        config = classicDiscriminator(generator.canvas, settings.discriminatorWidth, styles,
                                      NormKind::Instance, settings.spectralNorm);
        break;
    case Family::Film:
        config =
            filmDiscriminator(generator.canvas, settings.discriminatorWidth, styles, settings.spectralNorm);
        break;
    }
    config.spectralNorm = settings.spectralNorm;
    config.verdict = settings.verdict;
    config.styles = styles;
    return config;
}

/// How many styles a style head beside that generator must tell apart.
int fewestStyles(const GeneratorConfig& generator) {
    return generator.style == StyleMode::None ? 1 : generator.styles;
}

/// The discriminator with what the text says of it; throws Failure.
DiscriminatorConfig readDiscriminator(const TrainingSettings& settings, const GeneratorConfig& generator) {
    const auto words = discriminatorWords(settings.network);
    auto config = plainDiscriminator(settings, generator, generator.family);
    for (const auto& [word, key, value] : words) { // the family first: the others change its plain form
        if (key == "family") {
            set(config, word, key, value);
            config = plainDiscriminator(settings, generator, config.family);
        }
    }
    for (const auto& [word, key, value] : words) {
        if (key == "canvas") {
            throw refusal(word, "the canvas is a setting of the pairs.");
        }
        if (key != "family") {
            set(config, word, key, value);
        }
    }
    if (verdictOf(config) == familyVerdict(config.family)) { // one network, however it is asked for
        config.verdict = VerdictKind::OfFamily;
    }
    config.styles = std::max(config.styles, fewestStyles(generator));
    return config;
}

/// One word of the text, applied to the network.
void applyOption(const std::string& word, GeneratorConfig& config) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) {
        throw refusal(word, "there is no '='.");
    }
    const auto key = word.substr(0, equals);
    const auto value = word.substr(equals + 1);
    const auto dot = key.find('.');
    if (dot == std::string::npos) {
        if (isDecidedElsewhere(key)) {
            throw refusal(word, "'" + key + "' is a setting of its own.");
        }
        set(config, word, key, value);
        return;
    }
    const auto place = key.substr(0, dot);
    const auto field = key.substr(dot + 1);
    if (place == "discriminator") {
        return; // discriminatorConfigOf() reads it
    }
    if (place == "*") {
        for (auto& level : config.levels) {
            set(level, word, field, value);
        }
        return;
    }
    int level = 0;
    const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), level);
    if (error != std::errc() || end != place.data() + place.size() || level < 1 || level > config.depth()) {
        throw refusal(word, "the network has the levels 1 to " + std::to_string(config.depth()) + ".");
    }
    set(config.levels[static_cast<std::size_t>(level) - 1], word, field, value);
}

/// Adds "name from -> to" where the two differ.
void addChange(std::string& text, const std::string& name, const std::string& from, const std::string& to) {
    const auto shown = [](const std::string& value) { return value.empty() ? "(none)" : value; };
    if (from != to) {
        text += (text.empty() ? "" : ", ") + name + " " + shown(from) + " -> " + shown(to);
    }
}

/// Adds the words that make `plain` into `config`.
void describeDifferences(const GeneratorConfig& plain, const GeneratorConfig& config, std::string& text) {
    const auto add = [&](const std::string& word) { addWord(text, word); };
    for (const auto& f : fields<GeneratorConfig>()) {
        if (!isDecidedElsewhere(f.info.key) && f.get(plain) != f.get(config)) {
            add(f.info.key + "=" + fieldValueText(f.get(config)));
        }
    }
    for (const auto& f : fields<LevelConfig>()) {
        const auto& levels = config.levels;
        const bool alike = std::all_of(levels.begin(), levels.end(), [&](const LevelConfig& level) {
            return f.get(level) == f.get(levels.front());
        });
        const bool changed =
            !std::equal(levels.begin(), levels.end(), plain.levels.begin(), plain.levels.end(),
                        [&](const auto& a, const auto& b) { return f.get(a) == f.get(b); });
        if (changed && alike) {
            add("*." + f.info.key + "=" + fieldValueText(f.get(levels.front())));
        } else if (changed) {
            for (std::size_t i = 0; i < levels.size(); ++i) {
                if (f.get(levels[i]) != f.get(plain.levels[i])) {
                    add(std::to_string(i + 1) + "." + f.info.key + "=" + fieldValueText(f.get(levels[i])));
                }
            }
        }
    }
}

} // namespace

Result<GeneratorConfig> generatorConfigOf(const TrainingSettings& settings, int canvas, int styles) {
    return guarded("reading the network settings", [&]() -> Result<GeneratorConfig> {
        auto config = plainNetwork(settings, canvas);
        for (const auto& word : wordsOf(settings.network)) {
            applyOption(word, config);
        }
        if (styles > 1 && config.style == StyleMode::None) {
            config.style = StyleMode::Film;
        }
        if (config.style != StyleMode::None) {
            config.styles = std::max(config.styles, styles);
        }
        if (auto checked = checkConfig(config); !checked) {
            return checked.error();
        }
        return config;
    });
}

void describeNetwork(TrainingSettings& settings, const GeneratorConfig& config,
                     const std::optional<DiscriminatorConfig>& discriminator) {
    const auto former = wordsOf(settings.network);
    settings.family = config.family;
    settings.width = config.levels.front().width;
    settings.depth = config.depth();
    const bool follows =
        config.family != Family::House || config.patch == largestPatch(config.canvas, config.depth());
    if (settings.patch != 0 || !follows) {
        settings.patch = config.patch;
    }
    settings.upsample = upsamplingOf(config).mode;
    settings.network.clear();
    describeDifferences(plainNetwork(settings, config.canvas), config, settings.network);
    if (!discriminator) {
        for (const auto& word : former) {
            if (word.starts_with(discriminatorPrefix)) {
                addWord(settings.network, word);
            }
        }
        return;
    }
    settings.discriminatorWidth = discriminator->width;
    settings.spectralNorm = discriminator->spectralNorm;
    if (discriminator->family != config.family) {
        addWord(settings.network, discriminatorPrefix + "family=" + familyKey(discriminator->family));
    }
    auto plain = plainDiscriminator(settings, config, discriminator->family);
    if (verdictOf(plain) != verdictOf(*discriminator)) {
        settings.verdict = discriminator->verdict;
    }
    plain.verdict = discriminator->verdict;
    if (!discriminator->styleHead || discriminator->styles < fewestStyles(config)) {
        plain.styles = discriminator->styles; // nothing is said of no head, or where the generator decides
    }
    for (const auto& f : fields<DiscriminatorConfig>()) {
        if (f.info.key != "family" && f.info.key != "canvas" && f.get(plain) != f.get(*discriminator)) {
            addWord(settings.network,
                    discriminatorPrefix + f.info.key + "=" + fieldValueText(f.get(*discriminator)));
        }
    }
}

Result<DiscriminatorConfig> describedDiscriminator(const TrainingSettings& settings,
                                                   const GeneratorConfig& generator) {
    return guarded("reading the network settings", [&] { return readDiscriminator(settings, generator); });
}

Result<std::optional<DiscriminatorConfig>> discriminatorConfigOf(const TrainingSettings& settings,
                                                                 const GeneratorConfig& generator) {
    return guarded("reading the network settings", [&]() -> Result<std::optional<DiscriminatorConfig>> {
        const auto config = readDiscriminator(settings, generator);
        const bool judgesStyle = settings.styleWeight > 0 && config.styleHead && config.styles > 1;
        if (settings.adversarialWeight <= 0 && settings.featureMatchingWeight <= 0 && !judgesStyle) {
            return std::optional<DiscriminatorConfig>();
        }
        if (auto checked = checkConfig(config); !checked) {
            return checked.error();
        }
        return std::optional(config);
    });
}

std::vector<UpsamplingSwitch> switchesBetween(const TrainingSettings& from, const TrainingSettings& to,
                                              int canvas) {
    const auto before = generatorConfigOf(from, canvas), after = generatorConfigOf(to, canvas);
    std::vector<UpsamplingSwitch> switches;
    if (!before || !after || before->depth() != after->depth()) {
        return switches;
    }
    for (int level = 1; level <= upLevels(*after); ++level) {
        const auto index = static_cast<std::size_t>(level) - 1;
        const auto wanted = upsamplingOf(after->levels[index]);
        if (!(wanted == upsamplingOf(before->levels[index]))) {
            switches.push_back({wanted, level});
        }
    }
    const bool all = static_cast<int>(switches.size()) == upLevels(*after) &&
                     std::all_of(switches.begin(), switches.end(), [&](const UpsamplingSwitch& change) {
                         return change.to == switches.front().to;
                     });
    return all ? std::vector<UpsamplingSwitch>{{switches.front().to}} : switches;
}

std::string networkChanges(const GeneratorConfig& before, const GeneratorConfig& after) {
    TrainingSettings old, now;
    old.patch = now.patch = 1; // so that the figure is said, also where it follows the canvas
    describeNetwork(old, before);
    describeNetwork(now, after);
    std::string text;
    addChange(text, "canvas", std::to_string(before.canvas), std::to_string(after.canvas));
    for (const auto& f : fields<TrainingSettings>()) {
        const auto& keys = keysOfNetworkSettings();
        if (std::find(keys.begin(), keys.end(), f.info.key) != keys.end()) {
            addChange(text, f.info.key, fieldValueText(f.get(old)), fieldValueText(f.get(now)));
        }
    }
    return text;
}

std::string discriminatorChanges(const DiscriminatorConfig& before, const DiscriminatorConfig& after) {
    std::string text;
    for (const auto& f : fields<DiscriminatorConfig>()) {
        const auto& key = f.info.key;
        const bool grows = key == "styles" || key == "style-head";
        if (!grows && key != "initializer") {
            addChange(text,
                      key == "width"                               ? "discriminator-width"
                      : key == "spectral-norm" || key == "verdict" ? key
                                                                   : "network " + discriminatorPrefix + key,
                      fieldValueText(f.get(before)), fieldValueText(f.get(after)));
        }
    }
    return text;
}

bool canBecome(const GeneratorConfig& saved, const GeneratorConfig& wanted) {
    auto same = wanted;
    if (saved.depth() != wanted.depth() || saved.styles > wanted.styles) {
        return false;
    }
    for (std::size_t i = 0; i < saved.levels.size(); ++i) {
        setUpsampling(same.levels[i], upsamplingOf(saved.levels[i]));
    }
    if (saved.style == StyleMode::None &&
        (wanted.style == StyleMode::Film || wanted.style == StyleMode::FilmEvery)) {
        same.style = StyleMode::None;
        same.styleDim = saved.styleDim;
    }
    same.styles = saved.styles;
    return same == saved;
}

const std::vector<std::string>& keysOfNetworkSettings() {
    static const std::vector<std::string> keys{
        "family",        "width",  "depth", "patch", "upsample", "network", "discriminator-width",
        "spectral-norm", "verdict"};
    return keys;
}

} // namespace typemould
