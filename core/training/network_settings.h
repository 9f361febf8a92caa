// From training settings to the networks that they describe, and back. The few choices that most designers
// make are settings of their own; all others of a network are written in one text, level by level:
//   "norm=batch 3.attention=softmax *.skip-filter=gate": KEY=VALUE for the whole network, LEVEL.KEY=VALUE for
//   one level (1 outermost), *.KEY=VALUE for every level, discriminator.KEY=VALUE for the discriminator. Keys
//   are those of GeneratorConfig, LevelConfig and DiscriminatorConfig.
// No Torch; any thread.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/training/training_settings.h"
#include "core/training/upsampling_choice.h"

#include <optional>

namespace typemould {

/// The generator that these settings describe on a canvas of so many pixels, with an embedding of at least
/// `styles` styles. Errors name the setting: an unknown key, a level that is not there, values that do not
/// fit.
Result<GeneratorConfig> generatorConfigOf(const TrainingSettings& settings, int canvas, int styles = 1);

/// Changes the network settings so that generatorConfigOf() gives `config` back, and discriminatorConfigOf()
/// `discriminator` where there is one, but that a style head tells at least the generator's styles apart;
/// other settings stay. The text's "discriminator." options stay without one; a
/// patch that follows the canvas goes on to where it gives the network's.
void describeNetwork(TrainingSettings& settings, const GeneratorConfig& config,
                     const std::optional<DiscriminatorConfig>& discriminator = {});

/// The discriminator that the settings describe beside such a generator, whether it is switched on or not;
/// its styles are at least the generator's, whatever the text says. Errors name the word of the text.
Result<DiscriminatorConfig> describedDiscriminator(const TrainingSettings& settings,
                                                   const GeneratorConfig& generator);
/// The same, checked; none when the adversarial weight is 0.
Result<std::optional<DiscriminatorConfig>> discriminatorConfigOf(const TrainingSettings& settings,
                                                                 const GeneratorConfig& generator);

/// The switches of the upsampling, level by level, that make the network of `from` that of `to`; none when
/// one of them cannot be or they differ in depth.
std::vector<UpsamplingSwitch> switchesBetween(const TrainingSettings& from, const TrainingSettings& to,
                                              int canvas);

/// What is otherwise in `after`, setting by setting: "width 32 -> 16, network norm=batch -> (none)".
std::string networkChanges(const GeneratorConfig& before, const GeneratorConfig& after);

/// What is otherwise in `after` of what a discriminator that has learnt cannot take on: "discriminator-width
/// 32 -> 16"; empty when nothing is. A style head may come and go, and grow; how the weights began is past.
std::string discriminatorChanges(const DiscriminatorConfig& before, const DiscriminatorConfig& after);

/// Whether a network that was trained as `saved` can go on as `wanted`: they differ in nothing but
/// upsampling, more styles, or a first FiLM where there was no style.
bool canBecome(const GeneratorConfig& saved, const GeneratorConfig& wanted);

/// The keys of the settings that describe the network; fixed once a run has started, but for the upsampling
/// and the discriminator's.
const std::vector<std::string>& keysOfNetworkSettings();

} // namespace typemould
