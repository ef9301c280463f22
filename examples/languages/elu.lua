-- elu of a few values, its derivative, and softmax of them as a row: the bits. luajit elu.lua .../cact_ffi.h
local ffi = require("ffi")
ffi.cdef(io.open(arg[1]):read("*a"))
local cact = ffi.load("cact")

local function show(name, values)
    io.write(name, "_f32")
    for i = 0, 4 do io.write(" ", bit.tohex(ffi.cast("uint32_t *", values)[i])) end
    io.write("\n")
end

local x, y = ffi.new("float[5]", -2, -0.5, -0.0, 0.25, 3), ffi.new("float[5]")
cact.cact_elu_f32(x, y, 5, 1)
show("elu", y)
cact.cact_elu_prime_f32(x, y, 5, 1)
show("elu_prime", y)
cact.cact_softmax_f32(x, y, 1, 5, 1)
show("softmax", y)
