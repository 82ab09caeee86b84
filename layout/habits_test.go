package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// contentLines are the lines of content of a page from top to bottom: the
// texts of a baseline joined, with the left end of the first.
type contentLine struct {
	text        string
	y           unit.Length
	left, right unit.Length
	texts       []*frame.Text
}

func contentLines(p frame.Page) []contentLine {
	var lines []contentLine
	each([]frame.Page{p}, func(_ frame.Page, t *frame.Text) {
		if t.Artifact != frame.Content {
			return
		}
		end := t.X
		for _, g := range t.Glyphs {
			end += g.Advance
		}
		if n := len(lines); n > 0 && lines[n-1].y == t.Y {
			l := &lines[n-1]
			l.text, l.right, l.texts = l.text+t.String, end, append(l.texts, t)
			return
		}
		lines = append(lines, contentLine{text: t.String, y: t.Y, left: t.X, right: end, texts: []*frame.Text{t}})
	})
	return lines
}

func number(t *testing.T, p frame.Page) (first, last *frame.Text) {
	t.Helper()
	each([]frame.Page{p}, func(_ frame.Page, text *frame.Text) {
		if text.Artifact == frame.Content {
			return
		}
		if first == nil {
			first = text
		}
		last = text
	})
	if first == nil {
		t.Fatalf("page %d has no number", p.Number)
	}
	return first, last
}

// TestTwentyEightCharactersOnTwentyTwoLines: GB/T 9704-2012 5.2.2 “一般每面排22行，
// 每行排28个字，并撑满版心”.
func TestTwentyEightCharactersOnTwentyTwoLines(t *testing.T) {
	d := read(t, strings.Repeat("国", 26+28*45))
	pages := paginate(t, d)
	style, _ := d.Style("body")
	for _, p := range pages[:2] {
		lines := contentLines(p)
		if len(lines) != 22 {
			t.Fatalf("page %d has %d lines", p.Number, len(lines))
		}
		for i, l := range lines {
			want, left := 28, d.Page.Left
			if p.Number == 1 && i == 0 {
				want, left = 26, d.Page.Left+2*em(style)
			}
			if n := len([]rune(l.text)); n != want {
				t.Errorf("page %d, line %d has %d characters", p.Number, i+1, n)
			}
			if l.left != left || l.right != d.Page.Width-d.Page.Right {
				t.Errorf("page %d, line %d reaches from %s to %s", p.Number, i+1, l.left, l.right)
			}
			if want := d.Page.Top + baseline(style) + d.Page.Pitch*unit.Length(i); l.y != want {
				t.Errorf("page %d, line %d stands at %s, want %s", p.Number, i+1, l.y, want)
			}
		}
	}
}

// TestPageNumberPlace: GB/T 9704-2012 7.5. The 一字线 is in the middle of the em box.
func TestPageNumberPlace(t *testing.T) {
	d := read(t, strings.Repeat("无。\n", 23))
	style, _ := d.Style("page-number")
	for _, p := range paginate(t, d) {
		first, last := number(t, p)
		dash := first.Y - style.Size.MulDiv(88, 100) + style.Size/2
		if got := dash - (d.Page.Height - d.Page.Bottom); got != 7*unit.Millimetre {
			t.Errorf("page %d: the 一字线 is %s below the text block", p.Number, got)
		}
		end := last.X
		for _, g := range last.Glyphs {
			end += g.Advance
		}
		if p.Number%2 == 1 && d.Page.Width-d.Page.Right-end != 14*unit.Point || p.Number%2 == 0 && first.X-d.Page.Left != 14*unit.Point {
			t.Errorf("page %d: the number reaches from %s to %s", p.Number, first.X, end)
		}
	}
}

func TestBindingEdgeOfMirroredPages(t *testing.T) {
	text := strings.Repeat("无。\n", 21) + "@review\n结束。"
	plain, mirrored := read(t, text), read(t, text)
	mirrored.Page.Mirror = true
	a, b := paginate(t, plain), paginate(t, mirrored)
	for n := range a {
		shift := unit.Length(0)
		if n%2 == 1 {
			shift = plain.Page.Right - plain.Page.Left
		}
		for i, item := range a[n].Items {
			got, want := unit.Length(0), shift
			switch item := item.(type) {
			case *frame.Text:
				got = b[n].Items[i].(*frame.Text).X - item.X
			case *frame.Rule:
				got = b[n].Items[i].(*frame.Rule).X1 - item.X1
			case *frame.Fill:
				got = b[n].Items[i].(*frame.Fill).X - item.X
			}
			if got != want {
				t.Fatalf("page %d: item %d is moved by %s, want %s", n+1, i, got, want)
			}
		}
	}
}

func TestHeadingThatRunsIn(t *testing.T) {
	d := read(t, "# 总体情况\n## 主动公开。\n2023年，我局稳步推进信息公开，严格按照《条例》及有关解释文件要求，2023年度共主动公开4条政府信息。")
	h, p := d.Body[1].(*doc.Heading), d.Body[2].(*doc.Paragraph)
	h.Text, d.Body = p, d.Body[:2]
	pages := paginate(t, d)
	checkWhole(t, d, pages)
	checkGrid(t, d, pages)
	lines := contentLines(pages[0])
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	if !strings.HasPrefix(lines[1].text, "（一）主动公开。2023年，我局") {
		t.Fatalf("the heading's line is %q", lines[1].text)
	}
	for _, text := range lines[1].texts {
		inHeading := strings.Contains("（一）主动公开。", text.String)
		if want := p.ID; inHeading {
			if text.Node != h.ID {
				t.Errorf("%q belongs to node %d, want the heading", text.String, text.Node)
			}
		} else if text.Node != want {
			t.Errorf("%q belongs to node %d, want the paragraph", text.String, text.Node)
		}
	}
	body, _ := d.Style("body")
	if first := lines[1]; first.left != d.Page.Left+2*em(body) || first.right != d.Page.Width-d.Page.Right {
		t.Errorf("the line reaches from %s to %s", first.left, first.right)
	}
}

func TestHeadingThatRunsInKeepsTwoLines(t *testing.T) {
	const text = "## 主动公开。\n" // and 56 characters after it are three lines
	d := read(t, strings.Repeat("无\n", 21)+text+strings.Repeat("字", 56))
	d.Body[21].(*doc.Heading).Text, d.Body = d.Body[22].(*doc.Paragraph), d.Body[:22]
	pages := paginate(t, d)
	if first := contentLines(pages[1])[0].text; !strings.HasPrefix(first, "（一）主动公开。字") {
		t.Errorf("the second page begins with %q", first)
	}
}

func TestLongAgencySignsOnSeveralLines(t *testing.T) {
	const agency = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县民族宗教事务局"
	d := read(t, "无。\n~ "+agency+"\n~ 2024年1月5日")
	at := strings.Index(agency, "察布查尔")
	d.Body[1].(*doc.SignOff).Agency.Runs[0].Breaks = []int{at, strings.Index(agency, "民族")}
	lines := contentLines(paginate(t, d)[0])[1:]
	if len(lines) != 3 || lines[0].text != agency[:at] || lines[1].text != agency[at:] {
		t.Fatalf("lines %v", lines)
	}
	style, _ := d.Style("signature")
	widest := max(lines[0].right, lines[1].right)
	if want := d.Page.Width - d.Page.Right - 2*em(style); widest != want {
		t.Errorf("the agency ends at %s, want two characters from the right, %s", widest, want)
	}
	if lines[0].left != lines[1].left || lines[2].left != lines[0].left+2*em(style) {
		t.Errorf("lines begin at %s, %s and the date at %s", lines[0].left, lines[1].left, lines[2].left)
	}
}

func TestRoomForASeal(t *testing.T) {
	d := read(t, "无。\n~ 某县信访局\n~ 2024年11月25日")
	d.Seal = 42 * unit.Millimetre
	style, _ := d.Style("signature")
	lines := contentLines(paginate(t, d)[0])
	text, agency, date := lines[0], lines[1], lines[2]
	if want := d.Page.Width - d.Page.Right - 4*em(style); date.right != want {
		t.Errorf("the date ends at %s, want four characters from the right, %s", date.right, want)
	}
	if off := (agency.left + agency.right) - (date.left + date.right); off < -1 || off > 1 {
		t.Errorf("the agency is %s off the date's middle", off/2)
	}
	// The seal's top is within a line below the text when its middle is a little
	// above that of both lines (7.3.5.1).
	foot := text.y - baseline(style) + style.Leading
	middle := agency.y - baseline(style) + style.Leading
	if top := middle - d.Page.Pitch/4 - d.Seal/2; top < foot || top > foot+d.Page.Pitch {
		t.Errorf("the seal would begin %s below the text", top-foot)
	}
	room := paginate(t, d)[0].Seal
	if room == nil || room.Size != d.Seal || room.Y != middle-d.Page.Pitch/4-d.Seal/2 {
		t.Fatalf("the room is %v", room)
	}
	if off := 2*room.X + room.Size - (date.left + date.right); off < -2 || off > 2 {
		t.Errorf("the room is %s off the date's middle", off/2)
	}
	if b := d.Body[1].(*doc.SignOff); room.Node != b.Agency.ID {
		t.Errorf("the room is that of node %d, the 落款 begins with %d", room.Node, b.Agency.ID)
	}
}

func TestNoRoomWithoutASealOrASignOff(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		seal unit.Length
	}{
		"no seal": {"无。\n~ 某县信访局\n~ 2024年11月25日", 0}, "no 落款": {"无。", 42 * unit.Millimetre},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, c.text)
			d.Seal = c.seal
			if room := paginate(t, d)[0].Seal; room != nil {
				t.Errorf("room %v", room)
			}
		})
	}
}

// TestSealNeverStandsAlone: wherever the page ends, two lines of text stand
// above the 落款, and the seal finds room below.
func TestSealNeverStandsAlone(t *testing.T) {
	for lines := 10; lines <= 24; lines++ {
		d := read(t, strings.Repeat("无\n", lines)+"~ 某县信访局\n~ 2024年11月25日")
		d.Seal = 42 * unit.Millimetre
		pages := paginate(t, d)
		last := contentLines(pages[len(pages)-1])
		if len(last) < 4 || last[len(last)-2].text != "某县信访局" {
			t.Fatalf("with %d lines the last page is %v", lines, last)
		}
		style, _ := d.Style("signature")
		date := last[len(last)-1]
		bottom := date.y - baseline(style) - d.Page.Pitch/4 + d.Seal/2
		if limit := d.Page.Height - d.Page.Bottom; bottom > limit {
			t.Errorf("with %d lines the seal reaches %s below the text block", lines, bottom-limit)
		}
	}
}

func TestSealRoom(t *testing.T) {
	for _, test := range []struct{ seal, above, below int }{{0, 1, 0}, {20, 1, 0}, {30, 1, 1}, {42, 2, 1}, {45, 2, 1}, {60, 3, 2}} {
		t.Run(fmt.Sprintf("%d mm", test.seal), func(t *testing.T) {
			d := &doc.Document{Page: doc.PageStyle{Pitch: 579 * unit.Twip}, Seal: unit.Length(test.seal) * unit.Millimetre}
			if above, below := d.SealRoom(); above != test.above || below != test.below {
				t.Errorf("%d lines above and %d below, want %d and %d", above, below, test.above, test.below)
			}
		})
	}
}
