package numeral

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/internal/growth"
)

// said lists the numbers of text: what they are written with and the range.
func said(text string) string {
	runes := []rune(text)
	var list []string
	for _, t := range Scan(runes) {
		q := t.Quantity
		q.Text = ""
		kind := [...]string{Count: "", Percentage: "%", Year: "年"}[t.Kind]
		list = append(list, fmt.Sprintf("%s=%s%s", string(runes[t.Start:t.End]), q, kind))
	}
	return strings.Join(list, " ")
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"digits", "收到申请26件", "26=26"},
		{"thousands marks", "对2,486条存量信息", "2,486=2486"},
		{"a comma that parts two numbers", "第3,26件", "3=3 26=26"},
		{"a blank between thousands", "2 486条", "2 486=2486"},
		{"decimals", "平均15.5个工作日", "15.5=15.5"},
		{"a zero", "收到0件", "0=0"},
		{"万 is rounded to what is written", "公开1.2万条", "1.2万=11500—12500"},
		{"万 of a large number", "173769万条", "173769万=1737685000—1737695000"},
		{"万 of money", "12.386万元", "12.386万=123855—123865"},
		{"千", "3千条", "3千=2500—3500"},
		{"万亿", "1万亿元", "1万亿=500000000000—1500000000000"},
		{"余 behind tens", "30余件", "30余=31—39"},
		{"多 behind hundreds", "100多件", "100多=101—199"},
		{"余 behind ones", "5余件", "5余=5—6"},
		{"余 behind 万", "1.2万余条", "1.2万余=12000—12999"},
		{"余 before 万", "10余万条", "10余万=100000—199999"},
		{"近", "近30件", "近30=25—30"},
		{"近 of another word", "附近3件", "3=3"},
		{"约", "约30件", "约30=25—35"},
		{"约 of another word", "公约3条", "3=3"},
		{"左右", "30件左右", "30=25—35"},
		{"超过", "超过100件", "超过100=100以上"},
		{"以上", "20件以上", "20=20以上"},
		{"不少于", "每月不少于2次", "不少于2=2以上"},
		{"不超过", "不超过5件", "不超过5=0—5"},
		{"以内", "5件以内", "5=0—5"},
		{"a range", "3至5件", "3至5=3—5"},
		{"numbers joined that are no range", "010-0012345", "010=10 0012345=12345"},
		{"a percentage", "增长12.5%", "12.5=12.5%"},
		{"a Chinese percentage", "占百分之四十一", "百分之四十一=41%"},
		{"a Chinese percentage with decimals", "占百分之四十一点六七", "百分之四十一点六七=41.67%"},
		{"a hundred per cent", "百分之百", "百分之百=100%"},
		{"per cent of digits", "百分之12.5", "百分之12.5=12.5%"},
		{"a year", "2023年", "2023=2023年"},
		{"a year in Chinese", "二〇二三年", "二〇二三=2023年"},
		{"years that are a number", "共2023件", "2023=2023"},
		{"Chinese tens", "三百二十件", "三百二十=320"},
		{"Chinese with 零", "一千零五件", "一千零五=1005"},
		{"Chinese 万", "一万两千三百件", "一万两千三百=12300"},
		{"Chinese 万 with 零", "三万零五件", "三万零五=30005"},
		{"Chinese 万 alone is rounded", "三万件", "三万=25000—35000"},
		{"半", "两万半", "两万半=24500—25500"},
		{"ten", "十件", "十=10"},
		{"十余", "十余件", "十余=11—19"},
		{"十几", "十几件", "十几=11—19"},
		{"三十多", "三十多次", "三十多=31—39"},
		{"二十余万", "二十余万条", "二十余万=200000—299999"},
		{"两件", "收到两件", "两=2"},
		{"零", "收到零件，投诉均为零。", "零=0 零=0"},
		{"two digits are a range", "三五件", "三五=3—5"},
		{"a Chinese number in front of 万 of digits", "2亿", "2亿=150000000—250000000"},
		{"words with numerals count nothing", "一体化平台十分便民，千方百计，一是、二是，一一对照，上一年度、下一年、同一个，第三季度，十四五规划，三安全一稳定，四类过程性信息", ""},
		{"names with digits", "A4纸、COVID19、12345热线", "4=0以上 19=0以上 12345=12345"},
		{"too many digits are no number", "99999999999999999件", "99999999999999999=0以上"},
		{"too many decimals are no number", "0.12345678件", "0=0 12345678=12345678"},
		{"parts of a whole are meant to a few in a hundred", "三分之二，约四分之一", "三分之二=63.67—69.67% 约四分之一=20.75—29.25%"},
		{"parts that are none", "三分之三、三分之五、三分之二十、一分之一、三分之", "二十=20"},
		{"halves", "一半，超过一半，半数，过半，近半，近一半", "一半=50% 超过一半=50以上% 半数=50% 过半=50以上% 近半=45—50% 近一半=45—50%"},
		{"halves of something else", "一半年，下一半，近半年，过半天", ""},
		{"hundreds and thousands without a digit", "近千件，上百条，不足百件，超过万件，已过千件，百余件，千余条", "近千=800—1000 上百=100以上 不足百=0—100 超过万=10000以上 过千=1000以上 百余=101—199 千余=1001—1999"},
		{"hundreds that are no number", "网上百件，百件，数千条，过百分", ""},
		{"a little more", "50件出头，64%出头，五十出头", "50=50—55 64=64—67.2% 五十=50—55"},
		{"doubled", "翻一番，翻了一番，一番努力", "一番=100% 一番=100%"},
		{"nothing", "", ""},
	} {
		if got := said(c.text); got != c.want {
			t.Errorf("%s: %s: %s, want %s", c.name, c.text, got, c.want)
		}
	}
}

// FuzzScan: tokens lie in the text, in order, and an exact one is not below zero.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"收到申请近1.2万余件以上", "百分之四十一点六七", "三百二十", "二〇二三年", "3至5件，2,486条", "十四五", "一万亿半", "约约约9", "百分之", "零零零零零"} {
		f.Add(s)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text, at := []rune(s), 0
		for _, token := range Scan(text) {
			if token.Start < at || token.Digits < token.Start || token.End <= token.Digits || token.End > len(text) {
				t.Fatalf("token %+v of %q, the one before ends at %d", token, s, at)
			}
			at = token.End
			if q := token.Quantity; q.Exact() && q.Low.IsNegative() || !q.Open && q.High.LessThan(q.Low) {
				t.Fatalf("%q of %q stands for %s to %s", q.Text, s, q.Low, q.High)
			}
		}
	}))
}
