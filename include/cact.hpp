// cact for C++17 and later: every function of cact.h by one name for all its types, with lengths that are checked. Made by
// bindings/generate.py.
//
//     std::vector<float> x{-1, 0, 2}, y(3);
//     cact::elu(x, y, 0.5f);
//
// Arrays are anything with std::data and std::size: std::span, std::vector, std::array, T[n]; of float, double, cact::f16 or
// cact::bf16, all arrays of a call the same. In cact::exact are the functions of the exact tier, of all of these but double.
// Arguments come in cact.h's order, and its contract holds: gradients, inputs, outputs, shape, parameters. An output may be
// an input. Lengths that don't fit throw std::invalid_argument before anything is written; without exceptions they abort.
#ifndef CACT_HPP
#define CACT_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cact.h"

namespace cact {

// The half types, as they are stored.
struct f16 {
    std::uint16_t bits;
};
struct bf16 {
    std::uint16_t bits;
};

// What functions of rows take: a dense array of (outer, n, inner), whose rows lie along n. inner = 1: the last axis.
struct rows {
    std::size_t outer, n, inner = 1;
};

namespace detail {

template <class Array>
using value = std::remove_cv_t<std::remove_reference_t<decltype(*std::data(std::declval<Array &>()))>>;
template <class T>
inline constexpr bool is_half = std::is_same_v<T, f16> || std::is_same_v<T, bf16>;
template <class T>
using stored = std::conditional_t<is_half<T>, std::uint16_t, T>;

[[noreturn]] inline void refuse(const char *name) {
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
    throw std::invalid_argument(std::string("cact::") + name + ": lengths that don't fit");
#else
    (void)name;
    std::abort();
#endif
}

// An array as C takes it.
template <class Array>
auto in(const Array &a) {
    return reinterpret_cast<const stored<value<Array>> *>(std::data(a));
}
template <class Array>
auto out(Array &&a) {
    static_assert(!std::is_const_v<std::remove_pointer_t<decltype(std::data(a))>>, "cact: an output is const");
    return reinterpret_cast<stored<value<Array>> *>(std::data(a));
}

// The length of all the arrays of elements.
template <class First, class... Others>
std::size_t same(const char *name, const First &first, const Others &...others) {
    if (((std::size(others) != std::size(first)) || ...)) refuse(name);
    return std::size(first);
}

// That an array has as many values as the product of these.
template <class Array>
void fits(const char *name, const Array &a, std::initializer_list<std::size_t> sizes) {
    std::size_t product = 1;
    bool none = false, too_many = false;
    for (std::size_t size : sizes) {
        none = none || size == 0;
        too_many = too_many || (size && product > SIZE_MAX / size);
        product *= size;
    }
    if ((too_many && !none) || std::size(a) != (none ? 0 : product)) refuse(name);
}

// Of the four functions of a name the one for these arrays.
template <class Array, class... Others, class F32, class F64, class F16, class BF16>
constexpr auto of(F32 f32, F64 f64, F16 f16_, BF16 bf16_, const Array &, const Others &...) {
    using T = value<Array>;
    static_assert(std::is_same_v<T, float> || std::is_same_v<T, double> || is_half<T>,
                  "cact: arrays are of float, double, cact::f16 or cact::bf16");
    static_assert((std::is_same_v<T, value<Others>> && ...), "cact: all arrays of a call are of the same type");
    (void)f32, (void)f64, (void)f16_, (void)bf16_;
    if constexpr (std::is_same_v<T, float>) {
        return f32;
    } else if constexpr (std::is_same_v<T, double>) {
        static_assert(!std::is_same_v<F64, std::nullptr_t>, "cact: the exact tier has no double");
        return f64;
    } else if constexpr (std::is_same_v<T, f16>) {
        return f16_;
    } else {
        return bf16_;
    }
}

}  // namespace detail

// What a parameter is beside arrays of this type: double of doubles, else float.
template <class Array>
using parameter = std::conditional_t<std::is_same_v<detail::value<Array>, double>, double, float>;

/// Straight line through the origin: `y = m * x`. m: usually 1. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void linear(const Tx &x, Ty &&y, parameter<Tx> m = 1) {
    const std::size_t n = detail::same("linear", x, y);
    const auto f = detail::of(cact_linear_f32, cact_linear_f64, cact_linear_f16, cact_linear_bf16, x, y);
    f(detail::in(x), detail::out(y), n, m);
}

/// The derivative of linear: `d = f'(x)`, from x without cancellation. m: usually 1. At most 0.5 ULP from the exact
/// value, of halves 0.502.
template <class Tx, class Td>
void linear_prime(const Tx &x, Td &&d, parameter<Tx> m = 1) {
    const std::size_t n = detail::same("linear_prime", x, d);
    const auto f = detail::of(cact_linear_prime_f32, cact_linear_prime_f64, cact_linear_prime_f16,
                              cact_linear_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, m);
}

/// `dx = dy * f'(x)`, f being linear, from dy and x. m: usually 1. Of the derivative at most 0.5 ULP from the exact
/// value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void linear_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> m = 1) {
    const std::size_t n = detail::same("linear_backward", dy, x, dx);
    const auto f = detail::of(cact_linear_backward_f32, cact_linear_backward_f64, cact_linear_backward_f16,
                              cact_linear_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, m);
}

/// Rectified linear unit: `y = x < 0 ? 0 : x`. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void relu(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("relu", x, y);
    const auto f = detail::of(cact_relu_f32, cact_relu_f64, cact_relu_f16, cact_relu_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of relu: `d = f'(x)`, from x without cancellation. At most 0.5 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Td>
void relu_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("relu_prime", x, d);
    const auto f = detail::of(cact_relu_prime_f32, cact_relu_prime_f64, cact_relu_prime_f16, cact_relu_prime_bf16, x,
                              d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being relu, from dy and x. Of the derivative at most 0.5 ULP from the exact value, of halves
/// 0.502.
template <class Tdy, class Tx, class Tdx>
void relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("relu_backward", dy, x, dx);
    const auto f = detail::of(cact_relu_backward_f32, cact_relu_backward_f64, cact_relu_backward_f16,
                              cact_relu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being relu, from dy and y.
template <class Tdy, class Ty, class Tdx>
void relu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("relu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_relu_backward_from_y_f32, cact_relu_backward_from_y_f64,
                              cact_relu_backward_from_y_f16, cact_relu_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Rectified linear unit that leaks: negative values are scaled: `y = x > 0 ? x : alpha * x`. alpha: usually 0.01; at
/// least 0 and at most 1 makes sense. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void leaky_relu(const Tx &x, Ty &&y, parameter<Tx> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu", x, y);
    const auto f = detail::of(cact_leaky_relu_f32, cact_leaky_relu_f64, cact_leaky_relu_f16, cact_leaky_relu_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of leaky_relu: `d = f'(x)`, from x without cancellation. alpha: usually 0.01; at least 0 and at most
/// 1 makes sense. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void leaky_relu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_prime", x, d);
    const auto f = detail::of(cact_leaky_relu_prime_f32, cact_leaky_relu_prime_f64, cact_leaky_relu_prime_f16,
                              cact_leaky_relu_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and x. alpha: usually 0.01; at least 0 and at most 1 makes sense. Of
/// the derivative at most 0.5 ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void leaky_relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_backward", dy, x, dx);
    const auto f = detail::of(cact_leaky_relu_backward_f32, cact_leaky_relu_backward_f64, cact_leaky_relu_backward_f16,
                              cact_leaky_relu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and y. alpha: usually 0.01; at least 0 and at most 1 makes sense. For
/// alpha >= 0.
template <class Tdy, class Ty, class Tdx>
void leaky_relu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, parameter<Tdy> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_leaky_relu_backward_from_y_f32, cact_leaky_relu_backward_from_y_f64,
                              cact_leaky_relu_backward_from_y_f16, cact_leaky_relu_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n, alpha);
}

/// Exponential linear unit: `y = x > 0 ? x : alpha * (exp(x) - 1)`. alpha: usually 1; at least 0 makes sense. At most
/// 2.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void elu(const Tx &x, Ty &&y, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("elu", x, y);
    const auto f = detail::of(cact_elu_f32, cact_elu_f64, cact_elu_f16, cact_elu_bf16, x, y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of elu: `d = f'(x)`, from x without cancellation. alpha: usually 1; at least 0 makes sense. At most 3
/// ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void elu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("elu_prime", x, d);
    const auto f = detail::of(cact_elu_prime_f32, cact_elu_prime_f64, cact_elu_prime_f16, cact_elu_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being elu, from dy and x. alpha: usually 1; at least 0 makes sense. Of the derivative at most 3
/// ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void elu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("elu_backward", dy, x, dx);
    const auto f = detail::of(cact_elu_backward_f32, cact_elu_backward_f64, cact_elu_backward_f16,
                              cact_elu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// `dx = dy * f'(x)`, f being elu, from dy and y. alpha: usually 1; at least 0 makes sense. For alpha >= 0. Where f
/// saturates y has lost what f' needs: prefer the form from x there.
template <class Tdy, class Ty, class Tdx>
void elu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("elu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_elu_backward_from_y_f32, cact_elu_backward_from_y_f64, cact_elu_backward_from_y_f16,
                              cact_elu_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n, alpha);
}

/// Logistic function: `y = 1 / (1 + exp(-x))`. At most 2.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void sigmoid(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("sigmoid", x, y);
    const auto f = detail::of(cact_sigmoid_f32, cact_sigmoid_f64, cact_sigmoid_f16, cact_sigmoid_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of sigmoid: `d = f'(x)`, from x without cancellation. At most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Td>
void sigmoid_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("sigmoid_prime", x, d);
    const auto f = detail::of(cact_sigmoid_prime_f32, cact_sigmoid_prime_f64, cact_sigmoid_prime_f16,
                              cact_sigmoid_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and x. Of the derivative at most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tdy, class Tx, class Tdx>
void sigmoid_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("sigmoid_backward", dy, x, dx);
    const auto f = detail::of(cact_sigmoid_backward_f32, cact_sigmoid_backward_f64, cact_sigmoid_backward_f16,
                              cact_sigmoid_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and y. Where f saturates y has lost what f' needs: prefer the form from
/// x there.
template <class Tdy, class Ty, class Tdx>
void sigmoid_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("sigmoid_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_sigmoid_backward_from_y_f32, cact_sigmoid_backward_from_y_f64,
                              cact_sigmoid_backward_from_y_f16, cact_sigmoid_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Hyperbolic tangent: `y = tanh(x)`. At most 2.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void tanh(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("tanh", x, y);
    const auto f = detail::of(cact_tanh_f32, cact_tanh_f64, cact_tanh_f16, cact_tanh_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of tanh: `d = f'(x)`, from x without cancellation. At most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Td>
void tanh_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("tanh_prime", x, d);
    const auto f = detail::of(cact_tanh_prime_f32, cact_tanh_prime_f64, cact_tanh_prime_f16, cact_tanh_prime_bf16, x,
                              d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being tanh, from dy and x. Of the derivative at most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tdy, class Tx, class Tdx>
void tanh_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("tanh_backward", dy, x, dx);
    const auto f = detail::of(cact_tanh_backward_f32, cact_tanh_backward_f64, cact_tanh_backward_f16,
                              cact_tanh_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being tanh, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void tanh_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("tanh_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_tanh_backward_from_y_f32, cact_tanh_backward_from_y_f64,
                              cact_tanh_backward_from_y_f16, cact_tanh_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Rectified linear unit that ends at 6: `y = min(max(x, 0), 6)`. At most 0.5 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Ty>
void relu6(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("relu6", x, y);
    const auto f = detail::of(cact_relu6_f32, cact_relu6_f64, cact_relu6_f16, cact_relu6_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of relu6: `d = f'(x)`, from x without cancellation. At most 0.5 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Td>
void relu6_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("relu6_prime", x, d);
    const auto f = detail::of(cact_relu6_prime_f32, cact_relu6_prime_f64, cact_relu6_prime_f16, cact_relu6_prime_bf16,
                              x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being relu6, from dy and x. Of the derivative at most 0.5 ULP from the exact value, of halves
/// 0.502.
template <class Tdy, class Tx, class Tdx>
void relu6_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("relu6_backward", dy, x, dx);
    const auto f = detail::of(cact_relu6_backward_f32, cact_relu6_backward_f64, cact_relu6_backward_f16,
                              cact_relu6_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// Swish by a piecewise quadratic: `y = x * min(max(x + 3, 0), 6) / 6`. At most 2.5 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Ty>
void hardswish(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("hardswish", x, y);
    const auto f = detail::of(cact_hardswish_f32, cact_hardswish_f64, cact_hardswish_f16, cact_hardswish_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of hardswish: `d = f'(x)`, from x without cancellation. At most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tx, class Td>
void hardswish_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("hardswish_prime", x, d);
    const auto f = detail::of(cact_hardswish_prime_f32, cact_hardswish_prime_f64, cact_hardswish_prime_f16,
                              cact_hardswish_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being hardswish, from dy and x. Of the derivative at most 3 ULP from the exact value, of halves
/// 0.502.
template <class Tdy, class Tx, class Tdx>
void hardswish_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("hardswish_backward", dy, x, dx);
    const auto f = detail::of(cact_hardswish_backward_f32, cact_hardswish_backward_f64, cact_hardswish_backward_f16,
                              cact_hardswish_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// Shrinkage towards 0: `y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0`. lambd: usually 0.5; at least 0 makes
/// sense. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void softshrink(const Tx &x, Ty &&y, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink", x, y);
    const auto f = detail::of(cact_softshrink_f32, cact_softshrink_f64, cact_softshrink_f16, cact_softshrink_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n, lambd);
}

/// The derivative of softshrink: `d = f'(x)`, from x without cancellation. lambd: usually 0.5; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void softshrink_prime(const Tx &x, Td &&d, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink_prime", x, d);
    const auto f = detail::of(cact_softshrink_prime_f32, cact_softshrink_prime_f64, cact_softshrink_prime_f16,
                              cact_softshrink_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, lambd);
}

/// `dx = dy * f'(x)`, f being softshrink, from dy and x. lambd: usually 0.5; at least 0 makes sense. Of the derivative
/// at most 0.5 ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void softshrink_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink_backward", dy, x, dx);
    const auto f = detail::of(cact_softshrink_backward_f32, cact_softshrink_backward_f64, cact_softshrink_backward_f16,
                              cact_softshrink_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, lambd);
}

/// Zero where the absolute value is small: `y = abs(x) > lambd ? x : 0`. lambd: usually 0.5; at least 0 makes sense. At
/// most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void hardshrink(const Tx &x, Ty &&y, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink", x, y);
    const auto f = detail::of(cact_hardshrink_f32, cact_hardshrink_f64, cact_hardshrink_f16, cact_hardshrink_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n, lambd);
}

/// The derivative of hardshrink: `d = f'(x)`, from x without cancellation. lambd: usually 0.5; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void hardshrink_prime(const Tx &x, Td &&d, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink_prime", x, d);
    const auto f = detail::of(cact_hardshrink_prime_f32, cact_hardshrink_prime_f64, cact_hardshrink_prime_f16,
                              cact_hardshrink_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, lambd);
}

/// `dx = dy * f'(x)`, f being hardshrink, from dy and x. lambd: usually 0.5; at least 0 makes sense. Of the derivative
/// at most 0.5 ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void hardshrink_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink_backward", dy, x, dx);
    const auto f = detail::of(cact_hardshrink_backward_f32, cact_hardshrink_backward_f64, cact_hardshrink_backward_f16,
                              cact_hardshrink_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, lambd);
}

/// Rectified linear unit that begins at a threshold: `y = x > alpha ? x : 0`. alpha: usually 1; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void thresholded_relu(const Tx &x, Ty &&y, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu", x, y);
    const auto f = detail::of(cact_thresholded_relu_f32, cact_thresholded_relu_f64, cact_thresholded_relu_f16,
                              cact_thresholded_relu_bf16, x, y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of thresholded_relu: `d = f'(x)`, from x without cancellation. alpha: usually 1; at least 0 makes
/// sense. At most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void thresholded_relu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu_prime", x, d);
    const auto f = detail::of(cact_thresholded_relu_prime_f32, cact_thresholded_relu_prime_f64,
                              cact_thresholded_relu_prime_f16, cact_thresholded_relu_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being thresholded_relu, from dy and x. alpha: usually 1; at least 0 makes sense. Of the
/// derivative at most 0.5 ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void thresholded_relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu_backward", dy, x, dx);
    const auto f = detail::of(cact_thresholded_relu_backward_f32, cact_thresholded_relu_backward_f64,
                              cact_thresholded_relu_backward_f16, cact_thresholded_relu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// Clamp to an interval: `y = min(max(x, low), high)`. low: usually -1. high: usually 1. At most 0.5 ULP from the exact
/// value, of halves 0.502.
template <class Tx, class Ty>
void hardtanh(const Tx &x, Ty &&y, parameter<Tx> low = -1, parameter<Tx> high = 1) {
    const std::size_t n = detail::same("hardtanh", x, y);
    const auto f = detail::of(cact_hardtanh_f32, cact_hardtanh_f64, cact_hardtanh_f16, cact_hardtanh_bf16, x, y);
    f(detail::in(x), detail::out(y), n, low, high);
}

/// The derivative of hardtanh: `d = f'(x)`, from x without cancellation. low: usually -1. high: usually 1. At most 0.5
/// ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void hardtanh_prime(const Tx &x, Td &&d, parameter<Tx> low = -1, parameter<Tx> high = 1) {
    const std::size_t n = detail::same("hardtanh_prime", x, d);
    const auto f = detail::of(cact_hardtanh_prime_f32, cact_hardtanh_prime_f64, cact_hardtanh_prime_f16,
                              cact_hardtanh_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, low, high);
}

/// `dx = dy * f'(x)`, f being hardtanh, from dy and x. low: usually -1. high: usually 1. Of the derivative at most 0.5
/// ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void hardtanh_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> low = -1, parameter<Tdy> high = 1) {
    const std::size_t n = detail::same("hardtanh_backward", dy, x, dx);
    const auto f = detail::of(cact_hardtanh_backward_f32, cact_hardtanh_backward_f64, cact_hardtanh_backward_f16,
                              cact_hardtanh_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, low, high);
}

/// A constant up to a threshold: `y = x > threshold ? x : value`. threshold: usually 0. value: usually 0. At most 0.5
/// ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void threshold(const Tx &x, Ty &&y, parameter<Tx> threshold = 0, parameter<Tx> value = 0) {
    const std::size_t n = detail::same("threshold", x, y);
    const auto f = detail::of(cact_threshold_f32, cact_threshold_f64, cact_threshold_f16, cact_threshold_bf16, x, y);
    f(detail::in(x), detail::out(y), n, threshold, value);
}

/// The derivative of threshold: `d = f'(x)`, from x without cancellation. threshold: usually 0. value: usually 0. At
/// most 0.5 ULP from the exact value, of halves 0.502.
template <class Tx, class Td>
void threshold_prime(const Tx &x, Td &&d, parameter<Tx> threshold = 0, parameter<Tx> value = 0) {
    const std::size_t n = detail::same("threshold_prime", x, d);
    const auto f = detail::of(cact_threshold_prime_f32, cact_threshold_prime_f64, cact_threshold_prime_f16,
                              cact_threshold_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, threshold, value);
}

/// `dx = dy * f'(x)`, f being threshold, from dy and x. threshold: usually 0. value: usually 0. Of the derivative at
/// most 0.5 ULP from the exact value, of halves 0.502.
template <class Tdy, class Tx, class Tdx>
void threshold_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> threshold = 0, parameter<Tdy> value = 0) {
    const std::size_t n = detail::same("threshold_backward", dy, x, dx);
    const auto f = detail::of(cact_threshold_backward_f32, cact_threshold_backward_f64, cact_threshold_backward_f16,
                              cact_threshold_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, threshold, value);
}

/// Probabilities of a row of scores: `y = exp(x) / sum(exp(x))`, of each row. At most 5 ULP from the exact value, of
/// halves 0.502.
template <class Tx, class Ty>
void softmax(const Tx &x, Ty &&y, rows shape) {
    detail::fits("softmax", x, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax", y, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_softmax_f32, cact_softmax_f64, cact_softmax_f16, cact_softmax_bf16, x, y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void softmax(const Tx &x, Ty &&y) {
    softmax(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The Jacobian of softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis. At most 11 ULP from the exact value,
/// of halves 0.502.
template <class Tx, class Td>
void softmax_prime(const Tx &x, Td &&d, rows shape) {
    if (shape.inner != 1) detail::refuse("softmax_prime");
    detail::fits("softmax_prime", x, {shape.outer, shape.n});
    detail::fits("softmax_prime", d, {shape.outer, shape.n, shape.n});
    const auto f = detail::of(cact_softmax_prime_f32, cact_softmax_prime_f64, cact_softmax_prime_f16,
                              cact_softmax_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), shape.outer, shape.n);
}
/// Of one row.
template <class Tx, class Td>
void softmax_prime(const Tx &x, Td &&d) {
    softmax_prime(x, std::forward<Td>(d), rows{1, std::size(x), 1});
}

/// The gradient of softmax: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("softmax_backward", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_softmax_backward_f32, cact_softmax_backward_f64, cact_softmax_backward_f16,
                              cact_softmax_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    softmax_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

/// The gradient of softmax: dx, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, rows shape) {
    detail::fits("softmax_backward_from_y", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward_from_y", y, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward_from_y", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_softmax_backward_from_y_f32, cact_softmax_backward_from_y_f64,
                              cact_softmax_backward_from_y_f16, cact_softmax_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Ty, class Tdx>
void softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    softmax_backward_from_y(dy, y, std::forward<Tdx>(dx), rows{1, std::size(y), 1});
}

/// Logarithms of softmax: `y = x - log(sum(exp(x)))`, of each row. At most 5 ULP from the exact value, of halves 0.502.
template <class Tx, class Ty>
void log_softmax(const Tx &x, Ty &&y, rows shape) {
    detail::fits("log_softmax", x, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax", y, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_log_softmax_f32, cact_log_softmax_f64, cact_log_softmax_f16, cact_log_softmax_bf16,
                              x, y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void log_softmax(const Tx &x, Ty &&y) {
    log_softmax(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The Jacobian of log_softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis. At most 11 ULP from the exact
/// value, of halves 0.502.
template <class Tx, class Td>
void log_softmax_prime(const Tx &x, Td &&d, rows shape) {
    if (shape.inner != 1) detail::refuse("log_softmax_prime");
    detail::fits("log_softmax_prime", x, {shape.outer, shape.n});
    detail::fits("log_softmax_prime", d, {shape.outer, shape.n, shape.n});
    const auto f = detail::of(cact_log_softmax_prime_f32, cact_log_softmax_prime_f64, cact_log_softmax_prime_f16,
                              cact_log_softmax_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), shape.outer, shape.n);
}
/// Of one row.
template <class Tx, class Td>
void log_softmax_prime(const Tx &x, Td &&d) {
    log_softmax_prime(x, std::forward<Td>(d), rows{1, std::size(x), 1});
}

/// The gradient of log_softmax: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void log_softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("log_softmax_backward", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_log_softmax_backward_f32, cact_log_softmax_backward_f64,
                              cact_log_softmax_backward_f16, cact_log_softmax_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void log_softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    log_softmax_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

/// The gradient of log_softmax: dx, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void log_softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, rows shape) {
    detail::fits("log_softmax_backward_from_y", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward_from_y", y, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward_from_y", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_log_softmax_backward_from_y_f32, cact_log_softmax_backward_from_y_f64,
                              cact_log_softmax_backward_from_y_f16, cact_log_softmax_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Ty, class Tdx>
void log_softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    log_softmax_backward_from_y(dy, y, std::forward<Tdx>(dx), rows{1, std::size(y), 1});
}

/// Smooth maximum of a row: `y = log(sum(exp(x)))`, one number for each row. At most 4 ULP from the exact value, of
/// halves 0.502.
template <class Tx, class Ty>
void logsumexp(const Tx &x, Ty &&y, rows shape) {
    detail::fits("logsumexp", x, {shape.outer, shape.n, shape.inner});
    detail::fits("logsumexp", y, {shape.outer, shape.inner});
    const auto f = detail::of(cact_logsumexp_f32, cact_logsumexp_f64, cact_logsumexp_f16, cact_logsumexp_bf16, x, y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void logsumexp(const Tx &x, Ty &&y) {
    logsumexp(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The gradient of logsumexp: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void logsumexp_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("logsumexp_backward", dy, {shape.outer, shape.inner});
    detail::fits("logsumexp_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("logsumexp_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_logsumexp_backward_f32, cact_logsumexp_backward_f64, cact_logsumexp_backward_f16,
                              cact_logsumexp_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void logsumexp_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    logsumexp_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

// The exact tier: correctly rounded, or all but always so.
namespace exact {

/// Straight line through the origin: `y = m * x`. m: usually 1. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void linear(const Tx &x, Ty &&y, parameter<Tx> m = 1) {
    const std::size_t n = detail::same("linear", x, y);
    const auto f = detail::of(cact_exact_linear_f32, nullptr, cact_exact_linear_f16, cact_exact_linear_bf16, x, y);
    f(detail::in(x), detail::out(y), n, m);
}

/// The derivative of linear: `d = f'(x)`, from x without cancellation. m: usually 1. At most 0.5 ULP from the exact
/// value, of halves 0.5001.
template <class Tx, class Td>
void linear_prime(const Tx &x, Td &&d, parameter<Tx> m = 1) {
    const std::size_t n = detail::same("linear_prime", x, d);
    const auto f = detail::of(cact_exact_linear_prime_f32, nullptr, cact_exact_linear_prime_f16,
                              cact_exact_linear_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, m);
}

/// `dx = dy * f'(x)`, f being linear, from dy and x. m: usually 1. Of the derivative at most 0.5 ULP from the exact
/// value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void linear_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> m = 1) {
    const std::size_t n = detail::same("linear_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_linear_backward_f32, nullptr, cact_exact_linear_backward_f16,
                              cact_exact_linear_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, m);
}

/// Rectified linear unit: `y = x < 0 ? 0 : x`. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void relu(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("relu", x, y);
    const auto f = detail::of(cact_exact_relu_f32, nullptr, cact_exact_relu_f16, cact_exact_relu_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of relu: `d = f'(x)`, from x without cancellation. At most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tx, class Td>
void relu_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("relu_prime", x, d);
    const auto f = detail::of(cact_exact_relu_prime_f32, nullptr, cact_exact_relu_prime_f16, cact_exact_relu_prime_bf16,
                              x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being relu, from dy and x. Of the derivative at most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tdy, class Tx, class Tdx>
void relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("relu_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_relu_backward_f32, nullptr, cact_exact_relu_backward_f16,
                              cact_exact_relu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being relu, from dy and y.
template <class Tdy, class Ty, class Tdx>
void relu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("relu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_exact_relu_backward_from_y_f32, nullptr, cact_exact_relu_backward_from_y_f16,
                              cact_exact_relu_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Rectified linear unit that leaks: negative values are scaled: `y = x > 0 ? x : alpha * x`. alpha: usually 0.01; at
/// least 0 and at most 1 makes sense. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void leaky_relu(const Tx &x, Ty &&y, parameter<Tx> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu", x, y);
    const auto f = detail::of(cact_exact_leaky_relu_f32, nullptr, cact_exact_leaky_relu_f16, cact_exact_leaky_relu_bf16,
                              x, y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of leaky_relu: `d = f'(x)`, from x without cancellation. alpha: usually 0.01; at least 0 and at most
/// 1 makes sense. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void leaky_relu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_prime", x, d);
    const auto f = detail::of(cact_exact_leaky_relu_prime_f32, nullptr, cact_exact_leaky_relu_prime_f16,
                              cact_exact_leaky_relu_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and x. alpha: usually 0.01; at least 0 and at most 1 makes sense. Of
/// the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void leaky_relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_leaky_relu_backward_f32, nullptr, cact_exact_leaky_relu_backward_f16,
                              cact_exact_leaky_relu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and y. alpha: usually 0.01; at least 0 and at most 1 makes sense. For
/// alpha >= 0.
template <class Tdy, class Ty, class Tdx>
void leaky_relu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, parameter<Tdy> alpha = 0.01) {
    const std::size_t n = detail::same("leaky_relu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_exact_leaky_relu_backward_from_y_f32, nullptr,
                              cact_exact_leaky_relu_backward_from_y_f16, cact_exact_leaky_relu_backward_from_y_bf16, dy,
                              y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n, alpha);
}

/// Exponential linear unit: `y = x > 0 ? x : alpha * (exp(x) - 1)`. alpha: usually 1; at least 0 makes sense. At most
/// 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void elu(const Tx &x, Ty &&y, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("elu", x, y);
    const auto f = detail::of(cact_exact_elu_f32, nullptr, cact_exact_elu_f16, cact_exact_elu_bf16, x, y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of elu: `d = f'(x)`, from x without cancellation. alpha: usually 1; at least 0 makes sense. At most
/// 0.5001 ULP from the exact value.
template <class Tx, class Td>
void elu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("elu_prime", x, d);
    const auto f = detail::of(cact_exact_elu_prime_f32, nullptr, cact_exact_elu_prime_f16, cact_exact_elu_prime_bf16, x,
                              d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being elu, from dy and x. alpha: usually 1; at least 0 makes sense. Of the derivative at most
/// 0.5001 ULP from the exact value.
template <class Tdy, class Tx, class Tdx>
void elu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("elu_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_elu_backward_f32, nullptr, cact_exact_elu_backward_f16,
                              cact_exact_elu_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// `dx = dy * f'(x)`, f being elu, from dy and y. alpha: usually 1; at least 0 makes sense. For alpha >= 0. Where f
/// saturates y has lost what f' needs: prefer the form from x there.
template <class Tdy, class Ty, class Tdx>
void elu_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("elu_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_exact_elu_backward_from_y_f32, nullptr, cact_exact_elu_backward_from_y_f16,
                              cact_exact_elu_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n, alpha);
}

/// Logistic function: `y = 1 / (1 + exp(-x))`. At most 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void sigmoid(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("sigmoid", x, y);
    const auto f = detail::of(cact_exact_sigmoid_f32, nullptr, cact_exact_sigmoid_f16, cact_exact_sigmoid_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of sigmoid: `d = f'(x)`, from x without cancellation. At most 0.5001 ULP from the exact value.
template <class Tx, class Td>
void sigmoid_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("sigmoid_prime", x, d);
    const auto f = detail::of(cact_exact_sigmoid_prime_f32, nullptr, cact_exact_sigmoid_prime_f16,
                              cact_exact_sigmoid_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and x. Of the derivative at most 0.5001 ULP from the exact value.
template <class Tdy, class Tx, class Tdx>
void sigmoid_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("sigmoid_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_sigmoid_backward_f32, nullptr, cact_exact_sigmoid_backward_f16,
                              cact_exact_sigmoid_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and y. Where f saturates y has lost what f' needs: prefer the form from
/// x there.
template <class Tdy, class Ty, class Tdx>
void sigmoid_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("sigmoid_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_exact_sigmoid_backward_from_y_f32, nullptr, cact_exact_sigmoid_backward_from_y_f16,
                              cact_exact_sigmoid_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Hyperbolic tangent: `y = tanh(x)`. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void tanh(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("tanh", x, y);
    const auto f = detail::of(cact_exact_tanh_f32, nullptr, cact_exact_tanh_f16, cact_exact_tanh_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of tanh: `d = f'(x)`, from x without cancellation. At most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tx, class Td>
void tanh_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("tanh_prime", x, d);
    const auto f = detail::of(cact_exact_tanh_prime_f32, nullptr, cact_exact_tanh_prime_f16, cact_exact_tanh_prime_bf16,
                              x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being tanh, from dy and x. Of the derivative at most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tdy, class Tx, class Tdx>
void tanh_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("tanh_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_tanh_backward_f32, nullptr, cact_exact_tanh_backward_f16,
                              cact_exact_tanh_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// `dx = dy * f'(x)`, f being tanh, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void tanh_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    const std::size_t n = detail::same("tanh_backward_from_y", dy, y, dx);
    const auto f = detail::of(cact_exact_tanh_backward_from_y_f32, nullptr, cact_exact_tanh_backward_from_y_f16,
                              cact_exact_tanh_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), n);
}

/// Rectified linear unit that ends at 6: `y = min(max(x, 0), 6)`. At most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tx, class Ty>
void relu6(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("relu6", x, y);
    const auto f = detail::of(cact_exact_relu6_f32, nullptr, cact_exact_relu6_f16, cact_exact_relu6_bf16, x, y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of relu6: `d = f'(x)`, from x without cancellation. At most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tx, class Td>
void relu6_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("relu6_prime", x, d);
    const auto f = detail::of(cact_exact_relu6_prime_f32, nullptr, cact_exact_relu6_prime_f16,
                              cact_exact_relu6_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being relu6, from dy and x. Of the derivative at most 0.5 ULP from the exact value, of halves
/// 0.5001.
template <class Tdy, class Tx, class Tdx>
void relu6_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("relu6_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_relu6_backward_f32, nullptr, cact_exact_relu6_backward_f16,
                              cact_exact_relu6_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// Swish by a piecewise quadratic: `y = x * min(max(x + 3, 0), 6) / 6`. At most 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void hardswish(const Tx &x, Ty &&y) {
    const std::size_t n = detail::same("hardswish", x, y);
    const auto f = detail::of(cact_exact_hardswish_f32, nullptr, cact_exact_hardswish_f16, cact_exact_hardswish_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n);
}

/// The derivative of hardswish: `d = f'(x)`, from x without cancellation. At most 0.5001 ULP from the exact value.
template <class Tx, class Td>
void hardswish_prime(const Tx &x, Td &&d) {
    const std::size_t n = detail::same("hardswish_prime", x, d);
    const auto f = detail::of(cact_exact_hardswish_prime_f32, nullptr, cact_exact_hardswish_prime_f16,
                              cact_exact_hardswish_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n);
}

/// `dx = dy * f'(x)`, f being hardswish, from dy and x. Of the derivative at most 0.5001 ULP from the exact value.
template <class Tdy, class Tx, class Tdx>
void hardswish_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    const std::size_t n = detail::same("hardswish_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_hardswish_backward_f32, nullptr, cact_exact_hardswish_backward_f16,
                              cact_exact_hardswish_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n);
}

/// Shrinkage towards 0: `y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0`. lambd: usually 0.5; at least 0 makes
/// sense. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void softshrink(const Tx &x, Ty &&y, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink", x, y);
    const auto f = detail::of(cact_exact_softshrink_f32, nullptr, cact_exact_softshrink_f16, cact_exact_softshrink_bf16,
                              x, y);
    f(detail::in(x), detail::out(y), n, lambd);
}

/// The derivative of softshrink: `d = f'(x)`, from x without cancellation. lambd: usually 0.5; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void softshrink_prime(const Tx &x, Td &&d, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink_prime", x, d);
    const auto f = detail::of(cact_exact_softshrink_prime_f32, nullptr, cact_exact_softshrink_prime_f16,
                              cact_exact_softshrink_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, lambd);
}

/// `dx = dy * f'(x)`, f being softshrink, from dy and x. lambd: usually 0.5; at least 0 makes sense. Of the derivative
/// at most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void softshrink_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> lambd = 0.5) {
    const std::size_t n = detail::same("softshrink_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_softshrink_backward_f32, nullptr, cact_exact_softshrink_backward_f16,
                              cact_exact_softshrink_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, lambd);
}

/// Zero where the absolute value is small: `y = abs(x) > lambd ? x : 0`. lambd: usually 0.5; at least 0 makes sense. At
/// most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void hardshrink(const Tx &x, Ty &&y, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink", x, y);
    const auto f = detail::of(cact_exact_hardshrink_f32, nullptr, cact_exact_hardshrink_f16, cact_exact_hardshrink_bf16,
                              x, y);
    f(detail::in(x), detail::out(y), n, lambd);
}

/// The derivative of hardshrink: `d = f'(x)`, from x without cancellation. lambd: usually 0.5; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void hardshrink_prime(const Tx &x, Td &&d, parameter<Tx> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink_prime", x, d);
    const auto f = detail::of(cact_exact_hardshrink_prime_f32, nullptr, cact_exact_hardshrink_prime_f16,
                              cact_exact_hardshrink_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, lambd);
}

/// `dx = dy * f'(x)`, f being hardshrink, from dy and x. lambd: usually 0.5; at least 0 makes sense. Of the derivative
/// at most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void hardshrink_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> lambd = 0.5) {
    const std::size_t n = detail::same("hardshrink_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_hardshrink_backward_f32, nullptr, cact_exact_hardshrink_backward_f16,
                              cact_exact_hardshrink_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, lambd);
}

/// Rectified linear unit that begins at a threshold: `y = x > alpha ? x : 0`. alpha: usually 1; at least 0 makes sense.
/// At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void thresholded_relu(const Tx &x, Ty &&y, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu", x, y);
    const auto f = detail::of(cact_exact_thresholded_relu_f32, nullptr, cact_exact_thresholded_relu_f16,
                              cact_exact_thresholded_relu_bf16, x, y);
    f(detail::in(x), detail::out(y), n, alpha);
}

/// The derivative of thresholded_relu: `d = f'(x)`, from x without cancellation. alpha: usually 1; at least 0 makes
/// sense. At most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void thresholded_relu_prime(const Tx &x, Td &&d, parameter<Tx> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu_prime", x, d);
    const auto f = detail::of(cact_exact_thresholded_relu_prime_f32, nullptr, cact_exact_thresholded_relu_prime_f16,
                              cact_exact_thresholded_relu_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, alpha);
}

/// `dx = dy * f'(x)`, f being thresholded_relu, from dy and x. alpha: usually 1; at least 0 makes sense. Of the
/// derivative at most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void thresholded_relu_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> alpha = 1) {
    const std::size_t n = detail::same("thresholded_relu_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_thresholded_relu_backward_f32, nullptr,
                              cact_exact_thresholded_relu_backward_f16, cact_exact_thresholded_relu_backward_bf16, dy,
                              x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, alpha);
}

/// Clamp to an interval: `y = min(max(x, low), high)`. low: usually -1. high: usually 1. At most 0.5 ULP from the exact
/// value, of halves 0.5001.
template <class Tx, class Ty>
void hardtanh(const Tx &x, Ty &&y, parameter<Tx> low = -1, parameter<Tx> high = 1) {
    const std::size_t n = detail::same("hardtanh", x, y);
    const auto f = detail::of(cact_exact_hardtanh_f32, nullptr, cact_exact_hardtanh_f16, cact_exact_hardtanh_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n, low, high);
}

/// The derivative of hardtanh: `d = f'(x)`, from x without cancellation. low: usually -1. high: usually 1. At most 0.5
/// ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void hardtanh_prime(const Tx &x, Td &&d, parameter<Tx> low = -1, parameter<Tx> high = 1) {
    const std::size_t n = detail::same("hardtanh_prime", x, d);
    const auto f = detail::of(cact_exact_hardtanh_prime_f32, nullptr, cact_exact_hardtanh_prime_f16,
                              cact_exact_hardtanh_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, low, high);
}

/// `dx = dy * f'(x)`, f being hardtanh, from dy and x. low: usually -1. high: usually 1. Of the derivative at most 0.5
/// ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void hardtanh_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> low = -1, parameter<Tdy> high = 1) {
    const std::size_t n = detail::same("hardtanh_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_hardtanh_backward_f32, nullptr, cact_exact_hardtanh_backward_f16,
                              cact_exact_hardtanh_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, low, high);
}

/// A constant up to a threshold: `y = x > threshold ? x : value`. threshold: usually 0. value: usually 0. At most 0.5
/// ULP from the exact value, of halves 0.5001.
template <class Tx, class Ty>
void threshold(const Tx &x, Ty &&y, parameter<Tx> threshold = 0, parameter<Tx> value = 0) {
    const std::size_t n = detail::same("threshold", x, y);
    const auto f = detail::of(cact_exact_threshold_f32, nullptr, cact_exact_threshold_f16, cact_exact_threshold_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), n, threshold, value);
}

/// The derivative of threshold: `d = f'(x)`, from x without cancellation. threshold: usually 0. value: usually 0. At
/// most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tx, class Td>
void threshold_prime(const Tx &x, Td &&d, parameter<Tx> threshold = 0, parameter<Tx> value = 0) {
    const std::size_t n = detail::same("threshold_prime", x, d);
    const auto f = detail::of(cact_exact_threshold_prime_f32, nullptr, cact_exact_threshold_prime_f16,
                              cact_exact_threshold_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), n, threshold, value);
}

/// `dx = dy * f'(x)`, f being threshold, from dy and x. threshold: usually 0. value: usually 0. Of the derivative at
/// most 0.5 ULP from the exact value, of halves 0.5001.
template <class Tdy, class Tx, class Tdx>
void threshold_backward(const Tdy &dy, const Tx &x, Tdx &&dx, parameter<Tdy> threshold = 0, parameter<Tdy> value = 0) {
    const std::size_t n = detail::same("threshold_backward", dy, x, dx);
    const auto f = detail::of(cact_exact_threshold_backward_f32, nullptr, cact_exact_threshold_backward_f16,
                              cact_exact_threshold_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), n, threshold, value);
}

/// Probabilities of a row of scores: `y = exp(x) / sum(exp(x))`, of each row. At most 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void softmax(const Tx &x, Ty &&y, rows shape) {
    detail::fits("softmax", x, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax", y, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_softmax_f32, nullptr, cact_exact_softmax_f16, cact_exact_softmax_bf16, x, y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void softmax(const Tx &x, Ty &&y) {
    softmax(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The Jacobian of softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis. At most 0.5001 ULP from the exact
/// value.
template <class Tx, class Td>
void softmax_prime(const Tx &x, Td &&d, rows shape) {
    if (shape.inner != 1) detail::refuse("softmax_prime");
    detail::fits("softmax_prime", x, {shape.outer, shape.n});
    detail::fits("softmax_prime", d, {shape.outer, shape.n, shape.n});
    const auto f = detail::of(cact_exact_softmax_prime_f32, nullptr, cact_exact_softmax_prime_f16,
                              cact_exact_softmax_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), shape.outer, shape.n);
}
/// Of one row.
template <class Tx, class Td>
void softmax_prime(const Tx &x, Td &&d) {
    softmax_prime(x, std::forward<Td>(d), rows{1, std::size(x), 1});
}

/// The gradient of softmax: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("softmax_backward", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_softmax_backward_f32, nullptr, cact_exact_softmax_backward_f16,
                              cact_exact_softmax_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    softmax_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

/// The gradient of softmax: dx, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, rows shape) {
    detail::fits("softmax_backward_from_y", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward_from_y", y, {shape.outer, shape.n, shape.inner});
    detail::fits("softmax_backward_from_y", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_softmax_backward_from_y_f32, nullptr, cact_exact_softmax_backward_from_y_f16,
                              cact_exact_softmax_backward_from_y_bf16, dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Ty, class Tdx>
void softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    softmax_backward_from_y(dy, y, std::forward<Tdx>(dx), rows{1, std::size(y), 1});
}

/// Logarithms of softmax: `y = x - log(sum(exp(x)))`, of each row. At most 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void log_softmax(const Tx &x, Ty &&y, rows shape) {
    detail::fits("log_softmax", x, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax", y, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_log_softmax_f32, nullptr, cact_exact_log_softmax_f16,
                              cact_exact_log_softmax_bf16, x, y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void log_softmax(const Tx &x, Ty &&y) {
    log_softmax(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The Jacobian of log_softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis. At most 0.5001 ULP from the
/// exact value.
template <class Tx, class Td>
void log_softmax_prime(const Tx &x, Td &&d, rows shape) {
    if (shape.inner != 1) detail::refuse("log_softmax_prime");
    detail::fits("log_softmax_prime", x, {shape.outer, shape.n});
    detail::fits("log_softmax_prime", d, {shape.outer, shape.n, shape.n});
    const auto f = detail::of(cact_exact_log_softmax_prime_f32, nullptr, cact_exact_log_softmax_prime_f16,
                              cact_exact_log_softmax_prime_bf16, x, d);
    f(detail::in(x), detail::out(d), shape.outer, shape.n);
}
/// Of one row.
template <class Tx, class Td>
void log_softmax_prime(const Tx &x, Td &&d) {
    log_softmax_prime(x, std::forward<Td>(d), rows{1, std::size(x), 1});
}

/// The gradient of log_softmax: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void log_softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("log_softmax_backward", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_log_softmax_backward_f32, nullptr, cact_exact_log_softmax_backward_f16,
                              cact_exact_log_softmax_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void log_softmax_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    log_softmax_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

/// The gradient of log_softmax: dx, from dy and y. Where f saturates y has lost what f' needs: prefer the form from x
/// there.
template <class Tdy, class Ty, class Tdx>
void log_softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx, rows shape) {
    detail::fits("log_softmax_backward_from_y", dy, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward_from_y", y, {shape.outer, shape.n, shape.inner});
    detail::fits("log_softmax_backward_from_y", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_log_softmax_backward_from_y_f32, nullptr,
                              cact_exact_log_softmax_backward_from_y_f16, cact_exact_log_softmax_backward_from_y_bf16,
                              dy, y, dx);
    f(detail::in(dy), detail::in(y), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Ty, class Tdx>
void log_softmax_backward_from_y(const Tdy &dy, const Ty &y, Tdx &&dx) {
    log_softmax_backward_from_y(dy, y, std::forward<Tdx>(dx), rows{1, std::size(y), 1});
}

/// Smooth maximum of a row: `y = log(sum(exp(x)))`, one number for each row. At most 0.5001 ULP from the exact value.
template <class Tx, class Ty>
void logsumexp(const Tx &x, Ty &&y, rows shape) {
    detail::fits("logsumexp", x, {shape.outer, shape.n, shape.inner});
    detail::fits("logsumexp", y, {shape.outer, shape.inner});
    const auto f = detail::of(cact_exact_logsumexp_f32, nullptr, cact_exact_logsumexp_f16, cact_exact_logsumexp_bf16, x,
                              y);
    f(detail::in(x), detail::out(y), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tx, class Ty>
void logsumexp(const Tx &x, Ty &&y) {
    logsumexp(x, std::forward<Ty>(y), rows{1, std::size(x), 1});
}

/// The gradient of logsumexp: dx, from dy and x.
template <class Tdy, class Tx, class Tdx>
void logsumexp_backward(const Tdy &dy, const Tx &x, Tdx &&dx, rows shape) {
    detail::fits("logsumexp_backward", dy, {shape.outer, shape.inner});
    detail::fits("logsumexp_backward", x, {shape.outer, shape.n, shape.inner});
    detail::fits("logsumexp_backward", dx, {shape.outer, shape.n, shape.inner});
    const auto f = detail::of(cact_exact_logsumexp_backward_f32, nullptr, cact_exact_logsumexp_backward_f16,
                              cact_exact_logsumexp_backward_bf16, dy, x, dx);
    f(detail::in(dy), detail::in(x), detail::out(dx), shape.outer, shape.n, shape.inner);
}
/// Of one row.
template <class Tdy, class Tx, class Tdx>
void logsumexp_backward(const Tdy &dy, const Tx &x, Tdx &&dx) {
    logsumexp_backward(dy, x, std::forward<Tdx>(dx), rows{1, std::size(x), 1});
}

}  // namespace exact

// ---- The registry, and which code runs: as in cact.h ----

inline std::vector<const cact_info *> registry() {
    std::vector<const cact_info *> all(cact_count());
    for (std::size_t i = 0; i < all.size(); i++) all[i] = cact_at(i);
    return all;
}
inline const cact_info *find(const char *name) { return cact_find(name); }
inline const char *isa() { return cact_isa(); }
inline std::vector<const char *> isas() {
    std::vector<const char *> all;
    for (std::size_t i = 0; cact_isa_at(i); i++) all.push_back(cact_isa_at(i));
    return all;
}
// Whether it is one of this CPU.
[[nodiscard]] inline bool use_isa(const char *name) { return !cact_use_isa(name); }
// Whether it is a number of threads, 1 or more.
[[nodiscard]] inline bool set_num_threads(int k) { return !cact_set_num_threads(k); }
inline int get_num_threads() { return cact_get_num_threads(); }
// What breaks the promises here, nullptr if nothing does.
inline const char *self_test() { return cact_self_test(); }
inline const char *version() { return cact_version(); }
inline int abi() { return cact_abi(); }

}  // namespace cact
#endif
