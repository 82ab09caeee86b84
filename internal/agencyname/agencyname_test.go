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

// TestNamesWithAWrongCharacter: one character that looks alike is found, in the
// whole name or in a part of it; another name is none.
func TestNamesWithAWrongCharacter(t *testing.T) {
	const name = "宿迁市沭阳县发展和改革局"
	for text, want := range map[string]string{
		"由沐阳县负责":       "沐阳县 沐→沭",
		"宿迁市沐阳县发展和改革局": "沐阳县 沐→沭",
		"术阳县和沐阳县":      "术阳县 术→沭，沐阳县 沐→沭",
		"沭阳县发展和改革局":    "",
		"泗阳县":          "", // the name of another county
		"发展和改革巨":       "", // 巨 and 局 do not look alike
		"沐阳":           "", // a part of a part
		"":             "",
	} {
		var got []string
		for _, l := range Likenesses(text, name) {
			got = append(got, text[l.Start:l.End]+" "+string(l.Stands)+"→"+string(l.Meant))
		}
		if strings.Join(got, "，") != want {
			t.Errorf("%s: %q, want %q", text, strings.Join(got, "，"), want)
		}
	}
	if found := Likenesses("己巳县", "已己县"); len(found) != 0 {
		t.Errorf("two wrong characters: %v", found)
	}
}

// BenchmarkLikenesses looks through 10,000 characters.
func BenchmarkLikenesses(b *testing.B) {
	text := strings.Repeat("一是健全信息发布机制，在沭阳县政府网站及时公开重点领域信息。", 340)
	for b.Loop() {
		Likenesses(text, "宿迁市沭阳县发展和改革局")
	}
}
