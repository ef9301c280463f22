<?php
// elu of a few values, its derivative, and softmax of them as a row: the bits. php elu.php .../cact_ffi.h
$cact = FFI::cdef(file_get_contents($argv[1]), PHP_OS_FAMILY === "Darwin" ? "libcact.0.dylib" : "libcact.so.0");

function show(string $name, FFI\CData $values): void
{
    $bits = array_map(fn($b) => sprintf("%08x", $b), unpack("L*", FFI::string($values, FFI::sizeof($values))));
    echo "{$name}_f32 ", implode(" ", $bits), "\n";
}

$x = $cact->new("float[5]");
$y = $cact->new("float[5]");
foreach ([-2, -0.5, -0.0, 0.25, 3] as $i => $value) {
    $x[$i] = $value;
}
$cact->cact_elu_f32($x, $y, 5, 1);
show("elu", $y);
$cact->cact_elu_prime_f32($x, $y, 5, 1);
show("elu_prime", $y);
$cact->cact_softmax_f32($x, $y, 1, 5, 1);
show("softmax", $y);
