package html

import (
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

// The pages are invented after the shapes that portals have.

const smallTable = `<table border="1"><tr><td colspan="2">第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td>本年处理决定数量</td></tr>
<tr><td>行政许可</td><td>12</td></tr>
<tr><td>行政处罚</td><td>3</td></tr>
<tr><td>行政强制</td><td>&nbsp;0&nbsp;</td></tr></table>
`

const smallTableRead = `|0 1x2 第二十条第（五）项|
|0 1x1 信息内容|1 1x1 本年处理决定数量|
|0 1x1 行政许可|1 1x1 12|
|0 1x1 行政处罚|1 1x1 3|
|0 1x1 行政强制|1 1x1 0|
`

func TestReportAmongTheTextOfAPortal(t *testing.T) {
	reads(t, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>某局2023年政府信息公开工作年度报告_某区人民政府</title>
<style>.x{color:red}</style><script>document.write("<p>一、脚本</p>")</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="list"><a href="/2022.html">一、某局2022年政府信息公开工作年度报告</a></div>
<div class="main"><h1>某局2023年政府信息公开工作年度报告</h1>
<div class="info"><span>发布时间：2024-01-20</span><span>浏览次数：123</span></div>
<div class="share">分享到：</div>
<div class="text"><div id="zoom">
<p>　　根据《中华人民共和国政府信息公开条例》的规定，编制本报告。数据从1月1日起，到12月31日止。</p>
<p><strong>一、总体情况</strong></p>
<p>&nbsp;&nbsp;&nbsp;&nbsp;全年公开<b>信息</b>326条，见<a href="https://www.example.cn/zw/">专栏</a>和<a href="/zw/">公报</a>。</p>
<p>二、主动公开政府信息情况</p>
`+smallTable+`<p>六、其他需要报告的事项<br>　　无。</p>
</div></div></div>
<div class="foot">主办单位：某区人民政府　网站标识码：123<br>ICP备1号</div>
</body></html>`,
		`H1 某局2023年政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》的规定，编制本报告。数据从1月1日起，到12月31日止。
**一、总体情况**
全年公开**信息**326条，见<专栏 https://www.example.cn/zw/>和公报。
二、主动公开政府信息情况
`+smallTableRead+`六、其他需要报告的事项
无。
`,
		"r.html:3:22: 说明: 网页上报告以外的导航、页脚等文字没有读入（7 段，81 字），紧挨着报告的是：“一、某局2022年政府信息公开工作年度报……”；“发布时间：2024-01-20浏览次数：……”；“分享到：”；“主办单位：某区人民政府 网站标识码：12……”\n")
}

func TestReportInTablesThatOnlyArrangeThePage(t *testing.T) {
	reads(t, `<html><body><table width="1000"><tr><td><table><tr><td><a href="/">首页</a></td><td>2024年2月1日</td></tr></table></td></tr>
<tr><td><table><tr><td width="200"><a href="/x">信息公开年报</a></td><td>
<table><tr><td align=center class=title>某镇人民政府2022年政府信息公开年度报告</td></tr><tr><td>发布日期：2023-01-12</td></tr></table>
<table><tr><td><p>一、总体情况</p><p>认真做好公开工作。</p><p>二、主动公开政府信息情况</p>
`+smallTable+`<p>三、收到和处理政府信息公开申请情况</p></td></tr></table>
</td></tr></table></td></tr><tr><td>版权所有</td></tr></table></body></html>`,
		`某镇人民政府2022年政府信息公开年度报告
一、总体情况
认真做好公开工作。
二、主动公开政府信息情况
`+smallTableRead+`三、收到和处理政府信息公开申请情况
`,
		"r.html:1:41: 说明: 网页上报告以外的导航、页脚等文字没有读入（4 段，37 字），紧挨着报告的是：“信息公开年报”；“发布日期：2023-01-12”；“版权所有”\n")
}

func TestTitleOfTheWindowWhereThePageShowsNone(t *testing.T) {
	reads(t, `<title>某局2023年政府信息公开工作年度报告_某区</title><body><div><p>一、总体情况</p><p>好。</p><p>二、问题</p></div>`,
		"H1 某局2023年政府信息公开工作年度报告\n一、总体情况\n好。\n二、问题\n",
		"r.html:1:1: 说明: 网页里没有找到报告的标题，取了窗口的标题\n")
}

func TestPrefaceAboveTheElementOfTheSections(t *testing.T) {
	reads(t, `<body><ul><li>首页</li></ul><div><h2>某局2023年<br>政府信息公开工作年度报告</h2><p>来源：本站</p>
<div>根据《中华人民共和国政府信息公开条例》的有关规定，现将本机关二〇二三年的情况报告如下，并向社会公布。</div>
<section><h3>一、总体情况</h3><p>好。</p><h3>二、问题</h3></section></div></body>`,
		`H2 某局2023年
H2 政府信息公开工作年度报告
根据《中华人民共和国政府信息公开条例》的有关规定，现将本机关二〇二三年的情况报告如下，并向社会公布。
H3 一、总体情况
好。
H3 二、问题
`,
		"r.html:1:11: 说明: 网页上报告以外的导航、页脚等文字没有读入（2 段，7 字），紧挨着报告的是：“首页”；“来源：本站”\n")
}

func TestPageSavedByWord(t *testing.T) {
	reads(t, `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><!--[if gte mso 9]><xml><o:p>设置</o:p></xml><![endif]--></head>
<body lang=ZH-CN><div class=Section1>
<p class=MsoNormal><b><span style='font-size:22.0pt'>某局2023年政府信
息公开工作年度报告<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]><span
style='font-weight:bold'>总体情况</span></p>
<p class=MsoNormal>共 <span lang=EN-US>12</span>
件，<span style='mso-hide:all'>看不见</span><span style='display:none'>也看不见</span>全部
按期答复。</p>
<table class=MsoTableGrid><tr style='height:1pt'><td rowspan=2>甲<o:p></o:p></td><td><p class=MsoNormal>1<o:p></o:p></p></td></tr>
<tr><td><p>2</p><p>3</p></td></tr><tr><td>乙</td><td>4</td></tr></table>
<!--[if gte vml 1]><v:shape alt="旧图"/><![endif]--><![if !vml]><img width=400 height=300 src="a.files/1.png" alt="流程图"><![endif]>
</div></body></html>`,
		`**某局2023年政府信息公开工作年度报告**
一、  **总体情况**
共 12 件，全部按期答复。
|0 2x1 甲|1 1x1 1|
|1 1x1 2/3|
|0 1x1 乙|1 1x1 4|
PICTURE 流程图
`, "r.html:8:1: 说明: 隐藏的文字没有读入（2 处）：“看不见”；“也看不见”\n")
}

func TestTablesThatAreWrong(t *testing.T) {
	for _, test := range []struct{ name, table, want, said string }{
		{"a cell of no rows goes to the end of its group",
			`<tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3</tbody>`,
			"|0 2x1 甲|1 1x1 1|\n|1 1x1 2|\n|0 1x1 乙|1 1x1 3|\n", ""},
		{"spans that are none are one",
			`<tr><td rowspan=-2 colspan=x>甲<td colspan=0>1<td rowspan="1.5">2<td>3`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n", ""},
		{"spans over more than the table",
			`<tr><td rowspan=99>甲<td colspan=99999999999999999999>1<tr><td>2<tr><td>3`,
			"|0 3x1 甲|1 1x256 1|\n|1 1x1 2|\n|1 1x1 3|\n",
			"r.html:1:18: 说明: 单元格合并的行数或列数不对，按表格实际的大小读取（2 处）：“rowspan=99”；“colspan=999999999999……”\n"},
		{"a foot that stands first comes last",
			`<tfoot><tr><td>计<td>3<tbody><tr><td>甲<td>1<tr><td>乙<td>2`,
			"|0 1x1 甲|1 1x1 1|\n|0 1x1 乙|1 1x1 2|\n|0 1x1 计|1 1x1 3|\n", ""},
		{"hidden rows and cells are not there",
			`<tr hidden><td>无<td>9<tr><td>甲<td style="display: NONE">8<td>1<td>2<td>3`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n", "r.html:1:14: 说明: 隐藏的文字没有读入（2 处）：“无9”；“8”\n"},
		{"a caption stands before its table",
			`<caption>表一</caption><tr><td>甲<td>1<td>2<td>3`,
			"表一\n|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n", ""},
		{"a table inside a cell of figures becomes text",
			`<tr><td>甲<td>1<td>2<td>3<td><table><tr><td>4<td>件</table>`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|4 1x1 4\t件|\n",
			"r.html:1:7: 说明: 表格里套的表格读成了单元格的文字（1 处）\n"},
		{"a picture in place of a table",
			`<tr><td><img src="table.png" alt="主动公开政府信息情况表">`,
			"PICTURE 主动公开政府信息情况表\n", ""},
		{"figures that stand in a form",
			`<tr><td>甲<td><input value="1"><td><input type=hidden value="7"><input type=text value="2"><td>3`,
			"|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			reads(t, `<body><table>`+test.table+`</table>`+long, test.want+long+"\n", test.said)
		})
	}
}

// long is text that makes a page one that shows something.
const long = "某局在全年的工作里坚持以公开为常态、不公开为例外，主动回应社会关切，公开各类信息，办理各类申请，全部按期答复。" +
	"某局在全年的工作里坚持以公开为常态、不公开为例外，主动回应社会关切，公开各类信息，办理各类申请，全部按期答复。"

func TestBlanksAndLines(t *testing.T) {
	for _, test := range []struct{ name, page, want string }{
		{"line ends between Chinese characters are none", "<p>甲\n  乙 丙\n“丁”\nA\nB</p>", "甲乙 丙“丁” A B\n"},
		{"blanks that do not collapse", "<p>甲&nbsp;&nbsp;乙&#x200B;&#xFEFF;&emsp;</p>", "甲  乙\n"},
		{"blanks over the borders of elements", "<p>a <b> b</b> c</p>", "a **b** c\n"},
		{"lines are paragraphs", "<div>甲<br>乙<p>丙</p>丁<div>戊</div></div>", "甲\n乙\n丙\n丁\n戊\n"},
		{"text whose lines count", "<pre>甲  乙\n\n丙</pre><p style='white-space:pre-wrap'>丁\n戊</p>", "甲  乙\n丙\n丁\n戊\n"},
		{"bold by weight", "<p style='font-weight:700'>甲<span style='font-weight:400'>乙</span></p>", "**甲**乙\n"},
		{"headings that are text", "<h3>" + long + "</h3><h2>甲<br>乙</h2>", long + "\nH2 甲\nH2 乙\n"},
		{"ornaments are no pictures", "<p><img src=i.gif width=16 height=16>甲<img src=p.jpg title=图一></p>", "甲\nPICTURE 图一\n"},
		{"links that lead nowhere are text", "<p><a href='javascript:x()'>甲</a><a href=' http://a.cn/?b=1&amp;c=2 '>乙</a><a href='file.pdf'>丙</a></p>", "甲<乙 http://a.cn/?b=1&c=2>丙\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, _ := Read(t.Context(), "r.html", []byte(test.page))
			if got := flowtest.Dump(d); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPlacesAreThoseOfTheTags(t *testing.T) {
	d, _ := Read(t.Context(), "r.html", []byte("\uFEFF<p>甲</p>\r\n  <p>乙<br>\n丙</p>\n<!-- x\n--><table>\n<tr><td>丁</td><td>1</td></tr>\n</table>"))
	var got []string
	for _, b := range d.Blocks {
		got = append(got, b.Pos.String())
		if b.Table != nil {
			for _, c := range b.Table.Rows[0].Cells {
				got = append(got, c.Pos.String())
			}
		}
	}
	want := []string{"r.html:1:1", "r.html:2:3", "r.html:2:7", "r.html:5:4", "r.html:6:5", "r.html:6:15"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestWhatIsNotReadIsSaid(t *testing.T) {
	reads(t, `<body><iframe src="/pdf/2023.pdf">内容</iframe><p>上</p><ol><li>甲</li></ol><ruby>乙<rt>yǐ</rt></ruby><p>下</p></body>`, "上\n甲\n乙\n下\n",
		`r.html: 警告: 网页里几乎没有文字：内容可能在框架、附件里，或者由脚本生成
r.html:1:7: 说明: 框架和嵌入的文件没有读入（1 处）：“/pdf/2023.pdf”
r.html:1:80: 说明: 文字上方的拼音没有读入（1 处）：“yǐ”
r.html:1:54: 说明: 列表前自动编的号没有读入（1 处）：“甲”
`)
}
