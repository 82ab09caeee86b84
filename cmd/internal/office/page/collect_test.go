package page

import (
	"archive/zip"
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/publication"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
	"gongwen/data/sum"
)

// reportOf is the report file of an agency that had so many requests, all of them by natural
// persons and all answered; wrong ones have a total that is none.
func reportOf(agency string, year, requests int, wrong bool) []byte {
	row := func(n int) string { return fmt.Sprintf("[%d, 0, 0, 0, 0, 0, %d]", n, n) }
	none := row(0)
	total := row(requests)
	if wrong {
		total = fmt.Sprintf("[%d, 0, 0, 0, 0, 0, %d]", requests, requests+1)
	}
	return []byte(fmt.Sprintf(`template: open-government-2021
agency: %s
year: %d
overview: 本机关依法公开政府信息，按期答复申请。
disclosure: {regulations: [0, 0, 0], normative_documents: [1, 0, 3], licensing: 5, penalties: 2, compulsion: 0, fees: 0}
requests:
  new: %[3]s
  carried_in: %[4]s
  outcome:
    disclosed: %[3]s
    partial: %[4]s
    refused: {state_secret: %[4]s, law_forbids: %[4]s, security_stability: %[4]s, third_party: %[4]s, internal_affairs: %[4]s, deliberative: %[4]s, enforcement_file: %[4]s, query_service: %[4]s}
    unavailable: {not_held: %[4]s, must_be_created: %[4]s, unclear_after_correction: %[4]s}
    not_processed: {complaint: %[4]s, repeated: %[4]s, publication: %[4]s, excessive: %[4]s, reissue: %[4]s}
    otherwise: {no_correction: %[4]s, fee_unpaid: %[4]s, other: %[4]s}
    total: %[5]s
  carried_out: %[4]s
review: {reconsideration: [0, 0, 0, 0, 0], litigation: [0, 0, 0, 0, 0], litigation_after_reconsideration: [0, 0, 0, 0, 0]}
problems: 存在的主要问题是更新不够及时，今后按月检查。
others: 没有其他需要报告的事项。
sign_off: {agency: %[1]s, date: %[6]d-01-15}
`, agency, year, row(requests), none, total, year+1))
}

// sentFile is a file of an upload of many.
type sentFile struct {
	name    string
	content []byte
}

// uploadAll sends many files in one form.
func (b *browser) uploadAll(address string, files []sentFile) (*http.Response, string) {
	b.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := w.CreateFormFile("files", f.name)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return b.send(http.MethodPost, address, w.FormDataContentType(), &body)
}

// county is an office that collects: its agencies, in the order of its roster, with how many
// requests they had.
type county struct {
	*office
	*browser
	agencies []string
	requests []int
	address  string // of the collection
}

// newCounty has a collector and a collection of so many agencies, the last two of which work
// on this page.
func newCounty(t *testing.T, many int) *county {
	t.Helper()
	o := newOffice(t)
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	id := o.agency("云岭县人民政府", hash, map[string]store.Role{"collector": store.Collector})
	a, err := o.store.AccountByLogin(t.Context(), "collector")
	if err == nil {
		err = o.store.AddGrants(t.Context(), a, []store.Grant{{Agency: id, Role: store.Clerk}}, a, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	agencies, err := o.store.Agencies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, agency := range agencies {
		if agency.ID == id {
			continue
		}
		if err := o.store.SetParent(t.Context(), agency, id, a, noon); err != nil {
			t.Fatal(err)
		}
	}
	c := &county{office: o, browser: o.signedIn("collector")}
	var roster strings.Builder
	roster.WriteString("序\t单位\t类别\n") // as it is copied from a table
	for i := range many - 2 {
		name, kind := fmt.Sprintf("县第%d局", i+1), "县级部门"
		if i%3 == 2 {
			name, kind = fmt.Sprintf("第%d乡", i+1), "乡镇"
		}
		c.agencies, c.requests = append(c.agencies, name), append(c.requests, 10+i%7)
		fmt.Fprintf(&roster, "%d\t%s\t%s\t联系人%d\n", i+1, name, kind, i+1)
	}
	roster.WriteString("某局\t县级部门\n别的局，县级部门\n")
	c.requests[0] = 312
	c.agencies = append(c.agencies, "某局", "别的局")
	answer, body := c.send(http.MethodPost, "/collect/new", "application/x-www-form-urlencoded",
		strings.NewReader(url.Values{"year": {"2024"}, "deadline": {"2025-01-18"}, "roster": {roster.String()}}.Encode()))
	if c.address = answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	return c
}

func (c *county) get(address string) (int, string) { return c.browser.get(address) }

// reports are those of agencies of the roster, from one place to another.
func (c *county) reports(from, to int) (files []sentFile) {
	for i := from; i < to; i++ {
		files = append(files, sentFile{c.agencies[i] + ".yaml", reportOf(c.agencies[i], 2024, c.requests[i], false)})
	}
	return files
}

// sendReports uploads files and gives the page that says what became of them.
func (c *county) sendReports(files ...sentFile) string {
	c.office.Helper()
	answer, body := c.uploadAll(c.address+"/files", files)
	if answer.StatusCode != http.StatusSeeOther {
		c.office.Fatalf("%d %s", answer.StatusCode, body)
	}
	address := answer.Header.Get("Location")
	for range 100 {
		status, body := c.get(address)
		if status != http.StatusOK {
			c.office.Fatalf("%d %s", status, body)
		}
		if !strings.Contains(body, "正在读文件") {
			return body
		}
		if _, err := c.jobs.Wait(c.office.Context(), address[strings.LastIndex(address, "/")+1:], patience); err != nil {
			c.office.Fatal(err)
		}
	}
	c.office.Fatal("the upload is not read")
	return ""
}

// count is how many agencies the page says are in a group.
func (c *county) count(word string) string {
	c.office.Helper()
	_, body := c.get(c.address)
	m := regexp.MustCompile(`>` + word + ` (\d+)</a>`).FindStringSubmatch(body)
	if m == nil {
		return ""
	}
	return m[1]
}

// Of each file of an upload it is said what it is, or why it is not taken.
func TestUploadOfManyReports(t *testing.T) {
	c := newCounty(t, 12)
	files := append(c.reports(0, 6),
		sentFile{"有错.yaml", reportOf(c.agencies[6], 2024, 8, true)},
		sentFile{"去年.yaml", reportOf(c.agencies[7], 2023, 8, false)},
		sentFile{"外人.yaml", reportOf("县第8局办公室", 2024, 8, false)},
		sentFile{"又一份.yaml", reportOf(c.agencies[0], 2024, 9, false)},
		sentFile{"不是报告.txt", []byte("明天开会。")},
		sentFile{"坏的.docx", []byte("PK\x03\x04坏")},
	)
	body := c.sendReports(files...)
	for _, want := range []string{
		"读了 12 个文件：登记 7 份", "没有登记 5 个", "已登记，有错误", "2023 年度的，这里收 2024 年度的", "不在名册里，是不是“县第8局”？", "这次上传里有这个单位的另一份（县第1局.yaml）",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("nothing says %s", want)
		}
	}
	for word, want := range map[string]string{"全部": "12", "未交": "5", "有错误": "1", "待审": "6", "已收": "0", "迟": "5"} {
		if got := c.count(word); got != want {
			t.Errorf("%s: %q, want %s", word, got, want)
		}
	}
	if body = c.sendReports(c.reports(0, 1)...); !strings.Contains(body, "早已收到同一个文件") {
		t.Error("the same file again is another report")
	}
	if body = c.sendReports(sentFile{"改.yaml", reportOf(c.agencies[6], 2024, 8, false)}); !strings.Contains(body, "登记 1 份") || c.count("有错误") != "0" {
		t.Error("a report that was mended is not taken")
	}
}

// Accepted reports are added as the command line adds them, into the own report; each sum
// says what it is made of.
func TestSumOfWhatWasAccepted(t *testing.T) {
	c := newCounty(t, 12)
	c.sendReports(append(c.reports(0, 9), sentFile{"有错.yaml", reportOf(c.agencies[9], 2024, 8, true)})...)
	accept := url.Values{"member": c.agencies[:8]}
	if status, body := c.form(c.address+"/accept", accept); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if status, _ := c.form(c.address+"/accept", url.Values{"member": {c.agencies[9]}}); status != http.StatusConflict {
		t.Errorf("a report with errors is accepted: %d", status)
	}
	want := 0
	for _, n := range c.requests[:8] {
		want += n
	}
	const place = "cell:requests/new/natural_person"
	_, body := c.get(c.address + "/sum")
	if !strings.Contains(body, fmt.Sprintf(`id="v-%s">%d</a>`, place, want)) {
		t.Errorf("the sum %d is not shown", want)
	}
	_, body = c.get(c.address + "/figure?place=" + url.QueryEscape(place))
	if !strings.Contains(body, fmt.Sprintf("合计 <b>%d</b>，8 个单位有数", want)) || !strings.Contains(body, "县第1局</a></th><td class=\"num\">312<") {
		t.Errorf("the sources: %s", body)
	}
	var places [4]string // of a report that several clicks begin
	var clicks sync.WaitGroup
	for i := range places {
		clicks.Go(func() {
			answer, body := c.send(http.MethodPost, c.address+"/sum", "", nil)
			if places[i] = answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || places[i] == "" {
				t.Errorf("%d %s", answer.StatusCode, body)
			}
		})
	}
	clicks.Wait()
	for _, place := range places[1:] {
		if place != places[0] {
			t.Fatal(places)
		}
	}
	c.document.ID = strings.TrimPrefix(places[0], "/documents/")
	made := c.byCommand(8)
	for _, at := range sheet.Places(made.Template) {
		if at.Kind() == sheet.Cell && c.value(at) != made.Values[at] {
			t.Errorf("%s: %q, the command line has %q", at, c.value(at), made.Values[at])
		}
	}
	// One more, and a figure that somebody typed over meanwhile.
	c.save("x", [3]string{place, c.value(place), "7"}, [3]string{"prose:overview", c.value("prose:overview"), "自己写的。"})
	if status, _ := c.form(c.address+"/accept", url.Values{"member": {c.agencies[8]}}); status != http.StatusSeeOther {
		t.Errorf("%d", status)
	}
	if _, body = c.get(c.address + "/sum"); !strings.Contains(body, "个数与合计不同") {
		t.Error("nothing says that the own report differs")
	}
	if answer, body := c.send(http.MethodPost, c.address+"/sum", "", nil); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	if got := c.value(place); got != fmt.Sprint(want+c.requests[8]) || c.value("prose:overview") != "自己写的。" {
		t.Errorf("%s, want %d", got, want+c.requests[8])
	}
	if _, body := c.get("/documents/" + c.document.ID + "/changes"); !strings.Contains(body, fmt.Sprint(want)) {
		t.Error("what was replaced is nowhere to be seen")
	}
	answer, book := c.send(http.MethodGet, c.address+"/workbook", "", nil)
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(book, "PK") {
		t.Errorf("%d", answer.StatusCode)
	}
	if check, err := c.store.VerifyAudit(c.office.Context(), nil); err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
}

// byCommand is the sum of the first reports as gongwen sum makes it of their files.
func (c *county) byCommand(many int) *sheet.Sheet {
	c.office.Helper()
	dir := c.office.TempDir()
	var inputs []engine.Input
	for _, f := range c.reports(0, many) {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, f.content, 0o600); err != nil {
			c.office.Fatal(err)
		}
		inputs = append(inputs, engine.FileInput(path))
	}
	var sources []*sum.Source
	for checked := range c.engine.Sources(c.office.Context(), inputs, engine.Order{}) {
		sources = append(sources, checked.Kept)
	}
	files, said := c.engine.Sum(c.office.Context(), sources, engine.Order{}, engine.SumOrder{Path: "r.yaml", Agency: "云岭县人民政府"})
	if len(files) == 0 {
		c.office.Fatal(said)
	}
	return sheet.Of(c.read(string(files[0].Data)))
}

// A report with a picture comes in as the package of what was published, and as a document
// of this page: the picture is on its page and in what is made of it.
func TestReportsWithPicturesComeIn(t *testing.T) {
	c := newCounty(t, 5)
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#336699"/></svg>`
	yaml := reportOf(c.agencies[0], 2024, c.requests[0], false)
	yaml = bytes.Replace(yaml, []byte("overview: "), []byte("overview: |\n  ![图1  流程](图/steps.svg \"方框\")\n\n  "), 1)
	order, err := c.orders(publication.Documents()...)
	if err != nil {
		t.Fatal(err)
	}
	catalogue, said := publication.Standard()
	if said.HasErrors() {
		t.Fatal(said)
	}
	in := engine.Input{Folder: jobs.Files{"r.yaml": yaml, "图/steps.svg": []byte(drawing)}, File: "r.yaml", Path: "r.yaml", Name: "r"}
	p, said := publication.Make(t.Context(), c.engine, in, publication.Order{Order: order, Given: publication.Given{Catalogue: catalogue}})
	if p == nil {
		t.Fatal(said)
	}
	var pack bytes.Buffer
	if err := p.WriteZip(&pack); err != nil {
		t.Fatal(err)
	}
	if body := c.sendReports(sentFile{"发布材料.zip", pack.Bytes()}, sentFile{"没有图.yaml", yaml}); !strings.Contains(body, "登记 1 份") || strings.Contains(body, "已登记，有错误") {
		t.Errorf("%s", body)
	}
	status, body := c.get(c.address + "/reports/1")
	if status != http.StatusOK || strings.Contains(body, "图/steps.svg") {
		t.Errorf("%d: the report of the package: %s", status, body)
	}
	if answer, back := c.send(http.MethodGet, c.address+"/reports/1/file", "", nil); answer.StatusCode != http.StatusOK || back != pack.String() {
		t.Errorf("the original is another: %d", answer.StatusCode)
	}
	answer, _ := c.send(http.MethodPost, c.address+"/download", "application/x-www-form-urlencoded", strings.NewReader("format=pdf"))
	task := strings.TrimPrefix(answer.Header.Get("Location"), "/tasks/")
	if progress, err := c.jobs.Wait(t.Context(), task, patience); err != nil || progress.Done != 1 || progress.Failed > 0 {
		t.Fatalf("%+v, %v", progress, err)
	}
	items, err := c.store.Items(t.Context(), task, 0, 1)
	if err != nil || len(items) != 1 || len(items[0].Result.Files) != 1 {
		t.Fatalf("%+v, %v", items, err)
	}
	made, err := c.store.File(t.Context(), items[0].Result.Files[0].Digest)
	if err != nil || len(made) != len(p.Files[0].Data) {
		t.Errorf("the document has %d bytes, that of the package %d; %v", len(made), len(p.Files[0].Data), err)
	}

	digest, err := c.store.Keep(t.Context(), []byte(drawing))
	if err == nil {
		err = c.store.SetPicture(t.Context(), c.document.ID, store.Picture{Name: "steps.svg", Digest: digest})
	}
	if err != nil {
		t.Fatal(err)
	}
	before := c.value("prose:overview")
	clerk := c.signedIn("clerk")
	clerk.save("p", [3]string{"prose:overview", before, "![图1  流程](steps.svg \"方框\")\n\n" + before})
	c.signedOff()
	if _, body := c.get(c.address); c.count("有错误") != "0" || c.count("待审") != "2" {
		t.Errorf("a document with a picture has errors where it is collected: %s", body)
	}
}

// Whoever collects sees the documents of the agencies below their own, however far, and of no
// others, whatever their roster says.
func TestCollectorsSeeWhatIsBelow(t *testing.T) {
	c := newCounty(t, 5)
	c.signedOff()
	hash, err := people.Hash(password)
	if err != nil {
		t.Fatal(err)
	}
	for name, under := range map[string]string{"云岭市人民政府": "above", "别的县人民政府": "beside", "某局下属中心": "below"} {
		id := c.agency(name, hash, map[string]store.Role{under: store.Collector})
		switch under {
		case "above":
			below(c, "云岭县人民政府", id)
		case "below":
			below(c, name, c.document.Agency)
		}
	}
	for login, want := range map[string]bool{"collector": true, "above": true, "beside": false, "below": false} {
		b := c.signedIn(login)
		address := c.address
		if login != "collector" {
			answer, body := b.send(http.MethodPost, "/collect/new", "application/x-www-form-urlencoded",
				strings.NewReader(url.Values{"year": {"2024"}, "deadline": {"2025-01-18"}, "roster": {"某局\n别的局"}}.Encode()))
			if address = answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther {
				t.Fatalf("%d %s", answer.StatusCode, body)
			}
		}
		status, body := b.get(address)
		if sees := strings.Contains(body, "239"); status != http.StatusOK || sees != want {
			t.Errorf("%s: %d, sees the signed report: %v", login, status, sees)
		}
		if sees := strings.Contains(body, `<span class="st none">起草</span>`); sees {
			t.Errorf("%s is told of a draft that there is not", login)
		}
		if login == "collector" {
			continue
		}
		if status, _ := b.get(c.address); status != http.StatusNotFound {
			t.Errorf("%s opens the collection of another agency: %d", login, status)
		}
	}
}

// below puts an agency below another one.
func below(c *county, name, parent string) {
	c.office.Helper()
	agencies, err := c.store.Agencies(c.office.Context())
	if err != nil {
		c.office.Fatal(err)
	}
	for _, agency := range agencies {
		if agency.Name != name {
			continue
		}
		if err := c.store.SetParent(c.office.Context(), agency, parent, store.Account{Name: "测试"}, noon); err != nil {
			c.office.Fatal(err)
		}
		return
	}
	c.office.Fatal(name)
}

// A document of this page is where it is on its way until it is signed; then its report
// comes in by itself, and goes when its signature is withdrawn.
func TestDocumentsOfThePageComeIn(t *testing.T) {
	c := newCounty(t, 5)
	if _, body := c.get(c.address); !strings.Contains(body, `<span class="st none">起草</span>`) || strings.Contains(body, "239") {
		t.Error("a draft is not said to be one, or its figures are shown")
	}
	c.signedOff()
	if _, body := c.get(c.address); !strings.Contains(body, "239") || c.count("待审") != "1" {
		t.Error("what was signed has not come in")
	}
	if _, body := c.get(c.address + "/reports/1"); !strings.Contains(body, "第2版定稿") && !strings.Contains(body, "版定稿") {
		t.Errorf("%s", body)
	}
	// It adds up with reports that came as files, and what the own report gets is what is shown.
	c.sendReports(c.reports(0, 2)...)
	if status, body := c.form(c.address+"/accept", url.Values{"member": {"某局", c.agencies[0], c.agencies[1]}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if answer, body := c.send(http.MethodPost, c.address+"/sum", "", nil); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	if _, body := c.get(c.address + "/sum"); !strings.Contains(body, "数与合计相同") {
		t.Errorf("the own report differs: %s", body[strings.Index(body, "本级报告"):][:200])
	}
	if status, body := c.signedIn("leader").form("/documents/"+c.document.ID+"/steps", url.Values{"action": {"withdraw"}, "opinion": {"有误"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if got := c.count("待审"); got != "0" {
		t.Errorf("what was withdrawn is there still: %s", got)
	}
}

// Reports are sent back with a reason, deadlines are moved, reminders say what is wrong, and
// what came in is downloaded as it was sent.
func TestCollectingActs(t *testing.T) {
	c := newCounty(t, 6)
	c.sendReports(append(c.reports(0, 2), sentFile{"有错.yaml", reportOf(c.agencies[2], 2024, 8, true)})...)
	for about, f := range map[string]struct {
		address string
		values  url.Values
		want    int
	}{
		"without a reason": {"/return", url.Values{"member": {c.agencies[0]}}, http.StatusBadRequest},
		"nobody":           {"/return", url.Values{"reason": {"x"}}, http.StatusBadRequest},
		"nothing there":    {"/return", url.Values{"member": {c.agencies[3]}, "reason": {"x"}}, http.StatusConflict},
		"no day":           {"/deadline", url.Values{"member": {c.agencies[3]}, "deadline": {"明天"}}, http.StatusBadRequest},
		"another report":   {"/accept", url.Values{"member": {c.agencies[0]}, "number": {"77"}}, http.StatusConflict},
		"sent back":        {"/return", url.Values{"member": {c.agencies[0]}, "reason": {"缺落款"}}, http.StatusSeeOther},
		"a later day":      {"/deadline", url.Values{"member": {c.agencies[3]}, "deadline": {"2025-02-10"}}, http.StatusSeeOther},
	} {
		if status, body := c.form(c.address+f.address, f.values); status != f.want {
			t.Errorf("%s: %d %s", about, status, body)
		}
	}
	_, body := c.get(c.address + "/reminders")
	for _, want := range []string{"已退回：缺落款", "有错误", "还有 21 天", "已经超过 2 天", "联系人：联系人4", "尚未报送的有 4 个单位"} {
		if !strings.Contains(body, want) {
			t.Errorf("no reminder says %s", want)
		}
	}
	if strings.Contains(body, c.agencies[1]+"：") {
		t.Error("an agency whose report is in order is reminded")
	}
	if _, body = c.get(c.address + "/reminders?member=" + url.QueryEscape(c.agencies[3])); strings.Contains(body, c.agencies[4]) {
		t.Error("others are reminded than were chosen")
	}
	answer, content := c.send(http.MethodPost, c.address+"/download", "application/x-www-form-urlencoded", strings.NewReader("format=original"))
	files, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if answer.StatusCode != http.StatusOK || err != nil || len(files.File) != 2 || files.File[0].Name != c.agencies[1]+"－"+c.agencies[1]+".yaml" {
		t.Errorf("%d, %v", answer.StatusCode, err)
	}
	answer, _ = c.send(http.MethodPost, c.address+"/download", "application/x-www-form-urlencoded", strings.NewReader("format=docx&format=pdf"))
	task := strings.TrimPrefix(answer.Header.Get("Location"), "/tasks/")
	if progress, err := c.jobs.Wait(t.Context(), task, patience); err != nil || progress.Done != 4 {
		t.Errorf("%+v, %v", progress, err)
	}
	if answer, original := c.send(http.MethodGet, c.address+"/reports/2/file", "", nil); answer.StatusCode != http.StatusOK || original != string(reportOf(c.agencies[1], 2024, c.requests[1], false)) {
		t.Errorf("the original is another: %d", answer.StatusCode)
	}
}

// What of a roster is looked at, and last year's numbers beside this year's.
func TestRosterAsItIsLookedAt(t *testing.T) {
	c := newCounty(t, 14)
	c.sendReports(c.reports(0, 12)...)
	this := c.address
	before := newRoster(c, "2023")
	c.address = before
	var files []sentFile
	for i, name := range c.agencies[:12] {
		n := c.requests[i]
		if i == 0 {
			n = 96
		}
		files = append(files, sentFile{name + ".yaml", reportOf(name, 2023, n, false)})
	}
	c.sendReports(files...)
	c.address = this
	_, body := c.get(this)
	for _, want := range []string{"＋216", "比上年增加一倍以上；远高于其他县级部门", "＋225%", `aria-label="历年新收申请合计，2023年`, "中位数", "县第1局 312（上年 96）"} {
		if !strings.Contains(body, want) {
			t.Errorf("nothing says %s", want)
		}
	}
	for query, want := range map[string]int{
		"": 14, "?state=missing": 2, "?state=waiting": 12, "?kind=" + url.QueryEscape("乡镇"): 4, "?find=" + url.QueryEscape("第3"): 1, "?state=late": 2, "?state=x": 0,
		"?sort=now": 14, "?sort=change": 14, "?sort=name": 14, "?sort=day": 14, "?sort=number": 14, "?figure=1": 14, "?figure=99": 14, "?figure=-1": 14,
	} {
		status, body := c.get(this + query)
		if got := strings.Count(body, `name="member"`); status != http.StatusOK || got != want {
			t.Errorf("%q: %d, %d rows", query, status, got)
		}
	}
	if _, body = c.get(this + "?sort=now"); strings.Index(body, "县第1局") > strings.Index(body, "县第2局") {
		t.Error("the greatest is not the first")
	}
}

// newRoster begins a collection of another year with the same roster.
func newRoster(c *county, year string) string {
	c.office.Helper()
	_, body := c.get("/collect/new")
	roster := regexp.MustCompile(`(?s)<textarea[^>]*>\n(.*?)</textarea>`).FindStringSubmatch(body)[1]
	answer, body := c.send(http.MethodPost, "/collect/new", "application/x-www-form-urlencoded", strings.NewReader(url.Values{"year": {year}, "roster": {roster}}.Encode()))
	if answer.StatusCode != http.StatusSeeOther {
		c.office.Fatalf("%d %s", answer.StatusCode, body)
	}
	return answer.Header.Get("Location")
}

// A roster that is none is refused with its lines, and one is changed.
func TestRosterIsChanged(t *testing.T) {
	c := newCounty(t, 4)
	for about, f := range map[string]struct{ year, deadline, roster, said string }{
		"nobody":       {"2023", "", "\n", "名册里没有单位"},
		"twice":        {"2023", "", "甲局\n乙局\n甲 局", "第 3 行：“甲 局”与第 1 行是同一个单位"},
		"no day":       {"2023", "下周", "甲局", "截止日期不是日期"},
		"no day of it": {"2023", "", "甲局,部门,某人,下周", "第 1 行：截止日期“下周”不是日期"},
		"no format":    {"1990", "", "甲局", "problem"},
		"again":        {"2024", "", "甲局", "已经建立了"},
		"long":         {"2023", "", strings.Repeat("长", 101), "超过 100 个字"},
	} {
		status, body := c.form("/collect/new", url.Values{"year": {f.year}, "deadline": {f.deadline}, "roster": {f.roster}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, f.said) {
			t.Errorf("%s: %d %s", about, status, body)
		}
	}
	// Who fills in sees the day, and one's own where there is one.
	clerk, fill := c.office.signedIn("clerk"), "/documents/"+c.office.document.ID+"/parts/overview"
	if _, body := clerk.get(fill); !strings.Contains(body, "报送：<b>已过 2 天</b><br>1月18日前报云岭县人民政府") {
		t.Error("nothing says when the report is due")
	}
	c.form(c.address+"/deadline", url.Values{"member": {"某局"}, "deadline": {"2025-01-26"}})
	if _, body := clerk.get(fill); !strings.Contains(body, "报送：<b>还有 6 天</b><br>1月26日前报云岭县人民政府") {
		t.Error("nothing says when the report is due for this one")
	}
	if status, body := c.form(c.address+"/roster", url.Values{"roster": {"县第1局\t县级部门\t新的人\t2025-3-1"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if _, body := c.get(c.address + "/roster"); !strings.Contains(body, "县第1局\t县级部门\t新的人\t2025-03-01\n") {
		t.Errorf("%s", body)
	}
}
