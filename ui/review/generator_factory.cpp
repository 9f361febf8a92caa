#include "ui/review/generator_factory.h"

namespace typemould {

GeneratorFactory movedBy(GeneratorFactory factory, const OutputOffset& offset) {
    return [factory = std::move(factory),
            offset](const std::filesystem::path& checkpoint) -> Result<std::unique_ptr<GlyphGenerator>> {
        auto generator = factory(checkpoint);
        if (generator) {
            (*generator)->setOutputOffset(offset);
        }
        return generator;
    };
}

} // namespace typemould
