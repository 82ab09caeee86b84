package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output"
)

// TestFilesAreWrittenAllOrNone, and over nothing unless that is wanted.
func TestFilesAreWrittenAllOrNone(t *testing.T) {
	dir := written(t, map[string][]byte{"old.yaml": []byte("old")})
	at := func(name string) string { return filepath.Join(dir, name) }
	file := func(name string, fresh bool) output.File {
		return output.File{Path: at(name), Data: []byte("new"), New: fresh}
	}
	says(t, Write(file("a.yaml", true), file("b/c.yaml", true)))
	says(t, Write(file("d.yaml", true), file("old.yaml", true)), "文件已经存在，没有改动")
	says(t, Write(file("e.yaml", true), file("b", false)), "没有写任何文件")
	says(t, WriteSigned(file("b", false)), "原文件没有改动")
	says(t, Write(file("old.yaml/f.yaml", true)), "输出文件夹的位置上是一个文件")
	for _, name := range []string{"d.yaml", "e.yaml"} {
		if _, err := os.Stat(at(name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was written (%v)", name, err)
		}
	}
	says(t, Free(at("g.yaml")))
	says(t, Free(at("old.yaml")), "文件已经存在")
	says(t, Free(at("old.yaml/f.yaml")), "路径中有一段是文件")
	says(t, Free(at("x\x00")), "查不了这个文件名")
}

// TestWhyAFileIsNotReadOrWritten: each cause has words of its own.
func TestWhyAFileIsNotReadOrWritten(t *testing.T) {
	path := func(err error) error { return &fs.PathError{Op: "open", Path: "/a/b", Err: err} }
	for _, c := range []struct {
		err  error
		want string
	}{
		{output.ErrExists, "文件已经存在"},
		{output.ErrInUse, "关闭这个文件，再生成"},
		{output.ErrIsDirectory, "移走它"},
		{output.ErrIsDevice, "设备、管道之类"},
		{path(fs.ErrPermission), "没有写这个文件夹的权限"},
		{path(syscall.EROFS), "没有写这个文件夹的权限"},
		{path(syscall.ENOSPC), "磁盘已满"},
		{path(syscall.ENOTDIR), "输出文件夹的位置上是一个文件"},
		{errors.New("odd"), "写不了文件：原因没有中文说明"},
	} {
		said := diag.List{unwritable("a.yaml", fmt.Errorf("writing: %w", c.err), diag.T("没有写", "nothing"))}
		says(t, said, "a.yaml: 错误: ", c.want)
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{&infile.TooLarge{Limit: 10}, "超过"},
		{infile.ErrFolder, "文件夹"},
		{path(fs.ErrNotExist), "找不到这个文件"},
		{path(fs.ErrPermission), "没有读这个文件的权限"},
		{errors.New("odd"), "读不了这个文件：原因没有中文说明"},
	} {
		says(t, diag.List{unreadable("a.yaml", c.err)}, "a.yaml: 错误: ", c.want)
	}
}

// TestReportsOfAFolder: those that people put there, each once.
func TestReportsOfAFolder(t *testing.T) {
	dir := written(t, map[string][]byte{
		"a.yaml": []byte("a"), "b.JSON": []byte("b"), "c.xlsx": []byte("c"), "gongwen.yaml": nil, "~$c.xlsx": nil, ".hidden.yaml": nil, "notes.txt": nil,
	})
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.Mkdir(at("d.yaml"), 0o700); err != nil {
		t.Fatal(err)
	}
	names := func(inputs []Input) (all []string) {
		for _, in := range inputs {
			all = append(all, in.File)
		}
		return all
	}
	found, said := Reports([]string{dir, at("a.yaml"), at("notes.txt"), at("none.yaml")}, false)
	if got := fmt.Sprint(names(found)); got != "[a.yaml b.JSON c.xlsx notes.txt]" {
		t.Errorf("found %s", got)
	}
	says(t, said, "none.yaml: 错误: 找不到这个文件")
	_, said = Reports([]string{at("*.xls")}, false)
	says(t, said, "*.xls: 错误: 没有这样的文件")
	_, said = Reports([]string{at("d.yaml")}, false)
	says(t, said, "文件夹里没有报告文件", ".yaml .yml .json .xlsx")
	found, said = Inputs([]string{"-"}, Search{})
	if len(found) != 1 || found[0].Name != "stdin" {
		t.Errorf("standard input is %+v, %v", found, said)
	}

	if err := os.WriteFile(at("A.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	found, said = Inputs([]string{dir}, Search{})
	if got := fmt.Sprint(names(found)); got != "[b.JSON c.xlsx]" {
		t.Errorf("found %s", got)
	}
	says(t, said, "几个报告的输出文件同名，会互相覆盖")
}

// TestFoldersBelowAreSearched: a hidden folder and a bag are passed over, and
// reports of one name in two folders are in each other's way only where their
// documents go to one place.
func TestFoldersBelowAreSearched(t *testing.T) {
	dir := written(t, map[string][]byte{"top.yaml": nil})
	for _, name := range []string{"甲/r.yaml", "乙/丙/r.xlsx", ".git/r.yaml", "bag/bagit.txt", "bag/data/r.yaml"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		writeFile(t, path, "")
	}
	found, said := Inputs([]string{dir}, Search{Deep: true})
	var names []string
	for _, in := range found {
		names = append(names, in.Name)
	}
	if got := fmt.Sprint(names); got != "[top 乙/丙/r 甲/r]" || len(said) > 0 {
		t.Errorf("found %s, %v", got, said)
	}
	for _, c := range []struct{ dir, want string }{{"", filepath.Join(dir, "乙", "丙")}, {"out", filepath.Join("out", "乙", "丙")}} {
		if into, name := (Order{Dir: c.dir}).Place(found[1]); into != c.want || name != "r" {
			t.Errorf("with %q it goes to %s as %s", c.dir, into, name)
		}
	}
	if err := os.Symlink(dir, filepath.Join(dir, "甲", "again")); err == nil {
		if again, _ := Reports([]string{dir}, true); len(again) != len(found) {
			t.Errorf("a link is followed: %d reports", len(again))
		}
	}
	_, said = Reports([]string{filepath.Join(dir, "乙")}, false)
	says(t, said, "加上 --recursive 才找")
}

// TestAFileIsOneByWhateverPath: a link to a report is the report, and the result
// of an earlier run is none of its own sources.
func TestAFileIsOneByWhateverPath(t *testing.T) {
	dir := written(t, map[string][]byte{"a.yaml": []byte("a"), "b.yaml": []byte("b"), "sum.yaml": []byte("s")})
	if err := os.Link(filepath.Join(dir, "a.yaml"), filepath.Join(dir, "c.yaml")); err != nil {
		t.Fatal(err)
	}
	inputs, _ := Reports([]string{dir}, false)
	inputs = append(inputs, FileInput(filepath.Join(dir, "none.yaml")))
	inputs, said := Distinct(inputs)
	says(t, said, "c.yaml: 警告: 与 ", "a.yaml 是同一个文件，只算一次")
	inputs, said = Except(inputs, filepath.Join(dir, "x", "..", "sum.yaml"), filepath.Join(dir, "sum.yaml"), "")
	says(t, said, "sum.yaml: 说明: 这是要写的文件，不算来源")
	if len(inputs) != 3 || inputs[0].File != "a.yaml" || inputs[1].File != "b.yaml" || inputs[2].File != "none.yaml" {
		t.Errorf("left are %+v", inputs)
	}
}

// TestNoLinkLeadsOutOfAFolder: what a report names is looked for beside it only.
func TestNoLinkLeadsOutOfAFolder(t *testing.T) {
	outside := written(t, map[string][]byte{"secret.png": []byte("secret")})
	dir := written(t, map[string][]byte{"a.yaml": []byte("a"), "in.png": []byte("in")})
	for link, to := range map[string]string{"out.png": filepath.Join(outside, "secret.png"), "near.png": "in.png"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	folder := FileInput(filepath.Join(dir, "a.yaml")).Folder
	for name, opens := range map[string]bool{"in.png": true, "near.png": true, "out.png": false, "../x.png": false, "none.png": false} {
		file, err := folder.Open(name)
		if (err == nil) != opens {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			_ = file.Close()
		}
	}
	if _, err := FileInput(filepath.Join(dir, "none", "a.yaml")).Folder.Open("in.png"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
}
