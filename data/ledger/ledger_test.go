package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func template(t testing.TB) *configs.Template {
	t.Helper()
	found, said := configs.NewLibrary(nil).Template("open-government-2021")
	if found == nil {
		t.Fatal(said)
	}
	return found
}

func standardMapping(t testing.TB) *Mapping {
	t.Helper()
	m, said := ReadMapping(StandardName, Standard(), template(t))
	if m == nil {
		t.Fatal(said)
	}
	return m
}

func register(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile("testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// asBook is a file of comma-separated values as a workbook.
func asBook(t testing.TB, text string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for r, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for c, cell := range strings.Split(line, ",") {
			if err := f.SetCellValue("Sheet1", workbook.Ref{Row: r + 1, Col: c + 1}.String(), cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shown is the cells that count something.
func shown(n *Count) string {
	var b strings.Builder
	for _, c := range n.Cells {
		if len(c.Lines) > 0 {
			fmt.Fprintf(&b, "%s.%s.%s %d: %s\n", c.Section, c.Row, c.Column, len(c.Lines), Numbers(c.Lines))
		}
	}
	fmt.Fprintf(&b, "lines %d, left %v, read %s, lacks %s\n", n.Lines, n.Left, strings.Join(n.Heads, " "), strings.Join(n.Not, " "))
	return b.String()
}

func TestARegisterIsCounted(t *testing.T) {
	m, text := standardMapping(t), register(t)
	count, said := m.Read([]byte(text), template(t), Options{Name: "r.csv", Year: 2024})
	if count == nil {
		t.Fatal(said)
	}
	golden.Check(t, "testdata/register.golden", []byte(shown(count)))
	book, said := m.Read(asBook(t, text), template(t), Options{Name: "r.xlsx", Year: 2024})
	if book == nil || shown(book) != shown(count) {
		t.Errorf("a workbook: %v\n%s", said, shown(book))
	}
	figures := count.Figures("r.csv")
	if len(figures) != len(count.Cells) {
		t.Fatalf("%d figures of %d cells", len(figures), len(count.Cells))
	}
	for _, f := range figures {
		if !strings.HasPrefix(f.From, "r.csv ") {
			t.Errorf("%+v", f)
		}
	}
	if from := From("r.csv", slices.Repeat([]int{7}, 13)); from != "r.csv 共 13 行" {
		t.Error(from)
	}
}

// TestWhatComesInGoesOut: every line that is counted comes in once and goes out once.
func TestWhatComesInGoesOut(t *testing.T) {
	count, said := standardMapping(t).Read([]byte(register(t)), template(t), Options{Name: "r.csv", Year: 2024})
	if count == nil {
		t.Fatal(said)
	}
	var in, out []int
	for _, c := range count.Cells {
		switch {
		case c.Section != "requests":
		case c.Row == "new" || c.Row == "carried_in":
			in = append(in, c.Lines...)
		default:
			out = append(out, c.Lines...)
		}
	}
	slices.Sort(in)
	slices.Sort(out)
	if !slices.Equal(in, out) || len(in) != count.Lines {
		t.Errorf("in %v, out %v of %d", in, out, count.Lines)
	}
}

const heads = "申请人类别,收到日期,办理结果,不予公开理由,答复日期,复议结果,诉讼结果\n"

func TestLinesThatCannotBeCountedAreNamed(t *testing.T) {
	var out strings.Builder
	for _, c := range []struct{ name, lines string }{
		{"a word that is not known", "自然人,2024-01-01,予以公开,,,,\n张三丰的公司,2024-01-02,予以公开,,,,\n"},
		{"no kind of applicant", ",2024-01-01,予以公开,,,,\n"},
		{"a date that is none", "自然人,二月三十,予以公开,,,,\n"},
		{"no date", "自然人,,予以公开,,,,\n"},
		{"received later", "自然人,2025-01-01,予以公开,,,,\n"},
		{"answered before", "自然人,2023-01-01,予以公开,,2023-02-01,,\n"},
		{"refused for no reason", "自然人,2024-01-01,不予公开,,,,\n"},
		{"a reason of another kind", "自然人,2024-01-01,不予公开,信访,,,\n"},
		{"a reason that is not known", "自然人,2024-01-01,不予公开,因故,,,\n"},
		{"a review that is not known", "自然人,2024-01-01,予以公开,,,看情况,\n"},
		{"a word with a wrong character", "自然人,2024-01-01,予于公开,,,,\n"},
		{"several words", "自然人,2024-01-01,予以公开；部分公开,,,,\n自然人,2024-01-01,予以公开和部分公开,,,,\n"},
		{"a name and the number of an identity card", "张三丰,2024-01-01,李秘密330102198001011234,,,,\n自然人,330102198001011234,予以公开,,,,\n自然人,2024-02-01,不予公开,13800138000,2024-13-01,,\n"},
		{"a month that is none", "自然人,2024-13-01,予以公开,,,,\n"},
		{"an answer before the request", "自然人,2024-05-01,予以公开,,2024-04-01,,\n自然人,2024-05,予以公开,,2024-04,,\n"},
		{"an answer without an outcome", "自然人,2024-05-01,,,2024-06-01,,\n自然人,2023-12-01,办理中,,2024-06-01,,\n"},
		{"an outcome of an earlier year without a day", "自然人,2023-12-30,予以公开,,,,\n"},
		{"cells that are shifted by a comma", "自然人,2024-01-01,予以公开,,,,,\n"},
		{"a long word", "自然人," + strings.Repeat("甲", 50) + ",予以公开,,,,\n"},
		{"very many", strings.Repeat("某人,2024-01-01,予以公开,,,,\n", 300)},
	} {
		count, said := standardMapping(t).Read([]byte(heads+c.lines), template(t), Options{Name: "r.csv", Year: 2024})
		if count != nil || !said.HasErrors() {
			t.Errorf("%s: it is counted", c.name)
			continue
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range said[max(0, len(said)-4):] {
			fmt.Fprintln(&out, d.Format(diag.ZH))
			if d.Message.EN == "" || strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.EN, "%!") {
				t.Errorf("%+v", d)
			}
			if d.Pos.Line != 0 {
				t.Errorf("the line stands beside the message: %v", d)
			}
		}
	}
	for name, text := range map[string]string{
		"no such column": "姓名,结果\n张三丰,公开\n", "two columns of one name": "申请人类别,收到日期,办理结果,办理结果\n自然人,2024-01-01,公开,公开\n",
	} {
		count, said := standardMapping(t).Read([]byte(text), template(t), Options{Name: "r.csv", Year: 2024})
		if count != nil || !said.HasErrors() {
			t.Errorf("%s: it is counted", name)
		}
		if name == "no such column" {
			fmt.Fprintf(&out, "== %s\n%s\n", name, said.Error())
		}
	}
	golden.Check(t, "testdata/refused.golden", []byte(out.String()))
}

func TestFormsOfWordsAndDates(t *testing.T) {
	text := heads + strings.Join([]string{
		"自然人（公民）,2024,1.予以公开,,,,", "（一）自然人,2024年,公开,,,未复议,无", "企业,2024-03-01 10:20:30,（二）部分公开,,2024.4.1,,", "自然人,2023/12/31,不予公开,三安全一稳定,2025-01-03,,", "自然人,20240105,办理中,,,,",
	}, "\n")
	count, said := standardMapping(t).Read([]byte(text), template(t), Options{Name: "r.csv", Year: 2024})
	if count == nil {
		t.Fatal(said)
	}
	for _, want := range []string{"requests.new.natural_person 3: 2、3、6\n", "requests.new.business 1: 4\n", "requests.carried_in.natural_person 1: 5\n", "requests.carried_out.natural_person 2: 5、6\n"} {
		if !strings.Contains(shown(count), want) {
			t.Errorf("there is no %q in\n%s", want, shown(count))
		}
	}
}

func TestTheColumnsThatARegisterLacksAreNamed(t *testing.T) {
	text := strings.Replace(register(t), "办理结果", "结论", 1)
	_, said := standardMapping(t).Read([]byte(text), template(t), Options{Name: "r.csv", Year: 2024})
	if len(said) != 1 || !strings.HasPrefix(said[0].Hint.ZH, "最像表头的一行里没有：办理结果/") {
		t.Errorf("said %v", said)
	}
}

// TestOtherYearsMayBeLeftOut: by the rule of a mapping; columns that a register
// does not have are named.
func TestOtherYearsMayBeLeftOut(t *testing.T) {
	mine := strings.Replace(string(Standard()), "closed_earlier: refuse, later: refuse", "closed_earlier: skip, later: skip", 1)
	m, said := ReadMapping("m.yaml", []byte(mine), template(t))
	if m == nil {
		t.Fatal(said)
	}
	text := "申请人类别,收到日期,办理结果,答复日期\n自然人,2024-01-01,公开,\n自然人,2025-01-01,公开,\n自然人,2022-01-01,公开,2023-01-01\n"
	count, said := m.Read([]byte(text), template(t), Options{Name: "r.csv", Year: 2024})
	if count == nil || !slices.Equal(count.Left, []int{3, 4}) || count.Lines != 1 || strings.Join(count.Not, " ") != "不予公开理由 复议结果 诉讼结果" {
		t.Fatalf("%+v %v", count, said)
	}
	for _, c := range count.Cells {
		if c.Section == "review" {
			t.Errorf("%+v is counted of no column", c)
		}
	}
}

// TestWhatIsDoubtfulIsSaid: a line that is counted by a guess is named.
func TestWhatIsDoubtfulIsSaid(t *testing.T) {
	for _, c := range []struct{ name, head, lines, want string }{
		{"no day of the answer", heads, "自然人,2024-01-01,予以公开,,,,\n自然人,2024-12-30,部分公开,,2024-12-31,,\n自然人,2024-12-30,,,,,\n", "第 2 行有结果，没有答复日期，按 2024 年办结计了"},
		{"no column for it", "申请人类别,收到日期,办理结果\n", "自然人,2024-01-01,予以公开\n", "台账没有“答复日期”一栏，有结果的都按 2024 年办结计了"},
		{"received long ago", heads, "自然人,2014-01-01,,,,,\n", "第 2 行从收到到答复跨了一年以上"},
		{"answered long afterwards", heads, "自然人,2024-01-01,予以公开,,2042-01-31,,\n", "第 2 行从收到到答复跨了一年以上"},
		{"nothing", heads, "自然人,2024-01-01,予以公开,,2024-01-31,/,—\n自然人,2023-12-01,不予公开,内部事务,2024-01-31,,\n自然人,2024-12-01,,/,/,,\n", ""},
	} {
		count, said := standardMapping(t).Read([]byte(c.head+c.lines), template(t), Options{Name: "r.csv", Year: 2024})
		if count == nil || (c.want == "") != (len(said) == 0) || !strings.Contains(said.Error(), c.want) {
			t.Errorf("%s: %v", c.name, said)
		}
	}
}

// TestFormulasWithoutResults: what nobody has computed is not counted as nothing.
func TestFormulasWithoutResults(t *testing.T) {
	for column := range strings.Split(strings.TrimSpace(heads), ",") {
		f := excelize.NewFile()
		for row, line := range []string{heads, "自然人,2024-01-01,不予公开,商业秘密,2024-01-20,维持,维持\n"} {
			for c, cell := range strings.Split(strings.TrimSpace(line), ",") {
				at := workbook.Ref{Row: row + 1, Col: c + 1}.String()
				err := f.SetCellValue("Sheet1", at, cell)
				if row == 1 && c == column {
					err = errors.Join(f.SetCellValue("Sheet1", at, nil), f.SetCellFormula("Sheet1", at, `"张三丰"`))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		count, said := standardMapping(t).Read(b.Bytes(), template(t), Options{Name: "r.xlsx", Year: 2024})
		if all := fmt.Sprintf("%+v", said); count != nil || !strings.Contains(all, "是公式") || strings.Contains(all, "张三丰") {
			t.Errorf("column %d: %v", column+1, said)
		}
	}
}

// TestShiftedCellsAreNotShown: in whichever counted columns the others of a
// register come to lie, no message has them.
func TestShiftedCellsAreNotShown(t *testing.T) {
	secrets := []string{"张三丰", "李四光", "330102198001", "13800138", "某路", "招生方案", "913301000000000000", "0571-8000"}
	lines := strings.Split(strings.TrimSpace(register(t)), "\n")
	m, of := standardMapping(t), template(t)
	for _, shift := range []int{1, 3, 4, 6, 8, 9, 11} {
		moved := slices.Clone(lines)
		for i, line := range moved[2:] {
			cells := strings.Split(line, ",")
			moved[i+2] = strings.Join(slices.Concat(cells[shift:], cells[:shift]), ",")
		}
		text := strings.Join(moved, "\n")
		for name, content := range map[string][]byte{"r.csv": []byte(text), "r.xlsx": asBook(t, text)} {
			count, said := m.Read(content, of, Options{Name: name, Year: 2024})
			if count != nil {
				t.Errorf("%s, shifted by %d: it is counted", name, shift)
			}
			for _, s := range secrets {
				if all := fmt.Sprintf("%+v", said); strings.Contains(all, s) {
					t.Errorf("%s, shifted by %d: %q is shown: %v", name, shift, s, said)
				}
			}
		}
	}
}

func TestFaultsOfMappings(t *testing.T) {
	for name, change := range map[string][2]string{
		"no such row":             {"outcome.disclosed:", "outcome.disclose:"},
		"no such column":          {"natural_person:", "natural:"},
		"no such table":           {"table: review, row: litigation,", "table: reviews, row: litigation,"},
		"no such key":             {"needed: true", "neded: true"},
		"no such register column": {"column_of: applicant, received: this_year", "column_of: applicants, received: this_year"},
		"one word twice":          {"[商业企业, 企业,", "[商业企业, 自然人, 公民, 企业,"},
		"row and row_of":          {"{table: requests, row_of: outcome,", "{table: requests, row: new, row_of: outcome,"},
		"no names":                {"names: [申请人类别, 申请人类型, 申请人性质, 申请人分类, 申请主体类别, 申请主体类型, 申请主体]", "names: []"},
		"no YAML":                 {"columns:", "columns: ["},
		"no columns":              {"columns:", "column:"},
		"a rule of no kind":       {"later: refuse", "later: sometimes"},
	} {
		text := strings.Replace(string(Standard()), change[0], change[1], 1)
		if text == string(Standard()) {
			t.Fatalf("%s: nothing is changed", name)
		}
		if m, said := ReadMapping("m.yaml", []byte(text), template(t)); m != nil || !said.HasErrors() {
			t.Errorf("%s: nothing is said", name)
		}
	}
	for _, id := range []string{"open-government-2019", "open-government-2021"} {
		found, _ := configs.NewLibrary(nil).Template(id)
		if m, said := ReadMapping(StandardName, Standard(), found); m == nil {
			t.Errorf("%s: %v", id, said)
		}
	}
}

// TestNothingElseIsKept: what stands in columns that are not counted is in no
// result and in no message.
func TestNothingElseIsKept(t *testing.T) {
	secrets := []string{"张三丰", "330102198001011234", "13800138000", "某路", "招生方案", "913301000000000000"}
	broken := strings.NewReplacer("律所", "某所", "2024年3月1日", "三月").Replace(register(t))
	for _, text := range []string{register(t), broken} {
		for name, content := range map[string][]byte{"r.csv": []byte(text), "r.xlsx": asBook(t, text)} {
			count, said := standardMapping(t).Read(content, template(t), Options{Name: name, Year: 2024})
			all := fmt.Sprintf("%+v %+v", count, said)
			if count != nil {
				all += fmt.Sprintf("%+v %+v", *count, count.Figures(name))
			}
			for _, s := range secrets {
				if strings.Contains(all, s) {
					t.Errorf("%s: %q is kept", name, s)
				}
			}
		}
	}
}

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	m, of := standardMapping(t), template(t)
	growth.Reader(t, 2000, func(content []byte) { _, _ = m.Read(content, of, Options{Name: "r.csv", Year: 2024}) }, map[string]func(int) string{
		"lines":    func(n int) string { return heads + strings.Repeat("自然人,2024-01-01,公开,,,,\n", n) },
		"unknown":  func(n int) string { return heads + strings.Repeat("某,2024-01-01,公开,,,,\n", n) },
		"one word": func(n int) string { return heads + strings.Repeat("自", n) + ",2024-01-01,公开,,,,\n" },
		"brackets": func(n int) string { return heads + strings.Repeat("（", n) + ",2024-01-01,公开,,,,\n" },
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(heads + "自然人,2024-01-01,公开,,,,\n"))
	f.Add([]byte(heads + "企业,2023,不予公开,过程性信息,2024-1-1,维持,撤诉\n"))
	m, of := standardMapping(f), template(f)
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		count, said := m.Read(content, of, Options{Name: "r.csv", Year: 2024})
		if (count == nil) != said.HasErrors() {
			t.Errorf("%+v, %v", count, said)
		}
		if count == nil {
			return
		}
		for _, c := range count.Cells {
			if (c.Ref == data.Ref{}) || len(c.Lines) > count.Lines {
				t.Errorf("%+v", c)
			}
		}
	}))
}
