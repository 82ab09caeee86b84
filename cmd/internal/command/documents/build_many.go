package documents

import (
	"strings"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
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
func (a app) conclude(t tally, total int, resume bool) error {
	if total > 1 || resume {
		level, summary := diag.Note, diag.T("共 %d 份报告：生成 %d 份，跳过 %d 份，失败 %d 份", "%d reports: %d built, %d skipped, %d failed", total, t.made, t.skipped, len(t.failed))
		if len(t.failed) > 0 {
			level = diag.Error
			summary = diag.T("%s：%s", "%s: %s", summary, diag.Text{ZH: strings.Join(t.failed, "、"), EN: strings.Join(t.failed, ", ")})
		}
		a.Say(diag.List{{Level: level, Message: summary}})
	}
	if t.interrupted > 0 {
		a.Say(diag.List{diag.Errorf(diag.Pos{}, "已中断，还有 %d 份没有生成", "interrupted, %d were not built", t.interrupted).
			WithHint("加上 --resume 再运行，接着生成其余的", "run it again with --resume to go on with the others")})
	}
	if t.left || len(t.failed) > 0 || t.interrupted > 0 {
		return command.ErrReported
	}
	return nil
}
