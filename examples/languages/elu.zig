// elu of a few values, its derivative, and softmax of them as a row: the bits.
const c = @import("cact.zig"); // by zig translate-c
extern "c" fn printf(format: [*:0]const u8, ...) c_int;

fn show(name: [*:0]const u8, values: []const f32) void {
    _ = printf("%s_f32", name);
    for (values) |value| _ = printf(" %08x", @as(c_uint, @bitCast(value)));
    _ = printf("\n");
}

pub fn main() void {
    const x = [5]f32{ -2.0, -0.5, -0.0, 0.25, 3.0 };
    var y: [5]f32 = undefined;
    c.cact_elu_f32(&x, &y, x.len, 1.0);
    show("elu", &y);
    c.cact_elu_prime_f32(&x, &y, x.len, 1.0);
    show("elu_prime", &y);
    c.cact_softmax_f32(&x, &y, 1, x.len, 1);
    show("softmax", &y);
}
