// The one way to LibTorch, and the precompiled header of the files that use it. Never included by a header
// that ui sees.
#pragma once

#include <torch/torch.h>
