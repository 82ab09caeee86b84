package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/data/diff"
	"gongwen/internal/diag"
	"gongwen/internal/textdiff"
)

// Portal is a page of a portal and the file that was signed.
type Portal struct {
	Page   []byte `json:"page"`
	Signed []byte `json:"signed"`
	Form   string `json:"form"` // of the signed file: pdf or ofd
}

// Shown says whether a page shows what was signed.
type Shown struct {
	Read        bool             `json:"read"` // both could be read
	Differences []ShownOtherwise `json:"differences,omitempty"`
	Changed     []Message        `json:"changed,omitempty"` // what the page does to the text
	Apart       []Message        `json:"apart,omitempty"`   // what the page alone cannot say
	Said        []Message        `json:"said,omitempty"`
}

// Same reports whether the page shows what was signed, as far as the page alone can say.
func (s Shown) Same() bool { return len(s.Differences) == 0 && len(s.Changed) == 0 }

// ShownOtherwise is a place at which a page shows something else than what was signed.
type ShownOtherwise struct {
	Where  string       `json:"where"`
	Pieces []ShownPiece `json:"pieces"`
}

// ShownPiece is a text that both have, or one of them.
type ShownPiece struct {
	Op   textdiff.Op `json:"op"` // Deleted for what only the signed file has
	Text string      `json:"text"`
}

// Missing reports whether only the signed file has the text.
func (p ShownPiece) Missing() bool { return p.Op == textdiff.Deleted }

// Added reports whether only the page has the text.
func (p ShownPiece) Added() bool { return p.Op == textdiff.Inserted }

// Shower compares a page with what was signed and gives a Shown. It is confined.ErrCost where
// that costs too much and confined.ErrFault where it ended by a fault.
type Shower func(ctx context.Context, p Portal) (Shown, error)

// MaxPortal is how many bytes a Portal has at most as JSON.
const MaxPortal = 160 << 20

// ConfinedShower compares in processes of a program that answers what Showing gives, so many
// at a time.
func ConfinedShower(limits confined.Limits, program string, args []string, env ...string) Shower {
	run := soMany(limits, program, args, env)
	return func(ctx context.Context, p Portal) (shown Shown, err error) {
		content, err := json.Marshal(p)
		if err != nil {
			return shown, err
		}
		answer, err := run(ctx, content)
		if err != nil {
			return shown, err
		}
		if err := json.Unmarshal(answer, &shown); err != nil {
			return shown, fmt.Errorf("what a comparison gave: %w", err)
		}
		return shown, nil
	}
}

// Showing compares the page of a Portal, which comes as JSON, with what was signed, and gives
// a Shown as JSON.
func Showing(ctx context.Context, e *engine.Engine, content []byte) ([]byte, error) {
	var p Portal
	if err := json.Unmarshal(content, &p); err != nil {
		return nil, fmt.Errorf("what is to be compared: %w", err)
	}
	in := func(name string, content []byte) engine.Input {
		return engine.Input{Folder: Files{name: content}, File: name, Path: name, Name: name}
	}
	c, said := e.Shown(ctx, in("网页.html", p.Page), in("定稿."+p.Form, p.Signed), engine.Order{})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	shown := Shown{Read: c != nil}
	if c == nil {
		shown.Said = Messages(said)
	} else {
		shown.Differences, shown.Changed, shown.Apart = otherwise(c.Diff), Messages(c.Changed), messages(c.Apart, diag.Note)
	}
	return json.Marshal(shown)
}

// otherwise are the differences in the order of the report.
func otherwise(d *diff.Diff) (all []ShownOtherwise) {
	values := func(signed, page string) (pieces []ShownPiece) {
		for _, p := range []ShownPiece{{textdiff.Deleted, signed}, {textdiff.Inserted, page}} {
			if p.Text != "" {
				pieces = append(pieces, p)
			}
		}
		return pieces
	}
	for _, f := range d.Fields {
		all = append(all, ShownOtherwise{f.Name, values(f.Old, f.New)})
	}
	for _, f := range d.Figures {
		all = append(all, ShownOtherwise{strings.Join([]string{f.Section, f.Row, f.Column}, " · "), values(f.Old, f.New)})
	}
	for _, t := range d.Texts {
		for _, paragraph := range t.Paragraphs {
			var pieces []ShownPiece
			for _, p := range paragraph.Pieces {
				op := p.Op
				if paragraph.Op != textdiff.Same {
					op = paragraph.Op
				}
				pieces = append(pieces, ShownPiece{op, shortened(op, p.Text)})
			}
			all = append(all, ShownOtherwise{t.Section, pieces})
		}
	}
	return all
}

// shortened leaves of a long text that both have what stands beside the differences.
func shortened(op textdiff.Op, text string) string {
	const beside = 16 // characters
	all := []rune(text)
	if op != textdiff.Same || len(all) <= 2*beside+2 {
		return text
	}
	return string(all[:beside]) + "……" + string(all[len(all)-beside:])
}
