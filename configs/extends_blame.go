package configs

import (
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

// A file that extends another one can make faults in the other one, such as rules about
// rows that it replaces. They are said at what makes them: whoever wrote the file may not
// even have the other.

const (
	// maxBlamed is how many trees are read to find what makes faults.
	maxBlamed = 80
	// blameDepth is how deep values are taken apart: a key, an entry of its list, a key of that.
	blameDepth = 3
	// maxMade is how many of the faults that a value makes are said beside it.
	maxMade = 3
	// elsewhere begins the names of the files that are extended, of which one may be
	// called as the file that extends it.
	elsewhere = "\x00"
)

// extension is a file that extends another one.
type extension struct {
	own *source.Node
	// whole is a tree with what it leaves out, and what is wrong with it; elsewhere stands
	// before the names of other files. It is nil when what is to be extended cannot be had.
	whole func(*source.Node) (*source.Node, diag.List)
}

// blamed are the problems with the file, those that it makes in what it extends said at
// its own values.
func (x extension) blamed(problems diag.List) diag.List {
	_, base, extends := overlay.Entry(x.own, extendsKey)
	if !extends || !problems.HasErrors() {
		return problems
	}
	below, unrelated := x.whole(bare(x.own))
	if below == nil {
		return problems
	}
	b := &blame{extension: x, base: base.Text, left: maxBlamed, made: map[diag.Key]diag.Diagnostic{}}
	_, all := x.whole(x.own)
	for _, d := range all {
		if isElsewhere(d) {
			b.made[d.Key()] = d
		}
	}
	for _, d := range unrelated {
		delete(b.made, d.Key())
	}
	b.within(x.own, blameDepth)
	problems = slices.DeleteFunc(problems, func(d diag.Diagnostic) bool { return slices.Contains(b.explained, d.Key()) })
	return append(b.newcomers(below, problems), b.said...)
}

// bare is n without anything but what it must have to extend another file.
func bare(n *source.Node) *source.Node {
	out := *n
	out.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e source.Entry) bool { return !isFrame(e.Key.Text) })
	return &out
}

// isFrame reports whether a key says what a file is.
func isFrame(key string) bool {
	return slices.Contains([]string{"template", "style", "name", "years", extendsKey}, key)
}

func isElsewhere(d diag.Diagnostic) bool {
	return d.Level == diag.Error && strings.HasPrefix(d.Pos.File, elsewhere)
}

// here is d with the name that its file has.
func here(d diag.Diagnostic) diag.Diagnostic {
	d.Pos.File = strings.TrimPrefix(d.Pos.File, elsewhere)
	return d
}

type blame struct {
	extension
	base      string
	left      int
	made      map[diag.Key]diag.Diagnostic // faults whose cause is looked for
	explained []diag.Key
	said      diag.List
}

// part is a value of a file that can be left out.
type part struct {
	name  *source.Node // its key, or its id
	value *source.Node
}

func partsOf(n *source.Node) []part {
	var parts []part
	for _, e := range n.Entries {
		if e.Key.Text != "id" && !isFrame(e.Key.Text) {
			parts = append(parts, part{e.Key, e.Value})
		}
	}
	for _, item := range n.Items {
		if _, id, has := overlay.Entry(item, "id"); has {
			parts = append(parts, part{id, item})
		}
	}
	return parts
}

// within looks for what makes the faults among the values of n, and in these for the
// one that makes them alone.
func (b *blame) within(n *source.Node, depth int) {
	if depth == 0 {
		return
	}
	for _, p := range partsOf(n) {
		if len(b.made) == 0 || b.left <= 0 {
			return
		}
		gone := b.without(p.value)
		if len(gone) == 0 {
			continue
		}
		b.within(p.value, depth-1)
		gone = slices.DeleteFunc(gone, func(d diag.Diagnostic) bool { _, still := b.made[d.Key()]; return !still })
		if len(gone) > 0 {
			b.say(p, gone)
		}
	}
}

// without is the faults that are gone when a value is left out.
func (b *blame) without(value *source.Node) diag.List {
	b.left--
	whole, rest := b.whole(leftOut(b.own, value, blameDepth))
	if whole == nil {
		return nil
	}
	var gone diag.List
	for key, d := range b.made {
		if !slices.ContainsFunc(rest, func(d diag.Diagnostic) bool { return d.Key() == key }) {
			gone.Add(d)
		}
	}
	gone.Sort()
	return gone
}

// leftOut is n without a value that stands in it.
func leftOut(n, value *source.Node, depth int) *source.Node {
	if depth == 0 || len(n.Entries)+len(n.Items) == 0 {
		return n
	}
	out := *n
	out.Entries, out.Items = nil, nil
	for _, e := range n.Entries {
		if e.Value != value {
			out.Entries = append(out.Entries, source.Entry{Key: e.Key, Value: leftOut(e.Value, value, depth-1)})
		}
	}
	for _, item := range n.Items {
		if item != value {
			out.Items = append(out.Items, leftOut(item, value, depth-1))
		}
	}
	return &out
}

// say says which faults a value makes.
func (b *blame) say(p part, made diag.List) {
	d := diag.Errorf(p.name.Pos, "写在这里的“%s”，使作为基础的“%s”里有 %d 处出错", "%q, given here, makes faults in %q, which is extended: %d", p.name.Text, b.base, len(made))
	if p.value.Kind == source.Scalar {
		d = d.WithHint("改这一项，或者把用到它的也改掉", "change it, or what uses it")
	} else {
		d = d.WithHint("“%s”整个代替原来的，不逐项相加：要增加的，把原来的各项也写全；去掉了的，把用到它的也改掉",
			"%q replaces all of what there was: to add to it, give what there was too; what uses that which it leaves out has to be changed", p.name.Text)
	}
	for i, m := range made {
		delete(b.made, m.Key())
		b.explained = append(b.explained, here(m).Key())
		if i < maxMade {
			d = d.WithRelated(here(m).Pos, "%s", "%s", m.Message)
		}
	}
	b.said.Add(d)
}

// newcomers are the problems, those of an entry that is new beside those of below said as
// one: it may be meant for one that is there.
func (b *blame) newcomers(below *source.Node, problems diag.List) diag.List {
	for _, e := range b.own.Entries {
		_, list, has := overlay.Entry(below, e.Key.Text)
		if !has {
			continue
		}
		ids := names(partsOf(list), func(p part) string { return p.name.Text })
		for _, p := range partsOf(e.Value) {
			if e.Value.Kind == source.List && !slices.Contains(ids, p.name.Text) {
				problems = asOne(problems, p, b.base, ids)
			}
		}
	}
	return problems
}

func asOne(problems diag.List, p part, base string, ids []string) diag.List {
	var zh, en []string
	rest := slices.DeleteFunc(slices.Clone(problems), func(d diag.Diagnostic) bool {
		lacks := d.Pos == p.value.Pos
		if lacks {
			zh, en = append(zh, d.Message.ZH), append(en, d.Message.EN)
		}
		return lacks
	})
	if len(zh) == 0 {
		return problems
	}
	d := diag.Errorf(p.name.Pos, "“%s”在“%s”里没有，是新加的，要写全：%s", "there is no %q in %q, so it is new and has to be whole: %s", p.name.Text, base,
		diag.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")})
	return append(rest, source.Suggest(d, p.name.Text, ids))
}
