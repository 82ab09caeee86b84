package source

import (
	"strconv"

	"gongwen/internal/diag"
)

// String is the text of n, which should be a Scalar; a Null is the empty text.
// A nil n is too, so that keys not given need no check.
func String(n *Node, problems *diag.List) string {
	switch {
	case n == nil || n.Kind == Null:
		return ""
	case n.Kind != Scalar:
		problems.Add(diag.Errorf(n.Pos, "这里应为文字，实为%s", "text is expected here, not %s", n.Kind.Name()))
		return ""
	}
	return n.Text
}

// Int is the whole number that n holds, from low to high. A nil n gives
// fallback; so does one that is wrong, which is reported.
func Int(n *Node, fallback, low, high int, problems *diag.List) int {
	if n == nil {
		return fallback
	}
	if n.Kind == Scalar && !n.Quoted {
		if v, err := strconv.Atoi(n.Text); err == nil && v >= low && v <= high {
			return v
		}
	}
	problems.Add(diag.Errorf(n.Pos, "这里应为 %d 到 %d 的整数，实为%s", "a whole number from %d to %d is expected here, not %s", low, high, n.shown()))
	return fallback
}

// Bool is the truth value that n holds, true or false; of nil it is false.
func Bool(n *Node, problems *diag.List) bool {
	if n == nil {
		return false
	}
	if n.Kind == Scalar && !n.Quoted {
		switch n.Text {
		case "true":
			return true
		case "false":
			return false
		}
	}
	problems.Add(diag.Errorf(n.Pos, "这里应为 true 或 false，实为%s", "true or false is expected here, not %s", n.shown()))
	return false
}

// Choice is the text of n, which should be one of those allowed. A nil n gives
// the first of them; so does a wrong one, which is reported.
func Choice(n *Node, problems *diag.List, allowed ...string) string {
	if n == nil {
		return allowed[0]
	}
	if n.Kind == Scalar {
		for _, a := range allowed {
			if n.Text == a {
				return a
			}
		}
	}
	d := diag.Errorf(n.Pos, "这里不能是%s", "%s is not allowed here", n.shown())
	problems.Add(Suggest(d, n.Text, allowed))
	return allowed[0]
}

// Items is the elements of n, which should be a List; nil has none.
func Items(n *Node, problems *diag.List) []*Node {
	switch {
	case n == nil:
		return nil
	case n.Kind != List:
		problems.Add(diag.Errorf(n.Pos, "这里应为一列值“[…, …]”，实为%s", "a list is expected here, not %s", n.Kind.Name()))
		return nil
	}
	return n.Items
}

// Strings is the texts of n, which should be a List of Scalars; nil has none.
func Strings(n *Node, problems *diag.List) []string {
	items := Items(n, problems)
	out := make([]string, 0, len(items))
	for _, i := range items {
		if i.Kind != Scalar {
			problems.Add(diag.Errorf(i.Pos, "这里应为文字，实为%s", "text is expected here, not %s", i.Kind.Name()))
			continue
		}
		out = append(out, i.Text)
	}
	return out
}

// shown is n as a message repeats it.
func (n *Node) shown() diag.Text {
	if n.Kind != Scalar {
		return n.Kind.Name()
	}
	return diag.T("“%s”", "%q", clip(n.Text))
}
