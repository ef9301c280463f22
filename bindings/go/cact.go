// Package cact has neural-network activation functions and their derivatives: every function of cact.h by one name for all
// its types, with lengths that are checked.
//
//	x, y := []float32{-1, 0, 2}, make([]float32, 3)
//	cact.Elu(x, y, 0.5)
//
// Slices are of float32, float64, Float16 or BFloat16; functions of the exact tier, of all of these but float64, begin with
// Exact. Arguments come in cact.h's order, and its contract holds: gradients, inputs, outputs, shape, parameters, which are
// rounded to float32 but of float64. An output may be an input. Lengths that don't fit panic before anything is written.
//
// The installed library is found by pkg-config.
package cact

/*
#cgo pkg-config: cact
#include <stdlib.h>
#include <cact.h>
*/
import "C"

import (
	"errors"
	"fmt"
	"math/bits"
	"unsafe"
)

// Float16 is IEEE 754's binary16, as it is stored.
type Float16 uint16

// BFloat16 is the upper half of a float32, as it is stored.
type BFloat16 uint16

// Real is what slices hold.
type Real interface {
	float32 | float64 | Float16 | BFloat16
}

// ExactReal is what they hold in the exact tier.
type ExactReal interface {
	float32 | Float16 | BFloat16
}

// Rows is what functions of rows take: a dense array of (Outer, N, Inner), whose rows lie along N.
type Rows struct {
	Outer, N, Inner int
}

// OneRow is a single row of n.
func OneRow(n int) Rows { return Rows{1, n, 1} }

// LastAxis are rows along the last axis.
func LastAxis(outer, n int) Rows { return Rows{outer, n, 1} }

func (r Rows) outer() C.size_t { return C.size_t(r.Outer) }
func (r Rows) n() C.size_t     { return C.size_t(r.N) }
func (r Rows) inner() C.size_t { return C.size_t(r.Inner) }

// pointer gives the first element, nil if there is none.
func pointer[T Real](a []T) unsafe.Pointer {
	if len(a) == 0 {
		return nil
	}
	return unsafe.Pointer(&a[0])
}

// same gives the length that all have.
func same(first int, others ...int) C.size_t {
	for _, n := range others {
		if n != first {
			panic(fmt.Sprintf("cact: slices of lengths %d and %d", first, n))
		}
	}
	return C.size_t(first)
}

// fits panics unless a slice is as long as the product of the sizes.
func fits(length int, sizes ...int) {
	product, tooMany, none := uint(1), false, false
	for _, size := range sizes {
		if size < 0 {
			panic(fmt.Sprintf("cact: a shape of %v", sizes))
		}
		high, low := bits.Mul(product, uint(size))
		product, tooMany, none = low, tooMany || high != 0, none || size == 0
	}
	if none {
		product, tooMany = 0, false
	}
	if tooMany || product != uint(length) {
		panic(fmt.Sprintf("cact: a slice of length %d for a shape of %v", length, sizes))
	}
}

func lastAxis(r Rows) {
	if r.Inner != 1 {
		panic("cact: a Jacobian is of rows along the last axis")
	}
}

// Info is what the registry tells of a function.
type Info struct {
	Name, Formula, Description string
	Params                     []Param
}

// Param is a parameter: its usual value, and the range that makes sense.
type Param struct {
	Name             string
	Usual, Low, High float64
}

func info(f *C.cact_info) Info {
	told := Info{C.GoString(f.name), C.GoString(f.formula), C.GoString(f.description), nil}
	for _, p := range unsafe.Slice(f.param, int(f.params)) {
		told.Params = append(told.Params, Param{C.GoString(p.name), float64(p.usual), float64(p.low), float64(p.high)})
	}
	return told
}

// Registry gives all functions.
func Registry() []Info {
	var all []Info
	for i := C.size_t(0); i < C.cact_count(); i++ {
		all = append(all, info(C.cact_at(i)))
	}
	return all
}

// Find gives a function by its name in C, and whether there is one.
func Find(name string) (Info, bool) {
	text := C.CString(name)
	defer C.free(unsafe.Pointer(text))
	if f := C.cact_find(text); f != nil {
		return info(f), true
	}
	return Info{}, false
}

// ISA is the instruction set in use.
func ISA() string { return C.GoString(C.cact_isa()) }

// ISAs are those that this CPU can run, weakest first.
func ISAs() []string {
	var all []string
	for i := C.size_t(0); C.cact_isa_at(i) != nil; i++ {
		all = append(all, C.GoString(C.cact_isa_at(i)))
	}
	return all
}

// UseISA chooses one of them; no other goroutine may be calling this package.
func UseISA(name string) error {
	text := C.CString(name)
	defer C.free(unsafe.Pointer(text))
	if C.cact_use_isa(text) != 0 {
		return fmt.Errorf("cact: %q is no instruction set of this CPU", name)
	}
	return nil
}

// SetNumThreads says how many threads a large array is shared among.
func SetNumThreads(k int) error {
	if k < 1 || k != int(C.int(k)) || C.cact_set_num_threads(C.int(k)) != 0 {
		return fmt.Errorf("cact: %d is no number of threads", k)
	}
	return nil
}

// NumThreads says how many threads a large array gets.
func NumThreads() int { return int(C.cact_get_num_threads()) }

// SelfTest tells what breaks the promises here, nil if nothing does.
func SelfTest() error {
	if said := C.cact_self_test(); said != nil {
		return errors.New(C.GoString(said))
	}
	return nil
}

// Version is the library's.
func Version() string { return C.GoString(C.cact_version()) }

// ABI is the number of the library's binary interface.
func ABI() int { return int(C.cact_abi()) }
