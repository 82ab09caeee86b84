package bag

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"gongwen/internal/diag"
	"gongwen/internal/portable"
)

// pathFault says why a path may not stand in a bag: whoever unpacks one must
// never write outside of its folder (RFC 8493 5.2), on any system.
func pathFault(path string) *diag.Text {
	bad := func(zh, en string) *diag.Text { return &diag.Text{ZH: zh, EN: en} }
	switch {
	case path == "":
		return bad("路径为空", "the path is empty")
	case len(path) > maxPath:
		return bad("路径过长", "the path is too long")
	case !utf8.ValidString(path):
		return bad("路径不是 UTF-8", "the path is not UTF-8")
	case strings.ContainsRune(path, '\\'):
		return bad("路径里有反斜杠", "the path has a backslash")
	case strings.ContainsRune(path, 0):
		return bad("路径里有空字符", "the path has a null character")
	case path[0] == '/' || path[0] == '~':
		return bad("路径从包外算起", "the path begins outside of the bag")
	case len(path) > 1 && path[1] == ':':
		return bad("路径带盘符", "the path has a drive letter")
	}
	for part := range strings.SplitSeq(path, "/") {
		switch part {
		case "..":
			return bad("路径通到包外（..）", "the path leads out of the bag (..)")
		case "", ".":
			return bad("路径里有空的一节或“.”", "the path has an empty part or \".\"")
		}
	}
	return nil
}

// folded is what file systems that disregard case or the composition of
// characters (Unicode NFC, NFD) take a path for.
func folded(path string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(path)))
}

// unfit says why a path cannot be unpacked on Windows (the naming rules of its
// file systems); bags are not written with such paths.
func unfit(path string) *diag.Text {
	for part := range strings.SplitSeq(path, "/") {
		if fault := portable.Name(part); fault != nil {
			return fault
		}
	}
	return nil
}

// escape writes a path as manifests have it (RFC 8493 2.1.3).
func escape(path string) string {
	return strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D").Replace(path)
}

// unescape reads a path of a manifest. ok is false for any escape but those of
// RFC 8493 2.1.3.
func unescape(text string) (path string, ok bool) {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "%")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		if len(after) < 2 {
			return "", false
		}
		switch strings.ToUpper(after[:2]) {
		case "25":
			b.WriteByte('%')
		case "0A":
			b.WriteByte('\n')
		case "0D":
			b.WriteByte('\r')
		default:
			return "", false
		}
		text = after[2:]
	}
}
