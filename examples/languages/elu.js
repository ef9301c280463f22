// elu of a few values, its derivative, and softmax of them as a row: the bits. node elu.js .../cact_ffi.h, with koffi.
const koffi = require("koffi");
const header = require("fs").readFileSync(process.argv[2], "utf8");
const library = koffi.load(process.platform === "darwin" ? "libcact.0.dylib" : "libcact.so.0");

// In koffi's words what is written to is an _Out_ array.
function declared(name) {
    const prototype = header.match(new RegExp(`^void ${name}\\(.*\\);$`, "m"))[0];
    return library.func(prototype.replace(/(?<!const )float \*/g, "_Out_ float *"));
}

function show(name, values) {
    const bits = Array.from(new Uint32Array(values.buffer), (b) => b.toString(16).padStart(8, "0"));
    console.log(`${name}_f32 ${bits.join(" ")}`);
}

const x = new Float32Array([-2, -0.5, -0, 0.25, 3]), y = new Float32Array(5);
declared("cact_elu_f32")(x, y, 5, 1);
show("elu", y);
declared("cact_elu_prime_f32")(x, y, 5, 1);
show("elu_prime", y);
declared("cact_softmax_f32")(x, y, 1, 5, 1);
show("softmax", y);
