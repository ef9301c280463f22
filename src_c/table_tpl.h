/* The element kernels of TIER, f32 or f64, as an initialiser. */
#define K(name) JOIN(name##_, TIER)
#define UNARY(name, params, weight, from_y, ...)                                                                       \
    {K(name##_forward), K(name##_prime_op), K(name##_backward), IF_##from_y(K(name##_from_y_op))},
#define GATED(name, ...) {K(name##_forward), 0, K(name##_backward), 0},
#define ACTIVATION(name, shape, ...) shape(name, __VA_ARGS__)
{
#include "activations.def"
},
#undef UNARY
#undef GATED
#define UNARY(name, params, weight, from_y, ...)                                                                       \
    {WHOLE_OF(params, name##_forward), WHOLE_OF(params, name##_prime_op), WHOLE_OF(params, name##_backward),           \
     IF_##from_y(WHOLE_OF(params, name##_from_y_op))},
#define GATED(name, params, ...) {WHOLE_OF(params, name##_forward), 0, WHOLE_OF(params, name##_backward), 0},
    {
#include "activations.def"
    },
    K(each),
#undef ACTIVATION
#undef UNARY
#undef GATED
#undef K
