//go:build windows

// Command hold opens a file as Word does, so that nobody else can write or delete it, and runs a
// program meanwhile: hold FILE PROGRAM ARG…
package main

import (
	"os"
	"os/exec"
	"syscall"
)

func main() {
	name, _ := syscall.UTF16PtrFromString(os.Args[1])
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		panic(err)
	}
	defer func() { _ = syscall.CloseHandle(h) }()
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		os.Exit(cmd.ProcessState.ExitCode())
	}
}
