package page

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
)

// Documents of many reports are made in the background and given as one ZIP; each is
// what a single download gives.
func TestDownloadsOfMany(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("leader")
	if status, body := b.get("/downloads"); status != http.StatusOK || !strings.Contains(body, o.document.ID) {
		t.Fatalf("%d %s", status, body)
	}
	if status, _ := b.form("/downloads", url.Values{"document": {o.document.ID}}); status != http.StatusUnprocessableEntity {
		t.Errorf("nothing is asked for: %d", status)
	}
	answer, _ := b.send(http.MethodPost, "/downloads", "application/x-www-form-urlencoded",
		strings.NewReader(url.Values{"document": {o.document.ID}, "format": {"pdf", "docx", "bag"}}.Encode()))
	place := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(place, "/tasks/") {
		t.Fatalf("%d %s", answer.StatusCode, place)
	}
	id := strings.TrimPrefix(place, "/tasks/")
	if p, err := o.jobs.Wait(t.Context(), id, 5*time.Minute); err != nil || p.Done != 3 {
		t.Fatalf("%+v, %v", p, err)
	}
	if status, body := b.get(place); status != http.StatusOK || !strings.Contains(body, place+"/file") || strings.Contains(body, "<progress") {
		t.Errorf("%d %s", status, body)
	}
	if _, body := b.get(place + "/progress"); !strings.Contains(body, `"ended":true`) {
		t.Error(body)
	}
	_, archive := b.get(place + "/file")
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil || len(files.File) != 3 {
		t.Fatal(files, err)
	}
	for _, f := range files.File {
		for _, form := range []string{"pdf", "docx"} {
			if !strings.HasSuffix(f.Name, "."+form) {
				continue
			}
			content := new(bytes.Buffer)
			r, err := f.Open()
			if err == nil {
				_, err = content.ReadFrom(r)
			}
			if _, single := b.get("/documents/" + o.document.ID + "/files/" + form); err != nil || single != content.String() {
				t.Errorf("%s is another, %v", f.Name, err)
			}
		}
	}
	if status, _ := o.signedIn("stranger").get(place + "/file"); status != http.StatusNotFound {
		t.Errorf("another agency gets %d", status)
	}
	if status, _ := b.form(place+"/cancel", nil); status != http.StatusSeeOther {
		t.Errorf("%d", status)
	}
	if task, err := o.store.Task(t.Context(), o.document.Agency, id); err != nil || !task.Cancelled {
		t.Errorf("%+v, %v", task, err)
	}
}

// A file that takes long is read while its sender does something else, and taken up
// later.
func TestAnUploadThatTakesLong(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("stranger")
	task := store.Task{Kind: uploadTask, Agency: o.agencyOf("stranger"), Account: "x", Title: "年报.yaml", Detail: `{"how": "import", "year": 2024, "name": "年报.yaml"}`, Created: noon}
	_, report := o.signedIn("clerk").get("/documents/" + o.document.ID + "/files/yaml")
	task = o.asked(task, ".yaml", []byte(report))
	if _, err := o.jobs.Wait(t.Context(), task.ID, 5*time.Minute); err != nil {
		t.Fatal(err)
	}
	if status, body := b.get("/tasks/" + task.ID); status != http.StatusOK || !strings.Contains(body, "继续") {
		t.Fatalf("%d %s", status, body)
	}
	answer, body := b.send(http.MethodPost, "/tasks/"+task.ID+"/accept", "application/x-www-form-urlencoded", nil)
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(answer.Header.Get("Location"), "/documents/") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
	if answer, body := b.send(http.MethodPost, "/tasks/"+task.ID+"/accept", "application/x-www-form-urlencoded", nil); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "已经建立") {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
}

// Files that are no reports are refused by their content, whatever their names say.
func TestUploadsByContent(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("stranger")
	picture, err := os.ReadFile("../../../../examples/pictures/portal.png")
	if err != nil {
		t.Fatal(err)
	}
	for about, content := range map[string][]byte{"program": []byte("\x7fELF\x02\x01\x01\x00\x00"), "picture": picture, "damaged": []byte("PK\x03\x04x"), "empty PDF": []byte("%PDF-1.7\n")} {
		answer, body := b.upload("/new", map[string]string{"how": "import", "year": "2024"}, "file-import", "年报.docx", content)
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "problem") {
			t.Errorf("%s: %d %s", about, answer.StatusCode, body)
		}
	}
}
