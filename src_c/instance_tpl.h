/* Everything of one type for the instruction set at hand. REAL_BITS: 32 or 64. EXACT, after 64: what the exact tier has of
 * its own, which stores floats and computes in double: B(name); what it computes with is A(name), that of double. */
#undef stored
#undef STORED
#undef B
#if EXACT
#define stored float
#define STORED(name) name##_f32
#define B(name) name##_exact
#else
#include "real_tpl.h"

#include "math/exp.h"
#include "math/log1p.h"

#define CACT_FORMULAS
#include "activations.def"
#undef CACT_FORMULAS

#define stored real
#define STORED(name) A(name)
#define B(name) A(name)
#endif

#include "partial_tpl.h"
#if !EXACT
#include "elements_tpl.h"
#endif

/* Exact rows are not proven correctly rounded. Their bits are the same everywhere for another reason: they never use FMA. */
#if EXACT
#undef NO_FMA
#define NO_FMA 1
#include "real_tpl.h"

#include "math/exp.h"
#include "math/log1p.h"

#include "activations/softmax.h"
#endif
#include "rows/rows_tpl.h"
