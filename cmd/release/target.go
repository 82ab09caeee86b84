package main

import (
	"context"
	"debug/buildinfo"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
)

// target is a kind of machine.
type target struct{ os, arch string }

// usualTargets are the machines that offices have: Windows, 统信 UOS and 银河麒麟
// on the three processors they are sold for, and macOS.
var usualTargets = []string{"windows/amd64", "linux/amd64", "linux/arm64", "linux/loong64", "darwin/arm64"}

func parseTarget(name string) (target, error) {
	if !slices.Contains(usualTargets, name) {
		return target{}, fmt.Errorf("%s is no machine of a release: %s", name, strings.Join(usualTargets, ", "))
	}
	system, arch, _ := strings.Cut(name, "/")
	return target{system, arch}, nil
}

func hostTarget() target { return target{runtime.GOOS, runtime.GOARCH} }

func (t target) program() string {
	if t.os == "windows" {
		return "gongwen.exe"
	}
	return "gongwen"
}

// name is what files for the machine are called.
func (t target) name(version string) string { return "gongwen-" + version + "-" + t.os + "-" + t.arch }

// compile builds gongwen of the commit for a machine, without symbols: they are
// a tenth of the file.
func (s source) compile(ctx context.Context, t target, into string) error {
	// Settings of the one who builds change nothing.
	env := []string{"GOOS=" + t.os, "GOARCH=" + t.arch, "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOEXPERIMENT=", "GOAMD64=v1", "GOARM64=v8.0"}
	_, err := output(ctx, s.dir, env, goTool(), "build", "-trimpath", "-buildvcs=true", "-ldflags", "-s -w", "-o", into, "./cmd/gongwen")
	return err
}

func goTool() string {
	if tool := os.Getenv("GO"); tool != "" {
		return tool
	}
	return "go"
}

func readBuild(program string) (*buildinfo.BuildInfo, error) {
	info, err := buildinfo.ReadFile(program)
	if err == nil && info.Main.Version == "" {
		err = fmt.Errorf("%s does not know its version", program)
	}
	return info, err
}
