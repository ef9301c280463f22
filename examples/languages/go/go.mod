module elu

go 1.18

require cact v0.0.0

replace cact => ../../../bindings/go
