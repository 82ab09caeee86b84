package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/emmansun/gmsm/smx509"
	"github.com/spf13/cobra"

	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/internal/verdict"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

func (a *app) verifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "verify [flags] FILE…",
		Short: a.text("检查 PDF 的电子签名、归档包的完整性", "Check the signatures of PDF files and the fixity of bags"),
		Long: a.text("检查 PDF 的电子签名：内容有无改动、签名后加了什么、证书、时间戳、吊销。不联网。\n文件夹、.zip、.tar 按 BagIt 归档包检查：文件有无改动、缺少、多出。有一项不通过，退出码为 1。",
			"Check the signatures of PDF files: whether the content was changed, what was added after signing, certificates, time stamps, revocation. Nothing is fetched.\nA folder, .zip or .tar is checked as a BagIt bag: whether files were changed, are missing or were added. The exit status is 1 when a check fails."),
		Example: "  gongwen verify --roots roots.pem report.pdf",
		Args:    needFiles,
		RunE:    a.verify,
	}
	cmd.Flags().String("roots", "", a.text("信任的根证书：文件或文件夹", "trusted root certificates: a file or a folder"))
	cmd.Flags().String("format", "text", a.text("结果的格式：text 或 json", "format of the results: text or json"))
	return cmd
}

func (a *app) verify(cmd *cobra.Command, args []string) error {
	format, _ := cmd.Flags().GetString("format")
	if format != "text" && format != "json" {
		return usagef("--format 只能是 text 或 json", "--format is text or json")
	}
	check := pades.Check{Now: a.world.Now()}
	if path, _ := cmd.Flags().GetString("roots"); path != "" {
		roots, problems := readRoots(path)
		if problems.HasErrors() {
			return a.refuse(problems)
		}
		check.Roots = roots
	}
	failed := false
	var results []verified
	for _, path := range args {
		if bag.Is(path) {
			report := bag.Verify(path)
			failed = failed || !report.Findings.OK()
			if format == "json" {
				results = append(results, a.verifiedBag(path, report))
			} else {
				a.sayBag(path, report)
			}
			continue
		}
		data, problems := readAll(path)
		var report pades.Report
		if problems.HasErrors() {
			report.Findings.Fail(pades.CheckFormat, "%s", "%s", problems[0].Message)
		} else {
			report = pades.Verify(data, check)
		}
		failed = failed || !report.OK()
		if format == "json" {
			results = append(results, verifiedFile(path, report, a.lang))
		} else {
			a.sayReport(path, report)
		}
	}
	if format == "json" {
		content, err := jsontext.Indented(results)
		if err != nil {
			return err
		}
		if _, err := a.world.Out.Write(content); err != nil {
			return err
		}
	}
	if failed {
		return errReported
	}
	return nil
}

// readRoots reads certificates from a file or from all files of a folder.
func readRoots(path string) ([]*smx509.Certificate, diag.List) {
	files := []string{path}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*")); err != nil {
			return nil, diag.List{diag.Errorf(diag.Pos{File: path}, "读不了这个文件夹", "the folder cannot be read")}
		}
		slices.Sort(files)
	}
	var roots []*smx509.Certificate
	var problems diag.List
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			continue
		}
		content, said := readAll(file)
		if said.HasErrors() {
			problems = append(problems, said...)
			continue
		}
		list, err := pki.Certificates(content)
		if err != nil {
			problems.Add(diag.Errorf(diag.Pos{File: file}, "文件里没有能读的证书", "the file holds no certificate that can be read"))
		}
		roots = append(roots, list...)
	}
	if len(roots) == 0 && len(problems) == 0 {
		problems.Add(diag.Errorf(diag.Pos{File: path}, "文件夹里没有证书", "the folder holds no certificate"))
	}
	return roots, problems
}

// sayReport prints a line for each signature and each check: what passed to
// standard output, what failed or was not checked as diagnostics.
func (a *app) sayReport(path string, r pades.Report) {
	for _, f := range r.Findings {
		a.sayFinding(path, diag.Text{}, f)
	}
	for i, s := range r.Signatures {
		name := diag.T("签名 %d", "signature %d", i+1)
		if s.Stamp {
			name = diag.T("时间戳 %d", "time stamp %d", i+1)
		}
		fmt.Fprintf(a.world.Out, "%s: %s\n", path, headline(name, s).In(a.lang))
		for _, f := range s.Findings {
			a.sayFinding(path, name, f)
		}
	}
	if r.OK() {
		fmt.Fprintf(a.world.Out, "%s: %s\n", path, a.text("签名有效", "the signatures are valid"))
	} else {
		a.say(diag.List{diag.Errorf(diag.Pos{File: path}, "签名无效", "the signatures are not valid")})
	}
}

// headline introduces a signature.
func headline(name diag.Text, s pades.Result) diag.Text {
	switch {
	case s.Signer == "":
		return diag.T("%s（域 %s）", "%s (field %s)", name, s.Field)
	case s.Stamp:
		return diag.T("%s：%s", "%s: %s", name, s.Signer)
	case s.Stamped:
		return diag.T("%s：%s，PAdES %s，不晚于 %s", "%s: %s, PAdES %s, not later than %s", name, s.Signer, s.Level, s.Time.UTC().Format(time.DateTime+" UTC"))
	case s.Claimed != "":
		return diag.T("%s：%s，PAdES %s，自称签于 %s", "%s: %s, PAdES %s, by its own word of %s", name, s.Signer, s.Level, s.Claimed)
	}
	return diag.T("%s：%s，PAdES %s", "%s: %s, PAdES %s", name, s.Signer, s.Level)
}

// sayFinding prints the outcome of one check: what passed to standard output,
// what failed or was not checked as a diagnostic. subject is what was checked of
// the file, empty for the file itself.
func (a *app) sayFinding(path string, subject diag.Text, f verdict.Finding) {
	if subject.ZH != "" {
		f.Text = diag.T("%s：%s", "%s: %s", subject, f.Text)
	}
	if d, said := f.Diagnostic(diag.Pos{File: path}); said {
		a.say(diag.List{d})
		return
	}
	fmt.Fprintf(a.world.Out, "%s: %s [%s]\n", path, f.Text.In(a.lang), f.Check)
}

// verified is a file as verify --format json prints it.
type verified struct {
	File       string            `json:"file"`
	Valid      bool              `json:"valid"`
	Checks     []verdict.Encoded `json:"checks,omitempty"`
	Signatures []signatureFound  `json:"signatures"`
}

type signatureFound struct {
	Field   string            `json:"field"`
	Kind    string            `json:"kind"` // signature or timestamp
	Signer  string            `json:"signer,omitempty"`
	Level   string            `json:"level,omitempty"`
	Time    string            `json:"time,omitempty"` // by a time stamp
	Claimed string            `json:"claimed,omitempty"`
	Valid   bool              `json:"valid"`
	Checks  []verdict.Encoded `json:"checks"`
}

// verifiedFile is what was found out about a PDF, in a language.
func verifiedFile(path string, r pades.Report, lang diag.Lang) verified {
	out := verified{File: path, Valid: r.OK(), Checks: r.Findings.In(lang), Signatures: []signatureFound{}}
	for _, s := range r.Signatures {
		found := signatureFound{
			Field: s.Field, Kind: "signature", Signer: s.Signer, Level: s.Level.String(), Claimed: s.Claimed,
			Valid: s.Findings.OK(), Checks: s.Findings.In(lang),
		}
		if s.Stamp {
			found.Kind, found.Level = "timestamp", ""
		}
		if s.Stamped {
			found.Time = s.Time.UTC().Format(time.RFC3339)
		}
		out.Signatures = append(out.Signatures, found)
	}
	return out
}
