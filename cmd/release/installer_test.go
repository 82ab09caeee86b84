package main

import (
	"bytes"
	"debug/pe"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// smallInstaller makes an installer of a program of a few bytes.
func smallInstaller(t *testing.T, nsis string, more ...string) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	s, work := source{dir: root, version: "1.2.3", date: date}, t.TempDir()
	files := []file{{Path: "gongwen.exe", Content: []byte("MZ")}, {Path: startPage}, {Path: "NOTICE", Content: []byte("notice")}, {Path: "docs/checks.html"}}
	if err := unpack(work, files, date); err != nil {
		t.Fatal(err)
	}
	if err := s.writeIcon(filepath.Join(work, "gongwen.ico")); err != nil {
		t.Fatal(err)
	}
	setup := filepath.Join(t.TempDir(), "setup.exe")
	if err := s.pack(t.Context(), nsis, work, setup, more...); err != nil {
		t.Fatal(err)
	}
	return setup
}

// TestInstallerIsTheSameTwice makes it in two folders.
func TestInstallerIsTheSameTwice(t *testing.T) {
	nsis := judge.Optional(t, "makensis")
	if !bytes.Equal(read(t, smallInstaller(t, nsis)), read(t, smallInstaller(t, nsis))) {
		t.Error("the same files give two installers")
	}
}

// TestInstallerStartsOnOlderWindows: what refuses an older Windows with its reason
// must run there, a 32-bit one among them: Windows XP is 5.1.
func TestInstallerStartsOnOlderWindows(t *testing.T) {
	f, err := pe.Open(smallInstaller(t, judge.Optional(t, "makensis")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	head, is32 := f.OptionalHeader.(*pe.OptionalHeader32)
	if !is32 || f.Machine != pe.IMAGE_FILE_MACHINE_I386 {
		t.Fatalf("the installer is of machine %#x", f.Machine)
	}
	if system := [2]uint16{head.MajorOperatingSystemVersion, head.MajorSubsystemVersion}; system[0] > 5 || system[1] > 5 || head.Subsystem != pe.IMAGE_SUBSYSTEM_WINDOWS_GUI {
		t.Errorf("it asks for Windows %d, subsystem %d of version %d", system[0], head.Subsystem, system[1])
	}
}

// TestInstallerPutsEverythingInItsPlaceAndTakesItAway installs and uninstalls with a
// program of a few bytes, on a Windows by wine.
func TestInstallerPutsEverythingInItsPlaceAndTakesItAway(t *testing.T) {
	nsis, wine := judge.Optional(t, "makensis"), judge.Optional(t, "wine")
	setup := smallInstaller(t, nsis, "-DTARGET=amd64-unicode")
	prefix := filepath.Join(t.TempDir(), "prefix")
	try := func(args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), wine, args...)
		cmd.Env = append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "DISPLAY=")
		said, err := cmd.CombinedOutput()
		return string(said), err
	}
	run := func(args ...string) string {
		t.Helper()
		said, err := try(args...)
		if err != nil && args[0] != "reg" {
			t.Fatalf("%q: %v\n%s", args, err, said)
		}
		return said
	}
	run("wineboot", "-i")
	defer func() { _, _ = try("wineboot", "-k") }()
	installed := filepath.Join(prefix, "drive_c", "公文")
	run("winecfg", "-v", "win7")
	if _, err := try(setup, "/S", `/D=C:\公文`); err == nil {
		t.Error("it installs on Windows 7")
	}
	if _, err := os.Stat(installed); err == nil {
		t.Error("it has left something on Windows 7")
	}
	run("winecfg", "-v", "win10")
	run("reg", "add", `HKCU\Environment`, "/v", "Path", "/t", "REG_EXPAND_SZ", "/d", `C:\mine;%USERPROFILE%\bin`)
	run(setup, "/S", `/D=C:\公文`)
	for _, name := range []string{"gongwen.exe", startPage, "docs/checks.html", "uninstall.exe"} {
		if _, err := os.Stat(filepath.Join(installed, name)); err != nil {
			t.Error(err)
		}
	}
	menu := run("reg", "query", `HKCU\Software\Classes\SystemFileAssociations\.xlsx\shell\gongwen.build\command`)
	if !strings.Contains(menu, `gongwen.exe" --wait "%1"`) {
		t.Errorf("the context menu has\n%s", menu)
	}
	if path := run("reg", "query", `HKCU\Environment`, "/v", "Path"); !strings.Contains(path, `C:\mine;%USERPROFILE%\bin;C:\`) {
		t.Errorf("the path is\n%s", path)
	}

	if err := os.WriteFile(filepath.Join(installed, "我的年报.xlsx"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run(filepath.Join(installed, "uninstall.exe"), "/S", `_?=C:\公文`)
	if _, err := os.Stat(filepath.Join(installed, "gongwen.exe")); err == nil {
		t.Error("the program is still there")
	}
	if _, err := os.Stat(filepath.Join(installed, "我的年报.xlsx")); err != nil {
		t.Errorf("a report that somebody has put there is gone: %v", err)
	}
	if path := run("reg", "query", `HKCU\Environment`, "/v", "Path"); !strings.Contains(path, `C:\mine;%USERPROFILE%\bin`) || strings.Contains(path, "公文") {
		t.Errorf("the path is\n%s", path)
	}
	if menu := run("reg", "query", `HKCU\Software\Classes\SystemFileAssociations\.xlsx\shell\gongwen.build\command`); strings.Contains(menu, "gongwen.exe") {
		t.Errorf("the context menu still has\n%s", menu)
	}
}
