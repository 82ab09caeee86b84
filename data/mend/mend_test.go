package mend

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/source"
)

func TestWhatHasOneRightForm(t *testing.T) {
	for name, c := range map[string]struct{ was, want string }{
		"punctuation":              {"a: 全年公开12件,其中规章2件;解读:3篇!\n", "a: 全年公开12件，其中规章2件；解读：3篇！\n"},
		"after a figure":           {"a: 占98%,其中12,345件在9:30前办结\n", "a: 占98%，其中12,345件在9:30前办结\n"},
		"full stop at an end":      {"a: |\n  全年公开31条，收到申请2件.\n  他说：“都公开了，没有问题.”\n\n  收费３.\n", "a: |\n  全年公开31条，收到申请2件。\n  他说：“都公开了，没有问题。”\n\n  收费3.\n"},
		"full stop inside":         {"a: 公开信息31条.其中规章2件，都已解读.同时更新指南\n", "a: 公开信息31条。其中规章2件，都已解读。同时更新指南\n"},
		"points that are no stops": {"a: |\n  ## 一.主动公开，依申请公开.\n  一.主动公开，二.依申请公开\n  第一.同时公布，买买提.吐尔逊同志负责，No.5、A.甲、1.乙，还有……等...\n  短句.\n", "a: |\n  ## 一.主动公开，依申请公开.\n  一.主动公开，二.依申请公开\n  第一.同时公布，买买提.吐尔逊同志负责，No.5、A.甲、1.乙，还有……等...\n  短句.\n"},
		"brackets":                 {"a: (一)主动公开(共3件)和 f(x)\n", "a: （一）主动公开（共3件）和 f(x)\n"},
		"titles":                   {"a: 《关于贯彻<条例>的意见》《印发《办法》的通知》\n", "a: 《关于贯彻〈条例〉的意见》《印发〈办法〉的通知》\n"},
		"single titles":            {"a: 按照〈条例〉和<办法（试行）>，1<甲，乙>2\n", "a: 按照《条例》和《办法（试行）》，1<甲，乙>2\n"},
		"full-width figures":       {"a: 占１２.５％，收费３．５万元，共１２件\n", "a: 占12.5%，收费3.5万元，共12件\n"},
		"title not closed":         {"a: 《印发《办法》的通知\n", "a: 《印发《办法》的通知\n"},
		"radicals":                 {"a: ⾏政⾦额\n", "a: 行政金额\n"},
		"blanks":                   {"a: 全年 工作，  平稳 3 件\n", "a: 全年工作，平稳 3 件\n"},
		"less and greater":         {"a: 水温<5度且流量>3度，《甲<5且乙>3》\n", "a: 水温<5度且流量>3度，《甲<5且乙>3》\n"},
		"titles in double marks":   {"a: 详见<<条例>>。\n", "a: 详见《条例》。\n"},
		"what is escaped":          {"a: 水情\\(甲\\)，1\\<乙\\>\n", "a: 水情\\(甲\\)，1\\<乙\\>\n"},
		"mixed brackets":           {"a: 公开（含12条)和(含3条）。\n", "a: 公开（含12条）和（含3条）。\n"},
		"years of documents":       {"a: 依据国办发(2021)30号和某政办【2022】7号，(2021)年\n", "a: 依据国办发〔2021〕30号和某政办〔2022〕7号，（2021）年\n"},
		"blanks before marks":      {"a: 水情 ,供水 ;\n", "a: 水情，供水；\n"},
		"lists of names":           {"a: 联系人：张三  李四 王明，成员李四 王明 赵六。编制：张三 李四\n", "a: 联系人：张三  李四 王明，成员李四 王明 赵六。编制：张三 李四\n"},
		"a figure at the end":      {"a: 全年公开31条，占1.5.\nb: 全年公开31条，占12%.\n", "a: 全年公开31条，占1.5。\nb: 全年公开31条，占12%。\n"},
		"blanks for names":         {"a: 张\u3000三\n", "a: 张\u3000三\n"},
		"comment and order":        {"# 注释,不动 (一)\nb:   '全年,平稳'  # 甲,乙\na: [1, 2]\n", "# 注释,不动 (一)\nb:   '全年，平稳'  # 甲,乙\na: [1, 2]\n"},
		"a block":                  {"a: |\n  ## 一 二\n  甲,乙\n\n  丙 丁\n", "a: |\n  ## 一二\n  甲，乙\n\n  丙丁\n"},
		"a folded block":           {"a: >\n  甲,乙\n  丙,丁\n", "a: >\n  甲，乙\n  丙，丁\n"},
		"links":                    {"a: 见[网站](图,片.png),<http://a.cn/?甲,乙>和 http://a.cn/a,b 等,好\n", "a: 见[网站](图,片.png),<http://a.cn/?甲,乙>和 http://a.cn/a,b 等，好\n"},
		"a chart":                  {"a: |\n  图表：\n    类型: 折线图\n    行: [甲, 乙]\n\n  甲,乙\n", "a: |\n  图表：\n    类型: 折线图\n    行: [甲, 乙]\n\n  甲，乙\n"},
		"fenced":                   {"a: |\n  ```chart\n  甲,乙: 1\n  ```\n  甲,乙\n", "a: |\n  ```chart\n  甲,乙: 1\n  ```\n  甲，乙\n"},
		"date":                     {"sign_off: {date: 2025/1/20}\n", "sign_off: {date: 2025-01-20}\n"},
		"date in Chinese":          {"落款: {成文日期: 二〇二五年一月二十日}\n", "落款: {成文日期: 2025-01-20}\n"},
		"figures":                  {"a: [1, '2,345', 0.10]\nb: {value: 22, note: 其中,修订16件}\n", "a: [1, '2,345', 0.10]\nb: {value: 22, note: 其中,修订16件}\n"},
		"JSON":                     {"{\"a\": \"全年,平稳\", \"b\": 1}", "{\"a\": \"全年，平稳\", \"b\": 1}"},
		"JSON with escapes":        {"{\"a\": \"全\\u5e74,平\\t稳\"}", "{\"a\": \"全\\u5e74，平\\t稳\"}"},
		"byte order mark":          {"\ufeffa: 甲,乙\r\nb: 丙,丁\r\n", "\ufeffa: 甲，乙\r\nb: 丙，丁\r\n"},
		"no Chinese":               {"a: one, two (three)\n", "a: one, two (three)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			edits, said := Edits("f", []byte(c.was))
			if said.HasErrors() {
				t.Fatal(said)
			}
			got := Apply([]byte(c.was), edits)
			if string(got) != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if again, _ := Edits("f", got); len(again) > 0 {
				t.Errorf("there is more to mend: %v", again)
			}
		})
	}
}

func TestExamplesHaveNothingToMend(t *testing.T) {
	files, err := filepath.Glob("../../examples/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if edits, said := Edits(name, content); said.HasErrors() || len(edits) > 0 {
			t.Errorf("%s: %v %v", name, edits, said)
		}
	}
}

func TestAFileWithFaultsIsNotMended(t *testing.T) {
	if edits, said := Edits("f.yaml", []byte("a: 甲,乙\n  b: [\n")); !said.HasErrors() || edits != nil {
		t.Errorf("edits %v, said %v", edits, said)
	}
}

// FuzzEdits: edits are in order and within the file, and keep it readable.
func FuzzEdits(f *testing.F) {
	for _, seed := range []string{"a: 甲,乙 丙(丁)\n", "a: |\n  《甲<乙>》\n", "{\"a\": \"甲,乙\"}", "date: 2025.1.20\n", "a: \"甲\\n,乙\"\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		edits, said := Edits("f", content)
		if said.HasErrors() {
			return
		}
		at := 0
		for _, e := range edits {
			if e.Start < at || e.End < e.Start || e.End > len(content) {
				t.Fatalf("edit %v behind %d", e, at)
			}
			at = e.End
		}
		if _, said := source.Parse("f", Apply(content, edits)); said.HasErrors() {
			t.Errorf("what was mended cannot be read: %v", said)
		}
	}))
}

// TestTheSupplementIsMended: characters of another number of bytes than those they stand for.
func TestTheSupplementIsMended(t *testing.T) {
	const before, after = "agency: 某\U0002F8D0局\noverview: |\n  甲,\U0002F800乙。\n", "agency: 某㬈局\noverview: |\n  甲，丽乙。\n"
	edits, said := Edits("r.yaml", []byte(before))
	if got := string(Apply([]byte(before), edits)); got != after {
		t.Errorf("%q %v", got, said)
	}
}
