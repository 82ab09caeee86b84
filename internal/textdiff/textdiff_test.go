package textdiff

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/growth"
)

// marked shows pieces as [-old-] and {+new+}.
func marked(list []Piece) string {
	var b strings.Builder
	for _, p := range list {
		switch p.Op {
		case Same:
			b.WriteString(p.Text)
		case Deleted:
			fmt.Fprintf(&b, "[-%s-]", p.Text)
		case Inserted:
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		}
	}
	return b.String()
}

func TestText(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"甲。", "甲。", "甲。"},
		{"", "甲。", "{+甲。+}"},
		{"甲。乙。", "甲。", "甲。[-乙。-]"},
		{"2023年收到申请106件，办结98件。", "2024年收到申请239件，办结98件。", "[-2023-]{+2024+}年收到申请[-106-]{+239+}件，办结98件。"},
		{"全年平稳。主动公开12条。", "主动公开12条。", "[-全年平稳。-]主动公开12条。"},
		{"加强组织领导。", "健全工作机制，完善制度规范。", "[-加强组织领导。-]{+健全工作机制，完善制度规范。+}"},
		{"他说：“好。”然后走了。", "他说：“好。”然后回来了。", "他说：“好。”然后[-走-]{+回来+}了。"},
	} {
		got := Text(c.old, c.new)
		if marked(got) != c.want {
			t.Errorf("%s\n  got %s\n want %s", c.old, marked(got), c.want)
		}
		if Changed(got) != (c.old != c.new) {
			t.Errorf("%s: changed is %v", c.old, Changed(got))
		}
	}
}

func TestAlign(t *testing.T) {
	old := []string{"总体情况平稳有序。", "收到申请12件。", "没有问题。"}
	new := []string{"收到申请15件。", "新增一段完全不同的话。", "没有问题。"}
	pairs := Texts(old, new)
	if got := fmt.Sprint(pairs); got != "[{0 -1} {1 0} {-1 1} {2 2}]" {
		t.Error(got)
	}
	if got := fmt.Sprint(Align(1000, 1001, 40, func(i, j int) int { return 100 })); !strings.HasSuffix(got, "{999 999} {-1 1000}]") {
		t.Error(got[len(got)-40:])
	}
}

// FuzzText: the pieces are the two texts.
func FuzzText(f *testing.F) {
	f.Add("甲。乙。", "甲！乙；1.5%")
	f.Add("a\xffb", "a\xfeb")
	f.Fuzz(growth.Bounded(func(t *testing.T, old, new string) {
		var a, b strings.Builder
		for _, p := range Text(old, new) {
			if p.Op != Inserted {
				a.WriteString(p.Text)
			}
			if p.Op != Deleted {
				b.WriteString(p.Text)
			}
		}
		if a.String() != old || b.String() != new {
			t.Errorf("%q, %q became %q, %q", old, new, a.String(), b.String())
		}
	}))
}
