package load

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
)

// saying is the published report of 沭阳县发展和改革局 of 2023 with another text under
// 其他需要报告的事项, and what is said about it but for the rules named.
func saying(t *testing.T, text string, changes ...string) diag.List {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	content := figures(t, "shuyang-fagaiju-2023.json")
	begin := strings.Index(content, `"others": "`) + len(`"others": `)
	end := begin + 1 + strings.Index(content[begin+1:], `"`) + 1
	content = strings.NewReplacer(changes...).Replace(content[:begin] + string(quoted) + content[end:])
	return check(t, "r.json", content)
}

// TestTextRules: rules about the text find what they are for, and nothing in
// text that is sound.
func TestTextRules(t *testing.T) {
	tier.Long(t, "checks hundreds of reports")
	for _, c := range []struct {
		name, text string
		changes    []string
		want       []string
	}{
		{"F1: the circular of the trial format", "按照国办公开办函〔2019〕60号的格式编制。", nil, []string{"F1 “国办公开办函〔2019〕60号”"}},
		{"F1: with other brackets and blanks", "依据国办公开办函[2019] 60 号编制。", nil, []string{"F1 “国办公开办函[2019] 60 号”"}},
		{"F1: the name of the trial format", "按照《政府信息公开工作年度报告格式（试行）》编制。", nil, []string{"F1 “年度报告格式（试行）”"}},
		{"F1: the circular of the format", "按照国办公开办函〔2021〕30号的格式编制。", nil, nil},
		{"F1: other circulars of 2019", "国办公开办函〔2019〕61号、《办法（试行）》。", nil, nil},

		{"F4: a county by a character that looks alike", "可在沐阳县政府网站下载。", nil, []string{"F4 “沐阳县”的“沐”疑为“沭”之误"}},
		{"F4: the county and others of the city", "沭阳县、泗阳县、泗洪县联合发文，宿迁市转发。", nil, nil},
		{"F4: words with the character", "如沐春风，沐浴阳光。", nil, nil},
		{"F4: the name of the office", "沭阳县发展和改革局、沭阳县发展和改革委员会。", nil, nil},

		{"F6: another agency reports", "其他事项见说明，现公布沭阳县物价管理局2023年度政府信息公开工作年度报告。", nil, []string{"F6 “沭阳县物价管理局”"}},
		{"F6: another kind of agency speaks", "2023年，我委未收取信息处理费。", nil, []string{"F6 “我委”"}},
		{"F6: an agency of the same letters in another order", "编制并公布沭阳县改革和发展局2023年政府信息公开工作年度报告。", nil, []string{"F6 “沭阳县改革和发展局”"}},
		{"F6: a committee says 我局", "我局未收取信息处理费。", []string{"沭阳县发展和改革局", "沭阳县发展和改革委员会", "我单位", "我委"}, []string{"F6 “我局”"}},
		{"F6: the agency itself", "现公布沭阳县发展和改革局2023年政府信息公开工作年度报告。", nil, nil},
		{"F6: a short form", "编制并公布县发改局2023年政府信息公开工作年度报告。", nil, nil},
		{"F6: a short form with 政府", "现公布县政府发改局2023年政府信息公开工作年度报告。", nil, nil},
		{"F6: the government whose bureau it is", "现公布沭阳县人民政府2023年政府信息公开工作年度报告。", nil, []string{"F6 “沭阳县人民政府”"}},
		{"F6: a short form that is defined", "沭阳县发展和改革局（以下简称“县发改局”）未收取信息处理费。", nil, nil},
		{"F6: 本机关, 我局, 我单位", "公布本机关2023年政府信息公开年度报告。我局、我单位未收费。", nil, nil},
		{"F6: other agencies in the text", "县财政局、县数据局配合，督促各乡镇人民政府按时公布报告。", nil, nil},
		{"F6: 我 before a verb", "申请人说“由我委托他人领取”。", nil, nil},
		{"F6: a committee says 我委", "我委未收取信息处理费。", []string{"沭阳县发展和改革局", "沭阳县发展和改革委员会", "我局", "我委"}, nil},
		{"F6: a government says 我县", "我县未收取信息处理费，我局。", []string{"沭阳县发展和改革局", "沭阳县人民政府"}, nil},

		{"F7: brackets without words", "依据有关规定（）执行。", nil, []string{"F7 “（）”"}},
		{"F7: half-width brackets without words", "依据有关规定( )执行。", nil, []string{"F7 “( )”"}},
		{"F7: a number of a document without its end", "依据国办公开办函〔202112号文件。", nil, []string{"F7 “〔202112号”"}},
		{"F7: a number of a document of which digits are left", "依据国办公开办函〔202130编制。", nil, []string{"F7 “〔202130”"}},
		{"F7: a number of a document without its number", "依据国办公开办函〔2021〕号、省政府令第号。", nil, []string{"F7 “〔2021〕号”", "F7 “第号”"}},
		{"F7: empty brackets of a year, empty titles and quotes", "依据〔〕30号、《　》、“”。", nil, []string{"F7 “〔〕”", "F7 “《　》”", "F7 ““””"}},
		{"F7: brackets and numbers that are whole", "国办公开办函〔2021〕30号、国务院令第711号、苏政办发〔2022〕112号（见附件）、《条例》、“收费”。", nil, nil},
		{"F7: a bracket that is not closed", "公开信息120条（其中政策文件12条，解读8条。", nil, []string{"F7 “（其中政策文件”的括号没有配对"}},
		{"F7: a bracket that was not opened", "公开信息120条（含解读8条），其中政策文件12条）。", nil, []string{"F7 “政策文件12条）"}},
		{"F7: a bracket that is not closed around one that is", "公开信息（含网站（12条）和微信。", nil, []string{"F7 “（含网站”"}},
		{"F7: a title and a quotation that are not closed", "依据《条例第三十条。\n\n设“一窗受理专区。", nil, []string{"F7 “《条例第三十条”的书名号没有配对", "F7 ““一窗受理专区”的引号没有配对"}},
		{"F7: sentences in brackets and quotations", "公开信息12条。（含网站8条。另有微信4条。）群众说：“公开及时。内容全面。”见《条例》。", nil, nil},
		{"F7: brackets in brackets, numbers of lists, quotations in quotations", "公开信息（含网站（12条）和微信）。1）网站；2）微信。一）公报。“《条例》（以下称‘条例’）”。", nil, nil},
		{"F7: a place to be filled in that was emptied", "公开【】条信息。", nil, []string{"F7 “【】”"}},
		{"F5: brackets of which one half is half-width", "公开（含12条)和(含3条）。", nil, []string{"F5 “（含12条)”应写作“（含12条）”", "F5 “(含3条）”应写作“（含3条）”"}},
		{"F5: the year of a number of a document", "依据国办发(2021)30号和某政办【2022】7号，见〔2023〕8号。", nil, []string{"F5 “发(2021)30号”应写作“发〔2021〕30号”", "F5 “办【2022】7号”应写作“办〔2022〕7号”"}},
		{"F7: ordinals and numbers of houses", "第1号、次第、文号、编号第三号，邮编223600。", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := saying(t, c.text, c.changes...)
			var got []string
			for _, d := range said {
				got = append(got, d.Rule+" "+d.Message.ZH)
			}
			if len(got) != len(c.want) {
				t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			for i, w := range c.want {
				if !strings.HasPrefix(got[i], w) || said[i].Level != diag.Warning || said[i].Message.EN == "" {
					t.Errorf("got %s, want %s", got[i], w)
				}
			}
		})
	}
}

// TestTextOfTwoYears compares invented reports of a bureau: one that was
// copied but for the years, as a published one was for three years, and those
// that only follow the same outline.
func TestTextOfTwoYears(t *testing.T) {
	for _, c := range []struct{ name, now, want string }{
		{"copied", "copied-2023.yaml", "warning P6 “总体情况”的文字有 100% 与上年相同，如“2023年，我局按照《条例》要求，坚持以公开为常态、不公开为例外，扎实做…”“全年通过局门户网站、统计信息网主动公开信息312条，内容涵盖统计数据、统…”“重点公开了全市经济运行情况、居民收入、物价指数和第五次全国经济普查准备工…”\n" +
			"warning P6 “存在的主要问题及改进情况”的文字有 100% 与上年相同，如“虽然我局的政府信息公开工作取得了一定成绩，但与公众的期待相比还有差距：一…”“二是工作制度还不够健全，更新不够及时”“三是人员力量不足，业务水平有待提高”"},
		{"written anew", "written-2023.yaml", ""},
		{"the outline and set phrases of the year before", "outline-2023.yaml", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			previous, now := pair(t, "pair-2022.yaml"), pair(t, c.now)
			var lines []string
			for _, d := range rulesOf(t, now.Template).check(t, now, previous) {
				lines = append(lines, d.Level.String()+" "+d.Rule+" "+d.Message.ZH)
			}
			if got := strings.Join(lines, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// pair is a report of testdata/years. Its figures stand in figures.yaml, one
// for all.
func pair(t *testing.T, name string) *data.Report {
	t.Helper()
	text, err := os.ReadFile("testdata/years/" + name)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := os.ReadFile("testdata/years/figures.yaml")
	if err != nil {
		t.Fatal(err)
	}
	report, said := Report(name, append(text, figures...), library())
	if len(said) > 0 {
		t.Fatal(said)
	}
	return report
}

// TestNamesAreWrittenAsText: rules about how characters are written look at names too.
func TestNamesAreWrittenAsText(t *testing.T) {
	for _, c := range []struct {
		agency, signs string
		want          []string
	}{
		{"某局(人民防空办公室)", "某局(人民防空办公室)", []string{"F5 “(人民防空办公室)”应写作“（人民防空办公室）”"}},
		{"某局", "某局(公章)", []string{"F5 “(公章)”应写作“（公章）”"}},
		{"某局（人民防空办公室）", "某局（人民防空办公室）", nil},
	} {
		content := strings.Replace(figures(t, "shuyang-fagaiju-2023.json"), `"agency": "沭阳县发展和改革局"`,
			`"agency": "`+c.agency+`", "sign_off": {"agency": "`+c.signs+`", "date": "2024-01-20"}`, 1)
		var got []string
		for _, d := range check(t, "r.json", content) {
			if d.Rule == "F5" {
				got = append(got, d.Rule+" "+d.Message.ZH)
			}
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q", c.agency, got)
		}
	}
}
