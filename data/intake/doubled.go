package intake

import "gongwen/internal/diag"

// isTwo reports whether a document is two reports: most headings come again with
// text of their own.
func (r *reading) isTwo() bool { return len(r.again) > 1 && 2*len(r.again) >= r.exact }

// two is the error of a document that is two reports. Which one is meant cannot
// be known, and their text and figures must not be mixed.
func (r *reading) two() diag.Diagnostic {
	first := r.again[0]
	return diag.Errorf(first.Pos, "从这里起各个标题又出现了一遍，文件里像是有两份报告：%s", "from here on the headings come again, the file seems to hold two reports: %s", shown(first.Text())).
		WithHint("每份报告单独存成一个文件，分别导入", "save each report in a file of its own and import them one by one")
}
