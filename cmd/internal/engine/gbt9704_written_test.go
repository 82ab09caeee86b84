package engine

import (
	"strings"

	"gongwen/layout/frame"
)

// writtenShapes are those that no example shows.
func writtenShapes() []shape {
	return []shape{
		{name: "回行", text: turnedOver, distances: turnOver},
		{name: "满页", text: letterOf([]string{"云岭市财政局"}, []string{"各区县"}, 40), distances: fullPage},
		{name: "信函各要素", text: secretLetter, distances: letterCorner},
		{name: "版记单独一页", example: "order", distances: colophonAlone},
		{name: "不加盖印章", text: letterOf([]string{"云岭市人力资源和社会保障局"}, []string{"各区县"}, 1), style: noSeal, distances: unsealed},
		{name: "联合行文不加盖印章", text: letterOf(sixAgencies, []string{"各区县"}, 1), style: noSeal, distances: unsealedTogether},
		{name: "联合行文加盖印章", text: letterOf(sixAgencies, []string{"各区县"}, 1), distances: sealedRows},
		{name: "附注", text: noteOf(3), distances: noted},
		{name: "附注和大印章", text: noteOf(3), style: "sign_off: {seal: 60mm}\n", distances: noted},
		{name: "附件标题", text: titledAttachment(), distances: attachmentTitle},
		{name: "联合行文印章并排", text: letterOf(shortAgencies, []string{"各区县"}, 1), distances: sealedBeside},
		{name: "签名章", text: twoSigners, distances: stamps, word: stampSlack},
		{name: "纪要名单", text: manyNames, distances: wholeNames},
		{name: "套打", example: "notice", style: "head: {preprinted: true}\n", distances: preprinted},
		{name: "附件另订", text: boundApart, apart: 1, distances: attachmentApart},
		{name: "只有一个附件另订", text: strings.Replace(boundApart, "  - {标题: 检查表, 装订: 另订, 正文: \"无。\"}\n", "", 1), apart: 1, distances: onlyAttachmentApart},
		{name: "横排表格", example: "final-accounts", distances: turnedPages},
	}
}

const boundApart = `格式: notice
发文机关: 云岭市财政局
发文字号: 云财〔2024〕1号
标题: 关于开展检查工作的通知
主送机关: 各区县
落款: {成文日期: 2024-01-05}
印发: {印发机关: 云岭市财政局办公室, 印发日期: 2024-01-08}
正文: 决定开展一次检查。
附件:
  - 标题: 检查工作方案
    装订: 另订
    正文: |
      各单位要认真组织实施。

      ## 检查范围

      全市各级预算单位。
  - {标题: 检查表, 装订: 另订, 正文: "无。"}
`

// attachmentApart: 7.3.7, of an attachment that is not bound with its document: the
// document's number before 附件 and its own.
func attachmentApart(m measured) { m.attachmentApart("云财〔2024〕1号附件1") }

func onlyAttachmentApart(m measured) { m.attachmentApart("云财〔2024〕1号附件") }

func (m measured) attachmentApart(head string) {
	label, name := m.line(1, head), m.line(1, "检查工作方案")
	m.is("7.3.7 左上角第一行", (label.top+label.foot)/2, blockTop+linePitch/2, exact)
	m.is("7.3.7 顶格", label.left, blockLeft, exact)
	m.is("7.3.7 3号", label.size, 16*mmPerPoint, exact)
	m.is("7.3.7 第三行", (name.top+name.foot)/2, blockTop+2.5*linePitch, exact)
	m.is("7.3.7 居中", (name.left+name.right)/2, axis, glyph)
	text, heading := m.line(1, "各单位要认真组织实施。"), m.line(1, "一、检查范围")
	m.is("7.3.3 左空二字", text.left, blockLeft+2*character, exact)
	m.is("7.3.3 行距", heading.top-text.top, linePitch, exact)
	odd := m.line(1, "— 1 —")
	m.is("7.5 一字线至版心下边缘", (odd.top+odd.foot)/2-blockFoot, 7, exact)
	m.is("7.5 单页码居右空一字", odd.right, blockRight-14*mmPerPoint, glyph)
	if len(m.rules(1, true))+len(m.rules(1, false)) > 0 {
		m.Error("7.3.7: an attachment that is bound apart has lines of a 版头 or 版记")
	}
}

var sixAgencies = []string{"云岭市财政局", "云岭市教育局", "云岭市民政局", "云岭市司法局", "云岭市水利局", "云岭市人力资源和社会保障局"}

var shortAgencies = []string{"云岭市财政局", "云岭市教育局", "云岭市民政局", "云岭市司法局", "云岭市水利局", "云岭市审计局"}

const turnedOver = `格式: notice
发文机关: 云岭市财政局
发文字号: 云财〔2024〕1号
标题: 关于开展检查工作的通知
主送机关: [各区县人民政府, 市发展和改革委员会, 市工业和信息化委员会, 市人力资源和社会保障局]
落款: {成文日期: 2024-01-05}
附注: 此件公开发布，联系人：冯世杰，电话：0799-87654321，传真：0799-87654322，电子邮箱见通讯录
印发: {印发机关: 云岭市财政局办公室, 印发日期: 2024-01-08}
正文: |
  为进一步加强预算管理，提高财政资金使用效益，决定在全市范围内开展一次检查。

  ## 检查范围

  ### 预算单位

  全市各级预算单位。
附件:
  - {标题: 云岭市财政局关于预算单位财政资金使用情况和管理制度执行情况检查的实施方案, 正文: "第一条。"}
  - {标题: 检查表, 正文: "无。"}
`

// turnOver: the second lines of elements.
func turnOver(m measured) {
	to, turned := m.line(1, "各区县人民政府"), m.line(1, "和社会保障局：")
	m.is("7.3.2 回行顶格", m.leftmost(1, turned.top), blockLeft, exact)
	m.is("7.3.2 next line", turned.top-to.top, linePitch, exact)
	body, second := m.line(1, "为进一步加强预算管理"), m.line(1, "围内开展一次检查")
	m.is("7.3.3 左空二字", body.left, blockLeft+2*character, exact)
	m.is("7.3.3 回行顶格", m.leftmost(1, second.top), blockLeft, exact)
	first, under := m.line(1, "一、检查范围"), m.line(1, "（一）预算单位")
	m.is("7.3.3 一级标题左空二字", first.left, blockLeft+2*character, exact)
	m.is("7.3.3 二级标题左空二字", under.left, blockLeft+2*character, character/2+glyph)
	m.is("7.3.3 3号", first.size, 16*mmPerPoint, exact)
	m.is("7.3.3 3号", under.size, 16*mmPerPoint, exact)
	page, list := m.lastOn("附件：1.")
	name, next := m.line(page, "云岭市财政局关于预算"), m.line(page, "2.检查表")
	m.is("7.3.4 左空二字", list.left, blockLeft+2*character, exact)
	m.is("7.3.4 名称回行与首字对齐", m.leftmost(page, list.top+linePitch), name.left, glyph)
	m.is("7.3.4 附件各占一行", next.top-list.top, 2*linePitch, exact)
	page, note := m.lastOn("（此件公开发布")
	m.is("7.3.6 左空二字", note.left, blockLeft+2*character, character/2+glyph)
	m.is("7.3.6 回行顶格", m.leftmost(page, note.top+linePitch), blockLeft, glyph)
}

// leftmost is where the line begins whose em box has its top at a place.
func (m measured) leftmost(page int, top float64) float64 {
	m.Helper()
	left := 2 * blockRight
	for _, item := range m.pages[page-1].Items {
		if t, ok := item.(*frame.Text); ok && t.Artifact == frame.Content && strings.TrimSpace(t.String) != "" {
			if y := mm(t.Y) - mm(t.Size)*0.88; y > top-linePitch/4 && y < top+linePitch/4 {
				left = min(left, mm(t.X))
			}
		}
	}
	return left
}

// fullPage: 22 lines from edge to edge (5.2.3).
func fullPage(m measured) {
	var tops []float64
	for _, b := range m.lines(2, "各单位要认真组织实施。") {
		tops = append(tops, b.top)
	}
	if len(tops) != 22 {
		m.Fatalf("5.2.3: page 2 has %d lines", len(tops))
	}
	m.is("5.2 版心上边缘", tops[0]-(linePitch-16*mmPerPoint)/2, blockTop, exact)
	m.is("5.2.3 每面22行", tops[21]+16*mmPerPoint+(linePitch-16*mmPerPoint)/2, blockFoot, 2*linePitch/22)
	for i := range tops[1:] {
		m.is("5.2.3 行距", tops[i+1]-tops[i], linePitch, exact)
	}
}

const secretLetter = `格式: letter
份号: "000016"
密级: {级别: 秘密, 期限: 1年}
紧急程度: 特急
发文机关: 云岭市人民政府办公室
发文字号: 云政办函〔2024〕23号
标题: 云岭市人民政府办公室关于商请支持工作的函
主送机关: 云岭医学院
落款: {成文日期: 2024-04-08}
抄送: [市卫生健康委员会]
正文: |
  现商请贵院支持。

  一是请协助。

  二是请协助。

  三是请协助。

  四是请协助。

  五是请协助。

  六是请协助。

  七是请协助。

  八是请协助。

  九是请协助。

  十是请协助。

  再请协助。

  又请协助。

  还请协助。

  请予支持。
`

// letterCorner: 10.1, what stands under the first double line and over the second.
func letterCorner(m measured) {
	const gap = 16 * mmPerPoint * 7 / 8
	rules := m.rules(1, true)
	if len(rules) != 4 {
		m.Fatalf("10.1: %d red lines", len(rules))
	}
	upper, lower := 0.0, 297.0 // the lower edge of the double line above, the upper one of that below
	for _, r := range rules {
		if y := mm(r.Y1); y < 148 {
			upper = max(upper, y+mm(r.Width)/2)
		} else {
			lower = min(lower, y-mm(r.Width)/2)
		}
	}
	for i, text := range []string{"000016", "秘密★1年", "特急"} {
		b := m.line(1, text)
		m.is("10.1 顶格居左", b.left, blockLeft, exact)
		m.is("10.1 双线之下 7/8", b.top-upper, gap+float64(i)*linePitch, exact)
	}
	m.is("10.1 文号", m.line(1, "云政办函〔2024〕23号").top-upper, gap, exact)
	m.blank("10.1 标题与最后一个要素相距二行", m.line(1, "特急"), m.line(1, "云岭市人民政府办公室关于"), 2)
	last := 0.0
	for _, item := range m.pages[0].Items {
		if t, ok := item.(*frame.Text); ok {
			last = max(last, mm(t.Y)+mm(t.Size)*0.12)
		}
	}
	if lower-last < gap-m.slack {
		m.Errorf("10.1: the text ends %.2f mm above the second double line", lower-last)
	}
	if len(m.pages) != 2 || len(m.rules(2, true)) != 0 {
		m.Errorf("10.1: %d pages, the second with %d red lines", len(m.pages), len(m.rules(2, true)))
	}
}

// colophonAlone: 7.4.1, of a 版记 on a page of its own.
func colophonAlone(m measured) {
	rules := m.rules(2, false)
	if len(rules) != 3 {
		m.Fatalf("7.4.1: %d lines", len(rules))
	}
	last := 0.0
	for _, r := range rules {
		last = max(last, mm(r.Y1))
	}
	m.is("7.4.1 版心下边缘", last, blockFoot, exact)
	m.is("7.5 页码", m.line(2, "— 2 —").left, blockLeft+14*mmPerPoint, glyph)
}

// unsealed: 7.3.5.2.
func unsealed(m measured) {
	text, name, date := m.last("特此通知。"), m.last("云岭市人力资源和社会保障局"), m.last("2024年1月5日")
	m.is("7.3.5.2 正文下空一行", name.top-text.top, 2*linePitch, exact)
	m.is("7.3.5.2 署名右空二字", name.right, blockRight-2*character, glyph)
	m.is("7.3.5.2 下一行", date.top-name.top, linePitch, exact)
	m.is("7.3.5.2 首字右移二字", date.left, name.left+2*character, glyph)
}

// unsealedTogether: 其余发文机关署名依次向下编排 (7.3.5.2).
func unsealedTogether(m measured) {
	above, host := m.last("特此通知。"), m.last(sixAgencies[0])
	m.is("7.3.5.2 正文下空一行", host.top-above.top, 2*linePitch, exact)
	for i, agency := range sixAgencies {
		name := m.last(agency)
		m.is("7.3.5.2 依次向下", name.top-host.top, float64(i)*linePitch, exact)
		m.is("7.3.5.2 under each other", name.left, host.left, glyph)
		if name.right > blockRight-2*character+glyph {
			m.Errorf("7.3.5.2: %s ends %.2f mm from the right", agency, blockRight-name.right)
		}
		above = name
	}
	m.is("7.3.5.2 成文日期", m.last("2024年1月5日").top-above.top, linePitch, exact)
}

// sealedBeside: three seals a row have room, with the last over the date (7.3.5.1).
func sealedBeside(m measured) {
	const seal, row = 42, 3
	for i, agency := range shortAgencies {
		name := m.last(agency)
		if i >= row {
			above := m.last(shortAgencies[i-row])
			m.is("7.3.5.1 印章对齐", (name.left+name.right)/2, (above.left+above.right)/2, glyph)
			if name.top-above.top <= seal {
				m.Errorf("7.3.5.1: the seals of %s and of that above it touch", agency)
			}
		}
		if i%row > 0 {
			before := m.last(shortAgencies[i-1])
			m.is("7.3.5.1 one row", name.top, before.top, exact)
			if apart := (name.left + name.right - before.left - before.right) / 2; apart <= seal {
				m.Errorf("7.3.5.1: the seals of %s and of that before it touch: %.2f mm", agency, apart)
			}
		}
	}
	last, date := m.last(shortAgencies[5]), m.last("2024年1月5日")
	m.is("7.3.5.1 最后一个署名与成文日期居中", (last.left+last.right)/2, (date.left+date.right)/2, glyph)
	m.is("7.3.5.1 右空四字", date.right, blockRight-4*character, glyph)
}

// sealedRows: the seals of the first row begin within a line of the text (7.3.5.1).
func sealedRows(m measured) {
	text, host, last := m.last("特此通知。"), m.last(sixAgencies[0]), m.last(sixAgencies[5])
	date := m.last("2024年1月5日")
	m.is("7.3.5.1 最后一个署名下一行", date.top-last.top, linePitch, exact)
	m.is("7.3.5.1 居中", (date.left+date.right)/2, (last.left+last.right)/2, glyph)
	if m.drawn {
		return
	}
	for _, page := range m.pages {
		if page.Seal != nil {
			top := host.top + mm(page.Seal.Y) - last.top
			m.is("7.3.5.1 首排印章顶端距正文一行之内", top-text.foot, linePitch/2, linePitch/2)
		}
	}
}

const twoSigners = `格式: order
发文机关: 云岭市人民政府
发文字号: 第12号
标题: 云岭市人民政府令
正文: |
  现予公布，自公布之日起施行。
落款:
  签署人:
    - {职务: 云岭市市长, 姓名: 陈志高}
    - {职务: 云岭市人民检察院检察长, 姓名: 赵立新}
  成文日期: 2024-06-05
`

// stamps: 7.3.5.3.
func stamps(m measured) {
	text, date := m.line(1, "现予公布"), m.line(1, "2024年6月5日")
	first, second := m.line(1, "陈志高"), m.line(1, "赵立新")
	middle := func(b box) float64 { return (b.top + b.foot) / 2 }
	m.is("7.3.5.3 正文下空二行", middle(first)-middle(text), (0.5+2+1)*linePitch, exact) // a stamp is two lines high
	m.is("7.3.5.3 每行一个机关", middle(second)-middle(first), 2*linePitch, exact)
	m.is("7.3.5.3 签名章下空一行", middle(date)-middle(second), (1+1+0.5)*linePitch, exact)
	for post, name := range map[string]box{"云岭市市长": first, "云岭市人民检察院检察长": second} {
		held := m.line(1, post)
		m.is("7.3.5.3 职务 2字 left", name.left-held.right, 2*character, glyph)
		m.is("7.3.5.3 上下居中", (held.top+held.foot)/2, (name.top+name.foot)/2, exact)
		m.is("7.3.5.3 右空四字", name.right, blockRight-4*character, glyph)
	}
}

const manyNames = `格式: minutes
会议名称: 云岭市人民政府常务会议
发文机关: 云岭市人民政府
发文字号: 第5期
标题: 云岭市人民政府第32次常务会议纪要
正文: |
  会议决定如下。
出席: [陈志高, 周　敏, 赵立新, 孙国平, 吴　静, 欧阳明德, 李　四, 王五六, 赵七八, 钱　九]
请假: [郑一鸣]
列席: [市水利局刘长河, 市教育局张明远, 市财政局冯世杰, 市自然资源和规划局许　诺, 市应急管理局马安民, 市城市管理和综合行政执法局赵一二, 市医保局钱　三]
落款: {成文日期: 2024-05-18}
`

// wholeNames: no line ends inside a name, and the lines of a list begin under its first
// name (10.3).
func wholeNames(m measured) {
	first := m.last("陈志高")
	for _, name := range []string{"欧阳明德", "郑一鸣", "市水利局刘长河"} {
		m.is("10.3 冒号后的首字对齐", m.last(name).left, first.left, glyph)
	}
	for _, name := range []string{"周　敏", "吴　静", "钱　九", "市财政局冯世杰", "市自然资源和规划局许　诺", "市应急管理局马安民", "市城市管理和综合行政执法局赵一二", "市医保局钱　三"} {
		m.last(name)
	}
	for _, label := range []string{"出席：", "请假：", "列席："} {
		m.is("10.3 左空二字", m.last(label).left, blockLeft+2*character, exact)
	}
}

// preprinted: nothing red is printed, and the rest stands as if it were.
func preprinted(m measured) {
	for _, item := range m.pages[0].Items {
		if t, ok := item.(*frame.Text); ok && t.Color.R > 0 {
			m.Errorf("套打: %q is printed in red", t.String)
		}
	}
	if n := len(m.rules(1, true)); n > 0 {
		m.Errorf("套打: %d red lines are printed", n)
	}
	number, title := m.line(1, "云政办发〔2024〕5号"), m.line(1, "云岭市人民政府办公室关于")
	m.is("套打 文号之下 4 mm, 红线之下二行", title.top-number.foot, 4+0.5+2*linePitch, exact)
	m.is("套打 居中", (number.left+number.right)/2, axis, glyph)
}

// turnedPages: 8. A sheet is turned so that its left edge is above: what is x on a sheet
// is y on one that is turned, and the foot of the 版心 is at the left.
func turnedPages(m measured) {
	turned := 0
	for _, page := range m.pages {
		if page.Width <= page.Height {
			continue
		}
		turned++
		var first, last float64 // where the number's dashes begin and end
		for _, item := range page.Items {
			t, ok := item.(*frame.Text)
			if !ok || strings.TrimSpace(t.String) == "" || t.String == "续表" {
				continue
			}
			x, y, size := mm(t.X), mm(t.Y), mm(t.Size)
			if !t.Down {
				if x < 297-blockFoot-exact || x > 297-blockTop || y < blockLeft || y > blockRight {
					m.Errorf("8: page %d: %q stands at %.2f, %.2f mm", page.Number, t.String, x, y)
				}
				continue
			}
			m.is("8 页码位置与一般页相同", x+size*0.38, 297-blockFoot-7, 0.1)
			if first == 0 {
				first = y
			}
			last = y
			for _, g := range t.Glyphs {
				last += mm(g.Advance)
			}
		}
		if page.Number%2 == 0 {
			m.is("7.5 双页码居左空一字", first, blockLeft+14*mmPerPoint, glyph)
		} else {
			m.is("7.5 单页码居右空一字", last, blockRight-14*mmPerPoint, glyph)
		}
	}
	if turned < 4 {
		m.Errorf("8: %d pages are turned", turned)
	}
}
