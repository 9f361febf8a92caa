// Where training would run and how much memory there is for it. Asks Torch and the system, and so may take a
// moment the first time; any thread. Torch is hidden behind it.
#pragma once

#include "core/training/memory_estimate.h"

namespace typemould {

struct DeviceMemory {
    MemorySetting setting;
    double available = 0; ///< bytes that training could take; 0 where nobody says
};
/// Of the device and the precision that the settings come to; where the precision is measured at the start,
/// that which this processor will most likely be found faster in.
DeviceMemory deviceMemory(const TrainingSettings& settings);

} // namespace typemould
