/* Calls made of any bytes (check.h says what is checked). With libFuzzer it is the target; alone (-DALONE) a program:
 *
 *     fuzz [-seconds S] [-runs N] [-seed K] [-kind 0|1|2] [FILE ...]     random calls, or those of the files
 *
 * which GCC, valgrind and emulators can run. With GO_ON=N in the environment it shows N calls that fail. */
#include "check.h"

/* Bytes one after the other, then zeros. */
typedef struct source {
    const uint8_t *data;
    size_t left;
} source;

static unsigned take(source *s, unsigned below) {
    unsigned v = 0;
    for (int i = 0; i < (below > 256 ? 2 : 1) && s->left; i++, s->left--) v = v << 8 | *s->data++;
    return v % below;
}

/* Mostly few: around one vector, one block, several; seldom as many as are shared among threads. */
static size_t take_length(source *s, unsigned most) {
    static const unsigned up_to[] = {18, 70, 140, 300, 1100, 5000};
    const unsigned kind = take(s, 64), below = kind ? up_to[kind % 6] : most;
    return take(s, below < most ? below : most + 1) + (below >= most ? take(s, 256) * (most / 256) * !kind : 0);
}

static call decode(const uint8_t *data, size_t size) {
    source s = {data, size};
    call c = {0};
    c.tier = (int)take(&s, TIERS);
    const unsigned kind = take(&s, 32);
    c.kind = kind == 0 ? WRONG : kind < 14 ? ELEMENTS : ROWS;
    c.f = take(&s, (unsigned)(c.kind == ROWS ? rows_count() : elements_count()));
    c.op = (int)take(&s, 4);
    c.seed = take(&s, 65536);
    for (int i = 0; i < P; i++) c.values[i] = (int)take(&s, CLASSES);
    c.parameter = (int)take(&s, MIXED + 8);
    if (c.parameter >= MIXED) c.parameter += CLASSES - MIXED;
    c.probabilities = (int)take(&s, 4) != 0;
    c.in_place = (int)take(&s, 2 * P), c.du_in_place = (int)take(&s, 2 * P);
    if (c.in_place >= P) c.in_place = ARRAYS;
    if (c.du_in_place >= P || c.du_in_place == c.in_place) c.du_in_place = ARRAYS;
    c.null = (int)take(&s, 2);
    c.threads = 1;
    for (int i = 0; i < ARRAYS; i++) c.at[i] = take(&s, 2) ? (int)take(&s, 34) : 0;
    if (c.kind == ROWS) {
        const int jacobian = rows_at(c.f)->kind == ROWS_JACOBIAN;
        c.n = take_length(&s, jacobian ? 200 : 40000);
        c.inner = jacobian || !take(&s, 3) ? 1 : take(&s, 150);
        c.outer = take(&s, 40);
        while (c.inner > 1 && c.n * c.inner > 1 << 16) c.inner /= 2;
        while (c.outer > 1 && c.n * c.outer * c.inner > 1 << 15) c.outer /= 2;
        while (jacobian && c.outer > 1 && c.n * c.n * c.outer > 1 << 16) c.outer /= 2;
    } else {
        c.strided = (int)take(&s, 2);
        c.n = take_length(&s, 70000);
        for (int i = 0; i < ARRAYS; i++) c.stride[i] = take(&s, 3) ? (int)take(&s, 15) - 7 : 1 + (int)take(&s, 3);
    }
    if (c.kind == ELEMENTS) {
        const cact_info *f = cact_at(c.f);
        int *const in_place[] = {&c.in_place, &c.du_in_place};
        for (int i = 0; i < 2; i++)
            if (*in_place[i] < P &&
                !(has_array(f, (cact_op)c.op, OUT + i) && has_array(f, (cact_op)c.op, *in_place[i]) &&
                  (!c.strided || c.stride[*in_place[i]])))
                *in_place[i] = ARRAYS;
            else if (c.strided && *in_place[i] < P)
                c.stride[OUT + i] = c.stride[*in_place[i]];
    }
    if (c.kind == WRONG) {
        const int wide = (int)take(&s, 65536) << 16 | (int)take(&s, 65536);
        c.op = take(&s, 2) ? wide : c.op - 4 * (int)take(&s, 3);
    }
    c.raw = s.data;
    c.raw_size = s.left;
    return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const call c = decode(data, size);
    check(&c);
    return 0;
}

#ifdef ALONE
#include <signal.h>
#include <time.h>

static void fault(int number) {
    if (current) print_call(current);
    fprintf(stderr, "signal %d\n", number);
    _Exit(3);
}

static int replay(const char *name) {
    static uint8_t data[1 << 16];
    FILE *in = fopen(name, "rb");
    if (!in) return perror(name), 2;
    const size_t size = fread(data, 1, sizeof data, in);
    fclose(in);
    return LLVMFuzzerTestOneInput(data, size);
}

int main(int argc, char **argv) {
    unsigned long long runs = 0, most = 0, seed = 0;
    long seconds = 0, kind = -1;
    signal(SIGSEGV, fault), signal(SIGBUS, fault), signal(SIGFPE, fault);
    for (int i = 1; i < argc; i++) {
        const int more = i + 1 < argc;
        if (more && !strcmp(argv[i], "-seconds"))
            seconds = atol(argv[++i]);
        else if (more && !strcmp(argv[i], "-runs"))
            most = strtoull(argv[++i], 0, 0);
        else if (more && !strcmp(argv[i], "-seed"))
            seed = strtoull(argv[++i], 0, 0);
        else if (more && !strcmp(argv[i], "-kind"))
            kind = atol(argv[++i]);
        else if (runs++, replay(argv[i]))
            return 2;
    }
    const time_t end = time(0) + seconds;
    go_on = getenv("GO_ON") ? strtoull(getenv("GO_ON"), 0, 0) : 0;
    for (; runs < most || (seconds && time(0) < end); runs++) {
        uint8_t data[160];
        for (size_t i = 0; i < sizeof data; i++) data[i] = (uint8_t)mix(seed << 40 ^ runs << 7 ^ i);
        if (kind >= 0) data[1] = (uint8_t)(kind == WRONG ? 0 : kind == ROWS ? 31 - data[1] % 18 : 1 + data[1] % 13);
        LLVMFuzzerTestOneInput(data, mix(runs) % 8 ? 96 : sizeof data);
    }
    printf("%llu runs, %llu failures\n", runs, failures);
    return failures != 0;
}
#endif
