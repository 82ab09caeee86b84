package deflate

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// samples are text that repeats itself, numbers that hardly do, a window and more,
// and nothing.
func samples() [][]byte {
	r := rand.New(rand.NewPCG(1, 2))
	numbers := make([]byte, 200_000)
	for i := range numbers {
		numbers[i] = byte(r.ExpFloat64() * 20)
	}
	return [][]byte{[]byte(strings.Repeat("<w:p>正文</w:p>", 5000)), numbers, []byte("q 1 0 0 1 0 0 cm"), nil}
}

func all() []Level { return []Level{Small, Fast, Entropy} }

// The readers are those of the standard library.
func TestWhatIsCompressedIsReadAgain(t *testing.T) {
	var c Compressors
	for _, l := range all() {
		for i, data := range samples() {
			raw, err := c.Append([]byte("before"), data, l)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(flate.NewReader(bytes.NewReader(raw[len("before"):])))
			if err != nil || !bytes.Equal(got, data) || !bytes.HasPrefix(raw, []byte("before")) {
				t.Errorf("level %d, sample %d: deflate gives %d bytes, %v", l, i, len(got), err)
			}
			packed, err := c.AppendZlib(nil, data, l)
			if err != nil {
				t.Fatal(err)
			}
			z, err := zlib.NewReader(bytes.NewReader(packed))
			if err != nil {
				t.Fatalf("level %d, sample %d: %v", l, i, err)
			}
			if got, err = io.ReadAll(z); err != nil || !bytes.Equal(got, data) {
				t.Errorf("level %d, sample %d: zlib gives %d bytes, %v", l, i, len(got), err)
			}
		}
	}
}

// Whoever compressed before, and whoever compresses beside: the bytes are those of a
// compressor of one's own.
func TestBytesDoNotDependOnOthers(t *testing.T) {
	want := map[string][]byte{}
	key := func(l Level, i int) string { return fmt.Sprintf("level %d, sample %d", l, i) }
	for _, l := range all() {
		for i, data := range samples() {
			var own Compressors
			packed, err := own.AppendZlib(nil, data, l)
			if err != nil {
				t.Fatal(err)
			}
			want[key(l, i)] = packed
		}
	}
	var shared Compressors
	var group sync.WaitGroup
	for n := range 8 {
		group.Go(func() {
			r := rand.New(rand.NewPCG(3, uint64(n)))
			list := samples()
			for range 30 {
				l, i := all()[r.IntN(3)], r.IntN(len(list))
				got, err := shared.AppendZlib(nil, list[i], l)
				if err != nil || !bytes.Equal(got, want[key(l, i)]) {
					t.Errorf("%s: %d bytes in place of %d, %v", key(l, i), len(got), len(want[key(l, i)]), err)
				}
			}
		})
	}
	group.Wait()
}
