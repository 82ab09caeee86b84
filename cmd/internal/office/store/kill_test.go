package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// savingIn names the database of a process that TestKilledInTheMiddleOfSaves starts.
const savingIn = "GONGWEN_TEST_SAVING_IN"

func TestMain(m *testing.M) {
	if path := os.Getenv(savingIn); path != "" {
		saveWithoutEnd(path)
		return
	}
	os.Exit(m.Run())
}

// saveWithoutEnd saves one number after the other and says each that was acknowledged,
// until it is killed.
func saveWithoutEnd(path string) {
	ctx := context.Background()
	s, err := Open(ctx, "sqlite:"+path)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	agencies, err := s.Agencies(ctx)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	documents, err := s.Documents(ctx, agencies[0].ID)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	accounts, err := s.Accounts(ctx)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	entries, _, err := s.Entries(ctx, documents[0].ID)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	n := 0
	for _, e := range entries {
		if e.Place == "note:count" {
			n, _ = strconv.Atoi(e.Value)
		}
	}
	for {
		was := ""
		if n > 0 {
			was = strconv.Itoa(n)
		}
		n++
		if _, err := s.Save(ctx, documents[0].ID, "n"+strconv.Itoa(n), []Edit{{"note:count", was, strconv.Itoa(n)}}, accounts[0].ID, noon); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("saved", n)
	}
}

// A process that is killed in the middle of its saves has lost none that it
// acknowledged.
func TestKilledInTheMiddleOfSaves(t *testing.T) { killSaving(t, 20) }

func TestKilledInTheMiddleOfSavesOften(t *testing.T) {
	tier.Soak(t, "kills a process two hundred times in the middle of its saves")
	killSaving(t, 200)
	tier.Did(t, "killed 200 processes in the middle of their saves, no acknowledged edit was lost")
}

func killSaving(t *testing.T, kills int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	_, d := begin(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	last := 0
	for kill := range kills {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), savingIn+"="+path)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for i := 0; i <= kill%7 && lines.Scan(); i++ {
			last = acknowledged(t, lines.Text(), last)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what it said before it was killed
			last = acknowledged(t, lines.Text(), last)
		}
		_ = cmd.Wait() // it was killed
		s, err := Open(t.Context(), "sqlite:"+path)
		if err != nil {
			t.Fatalf("after kill %d: %v", kill+1, err)
		}
		all, version := values(t, s, d.ID)
		if got, _ := strconv.Atoi(all["note:count"]); got < last || version != int64(got+1) {
			t.Fatalf("after kill %d there is %d in version %d, acknowledged was %d", kill+1, got, version, last)
		}
		changes, err := s.Changes(t.Context(), d.ID, 1<<40, 1<<20)
		if err != nil || len(changes) < last {
			t.Fatalf("%d changes of %d, %v", len(changes), last, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if last < kills {
		t.Errorf("only %d saves were acknowledged", last)
	}
}

func acknowledged(t *testing.T, line string, last int) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimPrefix(line, "saved "))
	if err != nil {
		if line != "" {
			t.Log(line)
		}
		return last
	}
	return max(n, last)
}
