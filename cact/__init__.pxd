# `from cact cimport apply_f32, apply_f64`: an activation on typed memoryviews, without the GIL.
from cact._core cimport apply_f32, apply_f64
