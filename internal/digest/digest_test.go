package digest

import "testing"

// The vectors of FIPS 180-4's examples.
func TestSHA256(t *testing.T) {
	for content, want := range map[string]string{
		"":    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"abc": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	} {
		if got := SHA256([]byte(content)); got != want {
			t.Errorf("%q is %s", content, got)
		}
	}
}
