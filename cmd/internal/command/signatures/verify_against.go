package signatures

import (
	"context"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
	"gongwen/output/sign/pades"
)

// verifyAgainst says whether pages show what was signed: the signatures of the signed
// document are checked first.
func (a app) verifyAgainst(ctx context.Context, s command.Setup, against string, check pades.Check, pages []string) error {
	v := engine.Verify(ctx, against, check)
	if v.Signed == nil {
		return command.Usagef("--against 要写一个 PDF 或 OFD", "--against names a PDF or an OFD file")
	}
	a.sayReport(against, *v.Signed)
	failed := !v.OK()
	for _, page := range pages {
		shown, said := s.Engine.Shown(ctx, engine.FileInput(page), engine.FileInput(against), s.Order)
		a.Say(said)
		if shown == nil {
			failed = true
			continue
		}
		if !shown.Diff.Empty() {
			a.PrintText(shown.Diff.Format(a.Lang))
		}
		a.Say(shown.Changed)
		a.Say(shown.Apart)
		if shown.Same() {
			a.Print(page + ": " + a.Text("逐字逐数与 ", "shows word by word and figure by figure what ") + against + a.Text(" 一致", " has"))
			continue
		}
		failed = true
		a.Say(diag.List{diag.Errorf(diag.Pos{File: page}, "与 %s 不一致", "not what %s has", against)})
	}
	if failed {
		return command.ErrReported
	}
	return nil
}
