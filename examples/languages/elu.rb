# elu of a few values, its derivative, and softmax of them as a row: the bits.
require "fiddle/import"

module Cact
  extend Fiddle::Importer
  dlload RUBY_PLATFORM =~ /darwin/ ? "libcact.0.dylib" : "libcact.so.0"
  extern "void cact_elu_f32(const float *x, float *y, size_t n, float alpha)"
  extern "void cact_elu_prime_f32(const float *x, float *d, size_t n, float alpha)"
  extern "void cact_softmax_f32(const float *x, float *y, size_t outer, size_t n, size_t inner)"
end

def show(name, values)
  puts "#{name}_f32 #{values.unpack('L*').map { |bits| format('%08x', bits) }.join(' ')}"
end

x = [-2, -0.5, -0.0, 0.25, 3].pack("f*")
y = "\0" * x.bytesize
Cact.cact_elu_f32(x, y, 5, 1)
show "elu", y
Cact.cact_elu_prime_f32(x, y, 5, 1)
show "elu_prime", y
Cact.cact_softmax_f32(x, y, 1, 5, 1)
show "softmax", y
