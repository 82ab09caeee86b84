package configs

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// folder is a working directory, with a configuration file when text is not empty.
func folder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if text != "" {
		if err := os.WriteFile(filepath.Join(dir, ConfigFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// loadConfig is Load with the documents that the program can make.
func loadConfig(opts Options) (Config, diag.List) {
	opts.Kinds = DocumentKinds{
		OFDProfiles: []string{"exchange", "archive"}, OFDProfile: "exchange",
		Formats: []string{"docx", "pdf", "html"}, Usual: []string{"docx", "pdf"},
		PDFLevels: []string{"2b", "2u", "2a", "3a", "4", "4f"}, PDFLevel: "2a",
	}
	return Load(context.Background(), opts)
}

func env(variables ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for _, v := range variables {
			if n, value, _ := strings.Cut(v, "="); n == name {
				return value, true
			}
		}
		return "", false
	}
}

func flags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	f := pflag.NewFlagSet("build", pflag.ContinueOnError)
	f.StringP("output", "o", ".", "")
	f.StringSlice("to", []string{"docx", "pdf"}, "")
	f.IntP("jobs", "j", 0, "")
	f.String("style", "", "")
	f.String("lang", "zh", "")
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestConfigurationWithoutAFileIsTheDefault(t *testing.T) {
	c, problems := loadConfig(Options{Dir: folder(t, ""), Env: env(), Flags: flags(t)})
	want := Config{Output: Output{Formats: []string{"docx", "pdf"}}, PDF: PDF{Conformance: "2a"}, OFD: OFD{Profile: "exchange"}}
	if len(problems) > 0 || fmt.Sprint(c) != fmt.Sprint(want) {
		t.Errorf("got %+v, %v", c, problems)
	}
	if c, problems := loadConfig(Options{Dir: folder(t, "# 还没有设置\n")}); len(problems) > 0 || c.Output.Dir != "" {
		t.Errorf("a file of comments: %+v, %v", c, problems)
	}
}

func TestFlagsStandOverTheEnvironmentOverTheFile(t *testing.T) {
	dir := folder(t, "output: {dir: out, formats: [pdf]}\nstyle: from-file\nworkers: 3\nlang: en\n")
	for _, c := range []struct {
		name string
		opts Options
		want string
	}{
		{"file", Options{}, filepath.Join(dir, "out") + " [pdf] from-file 3 1"},
		{"environment", Options{Env: env("GONGWEN_OUTPUT_DIR=e", "GONGWEN_OUTPUT_FORMATS=docx, pdf", "GONGWEN_STYLE=from-env", "GONGWEN_WORKERS=4")}, "e [docx pdf] from-env 4 1"},
		{"empty variables", Options{Env: env("GONGWEN_OUTPUT_DIR=", "GONGWEN_STYLE=")}, filepath.Join(dir, "out") + " [pdf] from-file 3 1"},
		{"flags", Options{Flags: flags(t, "-o", "f", "--to", "docx", "-j", "5", "--lang", "zh")}, "f [docx] from-file 5 0"},
		{"flags over environment", Options{Env: env("GONGWEN_WORKERS=4", "GONGWEN_STYLE=from-env"), Flags: flags(t, "--jobs=0", "--style", "from-flag")},
			filepath.Join(dir, "out") + " [pdf] from-flag 0 1"},
	} {
		c.opts.Dir = dir
		got, problems := loadConfig(c.opts)
		if s := fmt.Sprintln(got.Output.Dir, got.Output.Formats, got.Style, got.Workers, got.Lang); len(problems) > 0 || s != c.want+"\n" {
			t.Errorf("%s: %s, %v; want %s", c.name, s, problems, c.want)
		}
	}
}

func TestPDFLevelFromFileEnvironmentAndFlag(t *testing.T) {
	f := flags(t)
	f.String("pdf-level", "2a", "")
	if err := f.Parse([]string{"--pdf-level", "2U"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opts Options
		want string
	}{
		{Options{}, "4"},
		{Options{Env: env("GONGWEN_PDF_CONFORMANCE=3a")}, "3a"},
		{Options{Env: env("GONGWEN_PDF_CONFORMANCE=3a"), Flags: f}, "2u"},
	} {
		c.opts.Dir = folder(t, "pdf:\n  conformance: 4\n")
		if got, problems := loadConfig(c.opts); len(problems) > 0 || got.PDF.Conformance != c.want {
			t.Errorf("level %q, %v; want %s", got.PDF.Conformance, problems, c.want)
		}
	}
}

func TestOFDProfileFromFileEnvironmentAndFlag(t *testing.T) {
	f := flags(t)
	f.String("ofd-profile", "exchange", "")
	if err := f.Parse([]string{"--ofd-profile", "Exchange"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opts Options
		want string
	}{
		{Options{}, "archive"},
		{Options{Env: env("GONGWEN_OFD_PROFILE=exchange")}, "exchange"},
		{Options{Env: env("GONGWEN_OFD_PROFILE=archive"), Flags: f}, "exchange"},
	} {
		c.opts.Dir = folder(t, "ofd:\n  profile: archive\n")
		if got, problems := loadConfig(c.opts); len(problems) > 0 || got.OFD.Profile != c.want {
			t.Errorf("profile %q, %v; want %s", got.OFD.Profile, problems, c.want)
		}
	}
	if _, problems := loadConfig(Options{Dir: folder(t, "ofd:\n  profile: best\n")}); !strings.Contains(fmt.Sprint(problems), "gongwen.yaml:2:12: 错误: 没有“best”这种 OFD") {
		t.Error(problems)
	}
}

func TestPathsInAFileStartAtItsFolder(t *testing.T) {
	dir := folder(t, "output: {dir: out}\ntemplates: own\nfonts:\n  dirs: [fonts, /usr/share/fonts]\n  substitute: {小标宋: [FZXBSJW.TTF, FZXBSJW.ttf], 仿宋: simfang}\n")
	c, problems := loadConfig(Options{File: filepath.Join(dir, ConfigFile), Dir: "/elsewhere"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if c.Output.Dir != filepath.Join(dir, "out") || c.Templates != filepath.Join(dir, "own") ||
		fmt.Sprint(c.Fonts.Dirs) != fmt.Sprint([]string{filepath.Join(dir, "fonts"), "/usr/share/fonts"}) {
		t.Errorf("got %+v", c)
	}
	var got []string
	for _, s := range c.Fonts.Substitute {
		got = append(got, fmt.Sprintf("%s=%s@%d:%d", s.Role, s.Face, s.Pos.Line, s.Pos.Col))
	}
	if s := strings.Join(got, " "); s != "小标宋=FZXBSJW@5:22 小标宋=FZXBSJW@5:35 仿宋=simfang@5:53" {
		t.Errorf("substitutes: %s", s)
	}
	sep := string(filepath.ListSeparator)
	if c, _ := loadConfig(Options{Dir: folder(t, ""), Env: env("GONGWEN_FONTS_DIRS=a" + sep + "b c")}); fmt.Sprint(len(c.Fonts.Dirs), c.Fonts.Dirs) != "2 [a b c]" {
		t.Errorf("folders of the environment: %q", c.Fonts.Dirs)
	}
}

func TestConfigurationFaultsAreNamedWithPlace(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct {
		name, file string
		opts       Options
	}{
		{"unknown key", "workers: 2\nlanguage: en\n", Options{}},
		{"unknown key in a group", "output:\n  dri: out\n", Options{}},
		{"group that is no map", "output: out\n", Options{}},
		{"content of a report", "agency: 三明市\n", Options{}},
		{"unknown format", "output: {formats: [docx, word]}\n", Options{}},
		{"format twice", "output: {formats: [pdf, PDF]}\n", Options{}},
		{"no format", "output: {formats: []}\n", Options{}},
		{"formats in a map", "output: {formats: {a: b}}\n", Options{}},
		{"unknown level of PDF/A", "pdf: {conformance: 1b}\n", Options{}},
		{"exact lines in words", "docx: {exact_lines: 有时}\n", Options{}},
		{"unknown key about PDF", "pdf: {level: 2a}\n", Options{}},
		{"empty output folder", "output: {dir: \"\"}\n", Options{}},
		{"workers in words", "workers: 二\n", Options{}},
		{"too many workers", "workers: 1000\n", Options{}},
		{"negative workers", "workers: -1\n", Options{}},
		{"unknown language", "lang: fr\n", Options{}},
		{"style with a folder", "style: styles/gb9704.yaml\n", Options{}},
		{"list of styles", "style: [a, b]\n", Options{}},
		{"empty font folder", "fonts: {dirs: [\"\"]}\n", Options{}},
		{"substitutes without roles", "fonts: {substitute: [a]}\n", Options{}},
		{"substitute in a folder", "fonts: {substitute: {仿宋: fonts/x.ttf}}\n", Options{}},
		{"substitute of nothing", "fonts: {substitute: {仿宋: }}\n", Options{}},
		{"same key twice", "lang: zh\nlang: en\n", Options{}},
		{"no YAML", "lang：zh\nworkers: 2\n", Options{}},
		{"wrong variable", "", Options{Env: env("GONGWEN_WORKERS=many", "GONGWEN_OUTPUT_FORMATS=ofd", "GONGWEN_LANG=de")}},
		{"wrong flags", "", Options{Flags: flags(t, "--jobs", "-3", "--to", "pdf,ofd", "--style", "../x")}},
	} {
		c.opts.Dir = folder(t, c.file)
		_, problems := loadConfig(c.opts)
		if !problems.HasErrors() {
			t.Errorf("%s: accepted", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range problems {
			fmt.Fprintf(&out, "%s\n", strings.ReplaceAll(d.Format(diag.ZH), c.opts.Dir+string(filepath.Separator), ""))
			if d.Pos.File == "" || d.Message.EN == "" || strings.Contains(d.Message.ZH+d.Message.EN, "%!") {
				t.Errorf("%s: %+v", c.name, d)
			}
		}
	}
	golden.Check(t, "testdata/config-faults.golden", []byte(out.String()))
}

func TestNamedConfigurationFileMustExist(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "none.yaml"), dir} {
		if _, problems := loadConfig(Options{File: name}); !problems.HasErrors() || problems[0].Pos.File != name {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestFlagsThatACommandHasNotAreNotAsked(t *testing.T) {
	f := pflag.NewFlagSet("check", pflag.ContinueOnError)
	f.String("lang", "zh", "")
	if c, problems := loadConfig(Options{Dir: t.TempDir(), Flags: f}); len(problems) > 0 || c.Workers != 0 {
		t.Errorf("got %+v, %v", c, problems)
	}
}

func TestDocumentedConfigurationIsAccepted(t *testing.T) {
	page, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(page), "```yaml\n")
	example, _, closed := strings.Cut(example, "```")
	if !found || !closed {
		t.Fatal("docs/configuration.md has no example")
	}
	if c, problems := loadConfig(Options{Dir: folder(t, example)}); len(problems) > 0 || c.Style != "gb9704" {
		t.Errorf("%+v, %v", c, problems)
	}
	for _, s := range settings {
		if !strings.Contains(string(page), s.variable()) || s.flag != "" && !strings.Contains(string(page), "--"+s.flag) {
			t.Errorf("docs/configuration.md does not name the variable and flag of %s", s.key)
		}
	}
}
