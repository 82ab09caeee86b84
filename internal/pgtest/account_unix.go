//go:build unix

package pgtest

import (
	"os"
	"os/exec"
	osuser "os/user"
	"strconv"
	"syscall"
	"testing"

	"gongwen/internal/judge"
)

// account is who a server runs as; the zero account is who runs the test.
type account struct{ uid, gid uint32 }

// user is who a server may run as.
func user(t testing.TB) account {
	t.Helper()
	if os.Getuid() != 0 {
		return account{}
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := osuser.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(u.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(u.Gid, 10, 32)
		if uidErr == nil && gidErr == nil {
			return account{uint32(uid), uint32(gid)}
		}
	}
	judge.Cannot(t, "PostgreSQL does not run as root, and there is neither a user postgres nor nobody")
	return account{}
}

// own gives a folder to the account.
func (a account) own(t testing.TB, dir string) {
	t.Helper()
	if a == (account{}) {
		return
	}
	if err := os.Chown(dir, int(a.uid), int(a.gid)); err != nil {
		t.Fatal(err)
	}
}

// runs has a program run as the account.
func (a account) runs(cmd *exec.Cmd) {
	if a != (account{}) {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: a.uid, Gid: a.gid}}
	}
}
