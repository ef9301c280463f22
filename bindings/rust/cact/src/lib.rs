//! Neural-network activation functions and their derivatives: every function of cact.h by one name for all its types, with
//! lengths that are checked.
//!
//! ```
//! let (x, mut y) = ([-1.0f32, 0.0, 2.0], [0.0; 3]);
//! cact::elu(&x, &mut y, 0.5);
//! assert_eq!(y[2], 2.0);
//! ```
//!
//! Slices are of `f32`, `f64`, [`F16`] or [`BF16`]; in [`exact`] are the functions of the exact tier, of all of these but
//! `f64`. Arguments come in cact.h's order, and its contract holds: gradients, inputs, outputs, shape, parameters. Lengths
//! that don't fit panic before anything is written. [`sys`] is the C interface itself; [`sys::cact_apply`] takes strides.

use std::ffi::{CStr, CString};

pub use cact_sys as sys;

#[rustfmt::skip]
mod functions;
pub use functions::*;

/// IEEE 754's binary16, as it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct F16(pub u16);

/// The upper half of a float, as it is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct BF16(pub u16);

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
    impl Sealed for crate::F16 {}
    impl Sealed for crate::BF16 {}
}

/// What functions of rows take: a dense array of (outer, n, inner), whose rows lie along n.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    pub outer: usize,
    pub n: usize,
    pub inner: usize,
}

impl Rows {
    pub fn one(n: usize) -> Self {
        Rows::last(1, n)
    }

    /// Rows along the last axis.
    pub fn last(outer: usize, n: usize) -> Self {
        Rows { outer, n, inner: 1 }
    }
}

#[track_caller]
fn same<const K: usize>(lengths: [usize; K]) -> usize {
    assert!(
        lengths.iter().all(|&n| n == lengths[0]),
        "cact: slices of lengths {lengths:?}"
    );
    lengths[0]
}

#[track_caller]
fn fits<const K: usize>(length: usize, sizes: [usize; K]) {
    let none = sizes.contains(&0);
    let product = sizes
        .iter()
        .try_fold(1usize, |product, &size| product.checked_mul(size));
    let wanted = if none { Some(0) } else { product };
    assert!(
        wanted == Some(length),
        "cact: a slice of length {length} for a shape of {sizes:?}"
    );
}

/// What the registry tells of a function.
#[derive(Clone, Debug)]
pub struct Info {
    pub name: &'static str,
    pub formula: &'static str,
    pub description: &'static str,
    pub params: Vec<Param>,
}

#[derive(Clone, Debug)]
pub struct Param {
    pub name: &'static str,
    pub usual: f64,
    pub low: f64,
    pub high: f64,
}

// SAFETY of what follows: strings of the library are constants, and ASCII.
unsafe fn text(p: *const std::os::raw::c_char) -> &'static str {
    CStr::from_ptr(p).to_str().unwrap()
}

unsafe fn info(f: *const sys::cact_info) -> Option<Info> {
    let f = f.as_ref()?;
    let param = |i| {
        let p = &*f.param.add(i);
        Param {
            name: text(p.name),
            usual: p.usual,
            low: p.low,
            high: p.high,
        }
    };
    let params = (0..f.params as usize).map(param).collect();
    Some(Info {
        name: text(f.name),
        formula: text(f.formula),
        description: text(f.description),
        params,
    })
}

/// All functions.
pub fn registry() -> Vec<Info> {
    unsafe { (0..sys::cact_count()).filter_map(|i| info(sys::cact_at(i))).collect() }
}

pub fn find(name: &str) -> Option<Info> {
    let name = CString::new(name).ok()?;
    unsafe { info(sys::cact_find(name.as_ptr())) }
}

/// The instruction set in use.
pub fn isa() -> &'static str {
    unsafe { text(sys::cact_isa()) }
}

/// Those that this CPU can run, weakest first.
pub fn isas() -> Vec<&'static str> {
    let at = |i| unsafe { sys::cact_isa_at(i) };
    (0..)
        .map(at)
        .take_while(|p| !p.is_null())
        .map(|p| unsafe { text(p) })
        .collect()
}

/// Whether it is one of this CPU, which is used from then on.
///
/// # Safety
/// No other thread may be calling a function of cact.
#[must_use]
pub unsafe fn use_isa(name: &str) -> bool {
    CString::new(name).map_or(false, |name| sys::cact_use_isa(name.as_ptr()) == 0)
}

/// Whether it is a number of threads, 1 or more.
#[must_use]
pub fn set_num_threads(k: i32) -> bool {
    unsafe { sys::cact_set_num_threads(k) == 0 }
}

pub fn get_num_threads() -> i32 {
    unsafe { sys::cact_get_num_threads() }
}

/// What breaks the promises here, in words.
pub fn self_test() -> Result<(), &'static str> {
    let said = unsafe { sys::cact_self_test() };
    if said.is_null() {
        Ok(())
    } else {
        Err(unsafe { text(said) })
    }
}

/// The library's version.
pub fn version() -> &'static str {
    unsafe { text(sys::cact_version()) }
}

/// The library's binary interface; this crate is made for [`sys::CACT_ABI`].
pub fn abi() -> i32 {
    unsafe { sys::cact_abi() }
}
