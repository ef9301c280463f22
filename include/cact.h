/* cact: neural-network activation functions and their derivatives for CPUs.
 *
 *     #include <stdio.h>
 *     #include "cact.h"
 *
 *     int main(void) {
 *         float x[4] = {-1.0f, 0.0f, 1.0f, 20.0f}, y[4];
 *         cact_tanh_f32(x, y, 4);
 *         for (int i = 0; i < 4; i++) printf("tanh(%g) = %g\n", (double)x[i], (double)y[i]);
 *         return 0;
 *     }
 *
 *     cc -O2 -Iinclude hello.c src_c/cact.c -o hello     one file, for any compiler and CPU
 *     cc hello.c -lcact -o hello                         installed: the best instruction set of the CPU it runs on
 *
 * NAMES. cact_NAME_T is the function NAME for arrays of T: f32 (float), f64 (double), f16 or bf16 (halves, as uint16_t);
 * cact_exact_NAME_T the same of the exact tier, which is correctly rounded. Beside each function stand
 *
 *   cact_NAME_T                   y  = f(x)
 *   cact_NAME_prime_T             d  = f'(x), computed from x without cancellation; at a kink the left limit
 *   cact_NAME_backward_T          dx = dy * f'(x)
 *   cact_NAME_backward_from_y_T   dx = dy * f'(x) from y = f(x), where y determines it; where f saturates, y has
 *                                 already lost what f' needs: prefer the form from x there
 *
 * THE CONTRACT, once for every function below.
 *
 * Arguments come in one order: gradients that come in (dy), inputs (x, or y), the output (y, d or dx), sizes, parameters.
 * n counts elements. Arrays are plain and dense, aligned as C asks of their type and no more; nothing is read or written
 * outside them. Pointers may be NULL when the count is 0. An output may be one of the inputs (in place); arrays that overlap
 * in any other way give unspecified values.
 *
 * Parameters are one number for all elements, and any is accepted. Usual are: m, a slope, 1; alpha, 0.01 of leaky_relu, 1 of
 * elu, and of thresholded_relu, where it is the threshold; lambd, what is shrunk by, 0.5; low and high, the ends of hardtanh,
 * -1 and 1; threshold, and the value up to it, 0. cact_apply, at the end, takes arrays of them, and strides.
 *
 * Functions are total: any bits in, defined bits out. A NaN comes out as it went in, made quiet; a NaN that arises
 * (inf * 0) is the positive quiet one. An element's result depends on its value and the parameters alone: not on its place,
 * the length of the array or the number of threads. Error bounds are in ULP of the result's type against the exact value,
 * over all inputs. Results hold for round-to-nearest with subnormals on; cact_self_test says if that is so.
 *
 * Nothing here allocates, starts a thread (unless cact_set_num_threads asked for it), sets errno or changes the
 * floating-point environment. Everything may be called from several threads at once (cact_use_isa excepted); and from a
 * signal handler, on one thread, after the first call, which chooses the instruction set and reads an environment variable:
 * cact_isa() is such a call.
 *
 * Stack: functions on rows take up to 32 KB, one row alone along the last axis 10 KB, of halves 26 KB, functions on elements
 * 6 KB, with strides, of halves or in the exact tier 8 KB; built with CACT_SMALL_STACK rows 11 KB, one row alone 6 KB, of
 * halves 8 KB, elements 5 KB; one file built with CACT_SMALL, which -Os implies, elements of floats and doubles 300 bytes.
 *
 * Exception flags, as GCC and Clang compile it: finite elements with a finite result raise inexact and underflow at
 * most, whatever is computed beside it; overflow is raised where a result overflows. Rows the same, and entries of -inf
 * beside finite ones count as finite; rows spread over the whole range of the type, and gradients that sum up beyond
 * it, may raise overflow and invalid. What infinities and NaNs raise otherwise is not specified. */
#ifndef CACT_H
#define CACT_H

#include <stddef.h>
#include <stdint.h>

/* The version's digits, and the number of the binary interface: the same number, and the same or a later version, serve a
 * program compiled with this header (docs/abi.md). */
#define CACT_VERSION_MAJOR 0
#define CACT_VERSION_MINOR 1
#define CACT_VERSION_PATCH 0
#define CACT_ABI 0

/* Whose functions these are. CACT_SHARED: a DLL's. CACT_STATIC: part of what you build, which exports none of them if it is
 * compiled with -fvisibility=hidden. Or what you define, like `static` where cact.c is included in the one file that
 * calls it. */
#if defined(CACT_API)
#elif defined(CACT_STATIC)
#define CACT_API
#elif defined(_WIN32) && defined(CACT_SHARED)
#ifdef CACT_BUILD
#define CACT_API __declspec(dllexport)
#else
#define CACT_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define CACT_API __attribute__((visibility("default")))
#else
#define CACT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- linear: y = m * x. Exact to half an ULP; the derivative is m wherever x is not NaN. ------------------------ */
CACT_API void cact_linear_f32(const float *x, float *y, size_t n, float m);
CACT_API void cact_linear_f64(const double *x, double *y, size_t n, double m);
CACT_API void cact_linear_prime_f32(const float *x, float *d, size_t n, float m);
CACT_API void cact_linear_prime_f64(const double *x, double *d, size_t n, double m);
CACT_API void cact_linear_backward_f32(const float *dy, const float *x, float *dx, size_t n, float m);
CACT_API void cact_linear_backward_f64(const double *dy, const double *x, double *dx, size_t n, double m);

/* ---- relu: y = x < 0 ? 0 : x. Exact; relu(-0) = -0, relu'(0) = 0. ------------------------------------------------ */
CACT_API void cact_relu_f32(const float *x, float *y, size_t n);
CACT_API void cact_relu_f64(const double *x, double *y, size_t n);
CACT_API void cact_relu_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_relu_prime_f64(const double *x, double *d, size_t n);
CACT_API void cact_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_relu_backward_f64(const double *dy, const double *x, double *dx, size_t n);
CACT_API void cact_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);
CACT_API void cact_relu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n);

/* ---- leaky_relu: y = x > 0 ? x : alpha * x, for any alpha. Exact to half an ULP; f'(0) = alpha. -------------------
 * From y: for alpha >= 0. */
CACT_API void cact_leaky_relu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_leaky_relu_f64(const double *x, double *y, size_t n, double alpha);
CACT_API void cact_leaky_relu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_leaky_relu_prime_f64(const double *x, double *d, size_t n, double alpha);
CACT_API void cact_leaky_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha);
CACT_API void cact_leaky_relu_backward_f64(const double *dy, const double *x, double *dx, size_t n, double alpha);
CACT_API void cact_leaky_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha);
CACT_API void cact_leaky_relu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n,
                                                  double alpha);

/* ---- elu: y = x > 0 ? x : alpha * expm1(x). Within 2.5 ULP, the derivative within 3. -----------------------------
 * elu(-inf) = -alpha, elu(-0) = -0 (alpha > 0), f'(0) = alpha. Relative accuracy near 0. From y: for alpha >= 0. */
CACT_API void cact_elu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_elu_f64(const double *x, double *y, size_t n, double alpha);
CACT_API void cact_elu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_elu_prime_f64(const double *x, double *d, size_t n, double alpha);
CACT_API void cact_elu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha);
CACT_API void cact_elu_backward_f64(const double *dy, const double *x, double *dx, size_t n, double alpha);
CACT_API void cact_elu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha);
CACT_API void cact_elu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n, double alpha);

/* ---- sigmoid: y = 1 / (1 + e^-x), in [0, 1]. Within 2.5 ULP, the derivative within 3, subnormal tails included. ---
 * sigmoid(-inf) = 0, sigmoid(+-0) = 1/2, sigmoid(inf) = 1, sigmoid'(+-inf) = 0. */
CACT_API void cact_sigmoid_f32(const float *x, float *y, size_t n);
CACT_API void cact_sigmoid_f64(const double *x, double *y, size_t n);
CACT_API void cact_sigmoid_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_sigmoid_prime_f64(const double *x, double *d, size_t n);
CACT_API void cact_sigmoid_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_sigmoid_backward_f64(const double *dy, const double *x, double *dx, size_t n);
CACT_API void cact_sigmoid_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);
CACT_API void cact_sigmoid_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n);

/* ---- tanh: in [-1, 1], odd, +-1 only where the rounded value is. Within 2.5 ULP, the derivative within 3. --------
 * tanh(+-0) = +-0, tanh(+-inf) = +-1, tanh'(+-inf) = 0. */
CACT_API void cact_tanh_f32(const float *x, float *y, size_t n);
CACT_API void cact_tanh_f64(const double *x, double *y, size_t n);
CACT_API void cact_tanh_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_tanh_prime_f64(const double *x, double *d, size_t n);
CACT_API void cact_tanh_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_tanh_backward_f64(const double *dy, const double *x, double *dx, size_t n);
CACT_API void cact_tanh_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);
CACT_API void cact_tanh_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n);

/* ---- relu6: y = min(max(x, 0), 6). Exact; relu6(-0) = -0, the derivative is 1 strictly between 0 and 6, else 0. - */
CACT_API void cact_relu6_f32(const float *x, float *y, size_t n);
CACT_API void cact_relu6_f64(const double *x, double *y, size_t n);
CACT_API void cact_relu6_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_relu6_prime_f64(const double *x, double *d, size_t n);
CACT_API void cact_relu6_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_relu6_backward_f64(const double *dy, const double *x, double *dx, size_t n);

/* ---- hardswish: y = x * min(max(x + 3, 0), 6) / 6. Within 2.5 ULP, the derivative within 3. ----------------------
 * hardswish(-inf) = -0, hardswish(-0) = -0. f' = 0 up to -3, (2x + 3) / 6 between, 1 from 3 on. */
CACT_API void cact_hardswish_f32(const float *x, float *y, size_t n);
CACT_API void cact_hardswish_f64(const double *x, double *y, size_t n);
CACT_API void cact_hardswish_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_hardswish_prime_f64(const double *x, double *d, size_t n);
CACT_API void cact_hardswish_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_hardswish_backward_f64(const double *dy, const double *x, double *dx, size_t n);

/* ---- softshrink: y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0. Exact to half an ULP. -------------------
 * f' = 1 where one of the first two holds, else 0. A comparison with a NaN is false: lambd = NaN gives 0. */
CACT_API void cact_softshrink_f32(const float *x, float *y, size_t n, float lambd);
CACT_API void cact_softshrink_f64(const double *x, double *y, size_t n, double lambd);
CACT_API void cact_softshrink_prime_f32(const float *x, float *d, size_t n, float lambd);
CACT_API void cact_softshrink_prime_f64(const double *x, double *d, size_t n, double lambd);
CACT_API void cact_softshrink_backward_f32(const float *dy, const float *x, float *dx, size_t n, float lambd);
CACT_API void cact_softshrink_backward_f64(const double *dy, const double *x, double *dx, size_t n, double lambd);

/* ---- hardshrink: y = |x| > lambd ? x : 0. Exact; f' = 1 where |x| > lambd, else 0. -------------------------------
 * lambd = NaN gives 0. */
CACT_API void cact_hardshrink_f32(const float *x, float *y, size_t n, float lambd);
CACT_API void cact_hardshrink_f64(const double *x, double *y, size_t n, double lambd);
CACT_API void cact_hardshrink_prime_f32(const float *x, float *d, size_t n, float lambd);
CACT_API void cact_hardshrink_prime_f64(const double *x, double *d, size_t n, double lambd);
CACT_API void cact_hardshrink_backward_f32(const float *dy, const float *x, float *dx, size_t n, float lambd);
CACT_API void cact_hardshrink_backward_f64(const double *dy, const double *x, double *dx, size_t n, double lambd);

/* ---- thresholded_relu: y = x > alpha ? x : 0. Exact; f' = 1 where x > alpha, else 0. -----------------------------
 * alpha = NaN gives 0. */
CACT_API void cact_thresholded_relu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_thresholded_relu_f64(const double *x, double *y, size_t n, double alpha);
CACT_API void cact_thresholded_relu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_thresholded_relu_prime_f64(const double *x, double *d, size_t n, double alpha);
CACT_API void cact_thresholded_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha);
CACT_API void cact_thresholded_relu_backward_f64(const double *dy, const double *x, double *dx, size_t n, double alpha);

/* ---- hardtanh: y = min(max(x, low), high), in this order. Exact; f' = 1 strictly inside, else 0. -----------------
 * hardtanh(-0) = -0 inside the limits. high, where low > high. A NaN limits nothing. */
CACT_API void cact_hardtanh_f32(const float *x, float *y, size_t n, float low, float high);
CACT_API void cact_hardtanh_f64(const double *x, double *y, size_t n, double low, double high);
CACT_API void cact_hardtanh_prime_f32(const float *x, float *d, size_t n, float low, float high);
CACT_API void cact_hardtanh_prime_f64(const double *x, double *d, size_t n, double low, double high);
CACT_API void cact_hardtanh_backward_f32(const float *dy, const float *x, float *dx, size_t n, float low, float high);
CACT_API void cact_hardtanh_backward_f64(const double *dy, const double *x, double *dx, size_t n, double low,
                                         double high);

/* ---- threshold: y = x > threshold ? x : value. Exact; f' = 1 where x > threshold, else 0. ------------------------
 * threshold = NaN gives value. */
CACT_API void cact_threshold_f32(const float *x, float *y, size_t n, float threshold, float value);
CACT_API void cact_threshold_f64(const double *x, double *y, size_t n, double threshold, double value);
CACT_API void cact_threshold_prime_f32(const float *x, float *d, size_t n, float threshold, float value);
CACT_API void cact_threshold_prime_f64(const double *x, double *d, size_t n, double threshold, double value);
CACT_API void cact_threshold_backward_f32(const float *dy, const float *x, float *dx, size_t n, float threshold,
                                          float value);
CACT_API void cact_threshold_backward_f64(const double *dy, const double *x, double *dx, size_t n, double threshold,
                                          double value);

/* ---- Rows: softmax, log_softmax, logsumexp along the middle axis of a dense (outer, n, inner) array. -------------
 * inner = 1 is the last axis. Sums are taken in one fixed order, whatever the axis, the position or the CPU.
 * A row that holds a NaN or +inf, or nothing but -inf, is NaN; otherwise -inf gives exactly 0 (softmax).
 * softmax and log_softmax: within 5 ULP, the largest entry's log-probability included. A row of one finite entry gives
 * exactly 1, respectively 0. logsumexp: max + log1p(rest), one array of outer * inner results, -inf for n = 0; within
 * 4 ULP of the larger of the result and |max|.
 * Jacobians: within 11 ULP, a winner's 1 - y included; logsumexp's backward: 8. The other backward products are sums that
 * may cancel: within 8 ULP of the largest of the result and what is added, |dy| and sum |dy * y| times y (log_softmax:
 * |dy| and y * sum |dy|). Gradients count a probability, or a product with one, that is below the normal numbers as what is
 * left of it there. Rows of floats lose digits beyond 2^28 entries.
 * The derivatives are Jacobians: d[o, i, j] = dy_i/dx_j for rows along the last axis, d of shape (outer, n, n);
 * that of logsumexp is softmax. Backward: softmax dx = y * (dy - sum(dy * y)), log_softmax dx = dy - e^y * sum(dy),
 * logsumexp dx = dy * softmax(x). */
CACT_API void cact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_softmax_prime_f32(const float *x, float *d, size_t outer, size_t n);
CACT_API void cact_softmax_prime_f64(const double *x, double *d, size_t outer, size_t n);
CACT_API void cact_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                        size_t inner);
CACT_API void cact_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n,
                                        size_t inner);
CACT_API void cact_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n,
                                               size_t inner);
CACT_API void cact_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer, size_t n,
                                               size_t inner);

CACT_API void cact_log_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_log_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_log_softmax_prime_f32(const float *x, float *d, size_t outer, size_t n);
CACT_API void cact_log_softmax_prime_f64(const double *x, double *d, size_t outer, size_t n);
CACT_API void cact_log_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                            size_t inner);
CACT_API void cact_log_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n,
                                            size_t inner);
CACT_API void cact_log_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n,
                                                   size_t inner);
CACT_API void cact_log_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer,
                                                   size_t n, size_t inner);

CACT_API void cact_logsumexp_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_logsumexp_f64(const double *x, double *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_logsumexp_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                          size_t inner);
CACT_API void cact_logsumexp_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n,
                                          size_t inner);

/* ---- The exact tier: float32, computed in double, rounded once. --------------------------------------------------
 * Every function and derivative of one parameterless element is the correctly rounded value for all 2^32 inputs, and so
 * are linear and leaky_relu for every parameter and elu for alpha = 1. So is elu for any alpha where |x| < 2^-49 (there
 * alpha * x may lie halfway between two floats); elsewhere, and in its derivative, alpha times a double is rounded once
 * more, which may give the other neighbour: for alpha = 0.01 it does so for one input of all, and powers of 2 are exact.
 * Rows are within 0.5001 ULP. The same bits on every CPU, compiler and flag: proven where the value is correctly
 * rounded, and for rows; of backward and of elu with another alpha, CPUs without FMA could round a result the other way
 * (none was found in 10^10). About 3 times the time. */
CACT_API void cact_exact_linear_f32(const float *x, float *y, size_t n, float m);
CACT_API void cact_exact_linear_prime_f32(const float *x, float *d, size_t n, float m);
CACT_API void cact_exact_linear_backward_f32(const float *dy, const float *x, float *dx, size_t n, float m);

CACT_API void cact_exact_relu_f32(const float *x, float *y, size_t n);
CACT_API void cact_exact_relu_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_exact_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_exact_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);

CACT_API void cact_exact_leaky_relu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n,
                                                        float alpha);

CACT_API void cact_exact_elu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_exact_elu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_exact_elu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha);
CACT_API void cact_exact_elu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha);

CACT_API void cact_exact_sigmoid_f32(const float *x, float *y, size_t n);
CACT_API void cact_exact_sigmoid_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_exact_sigmoid_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_exact_sigmoid_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);

CACT_API void cact_exact_tanh_f32(const float *x, float *y, size_t n);
CACT_API void cact_exact_tanh_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_exact_tanh_backward_f32(const float *dy, const float *x, float *dx, size_t n);
CACT_API void cact_exact_tanh_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n);

CACT_API void cact_exact_relu6_f32(const float *x, float *y, size_t n);
CACT_API void cact_exact_relu6_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_exact_relu6_backward_f32(const float *dy, const float *x, float *dx, size_t n);

CACT_API void cact_exact_hardswish_f32(const float *x, float *y, size_t n);
CACT_API void cact_exact_hardswish_prime_f32(const float *x, float *d, size_t n);
CACT_API void cact_exact_hardswish_backward_f32(const float *dy, const float *x, float *dx, size_t n);

CACT_API void cact_exact_softshrink_f32(const float *x, float *y, size_t n, float lambd);
CACT_API void cact_exact_softshrink_prime_f32(const float *x, float *d, size_t n, float lambd);
CACT_API void cact_exact_softshrink_backward_f32(const float *dy, const float *x, float *dx, size_t n, float lambd);

CACT_API void cact_exact_hardshrink_f32(const float *x, float *y, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_prime_f32(const float *x, float *d, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_backward_f32(const float *dy, const float *x, float *dx, size_t n, float lambd);

CACT_API void cact_exact_thresholded_relu_f32(const float *x, float *y, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_prime_f32(const float *x, float *d, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n,
                                                       float alpha);

CACT_API void cact_exact_hardtanh_f32(const float *x, float *y, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_prime_f32(const float *x, float *d, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_backward_f32(const float *dy, const float *x, float *dx, size_t n, float low,
                                               float high);

CACT_API void cact_exact_threshold_f32(const float *x, float *y, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_prime_f32(const float *x, float *d, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_backward_f32(const float *dy, const float *x, float *dx, size_t n, float threshold,
                                                float value);

CACT_API void cact_exact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_softmax_prime_f32(const float *x, float *d, size_t outer, size_t n);
CACT_API void cact_exact_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                              size_t inner);
CACT_API void cact_exact_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n,
                                                     size_t inner);

CACT_API void cact_exact_log_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_prime_f32(const float *x, float *d, size_t outer, size_t n);
CACT_API void cact_exact_log_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                                  size_t inner);
CACT_API void cact_exact_log_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer,
                                                         size_t n, size_t inner);

CACT_API void cact_exact_logsumexp_f32(const float *x, float *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_logsumexp_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n,
                                                size_t inner);

/* ---- Half types: arrays of uint16_t, f16 (IEEE 754's binary16) or bf16 (the upper half of a float). ----------------
 * Every function above once more, with the same arguments; parameters are float. Computed in float, in the exact tier in
 * double, and rounded once, to nearest even: within 0.502 ULP of the half type, exact 0.5001, rows within 0.51, exact 0.501;
 * of rows, the bounds above apply beside it where they are larger than their own ULP. Outside the exact tier a product with
 * a derivative below the normal floats has fewer digits, as it has of floats. A NaN keeps its sign and what it carries, and
 * is made quiet; beyond the largest half lies infinity. No hardware for halves is needed, and the bits are the same with it.
 */
/* From here on by include/halves.py. */
CACT_API void cact_linear_f16(const uint16_t *x, uint16_t *y, size_t n, float m);
CACT_API void cact_linear_bf16(const uint16_t *x, uint16_t *y, size_t n, float m);
CACT_API void cact_linear_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float m);
CACT_API void cact_linear_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float m);
CACT_API void cact_linear_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float m);
CACT_API void cact_linear_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float m);

CACT_API void cact_relu_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_relu_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_relu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_relu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_leaky_relu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_leaky_relu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_leaky_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_leaky_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_leaky_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_leaky_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_leaky_relu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                  float alpha);
CACT_API void cact_leaky_relu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                   float alpha);

CACT_API void cact_elu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_elu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_elu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_elu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_elu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_elu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_elu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_elu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n, float alpha);

CACT_API void cact_sigmoid_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_sigmoid_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_sigmoid_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_sigmoid_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_sigmoid_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_sigmoid_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_sigmoid_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_sigmoid_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_tanh_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_tanh_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_tanh_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_tanh_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_tanh_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_tanh_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_tanh_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_tanh_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_relu6_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_relu6_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_relu6_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_relu6_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_relu6_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_relu6_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);

CACT_API void cact_hardswish_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_hardswish_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_hardswish_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_hardswish_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_hardswish_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_hardswish_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);

CACT_API void cact_softshrink_f16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_softshrink_bf16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_softshrink_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_softshrink_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_softshrink_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float lambd);
CACT_API void cact_softshrink_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float lambd);

CACT_API void cact_hardshrink_f16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_hardshrink_bf16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_hardshrink_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_hardshrink_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_hardshrink_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float lambd);
CACT_API void cact_hardshrink_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float lambd);

CACT_API void cact_thresholded_relu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_thresholded_relu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_thresholded_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_thresholded_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_thresholded_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                 float alpha);
CACT_API void cact_thresholded_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                  float alpha);

CACT_API void cact_hardtanh_f16(const uint16_t *x, uint16_t *y, size_t n, float low, float high);
CACT_API void cact_hardtanh_bf16(const uint16_t *x, uint16_t *y, size_t n, float low, float high);
CACT_API void cact_hardtanh_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float low, float high);
CACT_API void cact_hardtanh_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float low, float high);
CACT_API void cact_hardtanh_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float low,
                                         float high);
CACT_API void cact_hardtanh_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float low,
                                          float high);

CACT_API void cact_threshold_f16(const uint16_t *x, uint16_t *y, size_t n, float threshold, float value);
CACT_API void cact_threshold_bf16(const uint16_t *x, uint16_t *y, size_t n, float threshold, float value);
CACT_API void cact_threshold_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float threshold, float value);
CACT_API void cact_threshold_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float threshold, float value);
CACT_API void cact_threshold_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                          float threshold, float value);
CACT_API void cact_threshold_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                           float threshold, float value);

CACT_API void cact_softmax_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_softmax_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_softmax_prime_f16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_softmax_prime_bf16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_softmax_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer, size_t n,
                                        size_t inner);
CACT_API void cact_softmax_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer, size_t n,
                                         size_t inner);
CACT_API void cact_softmax_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                               size_t n, size_t inner);
CACT_API void cact_softmax_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                                size_t n, size_t inner);

CACT_API void cact_log_softmax_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_log_softmax_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_log_softmax_prime_f16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_log_softmax_prime_bf16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_log_softmax_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer, size_t n,
                                            size_t inner);
CACT_API void cact_log_softmax_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                             size_t n, size_t inner);
CACT_API void cact_log_softmax_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                                   size_t n, size_t inner);
CACT_API void cact_log_softmax_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                                    size_t n, size_t inner);

CACT_API void cact_logsumexp_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_logsumexp_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_logsumexp_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer, size_t n,
                                          size_t inner);
CACT_API void cact_logsumexp_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer, size_t n,
                                           size_t inner);

CACT_API void cact_exact_linear_f16(const uint16_t *x, uint16_t *y, size_t n, float m);
CACT_API void cact_exact_linear_bf16(const uint16_t *x, uint16_t *y, size_t n, float m);
CACT_API void cact_exact_linear_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float m);
CACT_API void cact_exact_linear_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float m);
CACT_API void cact_exact_linear_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float m);
CACT_API void cact_exact_linear_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float m);

CACT_API void cact_exact_relu_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_relu_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_relu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_exact_relu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_exact_leaky_relu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_leaky_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                 float alpha);
CACT_API void cact_exact_leaky_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                  float alpha);
CACT_API void cact_exact_leaky_relu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                        float alpha);
CACT_API void cact_exact_leaky_relu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                         float alpha);

CACT_API void cact_exact_elu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_elu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_elu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_elu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_elu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_exact_elu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float alpha);
CACT_API void cact_exact_elu_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                 float alpha);
CACT_API void cact_exact_elu_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n,
                                                  float alpha);

CACT_API void cact_exact_sigmoid_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_sigmoid_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_sigmoid_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_sigmoid_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_sigmoid_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_sigmoid_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_sigmoid_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_exact_sigmoid_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_exact_tanh_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_tanh_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_tanh_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_tanh_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_tanh_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_tanh_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_tanh_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);
CACT_API void cact_exact_tanh_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t n);

CACT_API void cact_exact_relu6_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_relu6_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_relu6_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_relu6_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_relu6_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_relu6_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);

CACT_API void cact_exact_hardswish_f16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_hardswish_bf16(const uint16_t *x, uint16_t *y, size_t n);
CACT_API void cact_exact_hardswish_prime_f16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_hardswish_prime_bf16(const uint16_t *x, uint16_t *d, size_t n);
CACT_API void cact_exact_hardswish_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);
CACT_API void cact_exact_hardswish_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n);

CACT_API void cact_exact_softshrink_f16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_exact_softshrink_bf16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_exact_softshrink_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_exact_softshrink_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_exact_softshrink_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                 float lambd);
CACT_API void cact_exact_softshrink_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                  float lambd);

CACT_API void cact_exact_hardshrink_f16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_bf16(const uint16_t *x, uint16_t *y, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float lambd);
CACT_API void cact_exact_hardshrink_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                 float lambd);
CACT_API void cact_exact_hardshrink_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                  float lambd);

CACT_API void cact_exact_thresholded_relu_f16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_bf16(const uint16_t *x, uint16_t *y, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float alpha);
CACT_API void cact_exact_thresholded_relu_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                       float alpha);
CACT_API void cact_exact_thresholded_relu_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                        float alpha);

CACT_API void cact_exact_hardtanh_f16(const uint16_t *x, uint16_t *y, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_bf16(const uint16_t *x, uint16_t *y, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float low, float high);
CACT_API void cact_exact_hardtanh_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n, float low,
                                               float high);
CACT_API void cact_exact_hardtanh_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                float low, float high);

CACT_API void cact_exact_threshold_f16(const uint16_t *x, uint16_t *y, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_bf16(const uint16_t *x, uint16_t *y, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_prime_f16(const uint16_t *x, uint16_t *d, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_prime_bf16(const uint16_t *x, uint16_t *d, size_t n, float threshold, float value);
CACT_API void cact_exact_threshold_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                float threshold, float value);
CACT_API void cact_exact_threshold_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t n,
                                                 float threshold, float value);

CACT_API void cact_exact_softmax_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_softmax_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_softmax_prime_f16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_exact_softmax_prime_bf16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_exact_softmax_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                              size_t n, size_t inner);
CACT_API void cact_exact_softmax_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                               size_t n, size_t inner);
CACT_API void cact_exact_softmax_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                                     size_t n, size_t inner);
CACT_API void cact_exact_softmax_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx, size_t outer,
                                                      size_t n, size_t inner);

CACT_API void cact_exact_log_softmax_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_prime_f16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_exact_log_softmax_prime_bf16(const uint16_t *x, uint16_t *d, size_t outer, size_t n);
CACT_API void cact_exact_log_softmax_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                                  size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                                   size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_backward_from_y_f16(const uint16_t *dy, const uint16_t *y, uint16_t *dx,
                                                         size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_log_softmax_backward_from_y_bf16(const uint16_t *dy, const uint16_t *y, uint16_t *dx,
                                                          size_t outer, size_t n, size_t inner);

CACT_API void cact_exact_logsumexp_f16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_logsumexp_bf16(const uint16_t *x, uint16_t *y, size_t outer, size_t n, size_t inner);
CACT_API void cact_exact_logsumexp_backward_f16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                                size_t n, size_t inner);
CACT_API void cact_exact_logsumexp_backward_bf16(const uint16_t *dy, const uint16_t *x, uint16_t *dx, size_t outer,
                                                 size_t n, size_t inner);
/* To here. */

/* ---- Registry: every function by name, for bindings and for arrays that are not dense. -----------------------------
 * What is handed out here may grow: later versions append functions, and fields at the end of structs, whose first field
 * says how long they are. A program compiled for this version goes on working. A function is known by its name, which
 * stays; its place may change. */
typedef int cact_op;
enum { CACT_FORWARD, CACT_PRIME, CACT_BACKWARD, CACT_BACKWARD_FROM_Y };
/* What arrays hold: float, double, the half types as uint16_t, and float and halves of the exact tier. */
typedef int cact_type;
enum { CACT_F32, CACT_F64, CACT_EXACT_F32, CACT_F16, CACT_BF16, CACT_EXACT_F16, CACT_EXACT_BF16 };
/* What a function takes: elements, for cact_apply; or rows of (outer, n, inner), for cact_apply_rows, of which there comes
 * out as much as went in, or one number each. */
typedef int cact_kind;
enum { CACT_ELEMENTS, CACT_ROWS, CACT_ROWS_REDUCED };

typedef struct cact_param {
    const char *name; /* "alpha"                                                         */
    double usual;     /* its default                                                     */
    double low, high; /* what makes sense; anything is accepted                          */
    double from_y;    /* y determines the slope where it is at least that                */
} cact_param;

typedef struct cact_bounds {
    double forward; /* worst error in ULP: of the function                             */
    double prime;   /* ... and of its derivative (and of backward with dy = 1)         */
} cact_bounds;

typedef struct cact_info {
    size_t size;               /* of this struct, in bytes                                        */
    const char *name;          /* "elu"                                                           */
    const char *formula;       /* "x > 0 ? x : alpha * (exp(x) - 1)"                              */
    const char *description;   /* "Exponential linear unit", in a few words                       */
    cact_kind kind;            /* what it takes                                                   */
    int ops;                   /* the operations it has: bit 1 << op                              */
    int inputs;                /* arrays its value depends on: 1, or 2 of a gate                  */
    int outputs;               /* arrays that its value is                                        */
    int params;                /* how many parameters                                             */
    const cact_param *param;   /* that many                                                       */
    int types;                 /* the types it has: bit 1 << type                                 */
    const cact_bounds *bounds; /* by type, up to the last it has                                  */
} cact_info;

CACT_API size_t cact_count(void);                      /* how many functions there are             */
CACT_API const cact_info *cact_at(size_t i);           /* the i-th, NULL beyond the last           */
CACT_API const cact_info *cact_find(const char *name); /* by name, NULL if unknown                 */

/* Arrays of the cact_type's float or double, of which each element lies `stride` elements behind the one before (1 where
 * they are dense; negative and 0 are allowed). */
typedef struct cact_in {
    const void *data;
    ptrdiff_t stride;
} cact_in;
typedef struct cact_out {
    void *data;
    ptrdiff_t stride;
} cact_out;

typedef struct cact_args {
    size_t size; /* sizeof(cact_args)                                               */
    size_t n;    /* elements                                                        */
    size_t inputs, outputs, params;
    const cact_in *input;   /* as the functions above take them: x; dy, x (dy, y from y)       */
    const cact_out *output; /* y; dx                                                           */
    const cact_in *param;   /* alpha ...: an array each, with stride 0 one value for all;
                                     params = 0: the usual values                                    */
} cact_args;

/* out = op of f. Returns 0; or -1, and writes nothing, where f is NULL or not of the registry, takes rows, lacks op, has another
 * number of inputs, outputs or parameters, where an array is NULL though n isn't 0, where type is none of the above, or where
 * args->size is not that of a version this library knows. Gives the same bits, whatever the strides. */
CACT_API int cact_apply(const cact_info *f, cact_op op, cact_type type, const cact_args *args);

/* Functions of rows in the same way. What is one number for each row is an array of outer * inner: the result of a
 * CACT_ROWS_REDUCED function, and the dy of its gradient. A derivative (CACT_PRIME) is a Jacobian, n x n values per row, of
 * rows along the last axis only. */
typedef struct cact_rows_args {
    size_t size; /* sizeof(cact_rows_args)                                       */
    size_t outer, n, inner;
    const void *dy; /* of the gradients                                             */
    const void *x;  /* y for CACT_BACKWARD_FROM_Y                                   */
    void *out;
} cact_rows_args;

/* Returns 0; or -1, and writes nothing, where f is NULL or not of the registry, takes elements, lacks op, where type or
 * args->size is unknown, or of CACT_PRIME if inner isn't 1. */
CACT_API int cact_apply_rows(const cact_info *f, cact_op op, cact_type type, const cact_rows_args *args);

/* ---- Which code runs --------------------------------------------------------------------------------------------
 * The best instruction set of the CPU is chosen at the first call; the environment variable CACT_ISA or
 * cact_use_isa forces one: "baseline", "avx2", "avx512" on x86-64, "baseline" elsewhere, in any case. Where CACT_ISA
 * names none of the CPU's, the best one is used all the same, and cact_self_test says so. */
CACT_API const char *cact_isa(void);         /* the name of the one in use                              */
CACT_API const char *cact_isa_at(size_t i);  /* those this CPU can run, weakest first; NULL at the end  */
CACT_API int cact_use_isa(const char *name); /* 0, or -1 if unknown or not of this CPU                  */

/* Threads that a large array is shared among; the bits are the same for any number of them. 1, or what the environment
 * variable CACT_NUM_THREADS says (what is no number from 1 to 99999 counts as 1, and cact_self_test says so), until
 * set. OpenMP's own limit (OMP_NUM_THREADS) holds as well, and without OpenMP it stays 1. A process forked from one that
 * has loaded cact computes on one, whatever is set: a team of OpenMP's, anyone's, doesn't survive a fork. */
CACT_API int cact_set_num_threads(int k); /* 0, or -1 if k < 1                                       */
CACT_API int cact_get_num_threads(void);  /* how many a large array gets                             */

/* NULL, or what breaks the promises here, in words: the build, the floating-point environment, the variables above. */
CACT_API const char *cact_self_test(void);
CACT_API const char *cact_version(void); /* "0.1.0": the library's, where the macros are the header's */
CACT_API int cact_abi(void);             /* CACT_ABI, the library's                                 */

#ifdef __cplusplus
}
#endif
#endif
