package engine

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

// laid are the pages of a document of the given text, in a style sheet that adds to
// that of documents.
func laid(t *testing.T, text, style string) measured {
	t.Helper()
	return measured{T: t, pages: shape{text: text, style: style}.laid(t)}
}

// letterOf is a 通知 of agencies to others with paragraphs of one line, the last of
// which says 特此通知。
func letterOf(agencies, recipients []string, paragraphs int) string {
	kind := "notice"
	if len(agencies) > 1 {
		kind = "joint"
	}
	return fmt.Sprintf("格式: %s\n发文机关: [%s]\n发文字号: 云财〔2024〕1号\n标题: 关于开展工作的通知\n主送机关: [%s]\n落款: {成文日期: 2024-01-05}\n抄送: [市审计局]\n印发: {印发机关: 云岭市机要室, 印发日期: 2024-01-08}\n正文: |\n%s  特此通知。\n",
		kind, strings.Join(agencies, ", "), strings.Join(recipients, ", "), strings.Repeat("  各单位要认真组织实施。\n\n", paragraphs))
}

const noSeal = "sign_off: {seal: 0mm}\n"

func TestSignOffWithoutASeal(t *testing.T) {
	for _, agency := range []string{"云岭市人力资源和社会保障局", "财政局"} {
		m := laid(t, letterOf([]string{agency}, []string{"各区县"}, 1), noSeal)
		text, name, date := m.last("特此通知。"), m.last(agency), m.last("2024年1月5日")
		m.is("7.3.5.2 正文下空一行", name.top-text.top, 2*linePitch, exact)
		m.is("7.3.5.2 成文日期下一行", date.top-name.top, linePitch, exact)
		if agency == "财政局" {
			m.is("7.3.5.2 日期长于署名时日期右空二字", date.right, blockRight-2*character, glyph)
		} else {
			m.is("7.3.5.2 署名右空二字", name.right, blockRight-2*character, glyph)
		}
		m.is("7.3.5.2 日期首字比署名首字右移二字", date.left, name.left+2*character, glyph)
	}
}

func TestSeveralAgenciesWithoutSeals(t *testing.T) {
	agencies := []string{"云岭市财政局", "云岭市教育局", "云岭市人力资源和社会保障局"}
	m := laid(t, letterOf(agencies, []string{"各区县"}, 1), noSeal)
	above := m.last("特此通知。")
	for i, agency := range agencies {
		name := m.last(agency)
		if i > 0 && name.top <= above.top {
			t.Errorf("7.3.5.2: %s does not stand below the one before", agency)
		}
		above = name
	}
	if date := m.last("2024年1月5日"); date.top <= above.top {
		t.Error("7.3.5.2: 成文日期 does not stand below all 署名")
	}
}

// TestSealsNeitherCrossNorTouch: of two to nine agencies with short and long names.
func TestSealsNeitherCrossNorTouch(t *testing.T) {
	const seal = 42.0
	for n := 2; n <= 9; n++ {
		for _, long := range []string{"局", "人力资源和社会保障局"} {
			var agencies []string
			for i := range n {
				agencies = append(agencies, "云岭市第"+string([]rune("一二三四五六七八九")[i])+long)
			}
			m := laid(t, letterOf(agencies, []string{"各区县"}, 1), "")
			var names []box
			for _, agency := range agencies {
				page, b := m.lastOn(agency)
				if b.foot > blockFoot+exact || b.top < blockTop-exact {
					t.Errorf("of %d the 署名 of %s is not on page %d", n, agency, page)
				}
				b.top, b.foot = b.top+float64(page)*297, b.foot+float64(page)*297
				names = append(names, b)
				middle := (b.left + b.right) / 2
				if middle-seal/2 < blockLeft-exact || middle+seal/2 > blockRight+exact {
					t.Errorf("7.3.5.1: of %d the seal of %s reaches out of the 版心", n, agency)
				}
			}
			for i, a := range names {
				for _, b := range names[:i] {
					if d := math.Hypot((a.left+a.right-b.left-b.right)/2, a.top-b.top); d <= seal {
						t.Errorf("7.3.5.1: of %d two seals of %.0f mm are %.1f mm apart", n, seal, d)
					}
				}
			}
		}
	}
}

// TestSealsShareTheirPageWithText: wherever the text ends, every 署名 stands on a page
// that shows text (7.3.5.5); that so many have no room there is said.
func TestSealsShareTheirPageWithText(t *testing.T) {
	mixed := append(slices.Clone(sixAgencies), "云岭市卫生健康委员会", "云岭市农业农村局")
	short := append(slices.Clone(shortAgencies), "云岭市统计局", "云岭市体育局", "云岭市林业局", "云岭市商务局", "云岭市公安局", "云岭市信访局")
	for lines := 1; lines <= 22; lines += 3 {
		for _, agencies := range [][]string{mixed, short} {
			m := laid(t, letterOf(agencies, []string{"各区县"}, lines), "")
			for _, agency := range agencies {
				page, _ := m.lastOn(agency)
				if len(m.lines(page, "各单位要认真组织实施。"))+len(m.lines(page, "特此通知。")) == 0 {
					t.Fatalf("7.3.5.5: of %d agencies, behind %d lines, the seal of %s stands on page %d without text", len(agencies), lines, agency, page)
				}
			}
		}
	}
	var long []string
	for _, agency := range short {
		long = append(long, strings.Replace(agency, "局", "和社会保障委员会", 1))
	}
	for _, agencies := range [][]string{short, long} {
		e, o := New(configs.NewLibrary(nil), fonts.Options{}), Order{Exporters: []output.Exporter{&onlooker{}}}
		report, said := e.Check(t.Context(), uploaded("r.yaml", letterOf(agencies, []string{"各区县"}, 1)), o)
		if report == nil {
			t.Fatal(said)
		}
		_, said = e.Documents(t.Context(), report, "r", o)
		if told := slices.ContainsFunc(said, func(d diag.Diagnostic) bool { return d.Rule == configs.SealsAlone }); told != (len(agencies[0]) == len(long[0])) {
			t.Errorf("of %s: %v", agencies[0], said)
		}
	}
}

// TestColophonHigherThanAPage: recipients for whom the 版记 has no room stay before the
// text; other names that no page has room for are an error. None is lost.
func TestColophonHigherThanAPage(t *testing.T) {
	many := make([]string, 120)
	for i := range many {
		many[i] = fmt.Sprintf("云岭市第%d街道办事处和所属社区", i+1)
	}
	letter := letterOf([]string{"云岭市财政局"}, many, 1)
	copied := strings.Replace(letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 1), "市审计局", strings.Join(many, ", "), 1)
	for text, want := range map[string]string{letter: "首页没有正文：主送机关太多，移到版记一页也排不下", copied: "版记高于版心，一页排不下"} {
		seen := &onlooker{}
		e, o := New(configs.NewLibrary(nil), fonts.Options{}), Order{Exporters: []output.Exporter{seen}}
		report, said := e.Check(t.Context(), uploaded("r.yaml", text), o)
		if report == nil || said.HasErrors() {
			t.Fatal(said)
		}
		_, said = e.Documents(t.Context(), report, "r", o)
		if len(said) != 1 || said[0].Message.ZH != want || said.HasErrors() != (text == copied) {
			t.Errorf("said %v", said)
		}
		if text == letter {
			m := measured{T: t, pages: seen.in.Pages}
			if b := m.last("云岭市第120街道办事处"); b.foot > blockFoot+exact || b.top < blockTop-exact {
				t.Errorf("the last recipient stands at %.1f mm", b.top)
			}
		}
	}
}

func TestSeveralSigners(t *testing.T) {
	m := laid(t, "格式: order\n发文机关: 云岭市人民政府\n发文字号: 第12号\n标题: 云岭市人民政府令\n正文: |\n  现予公布，自公布之日起施行。\n落款:\n  签署人:\n    - {职务: 云岭市市长, 姓名: 陈志高}\n    - {职务: 云岭市人民检察院检察长, 姓名: 赵立新}\n  成文日期: 2024-06-05\n", "")
	first, second := m.line(1, "云岭市市长"), m.line(1, "云岭市人民检察院检察长")
	one, two, date := m.line(1, "陈志高"), m.line(1, "赵立新"), m.line(1, "2024年6月5日")
	if second.top <= first.top {
		t.Error("7.3.5.3: not one a line")
	}
	m.is("7.3.5.3 与主办机关的签名章对齐", one.left, two.left, exact)
	m.is("7.3.5.3 职务 2字 left", one.left-first.right, 2*character, glyph)
	m.is("7.3.5.3 职务 2字 left", two.left-second.right, 2*character, glyph)
	m.is("7.3.5.3 右空四字", one.right, blockRight-4*character, glyph)
	m.is("7.3.5.3 日期右空四字", date.right, blockRight-4*character, glyph)
}

// TestDocumentsOfEveryLength: whatever the length of the text, the first page shows some
// of it, the seal stands on a page with text, the 版记 ends an even page at the foot of
// the 版心, and of a blank page and the one behind it neither has a number.
func TestDocumentsOfEveryLength(t *testing.T) {
	for paragraphs := range 48 {
		m := laid(t, letterOf([]string{"云岭市财政局"}, []string{"各区县人民政府"}, paragraphs), "")
		last := len(m.pages)
		if last%2 != 0 {
			t.Errorf("7.4: with %d paragraphs the 版记 stands on page %d", paragraphs, last)
		}
		rules := m.rules(last, false)
		if len(rules) != 3 {
			t.Fatalf("7.4.1: with %d paragraphs the last page has %d lines", paragraphs, len(rules))
		}
		m.is("7.4.1 版心下边缘", mm(rules[2].Y1), blockFoot, exact)
		blank := false
		for i := range m.pages {
			page := &m.pages[i]
			texts, number := 0, false
			for _, item := range page.Items {
				if text, ok := item.(*frame.Text); ok {
					number = number || text.Artifact == frame.Pagination
					if strings.Contains(text.String, "组织实施") || strings.Contains(text.String, "特此通知") {
						texts++
					}
				}
			}
			if i == 0 && texts == 0 {
				t.Errorf("7.3.3: with %d paragraphs the first page shows no text", paragraphs)
			}
			if page.Seal != nil && texts == 0 {
				t.Errorf("7.3.5.5: with %d paragraphs page %d has the seal and no text", paragraphs, i+1)
			}
			blank = blank || len(page.Items) == 0
			if number == blank {
				t.Errorf("7.5: with %d paragraphs page %d of %d, numbered %v", paragraphs, i+1, last, number)
			}
		}
	}
}

// TestFirstPageShowsText: of ever more recipients and agencies.
func TestFirstPageShowsText(t *testing.T) {
	names := func(n int) []string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf("云岭市第%d人力资源服务中心", i+1))
		}
		return list
	}
	shows := func(what string, m measured) {
		t.Helper()
		for _, item := range m.pages[0].Items {
			if text, ok := item.(*frame.Text); ok && (strings.Contains(text.String, "组织实施") || strings.Contains(text.String, "审议")) {
				return
			}
		}
		t.Errorf("7.3.3: with %s the first page shows no text", what)
	}
	for n := 1; n <= 37; n += 6 {
		shows(fmt.Sprint(n, " recipients"), laid(t, letterOf([]string{"云岭市财政局"}, names(n), 2), ""))
	}
	for _, n := range []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 30} {
		shows(fmt.Sprint(n, " agencies"), laid(t, letterOf(names(n), []string{"各区县"}, 2), ""))
		shows(fmt.Sprint(n, " agencies and signers"), laid(t, upwardOf(names(n)), ""))
	}
}

// TestMarkFitsTheLine: a name with a number, beside which there are blanks, stands within
// the 版心 on one line.
func TestMarkFitsTheLine(t *testing.T) {
	m := laid(t, letterOf([]string{"云岭市第1人力资源服务中心"}, []string{"各区县"}, 1), "")
	mark := m.line(1, "云岭市第1人力资源服务中心文件")
	if mark.left < blockLeft-exact || mark.right > blockRight+exact {
		t.Errorf("7.2.4: the 标志 reaches from %.1f to %.1f mm", mark.left, mark.right)
	}
}

// upwardOf is a 请示 of agencies, each with its 签发人.
func upwardOf(agencies []string) string {
	signers := "签发人: [" + strings.Repeat("何世平, ", len(agencies)-1) + "张明]\n标题: "
	return strings.Replace(strings.Replace(letterOf(agencies, []string{"云岭市人民政府"}, 2), "标题: ", signers, 1), "工作的通知", "工作的请示", 1)
}

// TestRemediesForTheFirstPage: names of agencies are left out of the 标志 only where nothing
// less is enough, 主送机关 stays at its place where that is, and what is done is said.
func TestRemediesForTheFirstPage(t *testing.T) {
	agencies := make([]string, 30)
	for i := range agencies {
		agencies[i] = fmt.Sprintf("云岭市第%d人力资源服务中心", i+1)
	}
	const alone, moved = "首页排不下各机关的标志和正文，发文机关标志只印主办机关", "首页排不下主送机关和正文，主送机关移到版记"
	for _, c := range []struct {
		text string
		said []string
	}{
		{letterOf(agencies[:3], []string{"各区县"}, 2), nil},
		{upwardOf(agencies[:11]), []string{moved}},
		{letterOf(agencies, []string{"各区县"}, 2), []string{alone}},
		{upwardOf(agencies), []string{moved, alone}},
	} {
		seen := &onlooker{}
		e, o := New(configs.NewLibrary(nil), fonts.Options{}), Order{Exporters: []output.Exporter{seen}}
		report, said := e.Check(t.Context(), uploaded("r.yaml", c.text), o)
		if report == nil {
			t.Fatal(said)
		}
		_, said = e.Documents(t.Context(), report, "r", o)
		var notes []string
		for _, d := range said {
			if d.Level == diag.Note {
				notes = append(notes, d.Message.ZH)
			}
		}
		if !slices.Equal(notes, c.said) {
			t.Errorf("said %q, want %q", notes, c.said)
		}
		names := 0
		for _, item := range seen.in.Pages[0].Items {
			if text, ok := item.(*frame.Text); ok && text.Color != (doc.Color{}) && strings.HasPrefix(text.String, "云") {
				names++
			}
		}
		if names == 0 || names == 1 != slices.Contains(c.said, alone) {
			t.Errorf("%d names of agencies on the first page of %q", names, c.said)
		}
	}
}

// TestRecipientsOfAMotionMove: of a 议案, whose 版记 has nothing else.
func TestRecipientsOfAMotionMove(t *testing.T) {
	var recipients strings.Builder
	for i := range 22 {
		fmt.Fprintf(&recipients, "云岭市人民代表大会常务委员会法制工作委员会第%d办公室, ", i+1)
	}
	m := laid(t, "格式: motion\n发文机关: 云岭市人民政府\n发文字号: 云政函〔2024〕41号\n标题: 云岭市人民政府关于提请审议|《云岭市城市绿化条例（草案）》的议案\n主送机关: ["+recipients.String()+"]\n正文: |\n  现提请审议。\n落款:\n  签署人:\n    - {职务: 市长, 姓名: 陈志高}\n  成文日期: 2024-05-24\n", "")
	m.line(1, "现提请审议。")
	last := len(m.pages)
	moved := m.line(last, "主送：")
	m.is("7.4.2 左空一字", moved.left, blockLeft+14*mmPerPoint, exact)
	if rules := m.rules(last, false); len(rules) < 2 {
		t.Errorf("7.4.1: %d lines", len(rules))
	} else {
		m.is("7.4.1 版心下边缘", mm(rules[len(rules)-1].Y1), blockFoot, exact)
	}
}
