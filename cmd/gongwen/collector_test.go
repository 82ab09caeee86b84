package main

import "testing"

func TestTheHeapGrowsToTheFloorAndThenAsUsual(t *testing.T) {
	for live, percent := range map[int64]int{
		0:             heapFloor * 100 >> 20,
		heapFloor / 4: 300,
		10 << 20:      200, // 220 in steps
		heapFloor / 2: 100,
		heapFloor:     100,
		heapLarge:     100,
		heapHuge:      50,
		1 << 40:       25,
	} {
		if got := growth(live); got != percent {
			t.Errorf("%d bytes in use: %d %%, want %d", live, got, percent)
		}
	}
}
