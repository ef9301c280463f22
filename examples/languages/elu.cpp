// elu of a few values, its derivative, and softmax of them as a row: the bits.
#include <array>
#include <cact.hpp>
#include <cstdio>
#include <cstring>
#include <vector>

static void show(const char *name, const std::vector<float> &values) {
    std::printf("%s_f32", name);
    for (float value : values) {
        unsigned bits;
        std::memcpy(&bits, &value, sizeof bits);
        std::printf(" %08x", bits);
    }
    std::printf("\n");
}

int main() {
    const std::array x{-2.0f, -0.5f, -0.0f, 0.25f, 3.0f};
    std::vector<float> y(5);
    cact::elu(x, y, 1.0f);
    show("elu", y);
    cact::elu_prime(x, y, 1.0f);
    show("elu_prime", y);
    cact::softmax(x, y);
    show("softmax", y);
}
