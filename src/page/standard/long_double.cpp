// Comparisons of numbers of type long double, which the standard library links and nothing here calls.
//
// Purpose: emscripten 3.1.6 compiles them for 64-bit pointers with a result of another size than their callers expect, which the linker refuses. A call ends
// the program.
#define FTCERT_NOT_CALLED(name) \
  extern "C" int name(long double, long double) { __builtin_trap(); }

FTCERT_NOT_CALLED(__cmptf2)
FTCERT_NOT_CALLED(__eqtf2)
FTCERT_NOT_CALLED(__getf2)
FTCERT_NOT_CALLED(__gttf2)
FTCERT_NOT_CALLED(__letf2)
FTCERT_NOT_CALLED(__lttf2)
FTCERT_NOT_CALLED(__netf2)
FTCERT_NOT_CALLED(__unordtf2)
