package main

import (
	"runtime/debug"
	"slices"
	"testing"
)

func TestBuildLinesNameTheCommit(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Settings: []debug.BuildSetting{
		{Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "loong64"},
		{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.time", Value: "2026-11-29T20:29:37Z"}, {Key: "vcs.modified", Value: "true"},
	}}
	if got, want := buildLines(info), []string{"commit abc (changed) 2026-11-29T20:29:37Z", "built with go1.26.8 for linux/loong64"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	info.Settings = info.Settings[:2]
	if got := buildLines(info); len(got) != 1 {
		t.Errorf("a build outside of a repository says %q", got)
	}
}
