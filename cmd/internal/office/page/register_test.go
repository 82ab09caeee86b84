package page

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/configs"
	"gongwen/fonts"
)

// count counts the register that comes through standard input, as the program's own process
// does.
func count(name string) error {
	if err := confined.Enter(); err != nil {
		return err
	}
	year, err := strconv.Atoi(os.Args[2])
	if err != nil {
		return err
	}
	content, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	answer, err := jobs.Counting(context.Background(), engine.New(configs.NewLibrary(nil), fonts.Options{}), jobs.Register{Name: name, Year: year, Sheet: os.Args[3], Content: content})
	if err == nil {
		_, err = os.Stdout.Write(answer)
	}
	return err
}

// A register is counted and shown, then put into the report; of its people nothing is kept,
// shown or logged, whether it is counted or not.
func TestRegisterIsCountedAndForgotten(t *testing.T) {
	o := newOffice(t)
	var log bytes.Buffer
	o.page.Log = slog.New(slog.NewTextHandler(&log, nil))
	register, err := os.ReadFile("../../../../data/ledger/testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	clerk, at := o.signedIn("clerk"), "/documents/"+o.document.ID+"/register"
	files := o.files()
	answer, body := clerk.upload(at, nil, "file", "张三丰的台账.csv", register)
	if answer.StatusCode != http.StatusOK || !strings.Contains(body, "数了 9 行") || !strings.Contains(body, "第 4、6、8、9、10 行") {
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	said := body
	wrong := bytes.Replace(register, []byte("商业秘密"), []byte("张三丰不肯说"), 1)
	for about, content := range map[string][]byte{"an unknown word": wrong, "nothing": nil, "no register": []byte("PK\x03\x04")} {
		answer, body := clerk.upload(at, nil, "file", "x.csv", content)
		if answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", about, answer.StatusCode)
		}
		if about != "an unknown word" {
			said += body
		}
	}
	book := workbook(t, register, "2023", "2024")
	if answer, body := clerk.upload(at, nil, "file", "x.xlsx", book); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "几个工作表都像要找的表：2023、2024") {
		t.Errorf("two sheets: %d %s", answer.StatusCode, body)
	}
	if answer, body := clerk.upload(at, map[string]string{"sheet": " 2024 "}, "file", "x.xlsx", book); answer.StatusCode != http.StatusOK || !strings.Contains(body, "数了 9 行") {
		t.Errorf("one of them: %d %s", answer.StatusCode, body)
	}
	if answer, body := clerk.upload(at, map[string]string{"sheet": "2022"}, "file", "x.xlsx", book); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "2022") {
		t.Errorf("one that there is not: %d %s", answer.StatusCode, body)
	}
	values := url.Values{}
	for _, name := range []string{"place", "was", "now"} {
		for _, m := range regexp.MustCompile(`name="`+name+`" value="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			values.Add(name, m[1])
		}
	}
	for about, change := range map[string]func(url.Values){
		"no count": func(v url.Values) { v["now"][0] = "1x" }, "no place": func(v url.Values) { v["place"][0] = "cell:a/b/c" }, "prose": func(v url.Values) { v["place"][0] = "prose:overview" },
		"fewer": func(v url.Values) { v["was"] = v["was"][1:] }, "nothing": func(v url.Values) { delete(v, "place") },
	} {
		other := url.Values{}
		for k, v := range values {
			other[k] = append([]string(nil), v...)
		}
		change(other)
		if status, _ := clerk.form(at+"/counts", other); status != http.StatusBadRequest {
			t.Errorf("%s: %d", about, status)
		}
	}
	if status, body := clerk.form(at+"/counts", values); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if got := o.value("cell:requests/new/natural_person"); got != "5" {
		t.Errorf("%s requests of natural persons", got)
	}
	if after := o.files(); after != files {
		t.Errorf("%d files are kept, there were %d", after, files)
	}
	var export bytes.Buffer
	if err := o.store.ExportAudit(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	_, changes := clerk.get("/documents/" + o.document.ID + "/changes")
	for _, secret := range []string{"张三丰", "330102198001011234", "13800138000", "某路1号", "某校招生方案", "某某公司"} {
		for where, text := range map[string]string{"the page": said, "the log": log.String(), "the audit": export.String(), "the changes": changes} {
			if strings.Contains(text, secret) {
				t.Errorf("%s has %s", where, secret)
			}
		}
	}
	if status, _ := o.signedIn("reviewer").get(at); status != http.StatusForbidden {
		t.Errorf("a reviewer counts: %d", status)
	}
}

// workbook is a workbook in which each sheet is a register.
func workbook(t *testing.T, register []byte, sheets ...string) []byte {
	t.Helper()
	reader := csv.NewReader(bytes.NewReader(register))
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	for i, sheet := range sheets {
		if i == 0 {
			err = book.SetSheetName("Sheet1", sheet)
		} else {
			_, err = book.NewSheet(sheet)
		}
		for row, line := range lines {
			if err == nil {
				err = book.SetSheetRow(sheet, "A"+strconv.Itoa(row+1), &line)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// files is how many files the store has: what is kept for a file that it does not have
// would be one more.
func (o *office) files() (n int) {
	o.Helper()
	backup := o.TempDir() + "/backup.db"
	err := o.store.Backup(o.Context(), backup)
	var db *sql.DB
	if err == nil {
		db, err = sql.Open("sqlite", backup)
	}
	if err == nil {
		err = errors.Join(db.QueryRowContext(o.Context(), "SELECT COUNT(*) FROM files").Scan(&n), db.Close())
	}
	if err != nil {
		o.Fatal(err)
	}
	return n
}
