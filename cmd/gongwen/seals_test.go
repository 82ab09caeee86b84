package main

import (
	bits "encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/testscript"

	"gongwen/output/sign/padestest"
)

// seals makes, in the folder of the script, pictures that signatures may show
// and some that they may not.
func seals(ts *testscript.TestScript, _ bool, _ []string) {
	t := scriptT{ts}
	write := func(name string, content []byte) { ts.Check(os.WriteFile(ts.MkAbs(name), content, 0o600)) }
	seal := padestest.Seal(t, 496, 300)
	write("seal.png", seal)
	write("plain.png", padestest.Seal(t, 200, 0))
	write("screen.png", padestest.Seal(t, 600, 72))
	write("broken.png", seal[:len(seal)/2])
	// The size in IHDR (PNG Specification 11.2.2) is no longer that of the pixels.
	huge := slices.Clone(seal)
	copy(huge[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0})
	bits.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	write("huge.png", huge)
	cmyk, err := os.ReadFile(filepath.Join("..", "..", "internal", "picture", "testdata", "cmyk.jpg"))
	ts.Check(err)
	write("cmyk.jpg", cmyk)
}
