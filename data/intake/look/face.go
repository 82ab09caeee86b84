package look

import "strings"

// faceWords are words in the names of faces of a kind, by the kind.
var faceWords = map[string][]string{
	"仿宋":  {"仿宋", "fangsong", "fang song", "fzfs", "fangsung"},
	"楷体":  {"楷", "kaiti", "kai ti", "simkai", "wenkai", "stkai", "fzkt"},
	"黑体":  {"黑", "simhei", "heiti", "sans", "stxihei", "fzht"},
	"小标宋": {"标宋", "xiaobiaosong", "xbs", "biaosong"},
	"宋体":  {"宋体", "simsun", "nsimsun", "书宋", "报宋", "stsong", "serif", "fzss"},
}

// IsFace reports whether a face is of a kind, such as 仿宋, by its name.
func IsFace(face, kind string) bool {
	kind = strings.TrimPrefix(kind, "半角")
	name := strings.ToLower(face)
	for _, w := range faceWords[kind] {
		if strings.Contains(name, w) {
			return !(kind == "宋体" && (IsFace(face, "仿宋") || IsFace(face, "小标宋")))
		}
	}
	return strings.Contains(name, kind)
}
