package xlsx

import (
	"slices"

	"gongwen/configs"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/source"
)

// textKey is a row of the sheet with the text: its label and what its value is.
type textKey struct {
	source.Key
	many  bool   // a list, with a value a line
	prose bool   // many paragraphs, in as many cells as it needs
	under string // path of the map or list that holds it; empty for the report itself
	item  int    // number of the attachment it belongs to, from 1; 0 for none
}

// is reports whether two keys name the same value.
func (k textKey) is(other textKey) bool {
	return k.ID == other.ID && k.under == other.under && k.item == other.item
}

// The rows that every report may have beside those of its template. Their
// first label is what is written.
var (
	templateKey = textKey{Key: source.Key{ID: "template", Labels: []string{"格式"}}}
	signerKey   = textKey{Key: source.Key{ID: "agency", Labels: []string{"落款机关名称", "落款", "署名"}}, under: "sign_off", many: true}
	signersKey  = textKey{Key: source.Key{ID: "signers", Labels: []string{"签署人"}}, under: "sign_off"}
	dateKey     = textKey{Key: source.Key{ID: "date", Labels: []string{"成文日期", "日期", "落款日期"}}, under: "sign_off"}
	noteKey     = textKey{Key: source.Key{ID: "notes", Labels: []string{"表注"}}}
)

// Marks behind the label of a section whose text goes on in another row.
const (
	goesOn = "（续）"  // with a new paragraph
	runsOn = "（接排）" // within a paragraph
)

// textKeys are the rows of the sheet with the text in the order of the template.
func textKeys(t *configs.Template) []textKey {
	keys := []textKey{templateKey}
	for _, f := range t.Header {
		keys = append(keys, fieldKeys(f)...)
	}
	for _, s := range t.Sections {
		switch s.Kind {
		case configs.ProseSection:
			keys = append(keys, textKey{Key: source.Key{ID: s.ID, Labels: []string{s.Label, s.Heading}}, prose: true}) // a {field} in a heading matches nothing
		case configs.TableSection:
			keys = append(keys, aroundKey(s, "before", beforeTable), aroundKey(s, "after", afterTable), noteRow(s))
		}
	}
	if t.SignOff {
		keys = append(keys, signerKey, signersKey, dateKey)
	}
	return keys
}

// The rows of the text before and after a table are called by the label of the
// table's section and one of these.
const (
	beforeTable = "表前"
	afterTable  = "表后"
)

func aroundKey(s configs.Section, id, mark string) textKey {
	key := textKey{Key: source.Key{ID: id, Labels: []string{s.Label + mark}}, prose: true, under: "text." + s.ID}
	if s.Heading != "" {
		key.Labels = append(key.Labels, s.Heading+mark)
	}
	return key
}

// noteRow is the row of the line under a table. It stands with the text, where rows
// grow: under the table its cells would be merged. A line there is read too.
func noteRow(s configs.Section) textKey {
	return textKey{Key: source.Key{ID: s.ID, Labels: []string{s.Label + noteKey.Labels[0]}}, under: noteKey.ID}
}

// names reports whether a text is the key's id or one of its labels.
func (k textKey) names(text string) bool { return k.namesBy(source.Normalize, text) }

// namesBy is names for many texts and keys, by a source.Normalize that is remembered.
func (k textKey) namesBy(normalize func(string) string, text string) bool {
	if len(text) > maxLabel {
		return false
	}
	word := normalize(text)
	return word != "" && (text == k.ID && k.under == "" ||
		slices.ContainsFunc(k.Labels, func(l string) bool { return l != "" && normalize(l) == word }))
}

// remembered is f that is computed once for every text: labels are compared with
// every cell.
func remembered(f func(string) string) func(string) string {
	known := map[string]string{}
	return func(text string) string {
		s, ok := known[text]
		if !ok {
			s = f(text)
			known[text] = s
		}
		return s
	}
}

// valueOf is the first cell to the right of a label that holds something.
func (s *worksheet) valueOf(label workbook.Ref) *workbook.Cell {
	row := s.Origin(label).Row
	for col := s.Extent(label).To.Col + 1; col <= s.Cols; col++ {
		if c := s.Cell(workbook.Ref{Row: row, Col: col}); c != nil {
			return c
		}
	}
	return nil
}
