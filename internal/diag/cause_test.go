package diag

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestCauseSaysWhatTheSystemReports(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.yaml")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, missing := os.ReadFile(filepath.Join(dir, "none.yaml"))
	_, under := os.ReadFile(filepath.Join(file, "b.yaml"))
	for _, tt := range []struct {
		err  error
		want Text
	}{
		{missing, Text{"找不到", "there is no such file or folder"}},
		{under, Text{"路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder"}},
		{fmt.Errorf("write x: %w", &fs.PathError{Op: "write", Path: ".gongwen-1", Err: syscall.ENOSPC}), Text{"磁盘已满", "the disk is full"}},
		{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.EACCES}, Text{"没有权限", "permission denied"}},
		{&os.SyscallError{Syscall: "x", Err: syscall.Errno(9999)}, Text{"系统错误 9999", "system error 9999"}},
		{&url.Error{Op: "Post", URL: "http://u:secret@h/", Err: &net.DNSError{Name: "h", Err: "no such host", Server: "10.0.0.1:53"}}, Text{"找不到服务器 h", "there is no server h"}},
		{&net.OpError{Op: "dial", Err: &os.SyscallError{Syscall: "connect", Err: syscall.ECONNREFUSED}}, Text{"服务器拒绝连接", "the server refuses the connection"}},
		{context.DeadlineExceeded, Text{"超时", "timed out"}},
		{fmt.Errorf("x: %w", NewError("列没有宽度", "a column has no width")), Text{"列没有宽度", "a column has no width"}},
		{List{Errorf(Pos{File: "a"}, "一", "one")}, Text{"一", "one"}},
	} {
		if got := Cause(tt.err); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
	}
}

func TestErrorsInMessagesSpeakTheLanguageOfTheMessage(t *testing.T) {
	_, err := os.ReadFile(filepath.Join(t.TempDir(), "none"))
	d := Errorf(Pos{File: "a"}, "不能读：%v", "cannot be read: %v", err)
	if got, want := d.Format(ZH), "a: 错误: 不能读：找不到"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := d.Format(EN); strings.Contains(got, "open ") || !strings.HasPrefix(got, "a: error: cannot be read: there is no such file") {
		t.Errorf("got %q", got)
	}
	sentinel := NewError("一", "one")
	if !errors.Is(fmt.Errorf("x: %w", sentinel), sentinel) || sentinel.Error() != "one" {
		t.Error("an error of both languages is not itself")
	}
	if got := From(sentinel); len(got) != 1 || got[0].Message != (Text{"一", "one"}) {
		t.Errorf("From gives %v", got)
	}
}
