package intake

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// oddities are the texts with radicals or compatibility characters among those that are
// only compared, so that nothing else says how they are read.
type oddities struct {
	first diag.Diagnostic
	texts int
}

func (o *oddities) look(text string, pos diag.Pos) {
	d, found := source.Odd(text, pos)
	if !found {
		return
	}
	if o.texts == 0 {
		o.first = d
	}
	o.texts++
}

// note says how they are read, once for all of them; nil where there are none.
func (o *oddities) note() *diag.Diagnostic {
	if o.texts == 0 {
		return nil
	}
	d := o.first
	if o.texts > 1 {
		d = d.WithHint("这个表格里这样的格还有 %d 个", "%d more cells of this table are like it", o.texts-1)
	}
	return &d
}
