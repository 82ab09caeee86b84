package pdf

import (
	"crypto/md5"
	"strings"
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

const report = "year: 2024\n"

// carrying is a file with attachments, each with the size and checksum of
// report whatever it holds.
func carrying(t testing.TB, relationship pdfread.Name, contents ...string) []byte {
	sum := md5.Sum([]byte(report))
	return padestest.Update(t, padestest.Export(t, pdf.Options{}, padestest.Pages(t)), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
		var list pdfread.Array
		for _, content := range contents {
			file := u.Add(&pdfread.Stream{
				Dict: pdfread.Dict{"Type": pdfread.Name("EmbeddedFile"), "Params": pdfread.Dict{
					"Size": int64(len(report)), "CheckSum": pdfread.String{Value: string(sum[:])},
				}},
				Raw: []byte(content),
			})
			list = append(list, u.Add(pdfread.Dict{
				"Type": pdfread.Name("Filespec"), "UF": pdfread.String{Value: "2024.yaml"},
				"AFRelationship": relationship, "EF": pdfread.Dict{"F": file},
			}))
		}
		catalog["AF"] = list
		u.Set(root, catalog)
	})
}

func TestSourceIsTheAttachedReportFile(t *testing.T) {
	got, fault := StandardLimits().Source(carrying(t, "Source", report))
	if fault != nil || got.Name != "2024.yaml" || string(got.Data) != report {
		t.Errorf("got %+v, %v", got, fault)
	}
}

func TestSourceSaysWhyThereIsNone(t *testing.T) {
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"nothing attached", "没有附报告文件", padestest.Export(t, pdf.Options{}, padestest.Pages(t))},
		{"another relationship", "没有附报告文件", carrying(t, "Supplement", report)},
		{"two reports", "几个报告文件", carrying(t, "Source", report, report)},
		{"another size", "大小或校验值不符", carrying(t, "Source", report+"#")},
		{"another content", "大小或校验值不符", carrying(t, "Source", strings.Replace(report, "4", "5", 1))},
		{"no PDF", "读不了", []byte(report)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, fault := StandardLimits().Source(c.data); fault == nil || !strings.Contains(fault.ZH, c.want) {
				t.Errorf("got %v, want %s", fault, c.want)
			}
		})
	}
}

// TestSourceHasLimits: whoever serves others gives a file less.
func TestSourceHasLimits(t *testing.T) {
	file := carrying(t, "Source", report, report)
	for name, lower := range map[string]func(l *Limits){"unpacked": func(l *Limits) { l.Unpacked = 10 }, "附件太多": func(l *Limits) { l.Steps = 1 }} {
		l := StandardLimits()
		lower(&l)
		if _, fault := l.Source(file); fault == nil || name == "附件太多" && !strings.Contains(fault.ZH, name) {
			t.Errorf("%s: %v", name, fault)
		}
	}
}
