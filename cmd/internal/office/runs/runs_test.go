package runs

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/data/sum"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/verdict"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/padestest"
)

var evening = time.Date(2025, 2, 1, 22, 0, 0, 0, time.UTC)

// finished is a run of which something of every kind became.
func finished(t *testing.T) *Result {
	t.Helper()
	roster, said := sum.ReadRoster("r.csv", []byte("机关名称,截止日期\n甲局,2025-01-20\n乙局,2025-01-20\n丙局,\n丁局,\n戊局,2025-02-01\n"))
	if roster == nil {
		t.Fatal(said)
	}
	r := New("gongwen 1.0", 8, evening)
	reports := []Of{{"1.yaml", "甲局", Done}, {"2.yaml", "乙局", Refused}, {"3.yaml", "丙局", Refused}, {"4.yaml", "戊局", Failed}, {"5.yaml", "己局", Done}, {"6.yaml", "", Refused}, {"7.yaml", "甲局", Refused}, {"8.yaml", "丁局", ""}}
	for i, of := range reports {
		switch of.Outcome {
		case Refused:
			rule, message := "N1", "合计应为 2"
			if i == 5 {
				rule, message = "", "读不懂"
			}
			r.Add(of.Path, of.Outcome, rule, message)
		case Failed:
			r.Add(of.Path, of.Outcome, "", "写不了：磁盘已满")
		case Done:
			r.Add(of.Path, of.Outcome, "", "")
		}
	}
	r.End(evening.Add(70 * time.Second))
	r.Compare(roster, reports, "2025-02-01", "2025-01-31")
	return r
}

func TestResults(t *testing.T) {
	r := finished(t)
	if r.Whole() || r.Unfinished != 1 || r.ReasonOf("6.yaml") != "读不懂" || r.Rate() != 0.1 {
		t.Errorf("%+v", r)
	}
	content, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/result.json", content)
	for lang, name := range map[diag.Lang]string{diag.ZH: "zh", diag.EN: "en"} {
		golden.Check(t, "testdata/result-"+name+".txt", r.Text(lang, false))
		content, err := r.Page(lang)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "testdata/result-"+name+".html", content)
	}
	if short := string(r.Text(diag.ZH, true)); !strings.Contains(short, "　3 份：合计应为 2 [N1]，如 2.yaml") {
		t.Error(short)
	}
}

// What is said of one report is said of no other: a reason whose reports quote their own
// values has no message of its own, however many there are and in which order they came.
func TestAReasonQuotesNoOtherReport(t *testing.T) {
	add := []said{
		{"3.yaml", "N1", "合计应为 5"}, {"1.yaml", "N1", "合计应为 4"}, {"2.yaml", "N2", "不能是 0"}, {"4.yaml", "N2", "不能是 0"},
		{"5.yaml", "", "年度：看不懂“二三”"}, {"6.yaml", "", "年度：看不懂“24 x”"}, {"7.yaml", "", "缺少“年度”"}, {"8.yaml", "", "缺少“年度”"}, {"9.yaml", "", "缺少“机关名称”"}, {"91.yaml", "", "缺少“机关名称”"},
	}
	for range len(add) {
		add = append(add[1:], add[0])
		r := New("gongwen 1.0", len(add), evening)
		for _, s := range add {
			r.Add(s.path, Refused, s.rule, s.message)
		}
		r.End(evening)
		const want = `共 10 份：完成 0 份，内容有错误 10 份，没有做成 0 份，还没有做 0 份
用时 0.0 秒，每秒 0.0 份
　2 份：原因相近，如 5.yaml：年度：看不懂“二三”
　2 份：不符合同一条规则 [N1]，如 1.yaml：合计应为 4
　2 份：不能是 0 [N2]，如 2.yaml
　2 份：缺少“年度”，如 7.yaml
　2 份：缺少“机关名称”，如 9.yaml
`
		if got := string(r.Text(diag.ZH, true)); got != want {
			t.Fatalf("got\n%s", got)
		}
		if got := string(r.Text(diag.ZH, false)); !strings.Contains(got, "\n　　6.yaml：年度：看不懂“24 x”\n") {
			t.Error(got)
		}
	}
}

// A terminal gets the commonest reasons, whatever ten thousand reports say.
func TestManyReasons(t *testing.T) {
	r := New("gongwen 1.0", 100, evening)
	for i := range 100 {
		r.Add(strconv.Itoa(i)+".yaml", Refused, "N"+strconv.Itoa(i), "错")
	}
	r.End(evening)
	if got := string(r.Text(diag.ZH, true)); strings.Count(got, "\n") != 2+mostNamed+1 || !strings.Contains(got, "另有 80 个") {
		t.Error(got)
	}
}

func TestARunOfWhichNothingIsLeft(t *testing.T) {
	r := New("gongwen 1.0", 1, evening)
	r.Add("1.yaml", Done, "", "")
	r.End(evening)
	if !r.Whole() || r.Rate() != 0 {
		t.Errorf("%+v", r)
	}
	for d, want := range map[time.Duration]string{1500 * time.Millisecond: "1.5 秒", 61 * time.Second: "1 分 1 秒", 150 * time.Minute: "2 小时 30 分"} {
		if got := Span(d).ZH; got != want {
			t.Errorf("%v is %s", d, got)
		}
	}
}

// made is what the builder of these tests makes of a report and the files that it names.
func made(files map[string][]byte, name string) map[string][]byte {
	content := files[name]
	if bytes.Contains(content, []byte("错")) {
		return nil
	}
	stem := strings.TrimSuffix(name, ".yaml")
	return map[string][]byte{stem + ".html": append([]byte("<p>"), append(content, files["图/a.png"]...)...), stem + ".pdf": append([]byte("%PDF"), content...)}
}

// kept is a run with its inputs on the disk, signed, and what verifies it.
func kept(t *testing.T, sign bool) (dir string, proof Proof) {
	t.Helper()
	base := t.TempDir()
	dir = filepath.Join(base, "out")
	files := map[string]string{"in/甲.yaml": "甲", "in/县/乙.yaml": "乙", "in/县/图/a.png": "图", "in/丙.yaml": "错"}
	at := func(name string, content []byte) {
		path := filepath.Join(base, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		at(name, []byte(content))
	}
	at("out/run.json", []byte("{}"))
	m := Manifest{Head: Head{Program: "gongwen 1.0", Settings: "s", Formats: []string{"html", "pdf"}, Started: evening, Ended: evening, Inputs: "../in", Said: []File{{"run.json", Digest([]byte("{}"))}}}}
	for _, r := range []Report{
		{Input: File{Path: "甲.yaml"}, Outcome: Done},
		{Input: File{Path: "县/乙.yaml"}, Beside: []File{{"图/a.png", Digest([]byte("图"))}}, Outcome: Done},
		{Input: File{Path: "丙.yaml"}, Outcome: Refused, Reason: "有错"},
	} {
		content := []byte(files["in/"+r.Input.Path])
		r.Input.SHA256 = Digest(content)
		folder, name := filepath.Split(r.Input.Path)
		given := map[string][]byte{name: content}
		if len(r.Beside) > 0 {
			given["图/a.png"] = []byte("图")
		}
		for _, ending := range []string{".html", ".pdf"} {
			name := strings.TrimSuffix(name, ".yaml") + ending
			if document, ok := made(given, filepath.Base(r.Input.Path))[name]; ok {
				at("out/"+folder+name, document)
				r.Outputs = append(r.Outputs, File{folder + name, Digest(document)})
			}
		}
		m.Reports = append(m.Reports, r)
	}
	proof = Proof{
		Sample: -1,
		Choose: func(n int) []int {
			order := make([]int, n)
			for i := range order {
				order[i] = n - 1 - i
			}
			return order
		},
		Builder: func(h Head) (Builder, bool) {
			return func(_ context.Context, r Report, files map[string][]byte) (map[string][]byte, error) {
				return made(files, filepath.Base(r.Input.Path)), nil
			}, h.Settings == "s"
		},
	}
	var signer func([]byte) ([]byte, diag.List)
	if sign {
		root := padestest.Root(t, "根", evening, padestest.P256)
		office := root.Issue(t, "某局", evening, padestest.Options{})
		signer = signing(t, office)
		proof.Check = pades.Check{Now: evening, Roots: []*smx509.Certificate{root.Certificate}}
	}
	if said := Write(dir, m, signer); said.HasErrors() {
		t.Fatal(said)
	}
	return dir, proof
}

// signing signs as a holder.
func signing(t *testing.T, who *padestest.Holder) func([]byte) ([]byte, diag.List) {
	return func(content []byte) ([]byte, diag.List) {
		return pades.SignDetached(t.Context(), content, pades.Order{Identity: who.Identity(), Now: evening, Random: rand.Reader})
	}
}

func TestARunIsProven(t *testing.T) {
	for _, signed := range []bool{true, false} {
		dir, proof := kept(t, signed)
		if !Is(dir) || !Is(filepath.Join(dir, ManifestName)) || Is(filepath.Dir(dir)) || Folder(filepath.Join(dir, ManifestName)) != dir {
			t.Error("it is not seen as what it is")
		}
		v := Verify(t.Context(), dir, proof)
		if !v.OK() || (v.Signature != nil) != signed || len(v.Findings.Of(CheckRebuilt)) != 1 || v.Findings.Of(CheckRebuilt)[0].Text.EN != "2 reports were built again and came out the same byte by byte; 1 more have no documents and were refused again, for their errors" {
			t.Errorf("signed %v: %+v", signed, v)
		}
		proof.Sample = 1
		if v := Verify(t.Context(), dir, proof); !v.OK() || !strings.Contains(v.Findings.Of(CheckRebuilt)[0].Text.EN, "1 ") {
			t.Errorf("%+v", v)
		}
		proof.Sample = 0
		if v := Verify(t.Context(), dir, proof); !v.OK() || v.Findings.Of(CheckRebuilt)[0].Grade != verdict.Unchecked {
			t.Errorf("%+v", v)
		}
		proof.Builder = func(Head) (Builder, bool) { return nil, false }
		if v := Verify(t.Context(), dir, proof); !v.OK() || v.Findings.Of(CheckRebuilt)[0].Grade != verdict.Unchecked {
			t.Errorf("another program: %+v", v)
		}
		proof.Asked = true
		if v := Verify(t.Context(), dir, proof); v.OK() {
			t.Errorf("it was asked for, and nothing was built again: %+v", v)
		}
		proof.Asked = false
		// The inputs may have been moved elsewhere.
		elsewhere := filepath.Join(t.TempDir(), "moved")
		if err := os.Rename(filepath.Join(filepath.Dir(dir), "in"), elsewhere); err != nil {
			t.Fatal(err)
		}
		if v := Verify(t.Context(), dir, proof); v.OK() {
			t.Error("inputs that are not there")
		}
		proof.Inputs = elsewhere
		if v := Verify(t.Context(), dir, proof); !v.OK() {
			t.Errorf("%+v", v)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if v := Verify(ctx, dir, proof); v.OK() {
			t.Error("what was interrupted is no proof")
		}
		if err := Begin(dir); err != nil || Is(dir) {
			t.Error("the manifest of an earlier run is left", err)
		}
	}
}

// A folder in which everything is wrong is not told file by file.
func TestManyFaultsAreCounted(t *testing.T) {
	dir, proof := kept(t, false)
	for i := range maxFaults + 5 {
		if err := os.WriteFile(filepath.Join(dir, strings.Repeat("x", i+1)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v := Verify(t.Context(), dir, proof)
	if n := len(v.Findings.Of(CheckOutputs)); n != maxFaults+2 || !strings.Contains(v.Findings.Of(CheckOutputs)[n-1].Text.EN, "5 more") {
		t.Errorf("%d: %+v", n, v.Findings)
	}
}

func TestABuilderThatFails(t *testing.T) {
	dir, proof := kept(t, false)
	proof.Builder = func(Head) (Builder, bool) {
		return func(context.Context, Report, map[string][]byte) (map[string][]byte, error) {
			return nil, errors.New("broken")
		}, true
	}
	if v := Verify(t.Context(), dir, proof); v.OK() || len(v.Findings.Of(CheckRebuilt)) != 3 {
		t.Errorf("%+v", v)
	}
}

const soundHead = `{"gongwen_run":1,"program":"p","settings":"s","formats":["pdf"],"started":"2025-01-01T00:00:00Z","ended":"2025-01-01T00:00:00Z","inputs":"in","signed":false,"reports":1}` + "\n"

func TestFaultsOfManifests(t *testing.T) {
	const sound = `{"input":{"path":"a.yaml","sha256":"x"},"outcome":"done","outputs":[{"path":"a.pdf","sha256":"y"}]}` + "\n"
	if m, err := parse([]byte(soundHead + sound)); err != nil || len(m.Reports) != 1 {
		t.Fatalf("%+v, %v", m, err)
	}
	two := strings.Replace(soundHead, `"reports":1`, `"reports":2`, 1)
	for name, content := range map[string]string{
		"empty":                      "",
		"no JSON":                    "x\n",
		"another form":               strings.Replace(soundHead, `run":1`, `run":2`, 1),
		"an unknown key":             strings.Replace(soundHead, `{`, `{"x":1,`, 1) + sound,
		"more behind a line":         soundHead + strings.TrimSpace(sound) + "{}\n",
		"a report too few":           soundHead,
		"a report too many":          soundHead + sound + strings.ReplaceAll(sound, "a.", "b."),
		"an input twice":             two + sound + strings.Replace(sound, "a.pdf", "b.pdf", 1),
		"a document twice":           two + sound + strings.Replace(sound, "a.yaml", "b.yaml", 1),
		"a way out":                  soundHead + strings.Replace(sound, "a.pdf", "../a.pdf", 1),
		"a way out of the inputs":    soundHead + strings.Replace(sound, "a.yaml", "/etc/passwd", 1),
		"a way out beside":           soundHead + strings.Replace(sound, `"outcome"`, `"beside":[{"path":"../x","sha256":""}],"outcome"`, 1),
		"the manifest as a document": soundHead + strings.Replace(sound, "a.pdf", ManifestName, 1),
		"an unknown outcome":         soundHead + strings.Replace(sound, "done", "well", 1),
		"done without documents":     soundHead + `{"input":{"path":"a.yaml","sha256":"x"},"outcome":"done"}` + "\n",
		"refused with documents":     soundHead + strings.Replace(sound, "done", "refused", 1),
		"a line without end":         soundHead + `{"input":{"path":"` + strings.Repeat("a", maxLine) + `"}}`,
		"a way out of what was said": strings.Replace(soundHead, `"reports"`, `"said":[{"path":"..","sha256":""}],"reports"`, 1) + sound,
	} {
		if m, err := parse([]byte(content)); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

// FuzzParse: no manifest exhausts the machine, and what one names stays in its folders.
func FuzzParse(f *testing.F) {
	f.Add([]byte(soundHead + `{"input":{"path":"a.yaml","sha256":"x"},"outcome":"refused","reason":"r"}` + "\n"))
	f.Add([]byte(`{"gongwen_run":1}`))
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		m, err := parse(content)
		if err != nil {
			return
		}
		for _, r := range m.Reports {
			for _, file := range r.Outputs {
				if !filepath.IsLocal(filepath.FromSlash(file.Path)) {
					t.Errorf("%q", file.Path)
				}
			}
		}
	}))
}

func TestGrowthOfManifests(t *testing.T) {
	growth.Reader(t, 500, func(content []byte) { _, _ = parse(content) }, map[string]func(int) string{
		"reports": func(n int) string {
			return strings.Replace(soundHead, `"reports":1`, `"reports":`+strconv.Itoa(n), 1) +
				growth.Numbered(n, `{"input":{"path":"%d.yaml","sha256":"x"},"outcome":"refused"}`+"\n")
		},
	})
}
