package runs

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/internal/jsontext"
	"gongwen/internal/verdict"
	"gongwen/output"
)

// The files of a run, in its folder.
const (
	ManifestName  = "gongwen-run.jsonl"
	SignatureName = "gongwen-run.jsonl.p7s"
)

// form is the form of manifests.
const form = 1

// Program is how a manifest calls a version of the program.
func Program(version string) string { return "gongwen " + version }

// Manifest is what a run has made of what. As a file it is lines of JSON: the first says
// what holds for all, each of the others is a Report.
type Manifest struct {
	Head
	Reports []Report
}

// Head is what holds for all reports of a run.
type Head struct {
	Form     int       `json:"gongwen_run"`
	Program  string    `json:"program"`
	Settings string    `json:"settings"` // digest of the version of the program and its configuration
	Formats  []string  `json:"formats"`
	Created  time.Time `json:"created,omitzero"` // the date that documents name, where it was given
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended"`
	Inputs   string    `json:"inputs"`            // the folder of the inputs, with slashes, from that of the run
	Signed   bool      `json:"signed"`            // a signature stands beside the manifest
	Said     []File    `json:"said,omitempty"`    // files in which the run was reported, in its folder
	Count    int       `json:"reports"`           // lines that follow
	Missing  []string  `json:"missing,omitempty"` // agencies of the roster without a report
}

// Report is what was made of a report file.
type Report struct {
	Input   File   `json:"input"`            // from the folder of inputs
	Beside  []File `json:"beside,omitempty"` // the files that the report names, from its own folder
	Outcome string `json:"outcome"`          // done, refused, failed, unfinished or left
	Reason  string `json:"reason,omitempty"` // why it was refused, has failed or was left
	Outputs []File `json:"outputs,omitempty"`
}

// File is a file, its path with slashes, and the SHA-256 of its content.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// became says what became of the reports.
func (m Manifest) became() diag.Text {
	n := map[string]int{}
	for _, r := range m.Reports {
		n[r.Outcome]++
	}
	return diag.T("做成 %d 份，内容有错误 %d 份，没有做成 %d 份，还没有做 %d 份", "%d done, %d refused, %d failed, %d not finished", n[Done], n[Refused]+n[Left], n[Failed], n[Unfinished])
}

// Is reports whether a path is that of the folder of a run, or of its manifest.
func Is(at string) bool {
	if filepath.Base(at) == ManifestName {
		return true
	}
	info, err := os.Stat(filepath.Join(at, ManifestName))
	return err == nil && info.Mode().IsRegular()
}

// Without reports whether a folder has neither the manifest of a run nor what every bag has:
// it may be that of a run which has not come to its end.
func Without(at string) bool {
	info, err := os.Stat(at)
	if err != nil || !info.IsDir() || Is(at) {
		return false
	}
	for _, name := range []string{"bagit.txt", "data"} {
		if _, err := os.Lstat(filepath.Join(at, name)); err == nil {
			return false
		}
	}
	return true
}

// Interrupted says of a folder which is no bag that it has no manifest either.
func Interrupted(said *verdict.Findings) {
	said.Fail(CheckManifest, "没有清单 %s：是 gongwen run 的文件夹的，那次运行没有做完，再运行同一条命令接着做", "there is no manifest %s: if the folder is that of a run, it has not come to its end; give its command again", ManifestName)
}

// Folder is the folder of the run at a path for which Is is true.
func Folder(at string) string {
	if filepath.Base(at) == ManifestName {
		return filepath.Dir(at)
	}
	return at
}

// encoded is the manifest as a file.
func (m Manifest) encoded() ([]byte, error) {
	m.Form, m.Count = form, len(m.Reports)
	var b bytes.Buffer
	line, err := jsontext.Line(m.Head)
	for i := 0; err == nil; i++ {
		b.Write(line)
		if i == len(m.Reports) {
			return b.Bytes(), nil
		}
		line, err = jsontext.Line(m.Reports[i])
	}
	return nil, err
}

// Write writes the manifest into the folder of its run, with its signature where there is
// somebody who signs. Neither is written without the other.
func Write(dir string, m Manifest, sign func(content []byte) ([]byte, diag.List)) diag.List {
	m.Signed = sign != nil
	content, err := m.encoded()
	if err != nil {
		return diag.List{diag.Errorf(diag.Pos{File: dir}, "写不了清单：%v", "the manifest cannot be written: %v", err)}
	}
	files := []output.File{{Path: filepath.Join(dir, ManifestName), Data: content}}
	var said diag.List
	if sign != nil {
		var signature []byte
		if signature, said = sign(content); said.HasErrors() {
			return said
		}
		files = append(files, output.File{Path: filepath.Join(dir, SignatureName), Data: signature})
	}
	if err := output.WriteFiles(files); err != nil {
		said.Add(diag.Errorf(diag.Pos{File: dir}, "写不了清单：%v", "the manifest cannot be written: %v", err))
	}
	return said
}

// Begin takes away the manifest of an earlier run in the folder.
func Begin(dir string) error {
	for _, name := range []string{SignatureName, ManifestName} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Read reads the manifest of the run in a folder, with its bytes, which a signature is of.
func Read(dir string) (m Manifest, content []byte, err error) {
	if content, err = infile.ReadIn(infile.Folder(dir), ManifestName, maxManifest); err != nil {
		return m, nil, err
	}
	m, err = parse(content)
	return m, content, err
}

// errManifest is that of a manifest that no run has written.
var errManifest = diag.NewError("不是成批生成的清单", "it is no manifest of a run")

// parse reads a manifest strictly: what is not known, stands twice or leads out of the
// folders is an error.
func parse(content []byte) (m Manifest, err error) {
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, maxLine)
	if !lines.Scan() {
		return m, errManifest
	}
	if err := strictly(lines.Bytes(), &m.Head); err != nil {
		return m, inLine(1, err)
	}
	if m.Form != form {
		return m, errManifest
	}
	known := paths{}
	known.put("", ManifestName)
	known.put("", SignatureName)
	for _, f := range m.Said {
		if err := known.take(f); err != nil {
			return m, inLine(1, err)
		}
	}
	inputs := paths{}
	for n := 2; lines.Scan(); n++ {
		var r Report
		err := strictly(lines.Bytes(), &r)
		if err == nil {
			err = r.sound(inputs, known)
		}
		if err != nil {
			return m, inLine(n, err)
		}
		m.Reports = append(m.Reports, r)
	}
	if err := lines.Err(); err != nil {
		return m, err
	}
	if m.Count != len(m.Reports) {
		return m, diag.NewError("有 %d 份报告，清单写的是 %d 份", "there are %d reports, it says %d", len(m.Reports), m.Count)
	}
	return m, nil
}

func inLine(n int, err error) error {
	return diag.NewError("第 %d 行：%s", "line %d: %s", n, diag.Cause(err))
}

func strictly(line []byte, value any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(value); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errManifest
	}
	return once(json.NewDecoder(bytes.NewReader(line)))
}

// once says that a key of an object stands twice in the next value: some programs read the
// first, some the last. Its depth is that of what was decoded before.
func once(d *json.Decoder) error {
	begin, err := d.Token()
	if err != nil || begin != json.Delim('{') && begin != json.Delim('[') {
		return err
	}
	keys := map[string]bool{}
	for d.More() {
		if begin == json.Delim('{') {
			key, err := d.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			if name = strings.ToLower(strings.ToUpper(name)); keys[name] { // as encoding/json folds them
				return diag.NewError("%q 写了两次", "%q stands twice", name)
			}
			keys[name] = true
		}
		if err := once(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

// paths are those that were named.
type paths map[string]bool

func (p paths) put(dir, name string) { p[path.Join(dir, name)] = true }

// take takes a file that was not named before, whose path stays in its folder.
func (p paths) take(f File) error {
	if !fs.ValidPath(f.Path) || f.Path == "." {
		return diag.NewError("%q 不是文件夹里的路径", "%q is no path in the folder", f.Path)
	}
	if p[f.Path] {
		return diag.NewError("%q 写了两次", "%q stands twice", f.Path)
	}
	p[f.Path] = true
	return nil
}

// sound says why what is said of a report cannot be; inputs and outputs are the paths of
// those before it.
func (r Report) sound(inputs, outputs paths) error {
	if err := inputs.take(r.Input); err != nil {
		return err
	}
	beside := paths{}
	for _, f := range r.Beside {
		if err := beside.take(f); err != nil {
			return err
		}
	}
	for _, f := range r.Outputs {
		if err := outputs.take(f); err != nil {
			return err
		}
	}
	switch done := r.Outcome == Done; {
	case r.Input.SHA256 == "" && r.Outcome != Left:
		return diag.NewError("%q 没有散列值", "%q has no digest", r.Input.Path)
	case !done && r.Outcome != Refused && r.Outcome != Failed && r.Outcome != Unfinished && r.Outcome != Left:
		return diag.NewError("没有 %q 这种结果", "the outcome %q is not known", r.Outcome)
	case done != (len(r.Outputs) > 0):
		return diag.NewError("%q 有 %d 份文件，却写着 %s", "%q has %d documents and is said to be %s", r.Input.Path, len(r.Outputs), r.Outcome)
	}
	return nil
}

// The outcomes of reports.
const (
	Done    = "done"
	Refused = "refused"
	Failed  = "failed"
	Left    = "left" // refused for what lies beside it, whatever is in it, or as it cannot be read: then it has no digest
)
