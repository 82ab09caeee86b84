//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"gongwen/cmd/internal/office/runs"
	"gongwen/internal/pgtest"
	"gongwen/internal/smalldisk"
	"gongwen/internal/tier"
)

// unattended is a folder with reports that differ, and a database.
type unattended struct {
	*testing.T
	dir, db string
}

func reportsForANight(t *testing.T, reports int) unattended {
	t.Helper()
	u := unattended{t, t.TempDir(), ""}
	u.db = "sqlite:" + filepath.Join(u.dir, "a.db")
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i := range reports {
		writeFile(t, filepath.Join(u.dir, "in", fmt.Sprintf("r%03d.yaml", i)), []byte(strings.Replace(string(content), "政务公开", fmt.Sprintf("政务公开%d", i), 1)))
	}
	return u
}

func (u unattended) run(flags ...string) *exec.Cmd {
	args := append([]string{"run", "--db", u.db, "--to", "html", "-o", filepath.Join(u.dir, "out")}, flags...)
	return program(u.T, append(args, filepath.Join(u.dir, "in"))...)
}

// runs is what the group of commands says.
func (u unattended) runs(args ...string) string {
	u.Helper()
	said, err := program(u.T, append(append([]string{"runs"}, args...), "--db", u.db)...).CombinedOutput()
	if err != nil {
		u.Fatalf("%v: %s", err, said)
	}
	return string(said)
}

// interrupted interrupts a run when something is so, and gives what it said.
func (u unattended) interrupted(cmd *exec.Cmd, when func() bool) string {
	u.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		u.Fatal(err)
	}
	for !when() {
		if err := u.Context().Err(); err != nil {
			u.Fatal(err)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		u.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 128+int(syscall.SIGINT) {
		u.Errorf("the status is %d: %s", got, said.String())
	}
	return said.String()
}

// A run that is interrupted says what is left and how to go on, leaves no manifest, and what
// it has asked for is held, goes on and is given up by its id.
func TestAnInterruptedRunIsGivenUp(t *testing.T) {
	tier.Long(t, "interrupts a run")
	const reports = 30
	u := reportsForANight(t, reports)
	manifest := filepath.Join(u.dir, "out", runs.ManifestName)
	if said, err := u.run().CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if _, err := os.Stat(manifest); err != nil {
		t.Fatal(err)
	}
	// Other reports by the same names: nothing of them is done.
	for i := range reports {
		at := filepath.Join(u.dir, "in", fmt.Sprintf("r%03d.yaml", i))
		content, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, at, append(content, "# 改过\n"...))
	}
	asked := regexp.MustCompile(`(?m)^(\S+)  .*共 30 份：.*还没有做 30 份`)
	said := u.interrupted(u.run("--leave"), func() bool { return asked.MatchString(u.runs()) })
	id := asked.FindStringSubmatch(u.runs())[1]
	for _, want := range []string{"还没有做 30 份", "错误: 已中断，还有 30 份没有做", "提示：再运行同一条命令就接着做", "gongwen runs cancel " + id} {
		if !strings.Contains(said, want) {
			t.Errorf("there is no %q in\n%s", want, said)
		}
	}
	if _, err := os.Stat(manifest); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a manifest was left: %v", err)
	}
	if got := u.runs("pause"); got != id+"：暂停 30 份\n" {
		t.Error(got)
	}
	if got := u.runs(); !strings.Contains(got, "（暂停 30 份）") {
		t.Error(got)
	}
	if got := u.runs("resume", id); got != id+"：继续 30 份\n" {
		t.Error(got)
	}
	if got := u.runs(); strings.Contains(got, "暂停") || !asked.MatchString(got) {
		t.Error(got)
	}
	if got := u.runs("cancel", id); got != id+"：取消了，还没有做的有 30 份\n" {
		t.Error(got)
	}
	if got := u.runs(); got != "没有还没做完的\n" {
		t.Error(got)
	}
	if said, err := u.run().CombinedOutput(); err != nil || !strings.Contains(string(said), "共 30 份：完成 30 份") {
		t.Errorf("%v: %s", err, said)
	}
	if said, err := program(t, "verify", "--sample", "5", filepath.Join(u.dir, "out")).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
}

// A run that is interrupted in the middle leaves whole documents and no manifest; the same
// command goes on.
func TestAnInterruptedRunGoesOn(t *testing.T) {
	tier.Long(t, "interrupts a run")
	u := reportsForANight(t, 200)
	out := filepath.Join(u.dir, "out")
	said := u.interrupted(u.run(), func() bool { return len(made(t, out)) > 3 })
	left := regexp.MustCompile(`错误: 已中断，还有 (\d+) 份没有做`).FindStringSubmatch(said)
	if left == nil {
		t.Fatal(said)
	}
	before := made(t, out)
	if want := fmt.Sprint(200 - len(before)); left[1] != want {
		t.Errorf("%s are said to be left, not %s", left[1], want)
	}
	if before[runs.ManifestName] != nil {
		t.Error("a manifest was left")
	}
	if said, err := u.run().CombinedOutput(); err != nil || !strings.Contains(string(said), "共 200 份：完成 200 份") {
		t.Fatalf("%v: %s", err, said)
	}
	for name, content := range made(t, out) {
		if was, there := before[name]; there && !bytes.Equal(was, content) {
			t.Errorf("%s was torn", name)
		}
	}
	if said, err := program(t, "verify", "--sample", "5", out).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
}

// A run whose folder has no room any more stops, says so once, and leaves whole documents and
// no manifest; with room again the same command goes on.
func TestAFullFolderOfARun(t *testing.T) {
	tier.Long(t, "fills a disk")
	u := reportsForANight(t, 60)
	disk := smalldisk.New(t, 2<<20)
	if disk == nil {
		t.Skip("no small disk can be mounted here")
	}
	disk.Fill(400 << 10)
	run := func() (string, int) {
		cmd := program(t, "run", "--db", u.db, "--to", "html", "-o", disk.Dir, filepath.Join(u.dir, "in"))
		said, _ := cmd.CombinedOutput()
		return string(said), cmd.ProcessState.ExitCode()
	}
	said, status := run()
	left := regexp.MustCompile(`错误: 输出文件夹没有地方了，还有 (\d+) 份没有做`).FindStringSubmatch(said)
	if status != 1 || left == nil || strings.Count(said, "写不了：磁盘已满") != 1 || !strings.Contains(said, "提示：再运行同一条命令就接着做") {
		t.Fatalf("%d: %s", status, said)
	}
	before := made(t, disk.Dir)
	delete(before, "ballast")
	if want := fmt.Sprint(60 - len(before)); len(before) == 0 || left[1] != want || before[runs.ManifestName] != nil {
		t.Errorf("%d documents, %s are said to be left", len(before), left[1])
	}
	disk.Empty()
	if said, status := run(); status != 0 || !strings.Contains(said, "共 60 份：完成 60 份") {
		t.Fatalf("%d: %s", status, said)
	}
	for name, content := range made(t, disk.Dir) {
		if was, there := before[name]; there && !bytes.Equal(was, content) {
			t.Errorf("%s was torn", name)
		}
	}
	if said, err := program(t, "verify", "--sample", "5", disk.Dir).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
}

// While the database is restarted, whoever waits for a run is told so in Chinese, and
// nothing of what the queue writes into logs.
func TestTheDatabaseOfARunIsRestarted(t *testing.T) {
	tier.Long(t, "restarts PostgreSQL in the middle of a run")
	server := pgtest.New(t)
	u := reportsForANight(t, 300)
	u.db = server.Name
	out := filepath.Join(u.dir, "out")
	cmd, lines := said(t, "run", "--db", u.db, "--to", "html", "-o", out, filepath.Join(u.dir, "in"))
	for len(made(t, out)) < 3 {
		if err := t.Context().Err(); err != nil {
			t.Fatal(err)
		}
	}
	server.Stop(t)
	var all []string
	for away := true; lines.Scan(); {
		all = append(all, lines.Text())
		if away && strings.Contains(lines.Text(), "没有应答，等着：") {
			server.Start(t)
			away = false
		}
	}
	_ = cmd.Wait()
	text := strings.Join(all, "\n")
	for what, want := range map[string]bool{"没有应答，等着：": true, "可以用了，接着做": true, "共 300 份：完成 300 份": true, "level=": false, "msg=": false} {
		if strings.Contains(text, what) != want {
			t.Errorf("%q: %t in\n%s", what, !want, text)
		}
	}
	if got := cmd.ProcessState.ExitCode(); got != 0 {
		t.Errorf("the status is %d", got)
	}
}
