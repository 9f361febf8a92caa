// Half-precision numbers widened to float32, which holds each of them exactly. Pure functions.
#pragma once

#include "core/weights/stored_tensor.h"

namespace typemould {

/// An F16 or BF16 tensor as F32; any other as it is.
StoredTensor widened(StoredTensor tensor);

} // namespace typemould
