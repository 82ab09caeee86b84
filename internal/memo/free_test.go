package memo

import (
	"runtime"
	"testing"
)

func TestFreeValuesServeOneUserAndOutliveCollections(t *testing.T) {
	var f Free[*int]
	if v, ok := f.Take(); ok || v != nil {
		t.Errorf("an empty list gives %v", v)
	}
	a, b := new(int), new(int)
	f.Give(a)
	f.Give(b)
	runtime.GC()
	runtime.GC()
	first, _ := f.Take()
	second, _ := f.Take()
	if first != b || second != a {
		t.Error("values are lost or mixed up")
	}
	if _, ok := f.Take(); ok {
		t.Error("a value serves two users")
	}
}
