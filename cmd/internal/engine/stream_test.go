package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/html"
)

// many are so many reports that lie on no disk.
func many(t *testing.T, n int) []Input {
	t.Helper()
	inputs := make([]Input, n)
	for i := range inputs {
		inputs[i] = uploaded(fmt.Sprintf("r%02d.yaml", i), invented(t, "民族宗教事务局", fmt.Sprintf("第%d局", i)))
	}
	return inputs
}

// TestChecksComeInOrder, whatever is wrong with one of them, and what is said is
// said of the report that it is about.
func TestChecksComeInOrder(t *testing.T) {
	e, inputs := standard(), many(t, 20)
	inputs[3] = uploaded("r03.yaml", "[")
	inputs[5] = Input{File: "r05.yaml", Path: "r05.yaml"}
	inputs[7] = uploaded("r07.yaml", invented(t, "reconsideration: [4, 1, 1, 2, 8]", "reconsideration: [4, 1, 1, 2, 9]"))
	i := 0
	for c := range e.ProofAll(t.Context(), inputs, Order{Workers: 3, Exporters: []output.Exporter{html.New(html.Options{})}}) {
		if c.Input.Path != inputs[i].Path {
			t.Errorf("result %d is of %s", i, c.Input.Path)
		}
		wrong := i == 3 || i == 5 || i == 7
		if understood := c.Kept != nil; c.Said.HasErrors() != wrong || understood != (i != 3 && i != 5) {
			t.Errorf("%s: understood %v, %v", c.Input.Path, understood, c.Said)
		}
		for _, d := range c.Said {
			if d.Pos.File != inputs[i].Path {
				t.Errorf("of %s it is said: %v", inputs[i].Path, d)
			}
		}
		i++
	}
	if i != len(inputs) {
		t.Errorf("%d results", i)
	}
}

// TestAFaultInOneCheckIsItsOwn: the others are checked, and whoever keeps
// something of the report is told that there is none.
func TestAFaultInOneCheckIsItsOwn(t *testing.T) {
	inputs := many(t, 6)
	keep := func(in Input, r *data.Report, said diag.List) (bool, diag.List) {
		if in.File == "r02.yaml" && r != nil {
			panic("a fault")
		}
		return r != nil, nil
	}
	var kept []bool
	var said diag.List
	for c := range CheckAll(t.Context(), standard(), inputs, Order{Workers: 2}, keep) {
		kept, said = append(kept, c.Kept), append(said, c.Said...)
	}
	if !slices.Equal(kept, []bool{true, true, false, true, true, true}) {
		t.Errorf("kept %v", kept)
	}
	says(t, said, "r02.yaml: 错误: 程序出了内部错误，没有处理：a fault")
}

// TestChecksEndWithTheirContext: what has not been checked is left out, and what
// has been is whole.
func TestChecksEndWithTheirContext(t *testing.T) {
	inputs := many(t, 200)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for c := range standard().ProofAll(ctx, inputs, Order{Workers: 2}) {
		if n++; n == 3 {
			cancel()
		}
		if c.Kept == nil || len(c.Said) > 0 {
			t.Errorf("%s: %v", c.Input.Path, c.Said)
		}
	}
	if n < 3 || n == len(inputs) {
		t.Errorf("%d of %d were checked", n, len(inputs))
	}
	for range standard().ProofAll(ctx, inputs, Order{}) {
		t.Error("one was checked behind the end")
	}
	for r := range standard().BuildAll(ctx, inputs[:3], Order{Dir: t.TempDir(), Exporters: []output.Exporter{html.New(html.Options{})}}) {
		if r.Outcome != Interrupted || len(r.Files) > 0 || len(r.Said) > 0 {
			t.Errorf("%+v", r)
		}
	}
	said := allSaid(standard(), ctx, inputs[0])
	if says(t, said, "已中断"); slices.ContainsFunc(said, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Message.ZH, "没有") }) {
		t.Error(said)
	}
}

// allSaid is what the steps that take one input say of it.
func allSaid(e *Engine, ctx context.Context, in Input) diag.List {
	_, proof := e.Proof(ctx, in, Order{})
	_, converted := e.Convert(ctx, in, "a.json")
	_, fixed := e.Fix(ctx, in)
	_, blank := e.Blank(ctx, &in, Order{}, BlankOrder{Path: "b.yaml"})
	_, last := e.LastYear(ctx, in, in, Order{}, false)
	var said diag.List
	for _, list := range []diag.List{proof, converted, fixed, blank, last} {
		if !strings.Contains(fmt.Sprint(list), "已中断") || len(list) > 1 {
			said.Add(diag.Errorf(diag.Pos{File: in.Path}, "没有只说中断：%v", "it does not say alone that it was interrupted: %v", list))
		}
		said = append(said, list...)
	}
	return said
}

// TestOneEngineForAllKindsOfWork: what is asked of it at the same time comes out
// as it does alone.
func TestOneEngineForAllKindsOfWork(t *testing.T) {
	e, in := standard(), uploaded("r.yaml", invented(t))
	kinds := map[string]func() string{
		"check": func() string { _, said := e.Check(t.Context(), in, Order{}); return fmt.Sprint(said) },
		"convert": func() string {
			file, said := e.Convert(t.Context(), in, "r.xlsx")
			return fmt.Sprint(file != nil, said)
		},
		"import": func() string {
			file, said := e.Import(t.Context(), uploaded("a.txt", "某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n正文。\n"), ImportOrder{Path: "a.yaml", Partial: true})
			return fmt.Sprint(file, said)
		},
		"blank": func() string {
			file, said := e.Blank(t.Context(), &in, Order{}, BlankOrder{Path: "b.yaml"})
			return fmt.Sprint(file, said)
		},
		"documents": func() string {
			report, _ := e.Check(t.Context(), in, Order{})
			files, said := e.Documents(t.Context(), report, "r", Order{Exporters: []output.Exporter{html.New(html.Options{})}})
			return fmt.Sprint(files, said)
		},
		"rules": func() string { rules, said := RulesOf(e.Library(), ""); return fmt.Sprint(RuleIDs(rules), said) },
		"part":  func() string { return fmt.Sprint(e.CheckPart(t.Context(), uploaded("county.yaml", county))) },
		"style": func() string {
			_, said := e.Make(t.Context(), in, Order{Style: "no-such", Exporters: []output.Exporter{html.New(html.Options{})}})
			return fmt.Sprint(said)
		},
	}
	alone := map[string]string{}
	for name, work := range kinds {
		alone[name] = work()
	}
	var group sync.WaitGroup
	for range 3 {
		for name, work := range kinds {
			group.Go(func() {
				if got := work(); got != alone[name] {
					t.Errorf("%s comes out otherwise beside the others:\n%s\n%s", name, got, alone[name])
				}
			})
		}
	}
	group.Wait()
}
