//! cact.h as it stands, of which the crate cact is the safe form.
// Made by bindings/generate.py.
#![allow(non_camel_case_types)]

use std::os::raw::{c_char, c_int, c_void};

/// What this is made for; [`cact_abi`] tells the library's.
pub const CACT_ABI: c_int = 0;
pub type cact_op = c_int;
pub const CACT_FORWARD: c_int = 0;
pub const CACT_PRIME: c_int = 1;
pub const CACT_BACKWARD: c_int = 2;
pub const CACT_BACKWARD_FROM_Y: c_int = 3;
pub type cact_type = c_int;
pub const CACT_F32: c_int = 0;
pub const CACT_F64: c_int = 1;
pub const CACT_EXACT_F32: c_int = 2;
pub const CACT_F16: c_int = 3;
pub const CACT_BF16: c_int = 4;
pub const CACT_EXACT_F16: c_int = 5;
pub const CACT_EXACT_BF16: c_int = 6;
pub type cact_kind = c_int;
pub const CACT_ELEMENTS: c_int = 0;
pub const CACT_ROWS: c_int = 1;
pub const CACT_ROWS_REDUCED: c_int = 2;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_param {
    pub name: *const c_char,
    pub usual: f64,
    pub low: f64,
    pub high: f64,
    pub from_y: f64,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_bounds {
    pub forward: f64,
    pub prime: f64,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_info {
    pub size: usize,
    pub name: *const c_char,
    pub formula: *const c_char,
    pub description: *const c_char,
    pub kind: cact_kind,
    pub ops: c_int,
    pub inputs: c_int,
    pub outputs: c_int,
    pub params: c_int,
    pub param: *const cact_param,
    pub types: c_int,
    pub bounds: *const cact_bounds,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_in {
    pub data: *const c_void,
    pub stride: isize,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_out {
    pub data: *mut c_void,
    pub stride: isize,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_args {
    pub size: usize,
    pub n: usize,
    pub inputs: usize,
    pub outputs: usize,
    pub params: usize,
    pub input: *const cact_in,
    pub output: *const cact_out,
    pub param: *const cact_in,
}

#[derive(Clone, Copy)]
#[repr(C)]
pub struct cact_rows_args {
    pub size: usize,
    pub outer: usize,
    pub n: usize,
    pub inner: usize,
    pub dy: *const c_void,
    pub x: *const c_void,
    pub out: *mut c_void,
}

#[rustfmt::skip]
extern "C" {
    pub fn cact_linear_f32(x: *const f32, y: *mut f32, n: usize, m: f32);
    pub fn cact_linear_f64(x: *const f64, y: *mut f64, n: usize, m: f64);
    pub fn cact_linear_prime_f32(x: *const f32, d: *mut f32, n: usize, m: f32);
    pub fn cact_linear_prime_f64(x: *const f64, d: *mut f64, n: usize, m: f64);
    pub fn cact_linear_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, m: f32);
    pub fn cact_linear_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, m: f64);
    pub fn cact_relu_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_relu_f64(x: *const f64, y: *mut f64, n: usize);
    pub fn cact_relu_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_relu_prime_f64(x: *const f64, d: *mut f64, n: usize);
    pub fn cact_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_relu_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize);
    pub fn cact_relu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_relu_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, n: usize);
    pub fn cact_leaky_relu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_leaky_relu_f64(x: *const f64, y: *mut f64, n: usize, alpha: f64);
    pub fn cact_leaky_relu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_leaky_relu_prime_f64(x: *const f64, d: *mut f64, n: usize, alpha: f64);
    pub fn cact_leaky_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, alpha: f64);
    pub fn cact_leaky_relu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, n: usize, alpha: f64);
    pub fn cact_elu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_elu_f64(x: *const f64, y: *mut f64, n: usize, alpha: f64);
    pub fn cact_elu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_elu_prime_f64(x: *const f64, d: *mut f64, n: usize, alpha: f64);
    pub fn cact_elu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_elu_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, alpha: f64);
    pub fn cact_elu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_elu_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, n: usize, alpha: f64);
    pub fn cact_sigmoid_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_sigmoid_f64(x: *const f64, y: *mut f64, n: usize);
    pub fn cact_sigmoid_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_sigmoid_prime_f64(x: *const f64, d: *mut f64, n: usize);
    pub fn cact_sigmoid_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_sigmoid_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize);
    pub fn cact_sigmoid_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_sigmoid_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, n: usize);
    pub fn cact_tanh_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_tanh_f64(x: *const f64, y: *mut f64, n: usize);
    pub fn cact_tanh_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_tanh_prime_f64(x: *const f64, d: *mut f64, n: usize);
    pub fn cact_tanh_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_tanh_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize);
    pub fn cact_tanh_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_tanh_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, n: usize);
    pub fn cact_relu6_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_relu6_f64(x: *const f64, y: *mut f64, n: usize);
    pub fn cact_relu6_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_relu6_prime_f64(x: *const f64, d: *mut f64, n: usize);
    pub fn cact_relu6_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_relu6_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize);
    pub fn cact_hardswish_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_hardswish_f64(x: *const f64, y: *mut f64, n: usize);
    pub fn cact_hardswish_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_hardswish_prime_f64(x: *const f64, d: *mut f64, n: usize);
    pub fn cact_hardswish_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_hardswish_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize);
    pub fn cact_softshrink_f32(x: *const f32, y: *mut f32, n: usize, lambd: f32);
    pub fn cact_softshrink_f64(x: *const f64, y: *mut f64, n: usize, lambd: f64);
    pub fn cact_softshrink_prime_f32(x: *const f32, d: *mut f32, n: usize, lambd: f32);
    pub fn cact_softshrink_prime_f64(x: *const f64, d: *mut f64, n: usize, lambd: f64);
    pub fn cact_softshrink_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, lambd: f32);
    pub fn cact_softshrink_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, lambd: f64);
    pub fn cact_hardshrink_f32(x: *const f32, y: *mut f32, n: usize, lambd: f32);
    pub fn cact_hardshrink_f64(x: *const f64, y: *mut f64, n: usize, lambd: f64);
    pub fn cact_hardshrink_prime_f32(x: *const f32, d: *mut f32, n: usize, lambd: f32);
    pub fn cact_hardshrink_prime_f64(x: *const f64, d: *mut f64, n: usize, lambd: f64);
    pub fn cact_hardshrink_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, lambd: f32);
    pub fn cact_hardshrink_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, lambd: f64);
    pub fn cact_thresholded_relu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_f64(x: *const f64, y: *mut f64, n: usize, alpha: f64);
    pub fn cact_thresholded_relu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_prime_f64(x: *const f64, d: *mut f64, n: usize, alpha: f64);
    pub fn cact_thresholded_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, alpha: f64);
    pub fn cact_hardtanh_f32(x: *const f32, y: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_f64(x: *const f64, y: *mut f64, n: usize, low: f64, high: f64);
    pub fn cact_hardtanh_prime_f32(x: *const f32, d: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_prime_f64(x: *const f64, d: *mut f64, n: usize, low: f64, high: f64);
    pub fn cact_hardtanh_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, low: f64, high: f64);
    pub fn cact_threshold_f32(x: *const f32, y: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_f64(x: *const f64, y: *mut f64, n: usize, threshold: f64, value: f64);
    pub fn cact_threshold_prime_f32(x: *const f32, d: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_prime_f64(x: *const f64, d: *mut f64, n: usize, threshold: f64, value: f64);
    pub fn cact_threshold_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, n: usize, threshold: f64, value: f64);
    pub fn cact_softmax_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_f64(x: *const f64, y: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_prime_f32(x: *const f32, d: *mut f32, outer: usize, n: usize);
    pub fn cact_softmax_prime_f64(x: *const f64, d: *mut f64, outer: usize, n: usize);
    pub fn cact_softmax_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_f64(x: *const f64, y: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_prime_f32(x: *const f32, d: *mut f32, outer: usize, n: usize);
    pub fn cact_log_softmax_prime_f64(x: *const f64, d: *mut f64, outer: usize, n: usize);
    pub fn cact_log_softmax_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_from_y_f64(dy: *const f64, y: *const f64, dx: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_f64(x: *const f64, y: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_backward_f64(dy: *const f64, x: *const f64, dx: *mut f64, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_linear_f32(x: *const f32, y: *mut f32, n: usize, m: f32);
    pub fn cact_exact_linear_prime_f32(x: *const f32, d: *mut f32, n: usize, m: f32);
    pub fn cact_exact_linear_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, m: f32);
    pub fn cact_exact_relu_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_exact_relu_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_exact_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_relu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_leaky_relu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_elu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_elu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_sigmoid_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_exact_sigmoid_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_exact_sigmoid_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_sigmoid_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_tanh_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_exact_tanh_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_exact_tanh_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_tanh_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_relu6_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_exact_relu6_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_exact_relu6_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_hardswish_f32(x: *const f32, y: *mut f32, n: usize);
    pub fn cact_exact_hardswish_prime_f32(x: *const f32, d: *mut f32, n: usize);
    pub fn cact_exact_hardswish_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize);
    pub fn cact_exact_softshrink_f32(x: *const f32, y: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_prime_f32(x: *const f32, d: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_f32(x: *const f32, y: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_prime_f32(x: *const f32, d: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, lambd: f32);
    pub fn cact_exact_thresholded_relu_f32(x: *const f32, y: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_prime_f32(x: *const f32, d: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, alpha: f32);
    pub fn cact_exact_hardtanh_f32(x: *const f32, y: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_prime_f32(x: *const f32, d: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, low: f32, high: f32);
    pub fn cact_exact_threshold_f32(x: *const f32, y: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_prime_f32(x: *const f32, d: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_softmax_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_prime_f32(x: *const f32, d: *mut f32, outer: usize, n: usize);
    pub fn cact_exact_softmax_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_prime_f32(x: *const f32, d: *mut f32, outer: usize, n: usize);
    pub fn cact_exact_log_softmax_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_backward_from_y_f32(dy: *const f32, y: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_f32(x: *const f32, y: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_backward_f32(dy: *const f32, x: *const f32, dx: *mut f32, outer: usize, n: usize, inner: usize);
    pub fn cact_linear_f16(x: *const u16, y: *mut u16, n: usize, m: f32);
    pub fn cact_linear_bf16(x: *const u16, y: *mut u16, n: usize, m: f32);
    pub fn cact_linear_prime_f16(x: *const u16, d: *mut u16, n: usize, m: f32);
    pub fn cact_linear_prime_bf16(x: *const u16, d: *mut u16, n: usize, m: f32);
    pub fn cact_linear_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, m: f32);
    pub fn cact_linear_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, m: f32);
    pub fn cact_relu_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_relu_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_relu_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_relu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_relu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_leaky_relu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_leaky_relu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_elu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_sigmoid_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_sigmoid_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_sigmoid_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_sigmoid_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_sigmoid_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_sigmoid_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_sigmoid_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_sigmoid_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_tanh_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_tanh_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_tanh_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_tanh_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_tanh_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_tanh_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_tanh_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_tanh_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_relu6_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_relu6_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_relu6_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_relu6_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_relu6_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_relu6_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_hardswish_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_hardswish_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_hardswish_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_hardswish_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_hardswish_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_hardswish_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_softshrink_f16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_softshrink_bf16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_softshrink_prime_f16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_softshrink_prime_bf16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_softshrink_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_softshrink_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_f16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_bf16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_prime_f16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_prime_bf16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_hardshrink_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_thresholded_relu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_thresholded_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_hardtanh_f16(x: *const u16, y: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_bf16(x: *const u16, y: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_prime_f16(x: *const u16, d: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_prime_bf16(x: *const u16, d: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_hardtanh_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_threshold_f16(x: *const u16, y: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_bf16(x: *const u16, y: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_prime_f16(x: *const u16, d: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_prime_bf16(x: *const u16, d: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_threshold_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_softmax_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_prime_f16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_softmax_prime_bf16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_softmax_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_softmax_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_prime_f16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_log_softmax_prime_bf16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_log_softmax_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_log_softmax_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_logsumexp_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_linear_f16(x: *const u16, y: *mut u16, n: usize, m: f32);
    pub fn cact_exact_linear_bf16(x: *const u16, y: *mut u16, n: usize, m: f32);
    pub fn cact_exact_linear_prime_f16(x: *const u16, d: *mut u16, n: usize, m: f32);
    pub fn cact_exact_linear_prime_bf16(x: *const u16, d: *mut u16, n: usize, m: f32);
    pub fn cact_exact_linear_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, m: f32);
    pub fn cact_exact_linear_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, m: f32);
    pub fn cact_exact_relu_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_relu_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_relu_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_relu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_relu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_leaky_relu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_leaky_relu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_elu_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_sigmoid_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_sigmoid_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_tanh_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_tanh_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_tanh_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_tanh_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_tanh_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_tanh_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_tanh_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_tanh_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_relu6_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_relu6_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_relu6_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_relu6_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_relu6_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_relu6_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_hardswish_f16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_hardswish_bf16(x: *const u16, y: *mut u16, n: usize);
    pub fn cact_exact_hardswish_prime_f16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_hardswish_prime_bf16(x: *const u16, d: *mut u16, n: usize);
    pub fn cact_exact_hardswish_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_hardswish_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize);
    pub fn cact_exact_softshrink_f16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_bf16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_prime_f16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_prime_bf16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_softshrink_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_f16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_bf16(x: *const u16, y: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_prime_f16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_prime_bf16(x: *const u16, d: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_hardshrink_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, lambd: f32);
    pub fn cact_exact_thresholded_relu_f16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_bf16(x: *const u16, y: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_prime_f16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_prime_bf16(x: *const u16, d: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_thresholded_relu_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, alpha: f32);
    pub fn cact_exact_hardtanh_f16(x: *const u16, y: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_bf16(x: *const u16, y: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_prime_f16(x: *const u16, d: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_prime_bf16(x: *const u16, d: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_hardtanh_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, low: f32, high: f32);
    pub fn cact_exact_threshold_f16(x: *const u16, y: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_bf16(x: *const u16, y: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_prime_f16(x: *const u16, d: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_prime_bf16(x: *const u16, d: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_threshold_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, n: usize, threshold: f32, value: f32);
    pub fn cact_exact_softmax_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_prime_f16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_exact_softmax_prime_bf16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_exact_softmax_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_softmax_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_prime_f16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_exact_log_softmax_prime_bf16(x: *const u16, d: *mut u16, outer: usize, n: usize);
    pub fn cact_exact_log_softmax_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_backward_from_y_f16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_log_softmax_backward_from_y_bf16(dy: *const u16, y: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_f16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_bf16(x: *const u16, y: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_backward_f16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_exact_logsumexp_backward_bf16(dy: *const u16, x: *const u16, dx: *mut u16, outer: usize, n: usize, inner: usize);
    pub fn cact_count() -> usize;
    pub fn cact_at(i: usize) -> *const cact_info;
    pub fn cact_find(name: *const c_char) -> *const cact_info;
    pub fn cact_apply(f: *const cact_info, op: cact_op, r#type: cact_type, args: *const cact_args) -> c_int;
    pub fn cact_apply_rows(f: *const cact_info, op: cact_op, r#type: cact_type, args: *const cact_rows_args) -> c_int;
    pub fn cact_isa() -> *const c_char;
    pub fn cact_isa_at(i: usize) -> *const c_char;
    pub fn cact_use_isa(name: *const c_char) -> c_int;
    pub fn cact_set_num_threads(k: c_int) -> c_int;
    pub fn cact_get_num_threads() -> c_int;
    pub fn cact_self_test() -> *const c_char;
    pub fn cact_version() -> *const c_char;
    pub fn cact_abi() -> c_int;
}
