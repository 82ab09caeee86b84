package signatures

import (
	"context"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/runs"
	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/pades"
)

// allReports has every report of a run built again.
const allReports = "all"

// sampled is how many reports of a run are built again; less than 0 for all.
func (o verifyOptions) sampled() (int, error) {
	if o.sample == allReports {
		return -1, nil
	}
	n, err := strconv.Atoi(o.sample)
	if err != nil || n < 0 {
		return 0, command.Usagef("--sample 写一个数，或者 all", "--sample is a number or all")
	}
	return n, nil
}

// verifyRun checks a run with this program.
func (a app) verifyRun(ctx context.Context, s command.Setup, o verifyOptions, at string, check pades.Check) engine.Verified {
	sample, _ := o.sampled() // it was sound
	v := runs.Verify(ctx, runs.Folder(at), runs.Proof{
		Check: check, Inputs: o.inputs, Sample: sample, Asked: o.sampleAsked && sample != 0, Choose: rand.Perm,
		Builder: func(h runs.Head) (runs.Builder, bool) { return a.builder(s, h) },
	})
	return engine.Verified{File: at, Run: v.Findings, Signature: v.Signature}
}

// builder makes documents as a run did whose program and settings are those of this one.
func (a app) builder(s command.Setup, h runs.Head) (runs.Builder, bool) {
	s.Order.Created = h.Created
	settings, err := a.Fingerprint(s)
	if err != nil || settings != h.Settings || h.Program != runs.Program(a.World.Version) {
		return nil, false
	}
	order, err := s.OrderOf(h.Formats...)
	if err != nil {
		return nil, false
	}
	return func(ctx context.Context, r runs.Report, files map[string][]byte) (map[string][]byte, error) {
		file := path.Base(r.Input.Path)
		in := engine.Input{Folder: jobs.Files(files), File: file, Path: file, Name: strings.TrimSuffix(file, path.Ext(file))}
		made, said := s.Engine.DocumentsOf(ctx, in, order)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		documents := map[string][]byte{}
		if len(made) >= len(h.Formats) && !said.HasErrors() {
			for _, f := range made {
				documents[f.Path] = f.Data
			}
		}
		return documents, nil
	}, true
}

// sayRun prints a line for each check of a run: what passed to standard output, what
// failed or was not checked as diagnostics.
func (a app) sayRun(v engine.Verified) {
	for _, f := range v.Run {
		a.sayFinding(v.File, diag.Text{}, f)
	}
	if v.Signature != nil {
		a.sayDetached(v.File, diag.Text{ZH: "清单的签名", EN: "signature of the manifest"}, *v.Signature)
	}
	switch rebuilt := v.Run.Of(runs.CheckRebuilt); {
	case v.OK() && len(rebuilt) > 0 && rebuilt[0].Grade == verdict.Passed:
		a.Print(v.File + ": " + a.Text("每份文件都与清单相符", "all documents are as the manifest has them"))
		return
	case v.OK():
		a.Print(v.File + ": " + a.Text("每份文件的散列值与清单相符，是不是由这些报告做成的没有核对", "all documents have the digests of the manifest; whether they come from their reports was not checked"))
		return
	}
	if manifest := v.Run.Of(runs.CheckManifest); len(manifest) > 0 && manifest[0].Grade == verdict.Failed {
		return // nothing was held against it
	}
	a.Say(diag.List{diag.Errorf(diag.Pos{File: v.File}, "与清单不符", "not as the manifest has it")})
}
