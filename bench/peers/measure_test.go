package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestUsageIsReadInSeconds(t *testing.T) {
	got := taken(&syscall.Rusage{Utime: syscall.Timeval{Sec: 1, Usec: 250_000}, Stime: syscall.Timeval{Usec: 500_000}, Maxrss: 7})
	if got != (figures{cpu: 1.75, memory: 7}) {
		t.Errorf("%+v", got)
	}
}

func TestMedianOfEachFigureAlone(t *testing.T) {
	got := medians([]figures{{3, 1, 20}, {1, 2, 30}, {2, 3, 10}})
	if got != (figures{2, 2, 20}) {
		t.Errorf("%+v", got)
	}
}

func TestFurtherIsWithoutTheFirst(t *testing.T) {
	got := further(figures{cpu: 5, wall: 9, memory: 4}, figures{cpu: 1, wall: 1}, 4).over(figures{cpu: 2, wall: 4, memory: 8})
	if got != (figures{0.5, 0.5, 0.5}) {
		t.Errorf("%+v", got)
	}
}

func TestFailureSaysWhatTheProgramSaid(t *testing.T) {
	_, err := once(t.Context(), command{args: []string{os.Args[0], "-test.run=TestChild"}, env: []string{"PEERS_CHILD=fails"}})
	if err == nil || !strings.Contains(err.Error(), "the page is torn") {
		t.Errorf("%v", err)
	}
	f, err := once(t.Context(), command{args: []string{os.Args[0], "-test.run=TestChild"}, env: []string{"PEERS_CHILD=works"}})
	if err != nil || f.cpu <= 0 || f.wall <= 0 || f.memory <= 0 {
		t.Errorf("%+v, %v", f, err)
	}
}

// TestChild is the program that the test above runs.
func TestChild(t *testing.T) {
	if os.Getenv("PEERS_CHILD") == "fails" {
		t.Fatal("the page is torn")
	}
}
