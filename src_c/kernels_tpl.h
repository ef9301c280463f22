/* Every kernel of one instruction set, and the table that lists them. An isa/ file sets CACT_TABLE (the table's name),
 * CACT_ISA_NAME and CACT_HAS_FMA, switches the compiler to its target and includes this file. */
#include "side_by_side.h"

#define EXACT 0
#define NO_FMA 0
#define REAL_BITS 32
#include "instance_tpl.h"
#undef REAL_BITS
#define REAL_BITS 64
#include "instance_tpl.h"
#undef EXACT
#define EXACT 1
#include "instance_tpl.h"
#undef REAL_BITS
#undef EXACT
#undef NO_FMA

#include "tiers.h"
#include "convert.h"
#define TIER f32
#include "edges_tpl.h"
#define TIER f64
#include "edges_tpl.h"
#define TIER exact
#include "edges_tpl.h"
#define TIER f16
#include "edges_tpl.h"
#define TIER bf16
#include "edges_tpl.h"
#define TIER exact_f16
#include "edges_tpl.h"
#define TIER exact_bf16
#include "edges_tpl.h"

/* Of double, before the exact tier's kernel: what MENDED says in activations.def. */
#define MEND_SAME(name)
#define MEND_ROUNDED(name)
#define MEND_MENDED(name)                                                                                              \
    static NOINLINE void name##_mend_all(double *x, size_t n) {                                                        \
        INDEPENDENT                                                                                                    \
        for (size_t i = 0; i < n; i++) x[i] = name##_mend(x[i]);                                                       \
    }
#define ACTIVATION(name, shape, params, weight, from_y, exact, ...) MEND_##exact(name)
#include "activations.def"
#undef ACTIVATION
#undef MEND_MENDED
#define MEND_MENDED(name) name##_mend_all
#undef MEND_SAME
#define MEND_SAME(name) 0
#undef MEND_ROUNDED
#define MEND_ROUNDED(name) 0

#define IF_YES(kernel) kernel
#define IF_NO(kernel) 0
#define HAS_P0 NO
#define HAS_P1(...) YES
#define HAS_P2(...) YES
#define WHOLE_OF(params, kernel) JOIN(IF_, HAS_##params)(JOIN(kernel##_whole_, TIER))
CACT_WITHIN const cact_table CACT_TABLE = {
    CACT_ISA_NAME,
    {
#define TIER f32
#include "table_tpl.h"
#undef TIER
    },
    {
#define TIER f64
#include "table_tpl.h"
#undef TIER
    },
    {load_f32, store_f32, stream_f32},
    {load_f64, store_f64, stream_f64},
    {load_exact, store_exact, stream_exact},
    {load_f16, store_f16, stream_f16},
    {load_bf16, store_bf16, stream_bf16},
    {load_exact_f16, store_exact_f16, stream_exact_f16},
    {load_exact_bf16, store_exact_bf16, stream_exact_bf16},
    {
#define ACTIVATION(name, shape, params, weight, from_y, exact, ...) MEND_##exact(name),
#include "activations.def"
#undef ACTIVATION
    },
    all_rows_f32,
    all_rows_f64,
    all_rows_exact,
};
#undef IF_YES
#undef IF_NO
#undef HAS_P0
#undef HAS_P1
#undef HAS_P2
#undef WHOLE_OF
#undef MEND_SAME
#undef MEND_ROUNDED
#undef MEND_MENDED
