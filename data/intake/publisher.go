package intake

import (
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// published is what a portal says of who published a page, and where the name ends.
var published = pattern.New(`(?:发布(?:机构|单位)|发文(?:机关|机构|单位)|公开(?:主体|机构|单位)|信息来源|来源|编制机关|制发机关|主办单位)\s*[】\]]?\s*[:：]\s*([^\s:：|/]+)`)

// publisher is who published a page by what stands around the report, empty
// where that does not say it. It is no more than likely the report's agency.
func publisher(front []flow.Block) string {
	for _, b := range front {
		lines := []string{b.Text()}
		if b.Kind == flow.Tabular {
			lines = nil
			for _, row := range b.Table.Rows {
				for i := 0; i+1 < len(row.Cells); i++ {
					lines = append(lines, strings.TrimRight(strings.Join(strings.Fields(row.Cells[i].Text), ""), ":：")+":"+strings.TrimSpace(row.Cells[i+1].Text))
				}
			}
		}
		for _, line := range lines {
			if m := published.FindStringSubmatch(line); m != nil && isName(cell.Compact(m[1])) {
				return m[1]
			}
		}
	}
	return ""
}

// announced is how a preface names the agency whose report follows: 现公布某局2023年政府信息公开
// 工作年度报告.
var announced = pattern.New(`(?:公布|发布|编制|将)[《“]?([^，。；：、《》“”\s]{2,40}?)(?:19|20)[0-9]{2}年度?(?:政府)?信息公开`)

// spokenOf is the agency that the text before the first heading names as the report's, empty
// where it names none. The same words may be of a government that asks for the report.
func spokenOf(front []flow.Block) string {
	for _, b := range front {
		if m := announced.FindStringSubmatch(b.Text()); m != nil && isName(cell.Compact(m[1])) {
			return m[1]
		}
	}
	return ""
}

// nameless is the error of a report whose title does not name its agency.
func (r *reading) nameless() diag.Diagnostic {
	d := diag.Errorf(r.pos, "没有找到机关名称", "the name of the agency was not found")
	if r.publisher != "" {
		return d.WithHint("标题里没有；页面上写着来源或发布机构“%s”，如果报告就是它的，加上 --agency %s", "the title does not have it; the page names %q as its source: if the report is theirs, give it with --agency %s", r.publisher, r.publisher)
	}
	if r.spoken != "" {
		return d.WithHint("标题里没有；正文里说的是“%s”，如果报告就是它的，加上 --agency %s", "the title does not have it; the text speaks of %q: if the report is theirs, give it with --agency %s", r.spoken, r.spoken)
	}
	return d.WithHint("用 --agency 写明", "give it with --agency")
}
