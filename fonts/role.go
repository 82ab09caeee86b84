package fonts

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/internal/diag"
)

// Role is a kind of face, such as 仿宋, and the faces that stand for it. A face
// is named by its ID; a user's face also by a name it gives itself.
type Role struct {
	ID        string
	Latin     string // face of Latin letters and digits; empty to take them from Faces
	LatinBold string // the same in bold text; empty to embolden Latin
	Faces     []Use  // in the order in which they are asked
	Pos       diag.Pos
}

// Use is a face and the characters it is asked for. Only and Except hold names
// of character sets ("gb2312-hanzi") or the characters themselves.
type Use struct {
	Face   string
	Only   []string // empty for all it has
	Except []string
}

// Substitute is a face that is asked before a role's own, such as a licensed
// 方正小标宋简体 for 小标宋.
type Substitute struct {
	Role, Face string
	Pos        diag.Pos
}

// use is a Use whose face is found.
type use struct {
	face         *slot
	only, except *charset // nil for none
}

func (u *use) may(r rune) bool {
	return (u.only == nil || u.only.has(r)) && (u.except == nil || !u.except.has(r))
}

// finder finds faces by name and keeps what is wrong.
type finder struct {
	slots    []*slot
	manifest []Entry
	diags    diag.List
}

// find is the face called ref. Where it is missing: nil, with an error unless
// it is a face that another build carries.
func (f *finder) find(role, ref string, pos diag.Pos) *slot {
	if s := f.byID(ref); s != nil {
		return s
	}
	if s := f.byName(ref); s != nil {
		return s
	}
	if slices.ContainsFunc(f.manifest, func(e Entry) bool { return e.ID == ref }) {
		f.diags.Add(diag.Diagnostic{Level: diag.Note, Pos: pos, Message: diag.T(
			"%s：本程序未带字体 %s，由后面的字体代替", "%s: this program does not carry the face %s, those after it stand in", role, ref)})
		return nil
	}
	known := make([]string, len(f.slots))
	for i, s := range f.slots {
		known[i] = s.id
	}
	slices.Sort(known)
	list := strings.Join(known, ", ")
	f.diags.Add(diag.Errorf(pos, "%s：没有名为 %s 的字体", "%s: there is no face called %s", role, ref).
		WithHint("现有字体：%s", "the faces are: %s", list))
	return nil
}

func (f *finder) byID(id string) *slot {
	for _, s := range f.slots {
		if s.id == id || s.user && strings.EqualFold(s.id, id) {
			return s
		}
	}
	return nil
}

// byName looks a user's face up by the names inside it; of a family the face
// nearest to regular weight.
func (f *finder) byName(name string) *slot {
	var found []*slot
	for _, s := range f.slots {
		if s.user && calls(s.face, name) {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return slices.MinFunc(found, func(a, b *slot) int {
		return cmp.Compare(fromRegular(a.face), fromRegular(b.face))
	})
}

func fromRegular(f *Face) int { return max(f.Font.Weight()-400, 400-f.Font.Weight()) }

// charset reads a list of Only or Except.
func (f *finder) charset(role string, list []string, pos diag.Pos) *charset {
	if len(list) == 0 {
		return nil
	}
	c := new(charset)
	for _, s := range list {
		switch {
		case s == gb2312Hanzi:
			c.gb2312 = true
		case looksLikeName(s):
			f.diags.Add(diag.Errorf(pos, "%s：没有名为 %s 的字符集", "%s: there is no character set called %s", role, s).
				WithHint("字符集：%s；或直接写出各字符", "the character sets are: %s; or write the characters themselves", gb2312Hanzi))
		default:
			c.chars += s
		}
	}
	return c
}

// compile finds the faces of a role. first are the substitutes.
func (f *finder) compile(r Role, first []Substitute) *role {
	compiled := &role{cache: make(map[key]*form)}
	for _, s := range first {
		if found := f.find(r.ID, s.Face, s.Pos); found != nil {
			compiled.uses = append(compiled.uses, use{face: found})
		}
	}
	for _, u := range r.Faces {
		found := f.find(r.ID, u.Face, r.Pos)
		only, except := f.charset(r.ID, u.Only, r.Pos), f.charset(r.ID, u.Except, r.Pos)
		if found != nil {
			compiled.uses = append(compiled.uses, use{found, only, except})
		}
	}
	if len(compiled.uses) == 0 {
		f.diags.Add(diag.Errorf(r.Pos, "%s：没有一个可用的字体", "%s: none of its faces is there", r.ID))
	}
	if r.Latin != "" {
		compiled.latin = f.find(r.ID, r.Latin, r.Pos)
	}
	if r.LatinBold != "" {
		compiled.latinBold = f.find(r.ID, r.LatinBold, r.Pos)
	}
	compiled.rest = f.slots
	return compiled
}
