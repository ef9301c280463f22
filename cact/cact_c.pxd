# include/cact.h for Cython, made by tests/cdef.py.
from libc.stddef cimport ptrdiff_t

cdef extern from "cact.h" nogil:
    ctypedef enum cact_op:
        CACT_FORWARD
        CACT_PRIME
        CACT_BACKWARD
        CACT_BACKWARD_FROM_Y

    ctypedef enum cact_rows_kind:
        CACT_ROWS_MAP
        CACT_ROWS_REDUCE
        CACT_ROWS_JACOBIAN
        CACT_ROWS_BACKWARD
        CACT_ROWS_SPREAD

    ctypedef struct cact_info:
        const char *name
        int id
        int has_from_y
        const char *param
        double param_default
        double ulp_forward
        double ulp_prime

    ctypedef struct cact_rows_info:
        const char *name
        int id
        cact_rows_kind kind

    void cact_linear_f32(const float *x, float *y, size_t n, float m)
    void cact_linear_f64(const double *x, double *y, size_t n, double m)
    void cact_linear_prime_f32(const float *x, float *d, size_t n, float m)
    void cact_linear_prime_f64(const double *x, double *d, size_t n, double m)
    void cact_linear_backward_f32(const float *dy, const float *x, float *dx, size_t n, float m)
    void cact_linear_backward_f64(const double *dy, const double *x, double *dx, size_t n, double m)
    void cact_relu_f32(const float *x, float *y, size_t n)
    void cact_relu_f64(const double *x, double *y, size_t n)
    void cact_relu_prime_f32(const float *x, float *d, size_t n)
    void cact_relu_prime_f64(const double *x, double *d, size_t n)
    void cact_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_relu_backward_f64(const double *dy, const double *x, double *dx, size_t n)
    void cact_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_relu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n)
    void cact_leaky_relu_f32(const float *x, float *y, size_t n, float alpha)
    void cact_leaky_relu_f64(const double *x, double *y, size_t n, double alpha)
    void cact_leaky_relu_prime_f32(const float *x, float *d, size_t n, float alpha)
    void cact_leaky_relu_prime_f64(const double *x, double *d, size_t n, double alpha)
    void cact_leaky_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha)
    void cact_leaky_relu_backward_f64(const double *dy, const double *x, double *dx, size_t n, double alpha)
    void cact_leaky_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha)
    void cact_leaky_relu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n, double alpha)
    void cact_elu_f32(const float *x, float *y, size_t n, float alpha)
    void cact_elu_f64(const double *x, double *y, size_t n, double alpha)
    void cact_elu_prime_f32(const float *x, float *d, size_t n, float alpha)
    void cact_elu_prime_f64(const double *x, double *d, size_t n, double alpha)
    void cact_elu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha)
    void cact_elu_backward_f64(const double *dy, const double *x, double *dx, size_t n, double alpha)
    void cact_elu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha)
    void cact_elu_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n, double alpha)
    void cact_sigmoid_f32(const float *x, float *y, size_t n)
    void cact_sigmoid_f64(const double *x, double *y, size_t n)
    void cact_sigmoid_prime_f32(const float *x, float *d, size_t n)
    void cact_sigmoid_prime_f64(const double *x, double *d, size_t n)
    void cact_sigmoid_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_sigmoid_backward_f64(const double *dy, const double *x, double *dx, size_t n)
    void cact_sigmoid_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_sigmoid_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n)
    void cact_tanh_f32(const float *x, float *y, size_t n)
    void cact_tanh_f64(const double *x, double *y, size_t n)
    void cact_tanh_prime_f32(const float *x, float *d, size_t n)
    void cact_tanh_prime_f64(const double *x, double *d, size_t n)
    void cact_tanh_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_tanh_backward_f64(const double *dy, const double *x, double *dx, size_t n)
    void cact_tanh_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_tanh_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t n)
    void cact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_softmax_prime_f64(const double *x, double *J, size_t outer, size_t n)
    void cact_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_log_softmax_prime_f64(const double *x, double *J, size_t outer, size_t n)
    void cact_log_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_log_softmax_backward_from_y_f64(const double *dy, const double *y, double *dx, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_f64(const double *x, double *y, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_logsumexp_backward_f64(const double *dy, const double *x, double *dx, size_t outer, size_t n, size_t inner)
    void cact_exact_linear_f32(const float *x, float *y, size_t n, float m)
    void cact_exact_linear_prime_f32(const float *x, float *d, size_t n, float m)
    void cact_exact_linear_backward_f32(const float *dy, const float *x, float *dx, size_t n, float m)
    void cact_exact_relu_f32(const float *x, float *y, size_t n)
    void cact_exact_relu_prime_f32(const float *x, float *d, size_t n)
    void cact_exact_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_exact_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_exact_leaky_relu_f32(const float *x, float *y, size_t n, float alpha)
    void cact_exact_leaky_relu_prime_f32(const float *x, float *d, size_t n, float alpha)
    void cact_exact_leaky_relu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha)
    void cact_exact_leaky_relu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha)
    void cact_exact_elu_f32(const float *x, float *y, size_t n, float alpha)
    void cact_exact_elu_prime_f32(const float *x, float *d, size_t n, float alpha)
    void cact_exact_elu_backward_f32(const float *dy, const float *x, float *dx, size_t n, float alpha)
    void cact_exact_elu_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n, float alpha)
    void cact_exact_sigmoid_f32(const float *x, float *y, size_t n)
    void cact_exact_sigmoid_prime_f32(const float *x, float *d, size_t n)
    void cact_exact_sigmoid_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_exact_sigmoid_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_exact_tanh_f32(const float *x, float *y, size_t n)
    void cact_exact_tanh_prime_f32(const float *x, float *d, size_t n)
    void cact_exact_tanh_backward_f32(const float *dy, const float *x, float *dx, size_t n)
    void cact_exact_tanh_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t n)
    void cact_exact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_exact_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_exact_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_exact_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_exact_log_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_exact_log_softmax_prime_f32(const float *x, float *J, size_t outer, size_t n)
    void cact_exact_log_softmax_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    void cact_exact_log_softmax_backward_from_y_f32(const float *dy, const float *y, float *dx, size_t outer, size_t n, size_t inner)
    void cact_exact_logsumexp_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)
    void cact_exact_logsumexp_backward_f32(const float *dy, const float *x, float *dx, size_t outer, size_t n, size_t inner)
    size_t cact_count()
    const cact_info *cact_at(size_t i)
    const cact_info *cact_find(const char *name)
    int cact_apply_f32(const cact_info *f, cact_op op, const float *x, const float *dy, float *out, size_t n, float p)
    int cact_apply_f64(const cact_info *f, cact_op op, const double *x, const double *dy, double *out, size_t n, double p)
    int cact_apply_strided_f32(const cact_info *f, cact_op op, const float *x, ptrdiff_t x_stride, const float *dy, ptrdiff_t dy_stride, float *out, ptrdiff_t out_stride, size_t n, const float *p, ptrdiff_t p_stride)
    int cact_apply_strided_f64(const cact_info *f, cact_op op, const double *x, ptrdiff_t x_stride, const double *dy, ptrdiff_t dy_stride, double *out, ptrdiff_t out_stride, size_t n, const double *p, ptrdiff_t p_stride)
    int cact_exact_apply_f32(const cact_info *f, cact_op op, const float *x, const float *dy, float *out, size_t n, float p)
    int cact_exact_apply_strided_f32(const cact_info *f, cact_op op, const float *x, ptrdiff_t x_stride, const float *dy, ptrdiff_t dy_stride, float *out, ptrdiff_t out_stride, size_t n, const float *p, ptrdiff_t p_stride)
    size_t cact_rows_count()
    const cact_rows_info *cact_rows_at(size_t i)
    void cact_apply_rows_f32(const cact_rows_info *f, const float *x, const float *dy, float *out, size_t outer, size_t n, size_t inner)
    void cact_apply_rows_f64(const cact_rows_info *f, const double *x, const double *dy, double *out, size_t outer, size_t n, size_t inner)
    void cact_exact_apply_rows_f32(const cact_rows_info *f, const float *x, const float *dy, float *out, size_t outer, size_t n, size_t inner)
    const char *cact_isa()
    const char *cact_isa_at(size_t i)
    int cact_use_isa(const char *name)
    const char *cact_version()
