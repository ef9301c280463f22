/* Chooses an instruction set once, and holds the bodies of the public functions. */
#include <stdlib.h>

#include "table.h"
#include "threads.h"

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

int cact_isa_misread(void) {
    const char *wanted = getenv("CACT_ISA");
    return wanted && *wanted && !table_named(wanted);
}

static const cact_table *choose(void) {
    const cact_table *t = table_named(getenv("CACT_ISA"));
    for (size_t i = TABLES; !t; i--) t = table_named(tables[i - 1]->isa);
    ATOMIC_STORE(&active, t);
    return t;
}

static inline const cact_table *table(void) {
    const cact_table *t = ATOMIC_LOAD(&active);
    return t ? t : choose();
}

/* Whatever comes in place of a function of the registry, or of an operation, is refused. */
static inline int is_known(const cact_info *f, cact_op op) {
    return f && (size_t)f->id < CACT_UNARY_COUNT && (size_t)op < CACT_OPS;
}

/* Callers may pass dy for any operation; what isn't read must not be fetched either. */
static inline int reads_dy(cact_op op) { return op != CACT_FORWARD && op != CACT_PRIME; }

static size_t stream_from(int id, cact_op op) {
    const int light = CACT_IS_LIGHT(cact_at((size_t)id)->ulp_forward) || op == CACT_BACKWARD_FROM_Y;
    return light ? CACT_STREAM_LIGHT_FROM : CACT_STREAM_FROM;
}

const char *cact_version(void) { return "0.1.0"; }
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

#define T float
#define PUBLIC(name) cact_##name##_f32
#define PRIVATE(name) name##_f32
#define KERNEL cact_kernel_f32
#define PARAM_KERNEL cact_kernel_p_f32
#define ROWS_KERNEL cact_rows_f32
#define COLUMNS f32
#define PARAM_COLUMNS f32_p
#define ROW_COLUMNS rows_f32
#define GATHER gather_f32
#define STREAM stream_f32
#include "public_tpl.h"

#define T double
#define PUBLIC(name) cact_##name##_f64
#define PRIVATE(name) name##_f64
#define KERNEL cact_kernel_f64
#define PARAM_KERNEL cact_kernel_p_f64
#define ROWS_KERNEL cact_rows_f64
#define COLUMNS f64
#define PARAM_COLUMNS f64_p
#define ROW_COLUMNS rows_f64
#define GATHER gather_f64
#define STREAM stream_f64
#include "public_tpl.h"

#define T float
#define PUBLIC(name) cact_exact_##name##_f32
#define PRIVATE(name) name##_exact
#define KERNEL cact_kernel_f32
#define PARAM_KERNEL cact_kernel_p_f32
#define ROWS_KERNEL cact_rows_f32
#define COLUMNS exact
#define PARAM_COLUMNS exact_p
#define ROW_COLUMNS rows_exact
#define GATHER gather_f32
#define STREAM stream_f32
#include "public_tpl.h"
