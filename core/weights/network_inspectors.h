// The two halves of the inspector: what a table of shapes under our names says of a generator and of a
// discriminator. Used by inspection.cpp alone. Throws Failure.
#pragma once

#include "core/weights/inspection.h"
#include "core/weights/shape_table.h"

namespace typemould {

/// Fills in config, findings and open questions.
void inspectGenerator(Inspection& inspection, const ShapeTable& shapes, Family family,
                      const InspectionAnswers& answers);
void inspectDiscriminator(Inspection& inspection, const ShapeTable& shapes, Family family,
                          const InspectionAnswers& answers);

} // namespace typemould
