// TYPEMOULD_CLONES before a plain function compiles it once for each of these processors; the right one is
// chosen when the program starts. Sums keep their order, but the newer ones round a product and a sum at
// once: one processor agrees with itself to the bit, and with others but for the last digits.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define TYPEMOULD_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define TYPEMOULD_CLONES
#endif
