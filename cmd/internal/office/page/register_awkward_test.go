package page

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongwen/cmd/internal/office/jobs"
	"gongwen/internal/tier"
)

// ofPeople is what registers say of those who have asked: nothing of it is anybody's but theirs.
var ofPeople = []string{"张三丰", "李四光", "330102198001", "13800138", "某路", "招生方案", "913301000000000000", "某某公司"}

// lines are those of a register, the head first.
func lines(t *testing.T) [][]string {
	t.Helper()
	content, err := os.ReadFile("../../../../data/ledger/testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	var all [][]string
	for line := range strings.Lines(string(content)) {
		all = append(all, strings.Split(strings.TrimSpace(line), ","))
	}
	return all[1:]
}

// joined is a file of lines.
func joined(all [][]string, comma string) string {
	var b strings.Builder
	for _, line := range all {
		b.WriteString(strings.Join(line, comma) + "\r\n")
	}
	return b.String()
}

// book makes a workbook.
func book(t *testing.T, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	var b bytes.Buffer
	err := fill(f)
	if err == nil {
		err = f.Write(&b)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fillIn writes lines into a sheet from a cell on, and makes the sheet where there is none.
func fillIn(f *excelize.File, sheet string, all [][]string, column, row int) error {
	if _, err := f.NewSheet(sheet); err != nil {
		return err
	}
	for i, line := range all {
		at, err := excelize.CoordinatesToCellName(column, row+i)
		if err == nil {
			err = f.SetSheetRow(sheet, at, &line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// utf16Of is a text in UTF-16 with its mark, as Excel's “Unicode text” is.
func utf16Of(text string, low, high int) []byte {
	var b bytes.Buffer
	for _, unit := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		b.WriteByte(byte(unit >> low))
		b.WriteByte(byte(unit >> high))
	}
	return b.Bytes()
}

// replaced are lines with another text in a cell.
func replaced(all [][]string, line, column int, text string) [][]string {
	changed := make([][]string, len(all))
	for i := range all {
		changed[i] = append([]string(nil), all[i]...)
	}
	changed[line][column] = text
	return changed
}

// Registers as offices keep them are counted, or it is said why they are not; whatever they are, of
// the people in them nothing is in the database, the log, a message, a history or a backup.
func TestAwkwardRegisters(t *testing.T) {
	tier.Long(t, "counts two registers of ten thousand lines, and twenty that are small")
	o := newOffice(t)
	o.page.Register = func(ctx context.Context, r jobs.Register) ([]byte, error) {
		return jobs.Counting(ctx, o.engine, r) // TestRegisterIsCountedAndForgotten has it done in another process
	}
	all := lines(t)
	const kind, received, outcome = 5, 6, 8 // columns
	text := joined(all, ",")
	many := [][]string{all[0]}
	for i := range 10_000 {
		many = append(many, all[1+i%(len(all)-1)])
	}
	encoded := func(encoder interface{ Bytes([]byte) ([]byte, error) }) []byte {
		content, err := encoder.Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	clerk, at, files := o.signedIn("clerk"), "/documents/"+o.document.ID+"/register", o.files()
	said := map[string]string{}
	for _, c := range []struct {
		about, name string
		content     []byte
		want        string // that is said; with a number of lines where it is counted
	}{
		{"a head that is shifted", "张三丰.xlsx", book(t, func(f *excelize.File) error { return fillIn(f, "Sheet1", all, 4, 7) }), "数了 9 行"},
		{"a sheet of notes beside it", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "说明", [][]string{{"填表说明"}, {"联系张三丰", "13800138000"}}, 1, 1); err != nil {
				return err
			}
			return fillIn(f, "Sheet1", all, 1, 1)
		}), "数了 9 行"},
		{"two registers", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "下半年", all, 1, 1); err != nil {
				return err
			}
			return fillIn(f, "Sheet1", all, 1, 1)
		}), "几个工作表都像要找的表"},
		{"one of them hidden", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "旧的", all, 1, 1); err != nil {
				return err
			}
			if err := fillIn(f, "Sheet1", all, 1, 1); err != nil {
				return err
			}
			return f.SetSheetVisible("旧的", false)
		}), "数了 9 行"},
		{"merged heads", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "Sheet1", all, 1, 2); err != nil {
				return err
			}
			if err := f.SetCellValue("Sheet1", "B1", "申请人"); err != nil {
				return err
			}
			if err := f.MergeCell("Sheet1", "B1", "F1"); err != nil {
				return err
			}
			for _, column := range []string{"A", "G", "H", "I", "J", "K", "L", "M"} { // over two rows
				head, err := f.GetCellValue("Sheet1", column+"2")
				if err == nil {
					err = f.SetCellValue("Sheet1", column+"1", head)
				}
				if err == nil {
					err = f.MergeCell("Sheet1", column+"1", column+"2")
				}
				if err != nil {
					return err
				}
			}
			return nil
		}), "数了 9 行"},
		{"ten thousand lines", "a.csv", []byte(joined(many, ",")), "数了 10000 行"},
		{"ten thousand lines of a workbook", "a.xlsx", book(t, func(f *excelize.File) error {
			w, err := f.NewStreamWriter("Sheet1")
			for i := 0; err == nil && i < len(many); i++ {
				row := make([]any, len(many[i]))
				for j := range row {
					row[j] = many[i][j]
				}
				err = w.SetRow(fmt.Sprint("A", i+1), row)
			}
			if err == nil {
				err = w.Flush()
			}
			return err
		}), "数了 10000 行"},
		{"formulas without results", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "Sheet1", all, 1, 1); err != nil {
				return err
			}
			if err := f.SetCellValue("Sheet1", "I3", nil); err != nil {
				return err
			}
			return f.SetCellFormula("Sheet1", "I3", `IF(B3="李四光","部分公开","张三丰")`)
		}), "公式"},
		{"formulas in columns that are not counted", "a.xlsx", book(t, func(f *excelize.File) error {
			if err := fillIn(f, "Sheet1", all, 1, 1); err != nil {
				return err
			}
			return f.SetCellFormula("Sheet1", "B3", `"张三丰"&C3`)
		}), "数了 9 行"},
		{"in UTF-8 with its mark", "a.csv", append([]byte("\ufeff"), text...), "数了 9 行"},
		{"in GB 18030", "a.csv", encoded(simplifiedchinese.GB18030.NewEncoder()), "数了 9 行"},
		{"in UTF-16", "a.txt", utf16Of(joined(all, "\t"), 0, 8), "数了 9 行"},
		{"in UTF-16, the high byte first", "a.txt", utf16Of(joined(all, "\t"), 8, 0), "数了 9 行"},
		{"in Big5", "a.csv", []byte("\xa5\xd3\xbd\xd0\xa4\xe8\xc3\xfe\xa7O,"), "编码"},
		{"a file of the old Excel", "a.xls", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), text...), "xlsx"},
		{"a workbook that ends early", "a.xlsx", book(t, func(f *excelize.File) error { return fillIn(f, "Sheet1", all, 1, 1) })[:900], ""},
		{"parted by semicolons", "a.csv", []byte(joined(all, ";")), "数了 9 行"},
		{"the number of an identity card for a kind", "a.csv", []byte(joined(replaced(all, 2, kind, "330102198001021234"), ",")), "第 3 行"},
		{"for a day", "a.csv", []byte(joined(replaced(all, 2, received, "330102198001021234"), ",")), "第 3 行"},
		{"for an outcome, with a name", "a.csv", []byte(joined(replaced(all, 2, outcome, "李四光330102198001021234"), ",")), "第 3 行"},
		{"for a head", "a.csv", []byte(joined(replaced(all, 0, outcome, "330102198001021234"), ",")), "没有找到表头"},
		{"an address with a comma", "a.csv", []byte(joined(replaced(all, 2, 4, "某路2号,某楼"), ",")), "第 3 行"},
	} {
		answer, body := clerk.upload(at, nil, "file", c.name, c.content)
		counted := strings.HasPrefix(c.want, "数了")
		if counted != (answer.StatusCode == http.StatusOK) || answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, c.want) {
			problem := regexp.MustCompile(`(?s)<main.*</main>`).FindString(body)
			t.Errorf("%s: %d %.900s", c.about, answer.StatusCode, problem)
		}
		said["what is said of "+c.about] = body
	}
	if after := o.files(); after != files {
		t.Errorf("%d files are kept, there were %d", after, files)
	}
	o.keepsNobody(clerk, said)
}

// keepsNobody looks for people of registers wherever the office keeps or says something.
func (o *office) keepsNobody(clerk *browser, said map[string]string) {
	o.Helper()
	var export bytes.Buffer
	if err := o.store.ExportAudit(o.Context(), &export); err != nil {
		o.Fatal(err)
	}
	backup := filepath.Join(o.TempDir(), "backup.db")
	if err := o.store.Backup(o.Context(), backup); err != nil {
		o.Fatal(err)
	}
	said["the audit"] = export.String()
	_, said["the history"] = clerk.get("/documents/" + o.document.ID + "/changes")
	_, said["the report"] = clerk.get("/documents/" + o.document.ID + "/files/json")
	o.log.mu.Lock()
	said["the log"] = o.log.text.String()
	o.log.mu.Unlock()
	files, err := filepath.Glob(o.database + "*")
	if err != nil || len(files) == 0 {
		o.Fatal(files, err)
	}
	for _, name := range append(files, backup) {
		content, err := os.ReadFile(name)
		if err != nil {
			o.Fatal(err)
		}
		said[filepath.Base(name)] = string(content)
	}
	for _, secret := range ofPeople {
		gb, err := simplifiedchinese.GB18030.NewEncoder().String(secret)
		if err != nil {
			o.Fatal(err)
		}
		for where, text := range said {
			for _, form := range []string{secret, gb, string(utf16Of(secret, 0, 8)[2:]), string(utf16Of(secret, 8, 0)[2:])} {
				if strings.Contains(text, form) {
					o.Errorf("%s has %s", where, secret)
				}
			}
		}
	}
}
