package engine

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

// The page of GB/T 9704-2012 5.1 and 5.2 in mm: edges of the 版心, and its axis.
const (
	blockTop, blockFoot, blockLeft, blockRight = 37.0, 262.0, 28.0, 184.0
	axis                                       = (blockLeft + blockRight) / 2
	linePitch                                  = 28.95 * mmPerPoint
	mmPerPoint                                 = 25.4 / 72
	character                                  = 15.75 * mmPerPoint // of a line of 28
)

// measured are the pages of an example of an official document.
type measured struct {
	*testing.T
	pages []frame.Page
	drawn bool    // as another program reads them out of a PDF file: without the places of seals
	slack float64 // mm that another program's pages may differ by
}

func measure(t *testing.T, example string) measured {
	t.Helper()
	in := given(t, configs.NewLibrary(nil), filepath.Join("../../../examples/documents", example+".yaml"))
	return measured{T: t, pages: in.Pages}
}

// shape is a figure of the standard, or another that it speaks of, with its distances.
type shape struct {
	name      string
	example   string // of examples/documents; empty for text
	text      string // of a report file
	style     string // what a style sheet adds to that of documents
	distances func(m measured)
	apart     int     // which of its attachments that are bound apart it is, from 1; 0 for the document itself
	word      float64 // mm by which LibreOffice's page may differ more than others
}

// shapes are the figures of GB/T 9704-2012 that the examples are, and those of other
// report files.
func shapes() []shape {
	return append([]shape{
		{name: "首页", example: "notice", distances: firstPage},
		{name: "末页和附件", example: "notice", distances: lastPageAndAttachment},
		{name: "版记", example: "notice", distances: colophon},
		{name: "页码", example: "notice", distances: pageNumbers},
		{name: "上行文", example: "request", distances: upward},
		{name: "联合行文", example: "joint", distances: joint},
		{name: "信函", example: "letter", distances: letterForm},
		{name: "命令", example: "order", distances: orderForm, word: stampSlack},
		{name: "纪要", example: "minutes", distances: minutes},
	}, writtenShapes()...)
}

// TestDistances measures every shape as it is laid out, and what mutool finds on the
// pages of its PDF file.
func TestDistances(t *testing.T) {
	for _, s := range shapes() {
		t.Run(s.name+"/layout", func(t *testing.T) { s.distances(measured{T: t, pages: s.laid(t)}) })
		t.Run(s.name+"/PDF", func(t *testing.T) { s.distances(measured{T: t, pages: s.drawn(t), drawn: true}) })
	}
}

// box is the em boxes of a text on a line, in mm from the page's top left corner.
type box struct{ top, foot, left, right, size float64 }

func mm(l unit.Length) float64 { return float64(l) / float64(unit.Millimetre) }

// line is the box of the first line of a page that holds a text, from that text to the
// end of the last text on the line that begins with it.
func (m measured) line(page int, text string) box {
	m.Helper()
	found := m.lines(page, text)
	if len(found) == 0 {
		m.Fatalf("page %d has no %q", page, text)
	}
	return found[0]
}

// last is the box of the last line of the last page that holds a text.
func (m measured) last(text string) box {
	m.Helper()
	_, b := m.lastOn(text)
	return b
}

// lastOn is last, and its page.
func (m measured) lastOn(text string) (int, box) {
	m.Helper()
	for page := len(m.pages); page > 0; page-- {
		if found := m.lines(page, text); len(found) > 0 {
			return page, found[len(found)-1]
		}
	}
	m.Fatalf("no page has %q", text)
	return 0, box{}
}

func (m measured) lines(page int, text string) []box {
	var found []box
	var line []*frame.Text
	for i := 0; i <= len(m.pages[page-1].Items); i++ {
		var next *frame.Text
		if i < len(m.pages[page-1].Items) {
			next, _ = m.pages[page-1].Items[i].(*frame.Text)
			if next == nil {
				continue
			}
		}
		if next != nil && len(line) > 0 && line[0].Y == next.Y && line[0].Node == next.Node {
			line = append(line, next)
			continue
		}
		if b, ok := within(line, text); ok {
			found = append(found, b)
		}
		line = []*frame.Text{next}
	}
	return found
}

// within is the box of a text in texts of one line.
func within(line []*frame.Text, text string) (box, bool) {
	if len(line) == 0 || line[0] == nil {
		return box{}, false
	}
	var whole string
	for _, t := range line {
		whole += t.String
	}
	at := strings.Index(whole, text)
	if at < 0 {
		return box{}, false
	}
	size := mm(line[0].Size)
	b := box{top: mm(line[0].Y) - size*0.88, foot: mm(line[0].Y) + size*0.12, size: size, left: -1}
	before := 0
	for _, t := range line {
		x := t.X
		for _, g := range t.Glyphs {
			if from := before + g.Start; from >= at && from < at+len(text) {
				if b.left < 0 {
					b.left = mm(x)
				}
				b.right = mm(x + g.Advance)
			}
			x += g.Advance
		}
		before += len(t.String)
	}
	return b, true
}

// rules are the ruled lines of a page of a colour's redness.
func (m measured) rules(page int, red bool) []*frame.Rule {
	var list []*frame.Rule
	for _, item := range m.pages[page-1].Items {
		if r, ok := item.(*frame.Rule); ok && (r.Color.R > 0) == red {
			list = append(list, r)
		}
	}
	return list
}

// is holds a distance in mm to what a clause says.
func (m measured) is(clause string, got, want, tolerance float64) {
	m.Helper()
	tolerance += m.slack
	if got < want-tolerance || got > want+tolerance {
		m.Errorf("%s: %.2f mm, want %.2f ± %.2f", clause, got, want, tolerance)
	}
}

// blank holds the room between two boxes to so many blank lines of the page.
func (m measured) blank(clause string, above, below box, lines float64) {
	m.Helper()
	m.is(clause, below.top-above.foot, lines*linePitch, 0.05)
}

const (
	exact = 0.05 // mm
	glyph = 0.6  // what a side bearing or a squeezed mark may take
)

func firstPage(m measured) {
	for i, text := range []string{"000001", "机密★1年", "特急"} {
		b := m.line(1, text)
		m.is("7.2.1 to 7.2.3 顶格", b.left, blockLeft, exact)
		m.is("7.2.1 to 7.2.3 one line each", (b.top+b.foot)/2, blockTop+(float64(i)+0.5)*linePitch, 0.05)
		m.is("7.2.1 to 7.2.3 3号", b.size, 16*mmPerPoint, exact)
	}
	mark, number := m.line(1, "云岭市人民政府办公室文件"), m.line(1, "云政办发〔2024〕5号")
	m.is("7.2.4 上边缘至版心上边缘", mark.top-blockTop, 35, exact)
	m.is("7.2.4 居中", (mark.left+mark.right)/2, axis, glyph)
	m.blank("7.2.5 标志下空二行", mark, number, 2)
	m.is("7.2.5 居中", (number.left+number.right)/2, axis, glyph)
	rules := m.rules(1, true)
	if len(rules) != 1 {
		m.Fatalf("7.2.7: %d red lines", len(rules))
	}
	m.is("7.2.7 文号之下", mm(rules[0].Y1-rules[0].Width/2)-number.foot, 4, exact)
	m.is("7.2.7 版心等宽", mm(rules[0].X2-rules[0].X1), 156, exact)
	m.is("7.2.7 居中", mm(rules[0].X1), blockLeft, exact)
	title := m.line(1, "云岭市人民政府办公室关于做好2024年")
	m.is("7.3.1 红线下空二行", title.top-mm(rules[0].Y1+rules[0].Width/2), 2*linePitch, exact)
	m.is("7.3.1 2号", title.size, 22*mmPerPoint, exact)
	m.is("7.3.1 居中", (title.left+title.right)/2, axis, glyph)
	last, to := m.line(1, "政府信息公开重点工作的通知"), m.line(1, "各区县人民政府")
	m.is("7.3.2 标题下空一行", to.top-last.foot, linePitch, 2*linePitch/3)
	m.is("7.3.2 顶格", to.left, blockLeft, exact)
	body := m.line(1, "为深入贯彻落实")
	m.is("7.3.3 主送机关下一行", body.top-to.top, linePitch, exact)
	m.is("7.3.3 左空二字", body.left, blockLeft+2*character, exact)
	m.is("5.2.3 grid", (to.top+to.foot)/2-blockTop, (float64(int(((to.top+to.foot)/2-blockTop)/linePitch))+0.5)*linePitch, exact)
}

func lastPageAndAttachment(m measured) {
	text, list := m.line(2, "特此通知。"), m.line(2, "附件：1.2024年")
	m.is("7.3.4 正文下空一行", list.top-text.top, 2*linePitch, exact)
	m.is("7.3.4 左空二字", list.left, blockLeft+2*character, exact)
	second := m.line(2, "2.政府信息公开工作年度报告格式")
	m.is("7.3.4 numbers below each other", second.left, list.left+3*character, exact)
	agency, date := m.line(2, "云岭市人民政府办公室"), m.line(2, "2024年1月5日")
	m.is("7.3.5.1 右空四字", date.right, blockRight-4*character, glyph)
	m.is("7.3.5.1 以成文日期为准居中", (agency.left+agency.right)/2, (date.left+date.right)/2, glyph)
	m.is("7.3.5.1 next line", date.top-agency.top, linePitch, exact)
	if !m.drawn {
		seal := m.pages[1].Seal
		m.is("7.3.5.1 顶端距正文一行之内", mm(seal.Y)-second.foot, linePitch/2, linePitch/2)
		m.is("7.3.5.1 over 署名 and 成文日期", mm(seal.X+seal.Size/2), (date.left+date.right)/2, glyph)
		if middle := mm(seal.Y + seal.Size/2); middle > (agency.top+date.foot)/2 {
			m.Error("7.3.5.1: the middle of the seal is below 署名 and 成文日期")
		}
	}
	note := m.line(2, "此件发至县处级")
	m.is("7.3.6 成文日期下一行", note.top-date.top, linePitch, exact)
	m.is("7.3.6 左空二字", note.left-character, blockLeft+2*character, character/2+glyph)
	label, name := m.line(3, "附件1"), m.line(3, "2024年政府信息公开重点工作任务分工表")
	m.is("7.3.7 第一行", (label.top+label.foot)/2, blockTop+linePitch/2, exact)
	m.is("7.3.7 顶格", label.left, blockLeft, exact)
	m.is("7.3.7 第三行", (name.top+name.foot)/2, blockTop+2.5*linePitch, exact)
	m.is("7.3.7 居中", (name.left+name.right)/2, axis, glyph)
}

func colophon(m measured) {
	if len(m.pages)%2 != 0 {
		m.Errorf("7.4: the 版记 stands on page %d", len(m.pages))
	}
	rules := m.rules(4, false)
	if len(rules) != 3 {
		m.Fatalf("7.4.1: %d lines", len(rules))
	}
	for i, weight := range []float64{0.35, 0.25, 0.35} {
		m.is("7.4.1 粗线、细线", mm(rules[i].Width), weight, 0.01)
		m.is("7.4.1 版心等宽", mm(rules[i].X2-rules[i].X1), 156, exact)
	}
	m.is("7.4.1 版心下边缘", mm(rules[2].Y1), blockFoot, exact)
	copies, printed := m.line(4, "抄送："), m.line(4, "云岭市人民政府办公室")
	m.is("7.4.2 左空一字", copies.left, blockLeft+14*mmPerPoint, exact)
	m.is("7.4.2 4号", copies.size, 14*mmPerPoint, exact)
	turned := m.line(4, "委员会")
	m.is("7.4.2 冒号后的首字对齐", turned.left, copies.left+3*14*mmPerPoint, glyph)
	m.is("7.4.3 左空一字", printed.left, blockLeft+14*mmPerPoint, exact)
	m.is("7.4.3 右空一字", m.line(4, "2024年1月8日印发").right, blockRight-14*mmPerPoint, glyph)
}

func pageNumbers(m measured) {
	odd, even := m.line(1, "— 1 —"), m.line(2, "— 2 —")
	m.is("7.5 一字线至版心下边缘", (odd.top+odd.foot)/2-blockFoot, 7, exact)
	m.is("7.5 单页码居右空一字", odd.right, blockRight-14*mmPerPoint, glyph)
	m.is("7.5 双页码居左空一字", even.left, blockLeft+14*mmPerPoint, glyph)
	m.is("7.5 4号", odd.size, 14*mmPerPoint, exact)
}

func upward(m measured) {
	mark, number := m.line(1, "云岭市教育局文件"), m.line(1, "云教〔2024〕18号")
	label, name := m.line(1, "签发人："), m.line(1, "张明远")
	m.blank("7.2.6 标志下空二行", mark, label, 2)
	m.is("7.2.5 居左空一字", number.left, blockLeft+character, exact)
	m.is("7.2.6 居右空一字", name.right, blockRight-character, glyph)
	m.is("7.2.5 one line", number.top, name.top, exact)
	m.is("7.2.6 3号全角冒号", name.left-label.left, 4*character, exact)
	m.is("7.2.7 文号之下", mm(m.rules(1, true)[0].Y1-m.rules(1, true)[0].Width/2)-number.foot, 4, exact)
}

func joint(m measured) {
	names := []box{m.line(1, "云岭市财政局"), m.line(1, "云岭市教育局"), m.line(1, "云岭市人力资源和社会保障局")}
	word := m.line(1, "文件")
	m.is("7.2.4 上边缘", names[0].top-blockTop, 35, exact)
	m.is("7.2.4 文件 in the middle of the names", (word.top+word.foot)/2, (names[0].top+names[2].foot)/2, exact)
	for _, n := range names {
		m.is("7.2.4 one width", n.right-n.left, names[2].right-names[2].left, glyph)
	}
	m.is("7.2.4 居中", (names[0].left+word.right)/2, axis, glyph)
	first, third, number := m.line(1, "何世平"), m.line(1, "罗　文"), m.line(1, "云财教〔2024〕31号")
	m.is("7.2.6 two names a line", m.line(1, "张明远").top, first.top, exact)
	m.is("7.2.6 回行与上一行第一个签发人姓名对齐", third.left, first.left, exact)
	m.is("7.2.5 与最后一个签发人同行", number.top, third.top, exact)
	date := m.line(2, "2024年7月9日")
	host, last := m.line(2, "云岭市财政局"), m.line(2, "云岭市人力资源和社会保障局")
	m.is("7.3.5.1 右空四字 or as far as the name has room", date.right, blockRight-4*character, 4*character)
	m.is("7.3.5.1 the last over the date", (last.left+last.right)/2, (date.left+date.right)/2, glyph)
	if gap := last.top - m.line(2, "云岭市教育局").top; gap < 42 {
		m.Errorf("7.3.5.1: seals of 42 mm are %.1f mm apart", gap)
	}
	if last.right > blockRight+glyph || host.top > last.top {
		m.Error("7.3.5.1: 署名 reach out of the 版心 or stand in another order")
	}
}

// letterForm: 10.1, measured from the edges of the paper.
func letterForm(m measured) {
	mark, number := m.line(1, "云岭市人民政府办公室"), m.line(1, "云政办函〔2024〕23号")
	m.is("10.1 上边缘至上页边", mark.top, 30, exact)
	m.is("10.1 居中", (mark.left+mark.right)/2, axis, glyph)
	rules := m.rules(1, true)
	if len(rules) != 4 {
		m.Fatalf("10.1: %d red lines", len(rules))
	}
	m.is("10.1 标志下", mm(rules[0].Y1-rules[0].Width/2)-mark.foot, 4, exact)
	foot := rules[3]
	if rules[3].Y1 < rules[1].Y1 {
		foot = rules[1]
	}
	m.is("10.1 距下页边", 297-mm(foot.Y1+foot.Width/2), 20, exact)
	for _, r := range rules {
		m.is("10.1 线长", mm(r.X2-r.X1), 170, exact)
		m.is("10.1 居中", mm(r.X1+r.X2)/2, axis, exact)
	}
	if rules[0].Width <= rules[1].Width || rules[2].Width >= rules[3].Width {
		m.Error("10.1: 上粗下细 above, 上细下粗 below")
	}
	m.is("10.1 文号与双线", number.top-mm(rules[1].Y1+rules[1].Width/2), 16*mmPerPoint*7/8, exact)
	m.is("10.1 顶格居右", number.right, blockRight, glyph)
	m.blank("10.1 标题与其上要素相距二行", number, m.line(1, "云岭市人民政府办公室关于商请支持"), 2)
	if len(m.rules(1, false)) != 0 {
		m.Error("10.1: the 版记 has lines")
	}
	for _, item := range m.pages[0].Items {
		if text, ok := item.(*frame.Text); ok && text.Artifact == frame.Pagination {
			m.Errorf("10.1: the first page has %q", text.String)
		}
	}
}

func orderForm(m measured) {
	mark, number := m.line(1, "云岭市人民政府令"), m.line(1, "第12号")
	m.is("10.2 上边缘至版心上边缘", mark.top-blockTop, 20, exact)
	m.blank("10.2 标志下空二行", mark, number, 2)
	m.is("10.2 居中", (number.left+number.right)/2, axis, glyph)
	text := m.line(1, "《云岭市城市供水管理办法》")
	m.is("10.2 令号下空二行", text.top-number.foot, 2*linePitch, linePitch*2/3)
	post, name, date := m.line(1, "市长"), m.line(1, "陈志高"), m.line(1, "2024年6月5日")
	last := m.line(1, "行。")
	m.is("7.3.5.3 正文下空二行", (name.top+name.foot-last.top-last.foot)/2, (0.5+2+1)*linePitch, exact)
	m.is("7.3.5.3 右空四字", name.right, blockRight-4*character, glyph)
	m.is("7.3.5.3 职务 2字 left", name.left-post.right, 2*character, glyph)
	m.is("7.3.5.3 上下居中", (post.top+post.foot)/2, (name.top+name.foot)/2, exact)
	m.is("7.3.5.3 日期右空四字", date.right, blockRight-4*character, glyph)
	if len(m.rules(1, true)) != 0 {
		m.Error("10.2: an order has no red line")
	}
}

func minutes(m measured) {
	mark := m.line(1, "云岭市人民政府常务会议纪要")
	m.is("10.3 上边缘至版心上边缘", mark.top-blockTop, 35, exact)
	text, attended := m.line(1, "续。"), m.line(1, "出席：")
	m.is("10.3 空一行", attended.top-text.top, 2*linePitch, exact)
	m.is("10.3 左空二字", attended.left, blockLeft+2*character, exact)
	observed := m.line(2, "市水利局刘长河")
	turned := m.line(2, "市自然资源和规划局许")
	m.is("10.3 冒号后的首字对齐", turned.left, observed.left, exact)
	for _, page := range m.pages {
		if page.Seal != nil {
			m.Error("10.3: minutes leave room for a seal")
		}
	}
}

// TestBlankPages: neither a page that is left blank before that of the 版记 nor
// this has a number (7.5).
func TestBlankPages(t *testing.T) {
	in := given(t, configs.NewLibrary(nil), filepath.Join(casesDir, "document-colophon-behind-a-blank-page.yaml"))
	if len(in.Pages) != 4 || len(in.Pages[2].Items) > 0 {
		t.Fatalf("%d pages, of which the third has %d items", len(in.Pages), len(in.Pages[2].Items))
	}
	for _, page := range in.Pages {
		numbered := false
		for _, item := range page.Items {
			text, ok := item.(*frame.Text)
			numbered = numbered || ok && text.Artifact == frame.Pagination
		}
		if numbered != (page.Number < 3) {
			t.Errorf("page %d: numbered %v", page.Number, numbered)
		}
	}
}

// TestRecipientsMove: where 主送机关 would leave the first page no text they stand
// above 抄送 without a line between (7.3.2, 7.3.3, 7.4.2).
func TestRecipientsMove(t *testing.T) {
	in := given(t, configs.NewLibrary(nil), filepath.Join(casesDir, "document-recipients-in-the-colophon.yaml"))
	m := measured{T: t, pages: in.Pages}
	m.line(1, "现将会议材料印发给你们")
	moved, copies := m.line(2, "主送："), m.line(2, "抄送：")
	m.is("7.4.2 主送", moved.left, copies.left, exact)
	if rules := m.rules(2, false); len(rules) != 3 || mm(rules[1].Y1) < copies.foot {
		t.Errorf("7.4.2: %d lines, one of them between 主送 and 抄送", len(rules))
	}
}

// TestPreprintedPaper: on paper with a red head nothing is red, and what is printed
// stands where it would beside it.
func TestPreprintedPaper(t *testing.T) {
	usual := measure(t, "notice")
	library := configs.NewLibrary(fstest.MapFS{
		"notice.yaml": {Data: []byte("template: notice\nextends: notice\nstyle: gb9704-preprinted\n")},
	})
	m := measured{T: t, pages: given(t, library, "../../../examples/documents/notice.yaml").Pages}
	for _, item := range m.pages[0].Items {
		switch item := item.(type) {
		case *frame.Rule:
			t.Error("套打: the red line is printed")
		case *frame.Text:
			if item.Color.R > 0 {
				t.Errorf("套打: %q is printed in red", item.String)
			}
		}
	}
	for _, text := range []string{"000001", "云政办发〔2024〕5号", "云岭市人民政府办公室关于做好2024年", "各区县人民政府"} {
		m.is("套打 "+text, m.line(1, text).top, usual.line(1, text).top, exact)
	}
}
