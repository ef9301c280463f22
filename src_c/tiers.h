/* The tiers: what each stores and computes with, whose kernels compute it, and how it is called in public. What is said of a
 * TIER below is pasted together from these. */
#ifndef CACT_TIERS_H
#define CACT_TIERS_H

#define STORED_f32 float
#define STORED_f64 double
#define STORED_exact float
#define STORED_f16 uint16_t
#define STORED_bf16 uint16_t
#define STORED_exact_f16 uint16_t
#define STORED_exact_bf16 uint16_t
#define COMPUTED_f32 float
#define COMPUTED_f64 double
#define COMPUTED_exact double
#define COMPUTED_f16 float
#define COMPUTED_bf16 float
#define COMPUTED_exact_f16 double
#define COMPUTED_exact_bf16 double
#define BY_f32 f32
#define BY_f64 f64
#define BY_exact f64
#define BY_f16 f32
#define BY_bf16 f32
#define BY_exact_f16 f64
#define BY_exact_bf16 f64
#define FULL_f32 f32
#define FULL_f64 f64
#define FULL_exact exact
#define FULL_f16 f32
#define FULL_bf16 f32
#define FULL_exact_f16 exact
#define FULL_exact_bf16 exact
#define PUBLIC_f32(name) cact_##name##_f32
#define PUBLIC_f64(name) cact_##name##_f64
#define PUBLIC_exact(name) cact_exact_##name##_f32
#define PUBLIC_f16(name) cact_##name##_f16
#define PUBLIC_bf16(name) cact_##name##_bf16
#define PUBLIC_exact_f16(name) cact_exact_##name##_f16
#define PUBLIC_exact_bf16(name) cact_exact_##name##_bf16

#define T JOIN(STORED_, TIER)
#define REAL JOIN(COMPUTED_, TIER)
#define BY JOIN(BY_, TIER)
#define FULL JOIN(FULL_, TIER)    /* the tier it is without halves: it loads parameters, and has the rows */
#define GIVEN JOIN(STORED_, FULL) /* parameters */
#define PUBLIC(name) JOIN(PUBLIC_, TIER)(name)
#define PRIVATE(name) JOIN(name##_, TIER)
#define KERNEL JOIN(cact_kernel_, BY)
#define WHOLE JOIN(cact_whole_, BY)

#endif
