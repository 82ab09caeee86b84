package console

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal is both ends of a terminal: what a person sits at, and what a program
// has.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = person.Close() })
	fd := int(person.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

func TestTerminalWidth(t *testing.T) {
	_, program := terminal(t)
	width := TerminalWidth(program)
	if width == nil {
		t.Fatal("a terminal has no width")
	}
	if got := width(); got != 80 {
		t.Errorf("a terminal that does not know how wide it is has %d columns", got)
	}
	if err := unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: 63, Row: 20}); err != nil {
		t.Fatal(err)
	}
	if got := width(); got != 63 {
		t.Errorf("%d columns", got)
	}
	file, err := os.Create(t.TempDir() + "/a")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	if TerminalWidth(file) != nil {
		t.Error("a file has a width")
	}
	if ask, restore := Secrets(file, file); ask != nil || restore == nil {
		t.Error("a file is asked for secrets")
	}
}

func TestSecretsAreAskedFor(t *testing.T) {
	person, program := terminal(t)
	ask, restore := Secrets(program, program)
	defer restore()
	if _, err := person.WriteString("secret\n"); err != nil {
		t.Fatal(err)
	}
	got, err := ask("Password: ")
	if err != nil || got != "secret" {
		t.Fatalf("%q, %v", got, err)
	}
	var shown strings.Builder
	for part := make([]byte, 100); !strings.Contains(shown.String(), "Password: "); {
		n, err := person.Read(part)
		if err != nil {
			t.Fatalf("shown %q, %v", shown.String(), err)
		}
		shown.Write(part[:n])
	}
}
