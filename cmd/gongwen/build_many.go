package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
)

// tally counts what became of many reports.
type tally struct {
	made, skipped, interrupted int
	failed                     []string // report files
	left                       bool     // arguments that named no report to build
}

func (t *tally) add(r engine.Result) {
	switch r.Outcome {
	case engine.Built:
		t.made++
	case engine.Skipped:
		t.skipped++
	case engine.Interrupted:
		t.interrupted++
	default:
		t.failed = append(t.failed, r.Input.Path)
	}
}

// conclude says what became of the reports when there are several, and ends the
// command.
func (a *app) conclude(t tally, total int, resume bool) error {
	if total > 1 || resume {
		level, summary := diag.Note, diag.T("共 %d 份报告：生成 %d 份，跳过 %d 份，失败 %d 份", "%d reports: %d built, %d skipped, %d failed", total, t.made, t.skipped, len(t.failed))
		if len(t.failed) > 0 {
			level = diag.Error
			summary = diag.T("%s：%s", "%s: %s", summary, diag.Text{ZH: strings.Join(t.failed, "、"), EN: strings.Join(t.failed, ", ")})
		}
		a.say(diag.List{{Level: level, Message: summary}})
	}
	if t.interrupted > 0 {
		a.say(diag.List{diag.Errorf(diag.Pos{}, "已中断，还有 %d 份没有生成", "interrupted, %d were not built", t.interrupted).
			WithHint("加上 --resume 再运行，接着生成其余的", "run it again with --resume to go on with the others")})
	}
	if t.left || len(t.failed) > 0 || t.interrupted > 0 {
		return errReported
	}
	return nil
}

// keepState has a record kept of what is made, by which a later run knows what
// is up to date. Without it the documents are made all the same.
func (a *app) keepState(e *engine.Engine, order *engine.Order, config configs.Config, embedFonts bool) {
	basis, err := basisOf(e, *order, config, embedFonts)
	if err != nil {
		a.say(diag.List{diag.Warnf(diag.Pos{}, "不记录生成情况，--resume 不能跳过这次生成的：%v", "no record is kept of what is built, so that --resume will not skip it: %v", err)})
		order.Resume = false
		return
	}
	state, said := engine.OpenState(order.Dir, basis)
	a.say(said)
	order.Record = state
}

// basisOf is a digest of all that the documents of a run have in common: the
// program, which carries templates, style sheets and faces, the configuration
// but for what changes no document, the folder of templates and the user's
// faces.
func basisOf(e *engine.Engine, order engine.Order, config configs.Config, embedFonts bool) (string, error) {
	config.File, config.Output.Dir, config.Workers, config.Lang = "", "", 0, diag.ZH
	config.Archive, config.Sign = nil, configs.Sign{}
	settings, err := json.Marshal(config)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n%t %t %d\n", version(), settings, order.Draft, embedFonts, order.Created.Unix())
	program, err := os.Executable()
	if err == nil {
		err = addFile(sum, program)
	}
	if err != nil {
		return "", err
	}
	if config.Templates != "" {
		files, err := os.ReadDir(config.Templates) // sorted
		if err != nil {
			return "", err
		}
		for _, file := range files {
			if file.IsDir() || filepath.Ext(file.Name()) != ".yaml" {
				continue
			}
			fmt.Fprintf(sum, "%q\n", file.Name())
			if err := addFile(sum, filepath.Join(config.Templates, file.Name())); err != nil {
				return "", err
			}
		}
	}
	for _, face := range e.Faces() {
		fmt.Fprintf(sum, "%q %x\n", face.ID, sha256.Sum256(face.Data))
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// addFile adds the digest of a file to that of others.
func addFile(sum hash.Hash, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	content := sha256.New()
	if _, err := io.Copy(content, file); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sum, "%x\n", content.Sum(nil))
	return err
}
