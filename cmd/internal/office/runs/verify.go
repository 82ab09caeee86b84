package runs

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/digest"
	"gongwen/internal/infile"
	"gongwen/internal/verdict"
	"gongwen/output/sign/pades"
)

// What is checked of a run.
const (
	CheckManifest  verdict.Check = "manifest"
	CheckSignature verdict.Check = "signature"
	CheckOutputs   verdict.Check = "outputs"
	CheckInputs    verdict.Check = "inputs"
	CheckRebuilt   verdict.Check = "rebuilt"
)

// Proof is how a run is verified.
type Proof struct {
	Check   pades.Check                // of the signature
	Inputs  string                     // where the inputs are; empty for where the manifest says
	Sample  int                        // reports that are built again; less than 0 for all
	Asked   bool                       // that they are was asked for: that none can be is a fault
	Choose  func(n int) []int          // the numbers below n in an order that nobody knows beforehand
	Builder func(Head) (Builder, bool) // makes documents as the run did; false where this program or its settings are others
}

// Builder makes the documents of a report, by their names, of its file and those that it
// names. A report that is refused has none.
type Builder func(ctx context.Context, r Report, files map[string][]byte) (map[string][]byte, error)

// Verification is what was found out about a run.
type Verification struct {
	Findings  verdict.Findings
	Signature *pades.Result // nil for none
}

// OK reports whether no check failed.
func (v Verification) OK() bool {
	return v.Findings.OK() && (v.Signature == nil || v.Signature.Findings.OK())
}

// Verify checks the run in a folder: the manifest and its signature, every document and
// every input by its digest, that there is no other file, and that a sample of the
// documents, built again, is the same byte by byte. Nothing is read of what a manifest
// names whose signature is not valid.
func Verify(ctx context.Context, dir string, p Proof) (v Verification) {
	m, content, err := Read(dir)
	if err != nil {
		v.Findings.Fail(CheckManifest, "清单不能用：%v", "the manifest cannot be used: %v", err)
		return v
	}
	v.Findings.Add(CheckManifest, verdict.Passed, "清单有 %d 份报告：%v", "the manifest has %d reports: %v", len(m.Reports), m.became())
	if v.signature(dir, m, content, p.Check); !v.OK() {
		return v
	}
	if p.Inputs == "" {
		p.Inputs = m.inputsFrom(dir)
	}
	t := &trial{Proof: p, manifest: m, dir: dir, outputs: infile.Folder(dir), inputs: infile.Folder(p.Inputs)}
	t.files(ctx, &v.Findings)
	t.others(&v.Findings)
	t.rebuild(ctx, &v.Findings)
	return v
}

// signature checks the signature of a manifest. One that is not signed proves nothing of
// who has written it, which is a fault where roots are given.
func (v *Verification) signature(dir string, m Manifest, content []byte, check pades.Check) {
	signature, err := infile.ReadIn(infile.Folder(dir), SignatureName, maxSignature)
	switch {
	case err == nil && !m.Signed:
		v.Findings.Fail(CheckSignature, "有签名文件，清单却说没有签名", "there is a signature, and the manifest says that there is none")
	case err == nil:
		result := pades.VerifyDetached(signature, content, check)
		result.Field = ManifestName
		v.Signature = &result
	case !errors.Is(err, fs.ErrNotExist):
		v.Findings.Fail(CheckSignature, "签名读不了：%v", "the signature cannot be read: %v", err)
	case m.Signed || len(check.Roots) > 0:
		v.Findings.Fail(CheckSignature, "清单的签名不见了", "the signature of the manifest is missing")
	default:
		v.Findings.Add(CheckSignature, verdict.Unchecked, "清单没有签名，谁写的不能证明", "the manifest is not signed: it proves nothing of who has written it")
	}
}

// trial is one verification.
type trial struct {
	Proof
	manifest        Manifest
	dir             string
	outputs, inputs fs.FS
	damaged         map[int]bool // reports whose files are not what they were
	refused         int          // that were refused again
}

// files compares all files with their digests.
func (t *trial) files(ctx context.Context, said *verdict.Findings) {
	t.damaged = map[int]bool{}
	outputs, inputs := faults{check: CheckOutputs, said: said}, faults{check: CheckInputs, said: said}
	for _, f := range t.manifest.Said {
		outputs.compare(t.outputs, "", f)
	}
	for i, r := range t.manifest.Reports {
		if ctx.Err() != nil {
			said.Fail(CheckOutputs, "已中断", "interrupted")
			return
		}
		if r.Outcome == Left && r.Input.SHA256 == "" { // it could not be read
			continue
		}
		ok := inputs.compare(t.inputs, "", r.Input)
		for _, f := range r.Beside {
			ok = inputs.compare(t.inputs, path.Dir(r.Input.Path), f) && ok
		}
		for _, f := range r.Outputs {
			ok = outputs.compare(t.outputs, "", f) && ok
		}
		t.damaged[i] = !ok
	}
	outputs.end("%d 个文件与清单相符", "%d files are as the manifest has them")
	inputs.end("%d 个输入文件与清单相符", "%d inputs are as the manifest has them")
}

// faults are those of one kind, of which some are named.
type faults struct {
	check       verdict.Check
	said        *verdict.Findings
	good, wrong int
}

func (f *faults) fail(zh, en string, args ...any) {
	if f.wrong++; f.wrong <= maxFaults {
		f.said.Fail(f.check, zh, en, args...)
	}
}

func (f *faults) compare(folder fs.FS, dir string, file File) bool {
	at := path.Join(dir, file.Path)
	content, err := infile.ReadIn(folder, at, maxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.fail("%s 不见了", "%s is missing", at)
	case err != nil:
		f.fail("%s 读不了：%v", "%s cannot be read: %v", at, err)
	case Digest(content) != file.SHA256:
		f.fail("%s 被改过", "%s was changed", at)
	default:
		f.good++
		return true
	}
	return false
}

func (f *faults) end(zh, en string) { f.endWith(zh, en) }

// endWith is end with more to say than how many are good.
func (f *faults) endWith(zh, en string, more ...any) {
	if f.wrong > maxFaults {
		f.said.Fail(f.check, "另有 %d 个文件也是这样", "so it is with %d more files", f.wrong-maxFaults)
	}
	if f.wrong == 0 {
		f.said.Add(f.check, verdict.Passed, zh, en, append([]any{f.good}, more...)...)
	}
}

// Digest is the SHA-256 of a content, in hexadecimal digits.
func Digest(content []byte) string {
	return digest.SHA256(content)
}

// ofSystems reports whether a file is one that systems which show folders leave in them.
func ofSystems(name string) bool {
	return name == ".DS_Store" || name == ".directory" || strings.HasPrefix(name, "._")
}

// others finds files in the folder of the run of which the manifest says nothing, hidden ones
// too, and links: what they lead to is no part of the run and may be another file a moment
// later. The inputs may lie there.
func (t *trial) others(said *verdict.Findings) {
	found := faults{check: CheckOutputs, said: said}
	err := t.manifest.walk(t.dir, t.Inputs, func(at string, link bool) {
		if link {
			found.fail("%s 是链接之类，不是文件：它指向的文件随时会变", "%s is a link or the like and no file: what it leads to may change at any time", at)
		} else {
			found.fail("清单里没有 %s", "the manifest knows nothing of %s", at)
		}
	})
	if err != nil {
		said.Fail(CheckOutputs, "文件夹读不了：%v", "the folder cannot be read: %v", err)
	}
	if found.wrong > maxFaults {
		found.end("", "")
	}
}

// rebuild builds a sample of the reports again.
func (t *trial) rebuild(ctx context.Context, said *verdict.Findings) {
	build, ok := t.Builder(t.manifest.Head)
	if !ok {
		grade := verdict.Unchecked
		if t.Asked {
			grade = verdict.Failed
		}
		said.Add(CheckRebuilt, grade, "没有重做：这次运行用的是 %s，程序版本或者配置与现在不同", "nothing was built again: the run was made by %s, and this program or its configuration is another", t.manifest.Program)
		return
	}
	found := faults{check: CheckRebuilt, said: said}
	left := t.Sample
	if left < 0 {
		left = len(t.manifest.Reports)
	}
	for _, i := range t.Choose(len(t.manifest.Reports)) {
		r := t.manifest.Reports[i]
		switch {
		case ctx.Err() != nil:
			said.Fail(CheckRebuilt, "已中断", "interrupted")
			return
		case left == 0: // so many were asked for
		case t.damaged[i] || r.Outcome == Failed || r.Outcome == Unfinished || r.Outcome == Left:
			continue // which has been said, or says nothing of the report
		default:
			left--
			t.rebuildOne(ctx, build, r, &found)
		}
	}
	if found.good+found.wrong == 0 {
		said.Add(CheckRebuilt, verdict.Unchecked, "没有重做", "nothing was built again")
		return
	}
	again := diag.Text{}
	if t.refused > 0 {
		again = diag.T("；另有 %d 份没有文件，重做时同样因内容有错误退回", "; %d more have no documents and were refused again, for their errors", t.refused)
	}
	found.good -= t.refused
	found.endWith("抽出 %d 份重做，逐字节相同%v", "%d reports were built again and came out the same byte by byte%v", again)
}

func (t *trial) rebuildOne(ctx context.Context, build Builder, r Report, found *faults) {
	files := map[string][]byte{}
	for i, f := range append([]File{r.Input}, r.Beside...) {
		at, name := path.Join(path.Dir(r.Input.Path), f.Path), f.Path
		if i == 0 {
			at, name = f.Path, path.Base(f.Path)
		}
		content, err := infile.ReadIn(t.inputs, at, maxFile)
		if err != nil || Digest(content) != f.SHA256 { // it was right a moment ago
			found.fail("%s 正在被改动", "%s is being changed", at)
			return
		}
		files[name] = content
	}
	made, err := build(ctx, r, files)
	if err != nil {
		found.fail("%s 重做不了：%v", "%s cannot be built again: %v", r.Input.Path, err)
		return
	}
	same := len(made) == len(r.Outputs) && !slices.ContainsFunc(r.Outputs, func(f File) bool { return Digest(made[path.Base(f.Path)]) != f.SHA256 })
	switch {
	case same && r.Outcome == Refused:
		found.good++
		t.refused++
	case same:
		found.good++
	case r.Outcome == Refused:
		found.fail("%s 重做时没有被退回", "%s is not refused when it is built again", r.Input.Path)
	default:
		found.fail("%s 重做出来的不一样", "%s comes out different when it is built again", r.Input.Path)
	}
}
