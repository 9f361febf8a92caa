// Work in numbered blocks on as many threads as the machine has (at least two), with progress told on the
// caller's thread. For core's own use.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace typemould {

/// Does one block; each worker thread has its own, so that it may keep things that threads cannot share.
using BlockWork = std::function<void(std::size_t block)>;

/// Calls `makeWork` once on each worker thread, then its work for every block in 0..blocks-1, each once, in
/// no fixed order; blocks until all are done. `done`, when given, is called on the calling thread with a
/// growing count. The first exception of a worker ends all and is thrown here; a stop ends it with
/// Failure(Cancelled).
void forEachBlock(std::size_t blocks, const std::function<BlockWork()>& makeWork,
                  const std::function<void(std::size_t)>& done, const std::stop_token& stop);

} // namespace typemould
