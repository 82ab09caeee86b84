package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// heapFloor is the size of the heap, in bytes, below which no garbage is
// collected. One report never reaches it, and of a batch with 8 to 12 MB in use
// it spares half of the collections.
const heapFloor = 32 << 20

// The runtime lets the heap grow to 4 MiB at GOGC=100, in proportion to GOGC,
// before the first collection.
const firstHeap = 4 << 20

// holdOff keeps the collector from its work below heapFloor; above, it works as
// usual. Who sets GOGC or GOMEMLIMIT has decided otherwise.
func holdOff() {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if _, set := os.LookupEnv(name); set {
			return
		}
	}
	debug.SetGCPercent(heapFloor * 100 / firstHeap)
	watch(0)
}

// watch has the target set anew after the next collection, which finds that
// nothing refers to the mark.
func watch(percent int) {
	type mark struct{ _ *int } // never put together with other small values
	runtime.AddCleanup(new(mark), func(before int) { watch(adjust(before)) }, percent)
}

// adjust sets by how much the heap may grow beyond what the last collection found
// in use, and gives that percentage.
func adjust(before int) int {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	percent := growth(int64(sample[0].Value.Uint64()))
	if percent != before {
		debug.SetGCPercent(percent)
	}
	return percent
}

// heapLarge is the size of what is in use above which the heap grows by half only, and
// heapHuge that above which it grows by a quarter: tables of many thousand rows, of which
// twice as much would not be there on the machines of offices.
const (
	heapLarge = 128 << 20
	heapHuge  = 224 << 20
)

// growth is the percentage by which a heap may grow of which live bytes are in
// use: to the floor, and at least to twice its size as is the runtime's custom, or by
// half or a quarter where it is large. It goes in steps, as a change of the percentage stops the program.
func growth(live int64) int {
	const custom, step = 100, 50
	switch {
	case live > heapHuge:
		return custom / 4
	case live > heapLarge:
		return custom / 2
	}
	return max(custom, int((heapFloor-live)*100/max(live, 1<<20))/step*step)
}
