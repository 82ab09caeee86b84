//go:build !unix

package pgtest

import (
	"os/exec"
	"testing"
)

type account struct{}

func user(testing.TB) account { return account{} }

func (account) own(testing.TB, string) {}

func (account) runs(*exec.Cmd) {}
