package linebreak

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gongwen/internal/golden"
	"gongwen/internal/unit"
)

// testCase is a case of testdata/*.txt: a line "# name", a line of settings
// (width and indent in em, justify, greedy, balance), a line of text in which \u200B and
// the like may be written, and the lines expected. A blank line ends it.
type testCase struct {
	file, name, head string
	p                Paragraph
}

func cases(t testing.TB) []testCase {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var all []testCase
	for _, file := range files {
		in, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for n, c := range strings.Split(string(in), "\n\n") {
			rows := strings.SplitN(strings.Trim(c, "\n"), "\n", 4)
			if len(rows) < 3 || !strings.HasPrefix(rows[0], "# ") {
				t.Fatalf("case %d of %s is not a name, settings and a text", n+1, file)
			}
			p, err := parseCase(rows[1], rows[2])
			if err != nil {
				t.Fatalf("%s: %s: %v", file, rows[0], err)
			}
			all = append(all, testCase{file, rows[0][2:], strings.Join(rows[:3], "\n"), p})
		}
	}
	return all
}

func TestCases(t *testing.T) {
	out := make(map[string]string)
	for _, c := range cases(t) {
		lines := Break(c.p)
		check(t, c.name, c.p, lines)
		if out[c.file] != "" {
			out[c.file] += "\n"
		}
		out[c.file] += c.head + "\n" + dump(c.p, lines)
	}
	for file, text := range out {
		golden.Check(t, file, []byte(text))
	}
}

func parseCase(settings, text string) (Paragraph, error) {
	text, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		return Paragraph{}, err
	}
	p := paragraph(text)
	words := strings.Fields(settings)
	for i := 0; i < len(words); i++ {
		switch words[i] {
		case "justify":
			p.Justify = true
		case "greedy":
			p.Greedy = true
		case "balance":
			p.Balance = true
		case "width", "indent":
			i++
			n, err := strconv.ParseFloat(words[min(i, len(words)-1)], 64)
			if err != nil {
				return Paragraph{}, err
			}
			l := unit.Length(n * float64(em))
			if words[i-1] == "width" {
				p.Width = l
			} else {
				p.Indent = l
			}
		default:
			return Paragraph{}, fmt.Errorf("unknown setting %q", words[i])
		}
	}
	return p, nil
}
