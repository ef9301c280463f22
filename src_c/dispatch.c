/* Chooses an instruction set once, and holds the bodies of the public functions. */
#include "table.h"
#include "threads.h"
#include "tiers.h"

static const cact_table *const tables[] = {
    /* weakest first */
    &cact_table_baseline,
#if CACT_X86
    &cact_table_avx2,
    &cact_table_avx512,
#endif
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static const cact_table *active; /* NULL until the first call; every thread would choose the same */

/* In any case. */
static int is_named(const char *isa, const char *name) {
    for (; *isa; isa++, name++)
        if (*isa != (*name >= 'A' && *name <= 'Z' ? *name - 'A' + 'a' : *name)) return 0;
    return !*name;
}

static const cact_table *table_named(const char *name) {
    for (size_t i = 0; name && i < TABLES; i++)
        if (is_named(tables[i]->isa, name) && cact_cpu_has(tables[i]->isa)) return tables[i];
    return 0;
}

CACT_WITHIN int cact_isa_misread(void) {
    const char *wanted = CACT_GETENV("CACT_ISA");
    return wanted && *wanted && !table_named(wanted);
}

static const cact_table *choose(void) {
    const cact_table *t = table_named(CACT_GETENV("CACT_ISA"));
    for (size_t i = TABLES; !t; i--) t = table_named(tables[i - 1]->isa);
    ATOMIC_STORE(&active, t);
    return t;
}

static inline const cact_table *table(void) {
    const cact_table *t = ATOMIC_LOAD(&active);
    return t ? t : choose();
}

static const unsigned char weights[] = {
#define ACTIVATION(name, shape, params, weight, ...) weight,
#include "activations.def"
#undef ACTIVATION
};

/* Products from y are light, whatever the function is. */
static inline int is_light(int id, cact_op op) { return weights[id] == LIGHT || op == CACT_BACKWARD_FROM_Y; }

#define WORD(x) #x
#define VERSION(major, minor, patch) WORD(major) "." WORD(minor) "." WORD(patch)
const char *cact_version(void) { return VERSION(CACT_VERSION_MAJOR, CACT_VERSION_MINOR, CACT_VERSION_PATCH); }
int cact_abi(void) { return CACT_ABI; }
const char *cact_isa(void) { return table()->isa; }

const char *cact_isa_at(size_t i) {
    for (size_t k = 0; k < TABLES; k++)
        if (cact_cpu_has(tables[k]->isa) && i-- == 0) return tables[k]->isa;
    return 0;
}

int cact_use_isa(const char *name) {
    const cact_table *t = table_named(name);
    if (!t) return -1;
    ATOMIC_STORE(&active, t);
    return 0;
}

/* How halves become floats and go back: for rows. */
#define HALF_f32 0
#define HALF_f64 0
#define HALF_exact 0
#if CACT_ONE_TABLE
static const cact_edges_half half_f16 = {load_f16, store_f16, stream_f16};
static const cact_edges_half half_bf16 = {load_bf16, store_bf16, stream_bf16};
#define HALF_f16 &half_f16
#define HALF_bf16 &half_bf16
#else
#define HALF_f16 &table()->f16
#define HALF_bf16 &table()->bf16
#endif
#define HALF_exact_f16 HALF_f16
#define HALF_exact_bf16 HALF_bf16

typedef struct shared_rows {
    cact_rows *f;
    const cact_rows_job *job;
} shared_rows;

static void some_rows(const void *given, size_t first, size_t count) {
    const shared_rows *shared = (const shared_rows *)given;
    shared->f(shared->job, first, first + count);
}

/* No two threads beside each other in few rows: they would write to the same cache lines. */
static void run_rows(cact_rows *f, cact_rows_job *job) {
    const size_t n = job->n, rows = job->outer * job->inner, most = CACT_STRIP_ROWS;
    const shared_rows shared = {f, job};
    if (!rows || (!n && job->op != CACT_LOGSUMEXP)) return;
    if (!n) job->x = job->out; /* of empty rows there is something to write, but x may be NULL */
    if (rows * n < CACT_SHARE_ROWS_FROM)
        f(job, 0, rows);
    else {
        const size_t some = CACT_SHARE / n, beside = job->inner < most ? job->inner : most;
        const size_t unit = job->inner > 1 ? beside : some < 16 ? 1 : 16;
        cact_share(rows, some > unit ? some / unit * unit : unit, some_rows, &shared);
    }
}

#define EXACT 0
#define MEND_OF(t, id, op) 0
#define TIER f32
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#define TIER f64
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#define TIER f16
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#define TIER bf16
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#define TIER exact_f16
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#define TIER exact_bf16
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#undef EXACT
#undef MEND_OF
#define EXACT 1
#define MEND_OF(t, id, op) ((op) == CACT_FORWARD ? (t)->mend[id] : 0)
#define TIER exact
#include "door_tpl.h"
#include "public_tpl.h"
#undef TIER
#undef EXACT
#undef MEND_OF

/* The exact tier's functions that float kernels compute. */
static const unsigned char same_as_f32[] = {
#define IS_SAME 1
#define IS_ROUNDED 0
#define IS_MENDED 0
#define ACTIVATION(name, shape, params, weight, from_y, exact, ...) IS_##exact,
#include "activations.def"
#undef ACTIVATION
};

static int have_data(const cact_in *a, size_t count) {
    if (count && !a) return 0;
    for (size_t k = 0; k < count; k++)
        if (!a[k].data) return 0;
    return 1;
}

int cact_apply(const cact_info *f, cact_op op, cact_type type, const cact_args *a) {
    const int id = cact_place_of(f);
    if (id < 0 || id >= CACT_COUNT || !a || a->size != sizeof *a) return -1;
    if ((unsigned)op >= CACT_OPS || !(f->ops >> op & 1)) return -1;
    const size_t inputs = (size_t)f->inputs, gradient = op >= CACT_BACKWARD;
    if (a->inputs != inputs + gradient || a->outputs != (gradient ? inputs : 1)) return -1;
    if (a->params && a->params != (size_t)f->params) return -1;
    if ((unsigned)type >= CACT_TYPES) return -1;
    if (!a->n) return 0;
    if (!have_data(a->input, a->inputs) || !have_data(a->param, a->params) || !a->output) return -1;
    for (size_t k = 0; k < a->outputs; k++)
        if (!a->output[k].data) return -1;
    switch (type) {
    case CACT_F32: apply_f32(id, op, a); break;
    case CACT_F64: apply_f64(id, op, a); break;
    case CACT_EXACT_F32: (same_as_f32[id] ? apply_f32 : apply_exact)(id, op, a); break;
    case CACT_F16: apply_f16(id, op, a); break;
    case CACT_BF16: apply_bf16(id, op, a); break;
    case CACT_EXACT_F16: apply_exact_f16(id, op, a); break;
    case CACT_EXACT_BF16: apply_exact_bf16(id, op, a);
    }
    return 0;
}

typedef void rows_of_type(enum cact_row_op op, const void *x, const void *dy, void *out, size_t outer, size_t n,
                          size_t inner);
static rows_of_type *const rows_by_type[CACT_TYPES] = {rows_f32,  rows_f64,       rows_exact,     rows_f16,
                                                       rows_bf16, rows_exact_f16, rows_exact_bf16};

static const unsigned char columns[][CACT_OPS] = {
#define CACT_ROWS_FUNCTION(name, kind, forward, prime, formula, description, ...) {__VA_ARGS__},
#include "rows/rows.def"
};

int cact_apply_rows(const cact_info *f, cact_op op, cact_type type, const cact_rows_args *a) {
    const int place = cact_place_of(f) - CACT_COUNT;
    if (place < 0 || !a || a->size != sizeof *a || (unsigned)type >= CACT_TYPES) return -1;
    if ((unsigned)op >= CACT_OPS || !(f->ops >> op & 1) || (op == CACT_PRIME && a->inner != 1)) return -1;
    const void *dy = op >= CACT_BACKWARD ? a->dy : 0;
    rows_by_type[type]((enum cact_row_op)columns[place][op], a->x, dy, a->out, a->outer, a->n, a->inner);
    return 0;
}
