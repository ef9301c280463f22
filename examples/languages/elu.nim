# elu of a few values, its derivative, and softmax of them as a row: the bits.
import std/[sequtils, strutils]

{.push importc, header: "<cact.h>".}
proc cact_elu_f32(x, y: ptr cfloat, n: csize_t, alpha: cfloat)
proc cact_elu_prime_f32(x, d: ptr cfloat, n: csize_t, alpha: cfloat)
proc cact_softmax_f32(x, y: ptr cfloat, outer, n, inner: csize_t)
{.pop.}

proc show(name: string, values: openArray[cfloat]) =
  echo name, "_f32 ", values.mapIt(cast[uint32](it).toHex.toLowerAscii).join(" ")

var
  x = [cfloat(-2), -0.5, -0.0, 0.25, 3]
  y: array[5, cfloat]
cact_elu_f32(addr x[0], addr y[0], 5, 1)
show "elu", y
cact_elu_prime_f32(addr x[0], addr y[0], 5, 1)
show "elu_prime", y
cact_softmax_f32(addr x[0], addr y[0], 1, 5, 1)
show "softmax", y
