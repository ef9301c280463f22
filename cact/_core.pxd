cdef int apply_f32(const char *name, int op, const float[::1] x, float[::1] y, float p, float q=*) except -1 nogil
cdef int apply_f64(const char *name, int op, const double[::1] x, double[::1] y, double p, double q=*) except -1 nogil
