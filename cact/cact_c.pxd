# The C interface (include/cact.h) for Cython. Row functions and the registry; an element-wise function is reached
# through cact_apply.
from libc.stddef cimport ptrdiff_t

cdef extern from "cact.h" nogil:
    ctypedef enum cact_op:
        CACT_FORWARD
        CACT_PRIME
        CACT_BACKWARD
        CACT_BACKWARD_FROM_Y

    ctypedef struct cact_info:
        const char *name
        int id
        int has_from_y
        const char *param
        double param_default
        double ulp_forward
        double ulp_prime

    size_t cact_count()
    const cact_info *cact_at(size_t i)
    const cact_info *cact_find(const char *name)
    int cact_apply_f32(const cact_info *f, cact_op op, const float *x, const float *dy, float *out, size_t n, float p)
    int cact_apply_f64(const cact_info *f, cact_op op, const double *x, const double *dy, double *out, size_t n, double p)
    int cact_apply_strided_f32(const cact_info *f, cact_op op, const float *x, ptrdiff_t xs, const float *dy, ptrdiff_t ds,
                               float *out, ptrdiff_t os, size_t n, const float *p, ptrdiff_t ps)
    int cact_apply_strided_f64(const cact_info *f, cact_op op, const double *x, ptrdiff_t xs, const double *dy, ptrdiff_t ds,
                               double *out, ptrdiff_t os, size_t n, const double *p, ptrdiff_t ps)

    void cact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_softmax_prime_f64(const double *x, double *J, size_t outer, size_t n)
    void cact_log_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_log_softmax_prime_f64(const double *x, double *J, size_t outer, size_t n)
    void cact_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)

    const char *cact_isa()
    const char *cact_isa_at(size_t i)
    int cact_use_isa(const char *name)
    const char *cact_version()
