// Made by bindings/generate.py.
use crate::{fits, same, sys, Rows};

/// What arrays hold.
pub trait Real: Copy + crate::sealed::Sealed {
    #[doc(hidden)]
    type Raw: 'static;
    /// What parameters are: `f64` of `f64`, else `f32`.
    type Param: Copy + 'static;
    #[doc(hidden)]
    const TABLE: &'static Table<Self::Raw, Self::Param>;
}

#[doc(hidden)]
pub struct Table<R, P> {
    pub linear: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub linear_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub linear_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub relu: unsafe extern "C" fn(*const R, *mut R, usize),
    pub relu_prime: unsafe extern "C" fn(*const R, *mut R, usize),
    pub relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub relu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub leaky_relu: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub leaky_relu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub leaky_relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub leaky_relu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub elu: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub elu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub elu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub elu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub sigmoid: unsafe extern "C" fn(*const R, *mut R, usize),
    pub sigmoid_prime: unsafe extern "C" fn(*const R, *mut R, usize),
    pub sigmoid_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub sigmoid_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub tanh: unsafe extern "C" fn(*const R, *mut R, usize),
    pub tanh_prime: unsafe extern "C" fn(*const R, *mut R, usize),
    pub tanh_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub tanh_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub relu6: unsafe extern "C" fn(*const R, *mut R, usize),
    pub relu6_prime: unsafe extern "C" fn(*const R, *mut R, usize),
    pub relu6_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub hardswish: unsafe extern "C" fn(*const R, *mut R, usize),
    pub hardswish_prime: unsafe extern "C" fn(*const R, *mut R, usize),
    pub hardswish_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
    pub softshrink: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub softshrink_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub softshrink_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub hardshrink: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub hardshrink_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub hardshrink_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub thresholded_relu: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub thresholded_relu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
    pub thresholded_relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
    pub hardtanh: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
    pub hardtanh_prime: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
    pub hardtanh_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P, P),
    pub threshold: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
    pub threshold_prime: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
    pub threshold_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P, P),
    pub softmax: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
    pub softmax_prime: unsafe extern "C" fn(*const R, *mut R, usize, usize),
    pub softmax_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
    pub softmax_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
    pub log_softmax: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
    pub log_softmax_prime: unsafe extern "C" fn(*const R, *mut R, usize, usize),
    pub log_softmax_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
    pub log_softmax_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
    pub logsumexp: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
    pub logsumexp_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
}

impl Real for f32 {
    type Raw = f32;
    type Param = f32;
    const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
        linear: sys::cact_linear_f32,
        linear_prime: sys::cact_linear_prime_f32,
        linear_backward: sys::cact_linear_backward_f32,
        relu: sys::cact_relu_f32,
        relu_prime: sys::cact_relu_prime_f32,
        relu_backward: sys::cact_relu_backward_f32,
        relu_backward_from_y: sys::cact_relu_backward_from_y_f32,
        leaky_relu: sys::cact_leaky_relu_f32,
        leaky_relu_prime: sys::cact_leaky_relu_prime_f32,
        leaky_relu_backward: sys::cact_leaky_relu_backward_f32,
        leaky_relu_backward_from_y: sys::cact_leaky_relu_backward_from_y_f32,
        elu: sys::cact_elu_f32,
        elu_prime: sys::cact_elu_prime_f32,
        elu_backward: sys::cact_elu_backward_f32,
        elu_backward_from_y: sys::cact_elu_backward_from_y_f32,
        sigmoid: sys::cact_sigmoid_f32,
        sigmoid_prime: sys::cact_sigmoid_prime_f32,
        sigmoid_backward: sys::cact_sigmoid_backward_f32,
        sigmoid_backward_from_y: sys::cact_sigmoid_backward_from_y_f32,
        tanh: sys::cact_tanh_f32,
        tanh_prime: sys::cact_tanh_prime_f32,
        tanh_backward: sys::cact_tanh_backward_f32,
        tanh_backward_from_y: sys::cact_tanh_backward_from_y_f32,
        relu6: sys::cact_relu6_f32,
        relu6_prime: sys::cact_relu6_prime_f32,
        relu6_backward: sys::cact_relu6_backward_f32,
        hardswish: sys::cact_hardswish_f32,
        hardswish_prime: sys::cact_hardswish_prime_f32,
        hardswish_backward: sys::cact_hardswish_backward_f32,
        softshrink: sys::cact_softshrink_f32,
        softshrink_prime: sys::cact_softshrink_prime_f32,
        softshrink_backward: sys::cact_softshrink_backward_f32,
        hardshrink: sys::cact_hardshrink_f32,
        hardshrink_prime: sys::cact_hardshrink_prime_f32,
        hardshrink_backward: sys::cact_hardshrink_backward_f32,
        thresholded_relu: sys::cact_thresholded_relu_f32,
        thresholded_relu_prime: sys::cact_thresholded_relu_prime_f32,
        thresholded_relu_backward: sys::cact_thresholded_relu_backward_f32,
        hardtanh: sys::cact_hardtanh_f32,
        hardtanh_prime: sys::cact_hardtanh_prime_f32,
        hardtanh_backward: sys::cact_hardtanh_backward_f32,
        threshold: sys::cact_threshold_f32,
        threshold_prime: sys::cact_threshold_prime_f32,
        threshold_backward: sys::cact_threshold_backward_f32,
        softmax: sys::cact_softmax_f32,
        softmax_prime: sys::cact_softmax_prime_f32,
        softmax_backward: sys::cact_softmax_backward_f32,
        softmax_backward_from_y: sys::cact_softmax_backward_from_y_f32,
        log_softmax: sys::cact_log_softmax_f32,
        log_softmax_prime: sys::cact_log_softmax_prime_f32,
        log_softmax_backward: sys::cact_log_softmax_backward_f32,
        log_softmax_backward_from_y: sys::cact_log_softmax_backward_from_y_f32,
        logsumexp: sys::cact_logsumexp_f32,
        logsumexp_backward: sys::cact_logsumexp_backward_f32,
    };
}

impl Real for f64 {
    type Raw = f64;
    type Param = f64;
    const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
        linear: sys::cact_linear_f64,
        linear_prime: sys::cact_linear_prime_f64,
        linear_backward: sys::cact_linear_backward_f64,
        relu: sys::cact_relu_f64,
        relu_prime: sys::cact_relu_prime_f64,
        relu_backward: sys::cact_relu_backward_f64,
        relu_backward_from_y: sys::cact_relu_backward_from_y_f64,
        leaky_relu: sys::cact_leaky_relu_f64,
        leaky_relu_prime: sys::cact_leaky_relu_prime_f64,
        leaky_relu_backward: sys::cact_leaky_relu_backward_f64,
        leaky_relu_backward_from_y: sys::cact_leaky_relu_backward_from_y_f64,
        elu: sys::cact_elu_f64,
        elu_prime: sys::cact_elu_prime_f64,
        elu_backward: sys::cact_elu_backward_f64,
        elu_backward_from_y: sys::cact_elu_backward_from_y_f64,
        sigmoid: sys::cact_sigmoid_f64,
        sigmoid_prime: sys::cact_sigmoid_prime_f64,
        sigmoid_backward: sys::cact_sigmoid_backward_f64,
        sigmoid_backward_from_y: sys::cact_sigmoid_backward_from_y_f64,
        tanh: sys::cact_tanh_f64,
        tanh_prime: sys::cact_tanh_prime_f64,
        tanh_backward: sys::cact_tanh_backward_f64,
        tanh_backward_from_y: sys::cact_tanh_backward_from_y_f64,
        relu6: sys::cact_relu6_f64,
        relu6_prime: sys::cact_relu6_prime_f64,
        relu6_backward: sys::cact_relu6_backward_f64,
        hardswish: sys::cact_hardswish_f64,
        hardswish_prime: sys::cact_hardswish_prime_f64,
        hardswish_backward: sys::cact_hardswish_backward_f64,
        softshrink: sys::cact_softshrink_f64,
        softshrink_prime: sys::cact_softshrink_prime_f64,
        softshrink_backward: sys::cact_softshrink_backward_f64,
        hardshrink: sys::cact_hardshrink_f64,
        hardshrink_prime: sys::cact_hardshrink_prime_f64,
        hardshrink_backward: sys::cact_hardshrink_backward_f64,
        thresholded_relu: sys::cact_thresholded_relu_f64,
        thresholded_relu_prime: sys::cact_thresholded_relu_prime_f64,
        thresholded_relu_backward: sys::cact_thresholded_relu_backward_f64,
        hardtanh: sys::cact_hardtanh_f64,
        hardtanh_prime: sys::cact_hardtanh_prime_f64,
        hardtanh_backward: sys::cact_hardtanh_backward_f64,
        threshold: sys::cact_threshold_f64,
        threshold_prime: sys::cact_threshold_prime_f64,
        threshold_backward: sys::cact_threshold_backward_f64,
        softmax: sys::cact_softmax_f64,
        softmax_prime: sys::cact_softmax_prime_f64,
        softmax_backward: sys::cact_softmax_backward_f64,
        softmax_backward_from_y: sys::cact_softmax_backward_from_y_f64,
        log_softmax: sys::cact_log_softmax_f64,
        log_softmax_prime: sys::cact_log_softmax_prime_f64,
        log_softmax_backward: sys::cact_log_softmax_backward_f64,
        log_softmax_backward_from_y: sys::cact_log_softmax_backward_from_y_f64,
        logsumexp: sys::cact_logsumexp_f64,
        logsumexp_backward: sys::cact_logsumexp_backward_f64,
    };
}

impl Real for crate::F16 {
    type Raw = u16;
    type Param = f32;
    const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
        linear: sys::cact_linear_f16,
        linear_prime: sys::cact_linear_prime_f16,
        linear_backward: sys::cact_linear_backward_f16,
        relu: sys::cact_relu_f16,
        relu_prime: sys::cact_relu_prime_f16,
        relu_backward: sys::cact_relu_backward_f16,
        relu_backward_from_y: sys::cact_relu_backward_from_y_f16,
        leaky_relu: sys::cact_leaky_relu_f16,
        leaky_relu_prime: sys::cact_leaky_relu_prime_f16,
        leaky_relu_backward: sys::cact_leaky_relu_backward_f16,
        leaky_relu_backward_from_y: sys::cact_leaky_relu_backward_from_y_f16,
        elu: sys::cact_elu_f16,
        elu_prime: sys::cact_elu_prime_f16,
        elu_backward: sys::cact_elu_backward_f16,
        elu_backward_from_y: sys::cact_elu_backward_from_y_f16,
        sigmoid: sys::cact_sigmoid_f16,
        sigmoid_prime: sys::cact_sigmoid_prime_f16,
        sigmoid_backward: sys::cact_sigmoid_backward_f16,
        sigmoid_backward_from_y: sys::cact_sigmoid_backward_from_y_f16,
        tanh: sys::cact_tanh_f16,
        tanh_prime: sys::cact_tanh_prime_f16,
        tanh_backward: sys::cact_tanh_backward_f16,
        tanh_backward_from_y: sys::cact_tanh_backward_from_y_f16,
        relu6: sys::cact_relu6_f16,
        relu6_prime: sys::cact_relu6_prime_f16,
        relu6_backward: sys::cact_relu6_backward_f16,
        hardswish: sys::cact_hardswish_f16,
        hardswish_prime: sys::cact_hardswish_prime_f16,
        hardswish_backward: sys::cact_hardswish_backward_f16,
        softshrink: sys::cact_softshrink_f16,
        softshrink_prime: sys::cact_softshrink_prime_f16,
        softshrink_backward: sys::cact_softshrink_backward_f16,
        hardshrink: sys::cact_hardshrink_f16,
        hardshrink_prime: sys::cact_hardshrink_prime_f16,
        hardshrink_backward: sys::cact_hardshrink_backward_f16,
        thresholded_relu: sys::cact_thresholded_relu_f16,
        thresholded_relu_prime: sys::cact_thresholded_relu_prime_f16,
        thresholded_relu_backward: sys::cact_thresholded_relu_backward_f16,
        hardtanh: sys::cact_hardtanh_f16,
        hardtanh_prime: sys::cact_hardtanh_prime_f16,
        hardtanh_backward: sys::cact_hardtanh_backward_f16,
        threshold: sys::cact_threshold_f16,
        threshold_prime: sys::cact_threshold_prime_f16,
        threshold_backward: sys::cact_threshold_backward_f16,
        softmax: sys::cact_softmax_f16,
        softmax_prime: sys::cact_softmax_prime_f16,
        softmax_backward: sys::cact_softmax_backward_f16,
        softmax_backward_from_y: sys::cact_softmax_backward_from_y_f16,
        log_softmax: sys::cact_log_softmax_f16,
        log_softmax_prime: sys::cact_log_softmax_prime_f16,
        log_softmax_backward: sys::cact_log_softmax_backward_f16,
        log_softmax_backward_from_y: sys::cact_log_softmax_backward_from_y_f16,
        logsumexp: sys::cact_logsumexp_f16,
        logsumexp_backward: sys::cact_logsumexp_backward_f16,
    };
}

impl Real for crate::BF16 {
    type Raw = u16;
    type Param = f32;
    const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
        linear: sys::cact_linear_bf16,
        linear_prime: sys::cact_linear_prime_bf16,
        linear_backward: sys::cact_linear_backward_bf16,
        relu: sys::cact_relu_bf16,
        relu_prime: sys::cact_relu_prime_bf16,
        relu_backward: sys::cact_relu_backward_bf16,
        relu_backward_from_y: sys::cact_relu_backward_from_y_bf16,
        leaky_relu: sys::cact_leaky_relu_bf16,
        leaky_relu_prime: sys::cact_leaky_relu_prime_bf16,
        leaky_relu_backward: sys::cact_leaky_relu_backward_bf16,
        leaky_relu_backward_from_y: sys::cact_leaky_relu_backward_from_y_bf16,
        elu: sys::cact_elu_bf16,
        elu_prime: sys::cact_elu_prime_bf16,
        elu_backward: sys::cact_elu_backward_bf16,
        elu_backward_from_y: sys::cact_elu_backward_from_y_bf16,
        sigmoid: sys::cact_sigmoid_bf16,
        sigmoid_prime: sys::cact_sigmoid_prime_bf16,
        sigmoid_backward: sys::cact_sigmoid_backward_bf16,
        sigmoid_backward_from_y: sys::cact_sigmoid_backward_from_y_bf16,
        tanh: sys::cact_tanh_bf16,
        tanh_prime: sys::cact_tanh_prime_bf16,
        tanh_backward: sys::cact_tanh_backward_bf16,
        tanh_backward_from_y: sys::cact_tanh_backward_from_y_bf16,
        relu6: sys::cact_relu6_bf16,
        relu6_prime: sys::cact_relu6_prime_bf16,
        relu6_backward: sys::cact_relu6_backward_bf16,
        hardswish: sys::cact_hardswish_bf16,
        hardswish_prime: sys::cact_hardswish_prime_bf16,
        hardswish_backward: sys::cact_hardswish_backward_bf16,
        softshrink: sys::cact_softshrink_bf16,
        softshrink_prime: sys::cact_softshrink_prime_bf16,
        softshrink_backward: sys::cact_softshrink_backward_bf16,
        hardshrink: sys::cact_hardshrink_bf16,
        hardshrink_prime: sys::cact_hardshrink_prime_bf16,
        hardshrink_backward: sys::cact_hardshrink_backward_bf16,
        thresholded_relu: sys::cact_thresholded_relu_bf16,
        thresholded_relu_prime: sys::cact_thresholded_relu_prime_bf16,
        thresholded_relu_backward: sys::cact_thresholded_relu_backward_bf16,
        hardtanh: sys::cact_hardtanh_bf16,
        hardtanh_prime: sys::cact_hardtanh_prime_bf16,
        hardtanh_backward: sys::cact_hardtanh_backward_bf16,
        threshold: sys::cact_threshold_bf16,
        threshold_prime: sys::cact_threshold_prime_bf16,
        threshold_backward: sys::cact_threshold_backward_bf16,
        softmax: sys::cact_softmax_bf16,
        softmax_prime: sys::cact_softmax_prime_bf16,
        softmax_backward: sys::cact_softmax_backward_bf16,
        softmax_backward_from_y: sys::cact_softmax_backward_from_y_bf16,
        log_softmax: sys::cact_log_softmax_bf16,
        log_softmax_prime: sys::cact_log_softmax_prime_bf16,
        log_softmax_backward: sys::cact_log_softmax_backward_bf16,
        log_softmax_backward_from_y: sys::cact_log_softmax_backward_from_y_bf16,
        logsumexp: sys::cact_logsumexp_bf16,
        logsumexp_backward: sys::cact_logsumexp_backward_bf16,
    };
}

/// Straight line through the origin: `y = m * x`.
///
/// m: usually 1.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn linear<T: Real>(x: &[T], y: &mut [T], m: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.linear)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, m) }
}

/// [`linear`], of which `y` is the input, too.
#[track_caller]
pub fn linear_in_place<T: Real>(y: &mut [T], m: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.linear)(y, y, n, m) }
}

/// The derivative of linear: `d = f'(x)`, from x without cancellation.
///
/// m: usually 1.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn linear_prime<T: Real>(x: &[T], d: &mut [T], m: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.linear_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, m) }
}

/// `dx = dy * f'(x)`, f being linear, from dy and x.
///
/// m: usually 1.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn linear_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], m: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.linear_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, m) }
}

/// Rectified linear unit: `y = x < 0 ? 0 : x`.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu<T: Real>(x: &[T], y: &mut [T]) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
}

/// [`relu`], of which `y` is the input, too.
#[track_caller]
pub fn relu_in_place<T: Real>(y: &mut [T]) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu)(y, y, n) }
}

/// The derivative of relu: `d = f'(x)`, from x without cancellation.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu_prime<T: Real>(x: &[T], d: &mut [T]) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being relu, from dy and x.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being relu, from dy and y.
#[track_caller]
pub fn relu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
    let n = same([dy.len(), y.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// Rectified linear unit that leaks: negative values are scaled: `y = x > 0 ? x : alpha * x`.
///
/// alpha: usually 0.01; at least 0 and at most 1 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn leaky_relu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.leaky_relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
}

/// [`leaky_relu`], of which `y` is the input, too.
#[track_caller]
pub fn leaky_relu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.leaky_relu)(y, y, n, alpha) }
}

/// The derivative of leaky_relu: `d = f'(x)`, from x without cancellation.
///
/// alpha: usually 0.01; at least 0 and at most 1 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn leaky_relu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.leaky_relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and x.
///
/// alpha: usually 0.01; at least 0 and at most 1 makes sense.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn leaky_relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.leaky_relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
}

/// `dx = dy * f'(x)`, f being leaky_relu, from dy and y.
///
/// alpha: usually 0.01; at least 0 and at most 1 makes sense.
///
/// For alpha >= 0.
#[track_caller]
pub fn leaky_relu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], alpha: T::Param) {
    let n = same([dy.len(), y.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.leaky_relu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
}

/// Exponential linear unit: `y = x > 0 ? x : alpha * (exp(x) - 1)`.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// At most 2.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn elu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.elu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
}

/// [`elu`], of which `y` is the input, too.
#[track_caller]
pub fn elu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.elu)(y, y, n, alpha) }
}

/// The derivative of elu: `d = f'(x)`, from x without cancellation.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// At most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn elu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.elu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
}

/// `dx = dy * f'(x)`, f being elu, from dy and x.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// Of the derivative at most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn elu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.elu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
}

/// `dx = dy * f'(x)`, f being elu, from dy and y.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// For alpha >= 0. Where f saturates y has lost what f' needs: prefer the form from x there.
#[track_caller]
pub fn elu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], alpha: T::Param) {
    let n = same([dy.len(), y.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.elu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
}

/// Logistic function: `y = 1 / (1 + exp(-x))`.
///
/// At most 2.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn sigmoid<T: Real>(x: &[T], y: &mut [T]) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.sigmoid)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
}

/// [`sigmoid`], of which `y` is the input, too.
#[track_caller]
pub fn sigmoid_in_place<T: Real>(y: &mut [T]) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.sigmoid)(y, y, n) }
}

/// The derivative of sigmoid: `d = f'(x)`, from x without cancellation.
///
/// At most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn sigmoid_prime<T: Real>(x: &[T], d: &mut [T]) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.sigmoid_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and x.
///
/// Of the derivative at most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn sigmoid_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.sigmoid_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being sigmoid, from dy and y.
///
/// Where f saturates y has lost what f' needs: prefer the form from x there.
#[track_caller]
pub fn sigmoid_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
    let n = same([dy.len(), y.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.sigmoid_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// Hyperbolic tangent: `y = tanh(x)`.
///
/// At most 2.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn tanh<T: Real>(x: &[T], y: &mut [T]) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.tanh)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
}

/// [`tanh`], of which `y` is the input, too.
#[track_caller]
pub fn tanh_in_place<T: Real>(y: &mut [T]) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.tanh)(y, y, n) }
}

/// The derivative of tanh: `d = f'(x)`, from x without cancellation.
///
/// At most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn tanh_prime<T: Real>(x: &[T], d: &mut [T]) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.tanh_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being tanh, from dy and x.
///
/// Of the derivative at most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn tanh_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.tanh_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being tanh, from dy and y.
///
/// Where f saturates y has lost what f' needs: prefer the form from x there.
#[track_caller]
pub fn tanh_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
    let n = same([dy.len(), y.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.tanh_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// Rectified linear unit that ends at 6: `y = min(max(x, 0), 6)`.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu6<T: Real>(x: &[T], y: &mut [T]) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu6)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
}

/// [`relu6`], of which `y` is the input, too.
#[track_caller]
pub fn relu6_in_place<T: Real>(y: &mut [T]) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu6)(y, y, n) }
}

/// The derivative of relu6: `d = f'(x)`, from x without cancellation.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu6_prime<T: Real>(x: &[T], d: &mut [T]) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu6_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being relu6, from dy and x.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn relu6_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.relu6_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// Swish by a piecewise quadratic: `y = x * min(max(x + 3, 0), 6) / 6`.
///
/// At most 2.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardswish<T: Real>(x: &[T], y: &mut [T]) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardswish)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
}

/// [`hardswish`], of which `y` is the input, too.
#[track_caller]
pub fn hardswish_in_place<T: Real>(y: &mut [T]) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardswish)(y, y, n) }
}

/// The derivative of hardswish: `d = f'(x)`, from x without cancellation.
///
/// At most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardswish_prime<T: Real>(x: &[T], d: &mut [T]) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardswish_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
}

/// `dx = dy * f'(x)`, f being hardswish, from dy and x.
///
/// Of the derivative at most 3 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardswish_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardswish_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
}

/// Shrinkage towards 0: `y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0`.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn softshrink<T: Real>(x: &[T], y: &mut [T], lambd: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softshrink)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, lambd) }
}

/// [`softshrink`], of which `y` is the input, too.
#[track_caller]
pub fn softshrink_in_place<T: Real>(y: &mut [T], lambd: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softshrink)(y, y, n, lambd) }
}

/// The derivative of softshrink: `d = f'(x)`, from x without cancellation.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn softshrink_prime<T: Real>(x: &[T], d: &mut [T], lambd: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softshrink_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, lambd) }
}

/// `dx = dy * f'(x)`, f being softshrink, from dy and x.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn softshrink_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], lambd: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softshrink_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, lambd) }
}

/// Zero where the absolute value is small: `y = abs(x) > lambd ? x : 0`.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardshrink<T: Real>(x: &[T], y: &mut [T], lambd: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardshrink)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, lambd) }
}

/// [`hardshrink`], of which `y` is the input, too.
#[track_caller]
pub fn hardshrink_in_place<T: Real>(y: &mut [T], lambd: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardshrink)(y, y, n, lambd) }
}

/// The derivative of hardshrink: `d = f'(x)`, from x without cancellation.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardshrink_prime<T: Real>(x: &[T], d: &mut [T], lambd: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardshrink_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, lambd) }
}

/// `dx = dy * f'(x)`, f being hardshrink, from dy and x.
///
/// lambd: usually 0.5; at least 0 makes sense.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardshrink_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], lambd: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardshrink_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, lambd) }
}

/// Rectified linear unit that begins at a threshold: `y = x > alpha ? x : 0`.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn thresholded_relu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.thresholded_relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
}

/// [`thresholded_relu`], of which `y` is the input, too.
#[track_caller]
pub fn thresholded_relu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.thresholded_relu)(y, y, n, alpha) }
}

/// The derivative of thresholded_relu: `d = f'(x)`, from x without cancellation.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn thresholded_relu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.thresholded_relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
}

/// `dx = dy * f'(x)`, f being thresholded_relu, from dy and x.
///
/// alpha: usually 1; at least 0 makes sense.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn thresholded_relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.thresholded_relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
}

/// Clamp to an interval: `y = min(max(x, low), high)`.
///
/// low: usually -1.
///
/// high: usually 1.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardtanh<T: Real>(x: &[T], y: &mut [T], low: T::Param, high: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardtanh)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, low, high) }
}

/// [`hardtanh`], of which `y` is the input, too.
#[track_caller]
pub fn hardtanh_in_place<T: Real>(y: &mut [T], low: T::Param, high: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardtanh)(y, y, n, low, high) }
}

/// The derivative of hardtanh: `d = f'(x)`, from x without cancellation.
///
/// low: usually -1.
///
/// high: usually 1.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardtanh_prime<T: Real>(x: &[T], d: &mut [T], low: T::Param, high: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardtanh_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, low, high) }
}

/// `dx = dy * f'(x)`, f being hardtanh, from dy and x.
///
/// low: usually -1.
///
/// high: usually 1.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn hardtanh_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], low: T::Param, high: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.hardtanh_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, low, high) }
}

/// A constant up to a threshold: `y = x > threshold ? x : value`.
///
/// threshold: usually 0.
///
/// value: usually 0.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn threshold<T: Real>(x: &[T], y: &mut [T], threshold: T::Param, value: T::Param) {
    let n = same([x.len(), y.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.threshold)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, threshold, value) }
}

/// [`threshold`], of which `y` is the input, too.
#[track_caller]
pub fn threshold_in_place<T: Real>(y: &mut [T], threshold: T::Param, value: T::Param) {
    let n = y.len();
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.threshold)(y, y, n, threshold, value) }
}

/// The derivative of threshold: `d = f'(x)`, from x without cancellation.
///
/// threshold: usually 0.
///
/// value: usually 0.
///
/// At most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn threshold_prime<T: Real>(x: &[T], d: &mut [T], threshold: T::Param, value: T::Param) {
    let n = same([x.len(), d.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.threshold_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, threshold, value) }
}

/// `dx = dy * f'(x)`, f being threshold, from dy and x.
///
/// threshold: usually 0.
///
/// value: usually 0.
///
/// Of the derivative at most 0.5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn threshold_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], threshold: T::Param, value: T::Param) {
    let n = same([dy.len(), x.len(), dx.len()]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.threshold_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, threshold, value) }
}

/// Probabilities of a row of scores: `y = exp(x) / sum(exp(x))`, of each row.
///
/// At most 5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn softmax<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softmax)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// [`softmax`], of which `y` is the input, too.
#[track_caller]
pub fn softmax_in_place<T: Real>(y: &mut [T], shape: Rows) {
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softmax)(y, y, shape.outer, shape.n, shape.inner) }
}

/// The Jacobian of softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis.
///
/// At most 11 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn softmax_prime<T: Real>(x: &[T], d: &mut [T], shape: Rows) {
    assert!(shape.inner == 1, "cact: a Jacobian is of rows along the last axis");
    fits(x.len(), [shape.outer, shape.n]);
    fits(d.len(), [shape.outer, shape.n, shape.n]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softmax_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), shape.outer, shape.n) }
}

/// The gradient of softmax: dx, from dy and x.
#[track_caller]
pub fn softmax_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
    fits(dy.len(), [shape.outer, shape.n, shape.inner]);
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(dx.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softmax_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// The gradient of softmax: dx, from dy and y.
///
/// Where f saturates y has lost what f' needs: prefer the form from x there.
#[track_caller]
pub fn softmax_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], shape: Rows) {
    fits(dy.len(), [shape.outer, shape.n, shape.inner]);
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    fits(dx.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.softmax_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// Logarithms of softmax: `y = x - log(sum(exp(x)))`, of each row.
///
/// At most 5 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn log_softmax<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.log_softmax)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// [`log_softmax`], of which `y` is the input, too.
#[track_caller]
pub fn log_softmax_in_place<T: Real>(y: &mut [T], shape: Rows) {
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    let y = y.as_mut_ptr().cast();
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.log_softmax)(y, y, shape.outer, shape.n, shape.inner) }
}

/// The Jacobian of log_softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis.
///
/// At most 11 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn log_softmax_prime<T: Real>(x: &[T], d: &mut [T], shape: Rows) {
    assert!(shape.inner == 1, "cact: a Jacobian is of rows along the last axis");
    fits(x.len(), [shape.outer, shape.n]);
    fits(d.len(), [shape.outer, shape.n, shape.n]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.log_softmax_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), shape.outer, shape.n) }
}

/// The gradient of log_softmax: dx, from dy and x.
#[track_caller]
pub fn log_softmax_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
    fits(dy.len(), [shape.outer, shape.n, shape.inner]);
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(dx.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.log_softmax_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// The gradient of log_softmax: dx, from dy and y.
///
/// Where f saturates y has lost what f' needs: prefer the form from x there.
#[track_caller]
pub fn log_softmax_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], shape: Rows) {
    fits(dy.len(), [shape.outer, shape.n, shape.inner]);
    fits(y.len(), [shape.outer, shape.n, shape.inner]);
    fits(dx.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.log_softmax_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// Smooth maximum of a row: `y = log(sum(exp(x)))`, one number for each row.
///
/// At most 4 ULP from the exact value, of halves 0.502.
#[track_caller]
pub fn logsumexp<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(y.len(), [shape.outer, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.logsumexp)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// The gradient of logsumexp: dx, from dy and x.
#[track_caller]
pub fn logsumexp_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
    fits(dy.len(), [shape.outer, shape.inner]);
    fits(x.len(), [shape.outer, shape.n, shape.inner]);
    fits(dx.len(), [shape.outer, shape.n, shape.inner]);
    // SAFETY: the lengths are those that C takes them for.
    unsafe { (T::TABLE.logsumexp_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
}

/// The exact tier: correctly rounded, or all but always so.
pub mod exact {
    use crate::{fits, same, sys, Rows};

    /// What arrays hold.
    pub trait Real: Copy + crate::sealed::Sealed {
        #[doc(hidden)]
        type Raw: 'static;
        /// What parameters are: `f64` of `f64`, else `f32`.
        type Param: Copy + 'static;
        #[doc(hidden)]
        const TABLE: &'static Table<Self::Raw, Self::Param>;
    }

    #[doc(hidden)]
    pub struct Table<R, P> {
        pub linear: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub linear_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub linear_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub relu: unsafe extern "C" fn(*const R, *mut R, usize),
        pub relu_prime: unsafe extern "C" fn(*const R, *mut R, usize),
        pub relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub relu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub leaky_relu: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub leaky_relu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub leaky_relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub leaky_relu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub elu: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub elu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub elu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub elu_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub sigmoid: unsafe extern "C" fn(*const R, *mut R, usize),
        pub sigmoid_prime: unsafe extern "C" fn(*const R, *mut R, usize),
        pub sigmoid_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub sigmoid_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub tanh: unsafe extern "C" fn(*const R, *mut R, usize),
        pub tanh_prime: unsafe extern "C" fn(*const R, *mut R, usize),
        pub tanh_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub tanh_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub relu6: unsafe extern "C" fn(*const R, *mut R, usize),
        pub relu6_prime: unsafe extern "C" fn(*const R, *mut R, usize),
        pub relu6_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub hardswish: unsafe extern "C" fn(*const R, *mut R, usize),
        pub hardswish_prime: unsafe extern "C" fn(*const R, *mut R, usize),
        pub hardswish_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize),
        pub softshrink: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub softshrink_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub softshrink_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub hardshrink: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub hardshrink_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub hardshrink_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub thresholded_relu: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub thresholded_relu_prime: unsafe extern "C" fn(*const R, *mut R, usize, P),
        pub thresholded_relu_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P),
        pub hardtanh: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
        pub hardtanh_prime: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
        pub hardtanh_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P, P),
        pub threshold: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
        pub threshold_prime: unsafe extern "C" fn(*const R, *mut R, usize, P, P),
        pub threshold_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, P, P),
        pub softmax: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
        pub softmax_prime: unsafe extern "C" fn(*const R, *mut R, usize, usize),
        pub softmax_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
        pub softmax_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
        pub log_softmax: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
        pub log_softmax_prime: unsafe extern "C" fn(*const R, *mut R, usize, usize),
        pub log_softmax_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
        pub log_softmax_backward_from_y: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
        pub logsumexp: unsafe extern "C" fn(*const R, *mut R, usize, usize, usize),
        pub logsumexp_backward: unsafe extern "C" fn(*const R, *const R, *mut R, usize, usize, usize),
    }

    impl Real for f32 {
        type Raw = f32;
        type Param = f32;
        const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
            linear: sys::cact_exact_linear_f32,
            linear_prime: sys::cact_exact_linear_prime_f32,
            linear_backward: sys::cact_exact_linear_backward_f32,
            relu: sys::cact_exact_relu_f32,
            relu_prime: sys::cact_exact_relu_prime_f32,
            relu_backward: sys::cact_exact_relu_backward_f32,
            relu_backward_from_y: sys::cact_exact_relu_backward_from_y_f32,
            leaky_relu: sys::cact_exact_leaky_relu_f32,
            leaky_relu_prime: sys::cact_exact_leaky_relu_prime_f32,
            leaky_relu_backward: sys::cact_exact_leaky_relu_backward_f32,
            leaky_relu_backward_from_y: sys::cact_exact_leaky_relu_backward_from_y_f32,
            elu: sys::cact_exact_elu_f32,
            elu_prime: sys::cact_exact_elu_prime_f32,
            elu_backward: sys::cact_exact_elu_backward_f32,
            elu_backward_from_y: sys::cact_exact_elu_backward_from_y_f32,
            sigmoid: sys::cact_exact_sigmoid_f32,
            sigmoid_prime: sys::cact_exact_sigmoid_prime_f32,
            sigmoid_backward: sys::cact_exact_sigmoid_backward_f32,
            sigmoid_backward_from_y: sys::cact_exact_sigmoid_backward_from_y_f32,
            tanh: sys::cact_exact_tanh_f32,
            tanh_prime: sys::cact_exact_tanh_prime_f32,
            tanh_backward: sys::cact_exact_tanh_backward_f32,
            tanh_backward_from_y: sys::cact_exact_tanh_backward_from_y_f32,
            relu6: sys::cact_exact_relu6_f32,
            relu6_prime: sys::cact_exact_relu6_prime_f32,
            relu6_backward: sys::cact_exact_relu6_backward_f32,
            hardswish: sys::cact_exact_hardswish_f32,
            hardswish_prime: sys::cact_exact_hardswish_prime_f32,
            hardswish_backward: sys::cact_exact_hardswish_backward_f32,
            softshrink: sys::cact_exact_softshrink_f32,
            softshrink_prime: sys::cact_exact_softshrink_prime_f32,
            softshrink_backward: sys::cact_exact_softshrink_backward_f32,
            hardshrink: sys::cact_exact_hardshrink_f32,
            hardshrink_prime: sys::cact_exact_hardshrink_prime_f32,
            hardshrink_backward: sys::cact_exact_hardshrink_backward_f32,
            thresholded_relu: sys::cact_exact_thresholded_relu_f32,
            thresholded_relu_prime: sys::cact_exact_thresholded_relu_prime_f32,
            thresholded_relu_backward: sys::cact_exact_thresholded_relu_backward_f32,
            hardtanh: sys::cact_exact_hardtanh_f32,
            hardtanh_prime: sys::cact_exact_hardtanh_prime_f32,
            hardtanh_backward: sys::cact_exact_hardtanh_backward_f32,
            threshold: sys::cact_exact_threshold_f32,
            threshold_prime: sys::cact_exact_threshold_prime_f32,
            threshold_backward: sys::cact_exact_threshold_backward_f32,
            softmax: sys::cact_exact_softmax_f32,
            softmax_prime: sys::cact_exact_softmax_prime_f32,
            softmax_backward: sys::cact_exact_softmax_backward_f32,
            softmax_backward_from_y: sys::cact_exact_softmax_backward_from_y_f32,
            log_softmax: sys::cact_exact_log_softmax_f32,
            log_softmax_prime: sys::cact_exact_log_softmax_prime_f32,
            log_softmax_backward: sys::cact_exact_log_softmax_backward_f32,
            log_softmax_backward_from_y: sys::cact_exact_log_softmax_backward_from_y_f32,
            logsumexp: sys::cact_exact_logsumexp_f32,
            logsumexp_backward: sys::cact_exact_logsumexp_backward_f32,
        };
    }

    impl Real for crate::F16 {
        type Raw = u16;
        type Param = f32;
        const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
            linear: sys::cact_exact_linear_f16,
            linear_prime: sys::cact_exact_linear_prime_f16,
            linear_backward: sys::cact_exact_linear_backward_f16,
            relu: sys::cact_exact_relu_f16,
            relu_prime: sys::cact_exact_relu_prime_f16,
            relu_backward: sys::cact_exact_relu_backward_f16,
            relu_backward_from_y: sys::cact_exact_relu_backward_from_y_f16,
            leaky_relu: sys::cact_exact_leaky_relu_f16,
            leaky_relu_prime: sys::cact_exact_leaky_relu_prime_f16,
            leaky_relu_backward: sys::cact_exact_leaky_relu_backward_f16,
            leaky_relu_backward_from_y: sys::cact_exact_leaky_relu_backward_from_y_f16,
            elu: sys::cact_exact_elu_f16,
            elu_prime: sys::cact_exact_elu_prime_f16,
            elu_backward: sys::cact_exact_elu_backward_f16,
            elu_backward_from_y: sys::cact_exact_elu_backward_from_y_f16,
            sigmoid: sys::cact_exact_sigmoid_f16,
            sigmoid_prime: sys::cact_exact_sigmoid_prime_f16,
            sigmoid_backward: sys::cact_exact_sigmoid_backward_f16,
            sigmoid_backward_from_y: sys::cact_exact_sigmoid_backward_from_y_f16,
            tanh: sys::cact_exact_tanh_f16,
            tanh_prime: sys::cact_exact_tanh_prime_f16,
            tanh_backward: sys::cact_exact_tanh_backward_f16,
            tanh_backward_from_y: sys::cact_exact_tanh_backward_from_y_f16,
            relu6: sys::cact_exact_relu6_f16,
            relu6_prime: sys::cact_exact_relu6_prime_f16,
            relu6_backward: sys::cact_exact_relu6_backward_f16,
            hardswish: sys::cact_exact_hardswish_f16,
            hardswish_prime: sys::cact_exact_hardswish_prime_f16,
            hardswish_backward: sys::cact_exact_hardswish_backward_f16,
            softshrink: sys::cact_exact_softshrink_f16,
            softshrink_prime: sys::cact_exact_softshrink_prime_f16,
            softshrink_backward: sys::cact_exact_softshrink_backward_f16,
            hardshrink: sys::cact_exact_hardshrink_f16,
            hardshrink_prime: sys::cact_exact_hardshrink_prime_f16,
            hardshrink_backward: sys::cact_exact_hardshrink_backward_f16,
            thresholded_relu: sys::cact_exact_thresholded_relu_f16,
            thresholded_relu_prime: sys::cact_exact_thresholded_relu_prime_f16,
            thresholded_relu_backward: sys::cact_exact_thresholded_relu_backward_f16,
            hardtanh: sys::cact_exact_hardtanh_f16,
            hardtanh_prime: sys::cact_exact_hardtanh_prime_f16,
            hardtanh_backward: sys::cact_exact_hardtanh_backward_f16,
            threshold: sys::cact_exact_threshold_f16,
            threshold_prime: sys::cact_exact_threshold_prime_f16,
            threshold_backward: sys::cact_exact_threshold_backward_f16,
            softmax: sys::cact_exact_softmax_f16,
            softmax_prime: sys::cact_exact_softmax_prime_f16,
            softmax_backward: sys::cact_exact_softmax_backward_f16,
            softmax_backward_from_y: sys::cact_exact_softmax_backward_from_y_f16,
            log_softmax: sys::cact_exact_log_softmax_f16,
            log_softmax_prime: sys::cact_exact_log_softmax_prime_f16,
            log_softmax_backward: sys::cact_exact_log_softmax_backward_f16,
            log_softmax_backward_from_y: sys::cact_exact_log_softmax_backward_from_y_f16,
            logsumexp: sys::cact_exact_logsumexp_f16,
            logsumexp_backward: sys::cact_exact_logsumexp_backward_f16,
        };
    }

    impl Real for crate::BF16 {
        type Raw = u16;
        type Param = f32;
        const TABLE: &'static Table<Self::Raw, Self::Param> = &Table {
            linear: sys::cact_exact_linear_bf16,
            linear_prime: sys::cact_exact_linear_prime_bf16,
            linear_backward: sys::cact_exact_linear_backward_bf16,
            relu: sys::cact_exact_relu_bf16,
            relu_prime: sys::cact_exact_relu_prime_bf16,
            relu_backward: sys::cact_exact_relu_backward_bf16,
            relu_backward_from_y: sys::cact_exact_relu_backward_from_y_bf16,
            leaky_relu: sys::cact_exact_leaky_relu_bf16,
            leaky_relu_prime: sys::cact_exact_leaky_relu_prime_bf16,
            leaky_relu_backward: sys::cact_exact_leaky_relu_backward_bf16,
            leaky_relu_backward_from_y: sys::cact_exact_leaky_relu_backward_from_y_bf16,
            elu: sys::cact_exact_elu_bf16,
            elu_prime: sys::cact_exact_elu_prime_bf16,
            elu_backward: sys::cact_exact_elu_backward_bf16,
            elu_backward_from_y: sys::cact_exact_elu_backward_from_y_bf16,
            sigmoid: sys::cact_exact_sigmoid_bf16,
            sigmoid_prime: sys::cact_exact_sigmoid_prime_bf16,
            sigmoid_backward: sys::cact_exact_sigmoid_backward_bf16,
            sigmoid_backward_from_y: sys::cact_exact_sigmoid_backward_from_y_bf16,
            tanh: sys::cact_exact_tanh_bf16,
            tanh_prime: sys::cact_exact_tanh_prime_bf16,
            tanh_backward: sys::cact_exact_tanh_backward_bf16,
            tanh_backward_from_y: sys::cact_exact_tanh_backward_from_y_bf16,
            relu6: sys::cact_exact_relu6_bf16,
            relu6_prime: sys::cact_exact_relu6_prime_bf16,
            relu6_backward: sys::cact_exact_relu6_backward_bf16,
            hardswish: sys::cact_exact_hardswish_bf16,
            hardswish_prime: sys::cact_exact_hardswish_prime_bf16,
            hardswish_backward: sys::cact_exact_hardswish_backward_bf16,
            softshrink: sys::cact_exact_softshrink_bf16,
            softshrink_prime: sys::cact_exact_softshrink_prime_bf16,
            softshrink_backward: sys::cact_exact_softshrink_backward_bf16,
            hardshrink: sys::cact_exact_hardshrink_bf16,
            hardshrink_prime: sys::cact_exact_hardshrink_prime_bf16,
            hardshrink_backward: sys::cact_exact_hardshrink_backward_bf16,
            thresholded_relu: sys::cact_exact_thresholded_relu_bf16,
            thresholded_relu_prime: sys::cact_exact_thresholded_relu_prime_bf16,
            thresholded_relu_backward: sys::cact_exact_thresholded_relu_backward_bf16,
            hardtanh: sys::cact_exact_hardtanh_bf16,
            hardtanh_prime: sys::cact_exact_hardtanh_prime_bf16,
            hardtanh_backward: sys::cact_exact_hardtanh_backward_bf16,
            threshold: sys::cact_exact_threshold_bf16,
            threshold_prime: sys::cact_exact_threshold_prime_bf16,
            threshold_backward: sys::cact_exact_threshold_backward_bf16,
            softmax: sys::cact_exact_softmax_bf16,
            softmax_prime: sys::cact_exact_softmax_prime_bf16,
            softmax_backward: sys::cact_exact_softmax_backward_bf16,
            softmax_backward_from_y: sys::cact_exact_softmax_backward_from_y_bf16,
            log_softmax: sys::cact_exact_log_softmax_bf16,
            log_softmax_prime: sys::cact_exact_log_softmax_prime_bf16,
            log_softmax_backward: sys::cact_exact_log_softmax_backward_bf16,
            log_softmax_backward_from_y: sys::cact_exact_log_softmax_backward_from_y_bf16,
            logsumexp: sys::cact_exact_logsumexp_bf16,
            logsumexp_backward: sys::cact_exact_logsumexp_backward_bf16,
        };
    }

    /// Straight line through the origin: `y = m * x`.
    ///
    /// m: usually 1.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn linear<T: Real>(x: &[T], y: &mut [T], m: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.linear)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, m) }
    }

    /// [`linear`], of which `y` is the input, too.
    #[track_caller]
    pub fn linear_in_place<T: Real>(y: &mut [T], m: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.linear)(y, y, n, m) }
    }

    /// The derivative of linear: `d = f'(x)`, from x without cancellation.
    ///
    /// m: usually 1.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn linear_prime<T: Real>(x: &[T], d: &mut [T], m: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.linear_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, m) }
    }

    /// `dx = dy * f'(x)`, f being linear, from dy and x.
    ///
    /// m: usually 1.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn linear_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], m: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.linear_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, m) }
    }

    /// Rectified linear unit: `y = x < 0 ? 0 : x`.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu<T: Real>(x: &[T], y: &mut [T]) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
    }

    /// [`relu`], of which `y` is the input, too.
    #[track_caller]
    pub fn relu_in_place<T: Real>(y: &mut [T]) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu)(y, y, n) }
    }

    /// The derivative of relu: `d = f'(x)`, from x without cancellation.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu_prime<T: Real>(x: &[T], d: &mut [T]) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being relu, from dy and x.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being relu, from dy and y.
    #[track_caller]
    pub fn relu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
        let n = same([dy.len(), y.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// Rectified linear unit that leaks: negative values are scaled: `y = x > 0 ? x : alpha * x`.
    ///
    /// alpha: usually 0.01; at least 0 and at most 1 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn leaky_relu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.leaky_relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
    }

    /// [`leaky_relu`], of which `y` is the input, too.
    #[track_caller]
    pub fn leaky_relu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.leaky_relu)(y, y, n, alpha) }
    }

    /// The derivative of leaky_relu: `d = f'(x)`, from x without cancellation.
    ///
    /// alpha: usually 0.01; at least 0 and at most 1 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn leaky_relu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.leaky_relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
    }

    /// `dx = dy * f'(x)`, f being leaky_relu, from dy and x.
    ///
    /// alpha: usually 0.01; at least 0 and at most 1 makes sense.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn leaky_relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.leaky_relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
    }

    /// `dx = dy * f'(x)`, f being leaky_relu, from dy and y.
    ///
    /// alpha: usually 0.01; at least 0 and at most 1 makes sense.
    ///
    /// For alpha >= 0.
    #[track_caller]
    pub fn leaky_relu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], alpha: T::Param) {
        let n = same([dy.len(), y.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.leaky_relu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
    }

    /// Exponential linear unit: `y = x > 0 ? x : alpha * (exp(x) - 1)`.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn elu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.elu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
    }

    /// [`elu`], of which `y` is the input, too.
    #[track_caller]
    pub fn elu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.elu)(y, y, n, alpha) }
    }

    /// The derivative of elu: `d = f'(x)`, from x without cancellation.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn elu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.elu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
    }

    /// `dx = dy * f'(x)`, f being elu, from dy and x.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// Of the derivative at most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn elu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.elu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
    }

    /// `dx = dy * f'(x)`, f being elu, from dy and y.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// For alpha >= 0. Where f saturates y has lost what f' needs: prefer the form from x there.
    #[track_caller]
    pub fn elu_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], alpha: T::Param) {
        let n = same([dy.len(), y.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.elu_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
    }

    /// Logistic function: `y = 1 / (1 + exp(-x))`.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn sigmoid<T: Real>(x: &[T], y: &mut [T]) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.sigmoid)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
    }

    /// [`sigmoid`], of which `y` is the input, too.
    #[track_caller]
    pub fn sigmoid_in_place<T: Real>(y: &mut [T]) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.sigmoid)(y, y, n) }
    }

    /// The derivative of sigmoid: `d = f'(x)`, from x without cancellation.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn sigmoid_prime<T: Real>(x: &[T], d: &mut [T]) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.sigmoid_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being sigmoid, from dy and x.
    ///
    /// Of the derivative at most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn sigmoid_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.sigmoid_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being sigmoid, from dy and y.
    ///
    /// Where f saturates y has lost what f' needs: prefer the form from x there.
    #[track_caller]
    pub fn sigmoid_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
        let n = same([dy.len(), y.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.sigmoid_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// Hyperbolic tangent: `y = tanh(x)`.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn tanh<T: Real>(x: &[T], y: &mut [T]) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.tanh)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
    }

    /// [`tanh`], of which `y` is the input, too.
    #[track_caller]
    pub fn tanh_in_place<T: Real>(y: &mut [T]) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.tanh)(y, y, n) }
    }

    /// The derivative of tanh: `d = f'(x)`, from x without cancellation.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn tanh_prime<T: Real>(x: &[T], d: &mut [T]) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.tanh_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being tanh, from dy and x.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn tanh_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.tanh_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being tanh, from dy and y.
    ///
    /// Where f saturates y has lost what f' needs: prefer the form from x there.
    #[track_caller]
    pub fn tanh_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T]) {
        let n = same([dy.len(), y.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.tanh_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// Rectified linear unit that ends at 6: `y = min(max(x, 0), 6)`.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu6<T: Real>(x: &[T], y: &mut [T]) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu6)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
    }

    /// [`relu6`], of which `y` is the input, too.
    #[track_caller]
    pub fn relu6_in_place<T: Real>(y: &mut [T]) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu6)(y, y, n) }
    }

    /// The derivative of relu6: `d = f'(x)`, from x without cancellation.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu6_prime<T: Real>(x: &[T], d: &mut [T]) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu6_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being relu6, from dy and x.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn relu6_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.relu6_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// Swish by a piecewise quadratic: `y = x * min(max(x + 3, 0), 6) / 6`.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn hardswish<T: Real>(x: &[T], y: &mut [T]) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardswish)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n) }
    }

    /// [`hardswish`], of which `y` is the input, too.
    #[track_caller]
    pub fn hardswish_in_place<T: Real>(y: &mut [T]) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardswish)(y, y, n) }
    }

    /// The derivative of hardswish: `d = f'(x)`, from x without cancellation.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn hardswish_prime<T: Real>(x: &[T], d: &mut [T]) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardswish_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n) }
    }

    /// `dx = dy * f'(x)`, f being hardswish, from dy and x.
    ///
    /// Of the derivative at most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn hardswish_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T]) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardswish_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n) }
    }

    /// Shrinkage towards 0: `y = x > lambd ? x - lambd : x < -lambd ? x + lambd : 0`.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn softshrink<T: Real>(x: &[T], y: &mut [T], lambd: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softshrink)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, lambd) }
    }

    /// [`softshrink`], of which `y` is the input, too.
    #[track_caller]
    pub fn softshrink_in_place<T: Real>(y: &mut [T], lambd: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softshrink)(y, y, n, lambd) }
    }

    /// The derivative of softshrink: `d = f'(x)`, from x without cancellation.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn softshrink_prime<T: Real>(x: &[T], d: &mut [T], lambd: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softshrink_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, lambd) }
    }

    /// `dx = dy * f'(x)`, f being softshrink, from dy and x.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn softshrink_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], lambd: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softshrink_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, lambd) }
    }

    /// Zero where the absolute value is small: `y = abs(x) > lambd ? x : 0`.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardshrink<T: Real>(x: &[T], y: &mut [T], lambd: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardshrink)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, lambd) }
    }

    /// [`hardshrink`], of which `y` is the input, too.
    #[track_caller]
    pub fn hardshrink_in_place<T: Real>(y: &mut [T], lambd: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardshrink)(y, y, n, lambd) }
    }

    /// The derivative of hardshrink: `d = f'(x)`, from x without cancellation.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardshrink_prime<T: Real>(x: &[T], d: &mut [T], lambd: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardshrink_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, lambd) }
    }

    /// `dx = dy * f'(x)`, f being hardshrink, from dy and x.
    ///
    /// lambd: usually 0.5; at least 0 makes sense.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardshrink_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], lambd: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardshrink_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, lambd) }
    }

    /// Rectified linear unit that begins at a threshold: `y = x > alpha ? x : 0`.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn thresholded_relu<T: Real>(x: &[T], y: &mut [T], alpha: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.thresholded_relu)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, alpha) }
    }

    /// [`thresholded_relu`], of which `y` is the input, too.
    #[track_caller]
    pub fn thresholded_relu_in_place<T: Real>(y: &mut [T], alpha: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.thresholded_relu)(y, y, n, alpha) }
    }

    /// The derivative of thresholded_relu: `d = f'(x)`, from x without cancellation.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn thresholded_relu_prime<T: Real>(x: &[T], d: &mut [T], alpha: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.thresholded_relu_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, alpha) }
    }

    /// `dx = dy * f'(x)`, f being thresholded_relu, from dy and x.
    ///
    /// alpha: usually 1; at least 0 makes sense.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn thresholded_relu_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], alpha: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.thresholded_relu_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, alpha) }
    }

    /// Clamp to an interval: `y = min(max(x, low), high)`.
    ///
    /// low: usually -1.
    ///
    /// high: usually 1.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardtanh<T: Real>(x: &[T], y: &mut [T], low: T::Param, high: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardtanh)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, low, high) }
    }

    /// [`hardtanh`], of which `y` is the input, too.
    #[track_caller]
    pub fn hardtanh_in_place<T: Real>(y: &mut [T], low: T::Param, high: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardtanh)(y, y, n, low, high) }
    }

    /// The derivative of hardtanh: `d = f'(x)`, from x without cancellation.
    ///
    /// low: usually -1.
    ///
    /// high: usually 1.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardtanh_prime<T: Real>(x: &[T], d: &mut [T], low: T::Param, high: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardtanh_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, low, high) }
    }

    /// `dx = dy * f'(x)`, f being hardtanh, from dy and x.
    ///
    /// low: usually -1.
    ///
    /// high: usually 1.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn hardtanh_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], low: T::Param, high: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.hardtanh_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, low, high) }
    }

    /// A constant up to a threshold: `y = x > threshold ? x : value`.
    ///
    /// threshold: usually 0.
    ///
    /// value: usually 0.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn threshold<T: Real>(x: &[T], y: &mut [T], threshold: T::Param, value: T::Param) {
        let n = same([x.len(), y.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.threshold)(x.as_ptr().cast(), y.as_mut_ptr().cast(), n, threshold, value) }
    }

    /// [`threshold`], of which `y` is the input, too.
    #[track_caller]
    pub fn threshold_in_place<T: Real>(y: &mut [T], threshold: T::Param, value: T::Param) {
        let n = y.len();
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.threshold)(y, y, n, threshold, value) }
    }

    /// The derivative of threshold: `d = f'(x)`, from x without cancellation.
    ///
    /// threshold: usually 0.
    ///
    /// value: usually 0.
    ///
    /// At most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn threshold_prime<T: Real>(x: &[T], d: &mut [T], threshold: T::Param, value: T::Param) {
        let n = same([x.len(), d.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.threshold_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), n, threshold, value) }
    }

    /// `dx = dy * f'(x)`, f being threshold, from dy and x.
    ///
    /// threshold: usually 0.
    ///
    /// value: usually 0.
    ///
    /// Of the derivative at most 0.5 ULP from the exact value, of halves 0.5001.
    #[track_caller]
    pub fn threshold_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], threshold: T::Param, value: T::Param) {
        let n = same([dy.len(), x.len(), dx.len()]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.threshold_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), n, threshold, value) }
    }

    /// Probabilities of a row of scores: `y = exp(x) / sum(exp(x))`, of each row.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn softmax<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softmax)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// [`softmax`], of which `y` is the input, too.
    #[track_caller]
    pub fn softmax_in_place<T: Real>(y: &mut [T], shape: Rows) {
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softmax)(y, y, shape.outer, shape.n, shape.inner) }
    }

    /// The Jacobian of softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn softmax_prime<T: Real>(x: &[T], d: &mut [T], shape: Rows) {
        assert!(shape.inner == 1, "cact: a Jacobian is of rows along the last axis");
        fits(x.len(), [shape.outer, shape.n]);
        fits(d.len(), [shape.outer, shape.n, shape.n]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softmax_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), shape.outer, shape.n) }
    }

    /// The gradient of softmax: dx, from dy and x.
    #[track_caller]
    pub fn softmax_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
        fits(dy.len(), [shape.outer, shape.n, shape.inner]);
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(dx.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softmax_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// The gradient of softmax: dx, from dy and y.
    ///
    /// Where f saturates y has lost what f' needs: prefer the form from x there.
    #[track_caller]
    pub fn softmax_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], shape: Rows) {
        fits(dy.len(), [shape.outer, shape.n, shape.inner]);
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        fits(dx.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.softmax_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// Logarithms of softmax: `y = x - log(sum(exp(x)))`, of each row.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn log_softmax<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.log_softmax)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// [`log_softmax`], of which `y` is the input, too.
    #[track_caller]
    pub fn log_softmax_in_place<T: Real>(y: &mut [T], shape: Rows) {
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        let y = y.as_mut_ptr().cast();
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.log_softmax)(y, y, shape.outer, shape.n, shape.inner) }
    }

    /// The Jacobian of log_softmax: `d[o, i, j] = dy_i/dx_j`, of rows along the last axis.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn log_softmax_prime<T: Real>(x: &[T], d: &mut [T], shape: Rows) {
        assert!(shape.inner == 1, "cact: a Jacobian is of rows along the last axis");
        fits(x.len(), [shape.outer, shape.n]);
        fits(d.len(), [shape.outer, shape.n, shape.n]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.log_softmax_prime)(x.as_ptr().cast(), d.as_mut_ptr().cast(), shape.outer, shape.n) }
    }

    /// The gradient of log_softmax: dx, from dy and x.
    #[track_caller]
    pub fn log_softmax_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
        fits(dy.len(), [shape.outer, shape.n, shape.inner]);
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(dx.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.log_softmax_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// The gradient of log_softmax: dx, from dy and y.
    ///
    /// Where f saturates y has lost what f' needs: prefer the form from x there.
    #[track_caller]
    pub fn log_softmax_backward_from_y<T: Real>(dy: &[T], y: &[T], dx: &mut [T], shape: Rows) {
        fits(dy.len(), [shape.outer, shape.n, shape.inner]);
        fits(y.len(), [shape.outer, shape.n, shape.inner]);
        fits(dx.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.log_softmax_backward_from_y)(dy.as_ptr().cast(), y.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// Smooth maximum of a row: `y = log(sum(exp(x)))`, one number for each row.
    ///
    /// At most 0.5001 ULP from the exact value.
    #[track_caller]
    pub fn logsumexp<T: Real>(x: &[T], y: &mut [T], shape: Rows) {
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(y.len(), [shape.outer, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.logsumexp)(x.as_ptr().cast(), y.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }

    /// The gradient of logsumexp: dx, from dy and x.
    #[track_caller]
    pub fn logsumexp_backward<T: Real>(dy: &[T], x: &[T], dx: &mut [T], shape: Rows) {
        fits(dy.len(), [shape.outer, shape.inner]);
        fits(x.len(), [shape.outer, shape.n, shape.inner]);
        fits(dx.len(), [shape.outer, shape.n, shape.inner]);
        // SAFETY: the lengths are those that C takes them for.
        unsafe { (T::TABLE.logsumexp_backward)(dy.as_ptr().cast(), x.as_ptr().cast(), dx.as_mut_ptr().cast(), shape.outer, shape.n, shape.inner) }
    }
}
