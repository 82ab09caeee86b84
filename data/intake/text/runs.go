package text

import (
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/pattern"
)

var marks = pattern.New(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|<((?:https?://|mailto:)[^<>\s]+)>|\[([^\[\]]+)\]\(<?((?:https?://|mailto:)[^()<>\s]+)>?\)` +
	`|~~([^~\s](?:[^~]*[^~\s])?)~~|(?i:<(s|del|strike|sup|sub)>([^<>]*)</(?:s|del|strike|sup|sub)>)`)

// tagLooks are the tags that pasted text may have kept.
var tagLooks = map[string]cell.Look{"s": cell.Struck, "del": cell.Struck, "strike": cell.Struck, "sup": cell.Raised, "sub": cell.Lowered}

// runs takes the marks of Markdown out of a line: **bold**, <address>,
// [text](address) and ~~struck out~~, and the tags of struck-out, raised and
// lowered text. Whatever is none of them stays as it is.
func runs(line string) []flow.Run { return marked(line, flow.Run{}, 0) }

// marked is runs of a line that looks as a run does.
func marked(line string, as flow.Run, depth int) []flow.Run {
	var list []flow.Run
	for len(list) < maxRuns {
		m := marks.FindStringSubmatchIndex(line)
		if m == nil {
			break
		}
		list = appendText(list, line[:m[0]], as)
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return line[m[2*n]:m[2*n+1]]
		}
		inner := as
		switch {
		case depth > 1:
			list = appendText(list, line[m[0]:m[1]], as)
		case group(1) != "":
			inner.Bold = true
			list = append(list, marked(group(1), inner, depth+1)...)
		case group(2) != "":
			inner.Text, inner.Link = group(2), group(2)
			list = append(list, inner)
		case group(5) != "":
			inner.Look |= cell.Struck
			list = append(list, marked(group(5), inner, depth+1)...)
		case group(6) != "":
			inner.Look |= tagLooks[strings.ToLower(group(6))]
			list = append(list, marked(group(7), inner, depth+1)...)
		default:
			inner.Text, inner.Link = group(3), group(4)
			list = append(list, inner)
		}
		line = line[m[1]:]
	}
	return appendText(list, line, as)
}

func appendText(list []flow.Run, text string, as flow.Run) []flow.Run {
	if text == "" {
		return list
	}
	as.Text = unescaped.Replace(text)
	return append(list, as)
}

// unescaped takes the backslashes off that Markdown writers put before marks.
var unescaped = strings.NewReplacer(`\*`, "*", `\[`, "[", `\]`, "]", `\<`, "<", `\#`, "#", `\\`, `\`, `\_`, "_", `\|`, "|", `\~`, "~")
