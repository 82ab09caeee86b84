//go:build !linux

package main

import "github.com/rogpeppe/go-internal/testscript"

func mounts() bool { return false }

func readonly(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("needs Linux") }

func fulldisk(ts *testscript.TestScript, _ bool, _ []string) { ts.Fatalf("needs Linux") }
