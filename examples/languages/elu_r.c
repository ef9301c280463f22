/* What elu.R calls: R's vectors are of doubles. */
#include <Rinternals.h>
#include <cact.h>

SEXP elu(SEXP x, SEXP alpha) {
    SEXP y = PROTECT(allocVector(REALSXP, XLENGTH(x)));
    cact_elu_f64(REAL(x), REAL(y), (size_t)XLENGTH(x), asReal(alpha));
    UNPROTECT(1);
    return y;
}

SEXP elu_prime(SEXP x, SEXP alpha) {
    SEXP d = PROTECT(allocVector(REALSXP, XLENGTH(x)));
    cact_elu_prime_f64(REAL(x), REAL(d), (size_t)XLENGTH(x), asReal(alpha));
    UNPROTECT(1);
    return d;
}

SEXP softmax(SEXP x) {
    SEXP y = PROTECT(allocVector(REALSXP, XLENGTH(x)));
    cact_softmax_f64(REAL(x), REAL(y), 1, (size_t)XLENGTH(x), 1);
    UNPROTECT(1);
    return y;
}
