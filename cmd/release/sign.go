package main

import (
	"context"
	"os"
)

// signing names the key that programs for Windows are signed with.
type signing struct {
	p12  string // PKCS#12 file; empty for none
	pass string
	tsa  string // address of a time stamp server; empty for none
}

// sign signs a program in place by Authenticode where a key is named. A signed
// release has the time in it and is not the same twice.
func (s signing) sign(ctx context.Context, path string) error {
	if s.p12 == "" {
		return nil
	}
	args := []string{"sign", "-pkcs12", s.p12, "-readpass", "/dev/stdin", "-h", "sha256", "-n", "gongwen"}
	if s.tsa != "" {
		args = append(args, "-ts", s.tsa)
	}
	signed := path + ".signed"
	if _, err := outputOf(ctx, s.pass, "", nil, "osslsigncode", append(args, "-in", path, "-out", signed)...); err != nil {
		return err
	}
	return os.Rename(signed, path)
}
