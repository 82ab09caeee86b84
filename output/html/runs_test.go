package html

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

// written is runs as they stand in a paragraph.
func written(t *testing.T, runs ...doc.Run) string {
	t.Helper()
	d := &doc.Document{Body: []doc.Block{&doc.Paragraph{Style: "body", Runs: runs}}}
	page := string(export(t, d, Options{Fragment: true}))
	_, after, _ := strings.Cut(page, "<p>")
	inside, _, found := strings.Cut(after, "</p>")
	if !found {
		t.Fatalf("no paragraph in %s", page)
	}
	return inside
}

func TestRuns(t *testing.T) {
	for name, test := range map[string]struct {
		runs []doc.Run
		want string
	}{
		"markup is text":         {[]doc.Run{{Text: `<b>"R&D"</b>&amp;`}}, `&lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt;&amp;amp;`},
		"characters as they are": {[]doc.Run{{Text: "𬒈“三”——\u3000…"}}, "𬒈“三”——\u3000…"},
		"line ends":              {[]doc.Run{{Text: "甲\n乙"}}, "甲<br>乙"},
		"bold":                   {[]doc.Run{{Text: "一"}, {Text: "二", Bold: true}, {Text: "三", Bold: true}, {Text: "四"}}, "一<strong>二三</strong>四"},
		"bold to the end":        {[]doc.Run{{Text: "二", Bold: true}, {Text: ""}}, "<strong>二</strong>"},
		"a link of two runs":     {[]doc.Run{{ID: 9, Text: "网", Link: "https://a.cn/"}, {ID: 9, Text: "站", Bold: true, Link: "https://a.cn/"}}, `<a href="https://a.cn/">网<strong>站</strong></a>`},
		"two links to one place": {[]doc.Run{{ID: 8, Text: "甲", Link: "https://a.cn/"}, {ID: 9, Text: "乙", Link: "https://a.cn/"}}, `<a href="https://a.cn/">甲</a><a href="https://a.cn/">乙</a>`},
		"a URL may be broken":    {[]doc.Run{{Text: "https://a.cn/b/?c=1&d=", Link: "https://a.cn/b/?c=1&d="}}, `<a href="https://a.cn/b/?c=1&amp;d=">https://<wbr>a.cn/<wbr>b/?<wbr>c=<wbr>1&amp;<wbr>d=</a>`},
		"words are no URL":       {[]doc.Run{{Text: "站/网", Link: "https://a.cn/"}}, `<a href="https://a.cn/">站/网</a>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := written(t, test.runs...); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestLinksLeadToTheWebAndToMailOnly(t *testing.T) {
	for link, want := range map[string]string{
		"http://www.fjsx.gov.cn/":           "http://www.fjsx.gov.cn/",
		"HTTPS://www.fjsx.gov.cn/a?b=1&c":   "https://www.fjsx.gov.cn/a?b=1&c",
		" https://www.fjsx.gov.cn/":         "https://www.fjsx.gov.cn/",
		"https://a.cn/政务公开":                 "https://a.cn/%E6%94%BF%E5%8A%A1%E5%85%AC%E5%BC%80",
		"https://a.cn/%E6%94%BF":            "https://a.cn/%E6%94%BF",
		`https://a.cn/"onclick="x`:          "https://a.cn/%22onclick=%22x",
		"mailto:xfj@example.gov.cn":         "mailto:xfj@example.gov.cn",
		"javascript:alert(1)":               "",
		"JavaScript:alert(1)":               "",
		"\x01javascript:alert(1)":           "",
		"java\nscript:alert(1)":             "",
		"data:text/html,<script>x</script>": "",
		"file:///etc/passwd":                "",
		"vbscript:x":                        "",
		"//a.cn/":                           "",
		"/zwgk/":                            "",
		"http:":                             "",
		"https://a.cn/政务 公开":                "",
		"https:///path":                     "",
		"mailto:":                           "",
		"":                                  "",
	} {
		got := address(link)
		if got != want {
			t.Errorf("address(%q) = %q, want %q", link, got, want)
		}
		text := written(t, doc.Run{Text: "网站", Link: link})
		if strings.HasPrefix(text, "<a ") != (want != "") || strings.Contains(text, `"onclick`) {
			t.Errorf("a run that links to %q is written %s", link, text)
		}
	}
}
