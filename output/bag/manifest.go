package bag

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// entry is a line of a manifest.
type entry struct {
	path   string
	digest []byte
}

// readManifest reads a manifest whose digests have size bytes (RFC 8493 2.1.3).
// Entries whose paths no bag may have are left out and told.
func readManifest(content []byte, size int) (entries []entry, faults []diag.Text) {
	if !utf8.Valid(content) {
		return nil, []diag.Text{notUTF8}
	}
	seen := map[string]bool{}
	for n, line := range lines(content) {
		bad := func(zh, en string, args ...any) {
			faults = append(faults, diag.T("第 %d 行："+zh, "line %d: "+en, append([]any{n + 1}, args...)...))
		}
		if len(entries) >= maxFiles || len(faults) >= maxFaults {
			bad("行数过多，没有读完", "too many lines, not read to the end")
			return entries, faults
		}
		i := strings.IndexAny(line, " \t")
		if i < 0 {
			bad("不是“校验值 路径”", "not a digest and a path")
			continue
		}
		digest, err := hex.DecodeString(line[:i])
		path, escaped := unescape(strings.TrimLeft(line[i:], " \t"))
		fault := pathFault(path)
		switch {
		case err != nil || len(digest) != size:
			bad("校验值不是 %d 位十六进制数", "the digest is not %d hexadecimal digits", size*2)
		case !escaped:
			bad("路径里的 %% 没有写成 %%25", "a %% of the path is not written %%25")
		case fault != nil:
			bad("%s：%s", "%s: %s", shown(path), *fault)
		case seen[path]:
			bad("%s 列了两次", "%s is listed twice", shown(path))
		default:
			seen[path] = true
			entries = append(entries, entry{path, digest})
		}
	}
	return entries, faults
}

var notUTF8 = diag.Text{ZH: "不是 UTF-8 文本", EN: "not UTF-8 text"}

// lines are the lines of a tag file, which LF, CR or CRLF end.
func lines(content []byte) []string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(content))
	text = strings.TrimSuffix(text, "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// shown is a path of unknown origin as it may be printed.
func shown(path string) string {
	const most = 200
	cut := path
	if len(cut) > most {
		cut = cut[:most] + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0x80 && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(cut, "\uFFFD"))
}
