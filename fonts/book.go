package fonts

import (
	"slices"
	"strings"
	"sync"

	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
)

// Book knows which face draws which character in which role. It is safe for
// concurrent use and meant to be shared by all reports of a style sheet.
type Book struct {
	roles map[string]*role
	other *role // for a role the style sheet does not have
}

// slot is a face that may not have been opened yet.
type slot struct {
	id   string
	user bool
	data []byte // of a carried face
	once sync.Once
	face *Face // set from the start for a user's face
	// FandolFang draws twelve code points, such as 幹 and 醜, as another
	// character (干, 丑), none of them in GB2312. So no style sheet can ask it
	// for an ideograph outside that set.
	gb2312Only bool
}

// open is the face, nil if the file is damaged: then every character falls
// through to the next face. A user's file has been opened before.
func (s *slot) open() *Face {
	s.once.Do(func() {
		if s.face == nil {
			font, err := sfnt.Parse(s.data)
			if err != nil {
				return
			}
			if font, err = closer(s.id, font); err != nil {
				return
			}
			s.face = &Face{ID: s.id, Font: font, Data: s.data, sound: true}
		}
		s.gb2312Only = strings.HasPrefix(s.face.Font.PostScriptName(), "FandolFang")
	})
	return s.face
}

// closer is a carried face with what was made of it beforehand.
func closer(id string, font *sfnt.Font) (*sfnt.Font, error) {
	if index := refitted(id); index != nil {
		return font.WithCharstrings(index)
	}
	if list := common(id); list != nil {
		return font.WithCommon(list)
	}
	return font, nil
}

// glyph is the glyph of r, 0 if the face has none or may not draw it.
func (s *slot) glyph(r rune) (*Face, uint16) {
	f := s.open()
	if f == nil || s.gb2312Only && isIdeograph(r) && !inGB2312(r) {
		return nil, 0
	}
	return f, f.Font.GlyphIndex(r)
}

// Options is what a Book may have beside the carried faces and the roles.
type Options struct {
	Faces       []*Face // the user's; one with the ID of a carried face takes its place
	Substitutes []Substitute
}

// Check says which substitutes are faces that are not there.
func (o Options) Check() diag.List {
	f := &finder{manifest: Manifest()}
	f.addSlots(o.Faces)
	f.diags = nil // what is worth knowing of the faces is said with a book
	for _, s := range o.Substitutes {
		f.find(s.Role, s.Face, s.Pos)
	}
	return slices.DeleteFunc(f.diags, func(d diag.Diagnostic) bool { return d.Level != diag.Error })
}

// NewBook makes the Book for the roles of a style sheet. Characters that no
// face of a role has are taken from the carried faces in the order of the
// [Manifest], then from the user's in theirs. The list has an error for every
// unknown face, character set or role and for a role without a face, and then
// the Book is nil; a warning for a user's face that is passed over; and a note
// for what is merely worth knowing, such as a face this build leaves out.
func NewBook(roles []Role, opt Options) (*Book, diag.List) {
	f := &finder{manifest: Manifest()}
	f.addSlots(opt.Faces)
	b := &Book{
		roles: make(map[string]*role, len(roles)),
		other: &role{rest: f.slots, cache: make(map[key]*form)},
	}
	for _, r := range roles {
		var first []Substitute
		for _, s := range opt.Substitutes {
			if s.Role == r.ID {
				first = append(first, s)
			}
		}
		b.roles[r.ID] = f.compile(r, first)
	}
	for _, s := range opt.Substitutes {
		if b.roles[s.Role] == nil {
			f.diags.Add(diag.Errorf(s.Pos, "样式没有名为 %s 的字体角色，无法换用 %s", "the style sheet has no font role called %s to use %s for", s.Role, s.Face))
		}
	}
	if f.diags.HasErrors() {
		return nil, f.diags
	}
	return b, f.diags
}

// addSlots makes the last-resort order: carried faces, then the user's.
func (f *finder) addSlots(user []*Face) {
	for _, e := range f.manifest {
		own := slices.IndexFunc(user, func(u *Face) bool { return u.ID == e.ID })
		switch {
		case own >= 0:
			f.slots = append(f.slots, &slot{id: e.ID, user: true, face: user[own]})
			if e.Embedded {
				f.diags.Add(diag.Diagnostic{Level: diag.Note, Message: diag.T(
					"用户的字体 %s 代替本程序所带的同名字体", "the user's face %s takes the place of the carried one", e.ID)})
			}
		case e.Embedded:
			f.slots = append(f.slots, &slot{id: e.ID, data: embedded(e.ID)})
		}
	}
	for _, u := range user {
		switch s := f.byID(u.ID); {
		case s == nil:
			f.slots = append(f.slots, &slot{id: u.ID, user: true, face: u})
		case s.face != u:
			f.diags.Add(diag.Warnf(diag.Pos{}, "有两个名为 %s 的字体文件，只用第一个", "there are two font files called %s, only the first is used", u.ID))
		}
	}
}
