package growth

import (
	"reflect"
	"runtime/metrics"
)

// What an input of a fuzz target may cost: so much, and for each of its bytes so
// much more. A sound report file takes a hundredth of it.
const (
	anyInput = 256 << 20 // bytes allocated
	eachByte = 32 << 10
)

// Bounded is a fuzz target that fails with inputs that cost more than an input of
// their size may: for f.Fuzz, whose function it must be.
func Bounded[F any](target F) F {
	f := reflect.ValueOf(target)
	return reflect.MakeFunc(f.Type(), func(args []reflect.Value) []reflect.Value {
		before := allocatedSoFar()
		out := f.Call(args)
		t, is := args[0].Interface().(T)
		if cost, limit := allocatedSoFar()-before, allowed(args[1:]); is && cost > limit {
			t.Errorf("the input costs %d bytes of memory, more than %d", cost, limit)
		}
		return out
	}).Interface().(F)
}

// allowed is what inputs may cost together.
func allowed(inputs []reflect.Value) uint64 {
	limit := uint64(anyInput)
	for _, in := range inputs {
		if k := in.Kind(); k == reflect.String || k == reflect.Slice {
			limit += uint64(in.Len()) * eachByte
		}
	}
	return limit
}

// allocatedSoFar is all that the program has allocated, whether freed or not.
func allocatedSoFar() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
