// elu of a few values, its derivative, and softmax of them as a row: the bits.
import std.stdio;

extern (C) nothrow @nogc
{
    void cact_elu_f32(const float* x, float* y, size_t n, float alpha);
    void cact_elu_prime_f32(const float* x, float* d, size_t n, float alpha);
    void cact_softmax_f32(const float* x, float* y, size_t outer, size_t n, size_t inner);
}

void show(string name, float[] values)
{
    writefln("%s_f32 %(%08x %)", name, cast(uint[]) values);
}

void main()
{
    float[5] x = [-2.0f, -0.5f, -0.0f, 0.25f, 3.0f], y;
    cact_elu_f32(x.ptr, y.ptr, x.length, 1);
    show("elu", y);
    cact_elu_prime_f32(x.ptr, y.ptr, x.length, 1);
    show("elu_prime", y);
    cact_softmax_f32(x.ptr, y.ptr, 1, x.length, 1);
    show("softmax", y);
}
