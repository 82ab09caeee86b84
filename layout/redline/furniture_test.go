package redline

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

func masthead(id doc.NodeID, number string, signers ...string) *doc.Masthead {
	m := &doc.Masthead{
		ID: id, Corner: []*doc.Paragraph{para(id+1, "特急")}, Mark: []*doc.Paragraph{para(id+2, "某局文件")},
		Number: para(id+3, number), Signers: &doc.SignerList{Label: para(id+4, "签发人：")},
	}
	for i, name := range signers {
		m.Signers.Names = append(m.Signers.Names, para(id+5+doc.NodeID(i), name))
	}
	return m
}

func colophon(id doc.NodeID, copies, printed string) *doc.Colophon {
	return &doc.Colophon{ID: id, Rows: []doc.ColophonRow{{Text: para(id+1, copies)}, {Text: para(id+2, "某局办公室"), Right: para(id+3, printed)}}}
}

// TestMergeOfOfficialDocuments: 版头, 落款 and 版记 are merged part by part, and
// stand marked as a whole where only one of the documents has them.
func TestMergeOfOfficialDocuments(t *testing.T) {
	old := &doc.Document{Body: []doc.Block{
		masthead(100, "某发〔2023〕5号", "张三"), para(1, "各单位："), colophon(200, "抄送：甲局。", "2023年1月5日印发"),
	}}
	now := &doc.Document{Body: []doc.Block{
		masthead(100, "某发〔2024〕6号", "张三", "李四"), para(1, "各单位："), colophon(200, "抄送：甲局、乙局。", "2024年1月8日印发"),
	}}
	bare := &doc.Document{Body: []doc.Block{para(1, "各单位：")}}
	for _, c := range []struct {
		name      string
		old, now  *doc.Document
		want      string
		unchanged *doc.Document
	}{
		{"both", old, now, "特急\n某局文件\n某发〔[-2023〕5-]{+2024〕6+}号\n签发人：\n张三\n{+李四+}\n各单位：\n抄送：甲局{+、乙局+}。\n某局办公室\n[-2023-]{+2024+}年1月[-5-]{+8+}日印发\n", now},
		{"come", bare, old, "{+特急+}\n{+某局文件+}\n{+某发〔2023〕5号+}\n{+签发人：+}\n{+张三+}\n各单位：\n{+抄送：甲局。+}\n{+某局办公室+}\n{+2023年1月5日印发+}\n", old},
		{"gone", old, bare, "[-特急-]\n[-某局文件-]\n[-某发〔2023〕5号-]\n[-签发人：-]\n[-张三-]\n各单位：\n[-抄送：甲局。-]\n[-某局办公室-]\n[-2023年1月5日印发-]\n", old},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := shown(c.unchanged)
			if got := shown(Merge(c.old, c.now)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if shown(c.unchanged) != before {
				t.Error("a document that was merged is changed")
			}
		})
	}
}

// TestMergeKeepsWhatTheOldOneHasMoreOf: a part that the new document has no longer
// stands where it stood.
func TestMergeKeepsWhatTheOldOneHasMoreOf(t *testing.T) {
	old := masthead(100, "某发〔2023〕5号", "张三", "李四")
	old.Corner = append(old.Corner, para(120, "机密★1年"))
	old.Mark, old.Word = append(old.Mark, para(121, "某厅")), para(122, "文件")
	less := &doc.Masthead{ID: 100, Mark: []*doc.Paragraph{para(102, "某局文件")}}
	rows := colophon(200, "抄送：甲局。", "2023年1月5日印发")
	first := para(210, "乙局。")
	first.Label = doc.Label{Text: "主送：", Hang: 3}
	rows.Rows = append([]doc.ColophonRow{{Text: first}}, rows.Rows...)
	alone := func(name string, others ...string) *doc.SignOff {
		s := &doc.SignOff{Agency: *para(301, name), Date: *para(302, "2024年1月5日")}
		for i, other := range others {
			s.Others = append(s.Others, *para(303+doc.NodeID(i), other))
		}
		return s
	}
	stamped := func(names ...string) *doc.SignOff {
		s := &doc.SignOff{Date: *para(302, "2024年1月5日")}
		for i, name := range names {
			s.Signers = append(s.Signers, doc.Signatory{Post: *para(310+doc.NodeID(i), "县长"), Name: *para(320+doc.NodeID(i), name)})
		}
		return s
	}
	for _, c := range []struct {
		name     string
		old, now doc.Block
		want     string
	}{
		{"版头", old, less, "[-特急-]\n[-机密★1年-]\n某局文件\n[-某厅-]\n[-文件-]\n[-某发〔2023〕5号-]\n[-签发人：-]\n[-张三-]\n[-李四-]\n"},
		{"版记", rows, colophon(200, "抄送：甲局。", "2023年1月5日印发"), "[-主送：-][-乙局。-]\n抄送：甲局。\n某局办公室\n2023年1月5日印发\n"},
		{"版记 that grows", colophon(200, "抄送：甲局。", "2023年1月5日印发"), rows, "{+主送：+}{+乙局。+}\n抄送：甲局。\n某局办公室\n2023年1月5日印发\n"},
		{"署名", alone("某局", "某厅"), alone("某局"), "某局\n[-某厅-]\n2024年1月5日\n"},
		{"签署人", stamped("张三", "李四"), stamped("张三"), "县长\n张三\n[-县长-]\n[-李四-]\n2024年1月5日\n"},
		{"签署人 that come", stamped("张三"), stamped("张三", "李四"), "县长\n张三\n{+县长+}\n{+李四+}\n2024年1月5日\n"},
		{"persons for agencies", alone("某局", "某厅"), stamped("张三"), "[-某局-][-某厅-]{+县长+}\n{+张三+}\n2024年1月5日\n"},
		{"agencies for persons", stamped("张三"), alone("某局"), "[-县长-][-张三-]{+某局+}\n2024年1月5日\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(Merge(&doc.Document{Body: []doc.Block{c.old}}, &doc.Document{Body: []doc.Block{c.now}})); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestMergeOfWholeBlocks: blocks that one of the documents lacks are marked whole.
func TestMergeOfWholeBlocks(t *testing.T) {
	full := &doc.Document{Body: []doc.Block{
		&doc.Title{ID: 1, Lines: [][]doc.Run{runs("题目")}},
		&doc.Heading{ID: 2, Level: 2, Number: "（一）", Runs: runs("标题。"), Text: para(3, "接排的文字。")},
		&doc.List{ID: 4, Items: []*doc.Paragraph{para(5, "一项")}},
		&doc.Figure{ID: 6, Alt: "图", Caption: para(7, "图 1")},
		&doc.SignOff{Agency: *para(9, "某局"), Date: *para(10, "2024年1月5日")},
	}}
	const texts = "题目|标题。|接排的文字。|一项|图 1|某局|2024年1月5日"
	for _, c := range []struct {
		name       string
		old, now   *doc.Document
		open, shut string
	}{{"come", &doc.Document{}, full, "{+", "+}"}, {"gone", full, &doc.Document{}, "[-", "-]"}} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(Merge(c.old, c.now))
			want := ""
			for _, text := range strings.Split(texts, "|") {
				want += c.open + text + c.shut + "\n"
			}
			if got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
