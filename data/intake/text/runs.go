package text

import (
	"regexp"
	"strings"

	"gongwen/data/intake/flow"
)

var marks = regexp.MustCompile(`\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|<((?:https?://|mailto:)[^<>\s]+)>|\[([^\[\]]+)\]\(<?((?:https?://|mailto:)[^()<>\s]+)>?\)`)

// runs takes the marks of Markdown out of a line: **bold**, <address> and
// [text](address). Whatever is none of them stays as it is.
func runs(line string) []flow.Run { return marked(line, false, 0) }

func marked(line string, bold bool, depth int) []flow.Run {
	var list []flow.Run
	for len(list) < maxRuns {
		m := marks.FindStringSubmatchIndex(line)
		if m == nil {
			break
		}
		list = appendText(list, line[:m[0]], bold)
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return line[m[2*n]:m[2*n+1]]
		}
		switch {
		case group(1) != "" && depth == 0:
			list = append(list, marked(group(1), true, depth+1)...)
		case group(1) != "":
			list = appendText(list, line[m[0]:m[1]], bold)
		case group(2) != "":
			target := group(2)
			list = append(list, flow.Run{Text: target, Bold: bold, Link: target})
		default:
			list = append(list, flow.Run{Text: group(3), Bold: bold, Link: group(4)})
		}
		line = line[m[1]:]
	}
	return appendText(list, line, bold)
}

func appendText(list []flow.Run, text string, bold bool) []flow.Run {
	if text == "" {
		return list
	}
	return append(list, flow.Run{Text: unescaped.Replace(text), Bold: bold})
}

// unescaped takes the backslashes off that Markdown writers put before marks.
var unescaped = strings.NewReplacer(`\*`, "*", `\[`, "[", `\]`, "]", `\<`, "<", `\#`, "#", `\\`, `\`, `\_`, "_", `\|`, "|")
