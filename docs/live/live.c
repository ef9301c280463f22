/* What the page asks of cact, and the inputs that it is compared at. Built twice: with the core to WebAssembly, for the page,
 * and with libcact.a, for build.py, which writes down the bits to expect. Everything is computed in the buffers below. */
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cact.h"

#ifdef __wasm__
#define LIVE(type, name) __attribute__((export_name(#name))) type name
char *getenv(const char *name) { return (void)name, (char *)0; } /* a page has no environment */
#else
#define LIVE(type, name) __attribute__((visibility("default"))) type name
#endif

enum {
    STEPS = 32,            /* of a grid, to 1 */
    GRID = 12 * STEPS + 1, /* inputs that are drawn, from -6 to 6 */
    INPUTS = GRID + 64,
    STOPS = 33, /* of a control */
    ROW = 16,
    SETTINGS = 8
};

/* x, f(x), the slopes in x and in a gate's other input; beside them that input and the gradient of 1. */
enum { X, Y, DX, DU, U, ONE, BUFFERS };
static double buffers[BUFFERS][INPUTS];
/* Of the controls: a function's parameters, then a gate's other input; or a row's entries. */
static double settings[ROW];

LIVE(void *, live_buffer)(int i) { return buffers[i]; }
LIVE(double *, live_settings)(void) { return settings; }
LIVE(const char *, live_version)(void) { return cact_version(); }
LIVE(const char *, live_isa)(void) { return cact_isa(); }
LIVE(const char *, live_isa_at)(size_t i) { return cact_isa_at(i); }
LIVE(int, live_use_isa)(const char *name) { return cact_use_isa(name); }
LIVE(const char *, live_self_test)(void) { return cact_self_test(); }

/* ---- Types, in the order of cact_type. Another one is a row here, and a branch of the two functions. ------------------ */
static const struct {
    const char *name;
    int size;
} types[] = {{"float32", sizeof(float)}, {"float64", sizeof(double)}, {"float32, exact tier", sizeof(float)}};

LIVE(int, live_types)(void) { return (int)(sizeof types / sizeof *types); }
LIVE(const char *, live_type_name)(size_t type) { return type < sizeof types / sizeof *types ? types[type].name : 0; }
LIVE(int, live_type_size)(int type) { return types[type].size; }

LIVE(double, live_number)(int type, int buffer, size_t i) {
    return type == CACT_F64 ? buffers[buffer][i] : (double)((const float *)buffers[buffer])[i];
}

static void store(int type, void *to, size_t i, double value) {
    if (type == CACT_F64)
        ((double *)to)[i] = value;
    else
        ((float *)to)[i] = (float)value;
}

/* ---- Functions of elements, from the registry. ------------------------------------------------------------------------- */
LIVE(size_t, live_count)(void) {
    size_t i = 0;
    while (i < cact_count() && cact_at(i)->kind == CACT_ELEMENTS) i++;
    return i;
}
LIVE(const char *, live_name)(size_t f) { return cact_at(f)->name; }
LIVE(const char *, live_formula)(size_t f) { return cact_at(f)->formula; }
LIVE(double, live_bound)(size_t f, int type, int slope) {
    const cact_bounds *bounds = cact_at(f)->bounds + type;
    return slope ? bounds->prime : bounds->forward;
}
LIVE(int, live_curves)(size_t f) { return 1 + cact_at(f)->inputs; }
LIVE(int, live_controls)(size_t f) { return cact_at(f)->params + cact_at(f)->inputs - 1; }

static cact_param control(size_t f, int k) {
    static const cact_param other_input = {"b", 1.0, -DBL_MAX, DBL_MAX, -DBL_MAX};
    return k < cact_at(f)->params ? cact_at(f)->param[k] : other_input;
}

LIVE(const char *, live_control_name)(size_t f, int k) { return control(f, k).name; }
LIVE(double, live_usual)(size_t f, int k) { return control(f, k).usual; }
LIVE(double, live_low)(size_t f, int k) { return control(f, k).low; }
LIVE(double, live_high)(size_t f, int k) { return control(f, k).high; }
LIVE(int, live_stops)(void) { return STOPS; }

/* Where a control stops: evenly over what makes sense, or over the part of it near 0; its default is one of them. */
LIVE(double, live_stop)(size_t f, int k, int i) {
    const cact_param p = control(f, k);
    const double low = fmax(p.low, fmin(-4.0, 2 * p.usual)), high = fmin(p.high, fmax(4.0, 2 * p.usual));
    const double step = (high - low) / (STOPS - 1), stop = low + i * step;
    const int ends = i == 0 || i == STOPS - 1, usual = p.usual > low && p.usual < high;
    const double nearest = fmin(fmax(floor((p.usual - low) / step + 0.5), 1.0), STOPS - 2.0);
    return usual && !ends && i == nearest ? p.usual : stop;
}

LIVE(int, live_grid)(void) { return GRID; }

/* The inputs that are compared: the grid, then those at which something happens. Returns how many. */
LIVE(size_t, live_inputs)(int type) {
    const double large[] = {0.0, 0x1p-40, 7.5, 20.0, 88.0, 89.0, 104.0, 709.0, 746.0, 1e30, INFINITY};
    const uint64_t others[] = {
        /* the least numbers, subnormal and normal; the largest; NaNs, quiet and signalling */
        1, (uint64_t)1 << 52, 0x7fefffffffffffff, 0x7ff8000000000001, 0x7ff4000000000001,
    };
    const uint32_t others_f32[] = {1, 1 << 23, 0x7f7fffff, 0x7fc00001, 0x7fa00001};
    const int wide = types[type].size == sizeof(double);
    size_t n = 0;
    for (; n < GRID; n++) store(type, buffers[X], n, (double)n / STEPS - 6);
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        store(type, buffers[X], n++, large[i]), store(type, buffers[X], n++, -large[i]);
    for (size_t i = 0; i < 2 * sizeof others / sizeof *others; i++, n++) {
        const uint64_t u = others[i / 2] | (uint64_t)(i % 2) << 63;
        const uint32_t u32 = others_f32[i / 2] | (uint32_t)(i % 2) << 31;
        if (wide)
            memcpy(buffers[X] + n, &u, sizeof u);
        else
            memcpy((float *)buffers[X] + n, &u32, sizeof u32);
    }
    return n;
}

/* f and its slopes at the first n inputs, with the settings. */
LIVE(int, live_compute)(size_t i, int type, size_t n) {
    const cact_info *f = cact_at(i);
    const int gate = f->inputs > 1, prime = f->ops >> CACT_PRIME & 1;
    double params[SETTINGS];
    cact_in param[SETTINGS];
    for (int k = 0; k < f->params; k++) {
        store(type, params + k, 0, settings[k]);
        param[k] = (cact_in){params + k, 0};
    }
    store(type, buffers[ONE], 0, 1.0);
    if (gate) store(type, buffers[U], 0, settings[f->params]);
    const cact_in in[] = {{buffers[ONE], 0}, {buffers[X], 1}, {buffers[U], 0}};
    const cact_out out[] = {{buffers[Y], 1}, {buffers[DX], 1}, {buffers[DU], 1}};
    const size_t inputs = (size_t)f->inputs, count = (size_t)f->params;
    const cact_args of_f = {sizeof of_f, n, inputs, 1, count, in + 1, out, param};
    const cact_args slopes = {sizeof slopes, n, prime ? 1 : 1 + inputs, inputs, count, in + prime, out + 1, param};
    return cact_apply(f, CACT_FORWARD, (cact_type)type, &of_f) |
           cact_apply(f, prime ? CACT_PRIME : CACT_BACKWARD, (cact_type)type, &slopes);
}

/* Of what live_compute computed at all inputs. */
LIVE(uint64_t, live_hash)(size_t f, int type, size_t n) {
    uint64_t h = 1;
    for (int curve = 0; curve < live_curves(f); curve++)
        for (size_t i = 0; i < n; i++) {
            uint64_t u = 0;
            uint32_t u32;
            if (types[type].size == sizeof u)
                memcpy(&u, buffers[Y + curve] + i, sizeof u);
            else
                memcpy(&u32, (float *)buffers[Y + curve] + i, sizeof u32), u = u32;
            h = (h ^ u) * 0x100000001b3u;
            h ^= h >> 32;
        }
    return h;
}

/* ---- Rows: the functions that give an entry for each entry. ----------------------------------------------------------- */
LIVE(const char *, live_row_name)(size_t f) {
    const cact_info *info = cact_at(live_count() + f);
    return info && info->kind == CACT_ROWS
    ? info->name : 0;
}
LIVE(size_t, live_rows)(void) { return cact_count() - live_count(); }

static const struct {
    const char *name;
    int n;
    double entries[ROW];
} rows[] = {
    {"five classes", 5, {2.0, 1.0, 0.5, -1.0, -2.0}},
    {"all equal", 5, {0.0, 0.0, 0.0, 0.0, 0.0}},
    {"a clear winner", 5, {5.0, -1.0, -2.0, -3.0, -5.0}},
    {"a close race", 5, {1.0, 0.75, 0.5, 0.25, -4.0}},
    {"two that are ruled out", 5, {1.0, 0.0, -1.0, -INFINITY, -INFINITY}},
};

LIVE(const char *, live_preset)(size_t i) { return i < sizeof rows / sizeof *rows ? rows[i].name : 0; }

/* Its entries become the settings. Returns how many. */
LIVE(int, live_preset_entries)(size_t i) {
    memcpy(settings, rows[i].entries, sizeof settings);
    return rows[i].n;
}

LIVE(double, live_temperature)(int i) { return (i + 1) / 8.0; }

/* The function of the settings divided by a temperature. */
LIVE(int, live_row)(size_t f, int type, size_t n, double temperature) {
    for (size_t i = 0; i < n; i++) store(type, buffers[X], i, settings[i] / temperature);
    const cact_rows_args args = {sizeof args, 1, n, 1, 0, buffers[X], buffers[Y]};
    return cact_apply_rows(cact_at(live_count() + f), CACT_FORWARD, type, &args);
}
