package engine

import (
	"context"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
)

// TestLimitsMayBeLower: whoever serves others gives a report less than the
// program does by itself.
func TestLimitsMayBeLower(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	in := FileInput("../../../examples/pictures-2024.yaml")
	if _, said := e.Check(context.Background(), in, Order{}); said.HasErrors() {
		t.Fatal(said)
	}
	for _, c := range []struct {
		name  string
		lower func(*Limits)
		want  string
	}{
		{"bytes", func(l *Limits) { l.File = 100 }, "超过 100 字节"},
		{"pictures", func(l *Limits) { l.Pictures.Files = 1 }, "图片太多"},
		{"pixels", func(l *Limits) { l.Pictures.Pixels = 1 }, "图片加起来"},
		{"pixels of one", func(l *Limits) { l.Pictures.Each.Pixels = 1 }, "个像素"},
		{"work of rules", func(l *Limits) { l.Rules.Work = 1 }, "只对照到这里"},
	} {
		o := Order{Limits: StandardLimits()}
		c.lower(&o.Limits)
		if _, said := e.Check(context.Background(), in, o); len(said) == 0 || !strings.Contains(said.Error(), c.want) {
			t.Errorf("fewer %s: %v, want “%s”", c.name, said, c.want)
		}
	}
}
