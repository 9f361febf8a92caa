// MemoryKeeping: while one lives, the process keeps memory that was given back, instead of handing it to the
// system and asking for it again at each step of a training. With the last one the spare memory goes back.
// Any thread.
#pragma once

namespace typemould {

class MemoryKeeping {
public:
    MemoryKeeping();
    ~MemoryKeeping();
    MemoryKeeping(const MemoryKeeping&) = delete;
    MemoryKeeping& operator=(const MemoryKeeping&) = delete;
};

} // namespace typemould
