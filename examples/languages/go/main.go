// elu of a few values, its derivative, and softmax of them as a row: the bits.
package main

import (
	"cact"
	"fmt"
	"math"
)

func show(name string, values []float32) {
	fmt.Printf("%s_f32", name)
	for _, value := range values {
		fmt.Printf(" %08x", math.Float32bits(value))
	}
	fmt.Println()
}

func main() {
	x := []float32{-2, -0.5, float32(math.Copysign(0, -1)), 0.25, 3}
	y := make([]float32, 5)
	cact.Elu(x, y, 1)
	show("elu", y)
	cact.EluPrime(x, y, 1)
	show("elu_prime", y)
	cact.Softmax(x, y, cact.OneRow(5))
	show("softmax", y)
}
