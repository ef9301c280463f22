/* The activations as they are typed by hand: for the vector libraries of others, which bring EXP, EXPM1 and TANH.
 * FORMULA(name, forward, derivative), of x, floats. */
FORMULA(relu, x > 0 ? x : 0, x > 0 ? 1.0f : 0.0f)
FORMULA(leaky_relu, x > 0 ? x : 0.01f * x, x > 0 ? 1.0f : 0.01f)
FORMULA(elu, x > 0 ? x : EXPM1(x), x > 0 ? 1.0f : EXP(x))
FORMULA(sigmoid, 1 / (1 + EXP(-x)), 1 / (1 + EXP(-x)) * (1 - 1 / (1 + EXP(-x))))
FORMULA(tanh, TANH(x), 1 - TANH(x) * TANH(x))
