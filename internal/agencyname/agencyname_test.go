package agencyname

import (
	"strings"
	"testing"
)

func TestNameParts(t *testing.T) {
	for name, want := range map[string]string{
		"宿迁市沭阳县发展和改革局": "宿迁市 沭阳县 发展和改革局", "郏县教育局": "郏县教育局", "云岭市城市管理局": "云岭市 城市管理局",
		"三都水族自治县人民政府": "三都水族自治县 人民政府", "市局": "", "沭阳县": "沭阳县",
	} {
		if got := strings.Join(nameParts(name), " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestLookalikesAreInOneGroupOnly(t *testing.T) {
	seen := map[rune]bool{}
	for _, group := range lookalikes {
		if len([]rune(group)) < 2 {
			t.Errorf("%s is no group", group)
		}
		for _, r := range group {
			if seen[r] {
				t.Errorf("%c stands twice", r)
			}
			seen[r] = true
		}
	}
}

func TestAbbreviations(t *testing.T) {
	for _, c := range []struct {
		short, name string
		want        bool
	}{
		{"县发改局", "沭阳县发展和改革局", true}, {"沙县区信访局", "三明市沙县区人民政府信访局", true}, {"", "某局", true},
		{"县改发局", "沭阳县发展和改革局", false}, {"县教育局", "县体育局", false}, {"某县教育局", "县教育局", false},
	} {
		if got := Abbreviates(c.short, c.name); got != c.want {
			t.Errorf("%s of %s: %v", c.short, c.name, got)
		}
	}
}

// BenchmarkLikenesses looks through 10,000 characters.
func BenchmarkLikenesses(b *testing.B) {
	text := strings.Repeat("一是健全信息发布机制，在沭阳县政府网站及时公开重点领域信息。", 340)
	for b.Loop() {
		Likenesses(text, "宿迁市沭阳县发展和改革局")
	}
}
