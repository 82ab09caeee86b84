package intake

import (
	"gongwen/data/cell"
	"gongwen/internal/pattern"

	"strings"
)

var (
	// Page numbers: - 1 -, — 2 —, 第 3 页, 第3页 共6页, 3 / 6.
	pageNumber = pattern.New(`^(?:[-–—－─·•]{1,2}[0-9]{1,3}[-–—－─·•]{1,2}|第[0-9]{1,3}页(?:[,/]?共[0-9]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3}|Page[0-9]{1,3}(?:of[0-9]{1,3})?)$`)
	bareNumber = pattern.New(`^[0-9]{1,3}$`)
	// What the page of a portal says about an article.
	aboutPage = pattern.New(`^[\[【(]?(?:发布(?:时间|日期|机构|单位)|发文(?:日期|机关)|公开(?:日期|时间)|成文日期|生成日期|来源|信息来源|浏览(?:次数|量)?|访问量|阅读(?:次数)?|点击(?:数|次数|量)?|字号|字体|文字大小|索引号|文号|主题(?:分类|词)|分类|名称|关键词|时效|有效性|作者|责任编辑|编辑|审核|打印|关闭|分享|保存|收藏|您?当前位置|当前的?位置|首页)(?:[:：\]】)\s|>]|本页|到|$)`)
	// What stands below an article.
	belowPage = pattern.New(`^[\[【(]?(?:打印(?:本页)?|关闭(?:本页|窗口)?|分享(?:到|至)?|收藏|返回(?:顶部)?|上一[篇条]|下一[篇条]|相关(?:链接|附件|文档)|扫一扫|责任编辑|附件下载)`)
	// A line of a table of contents: its text, dots or a tab, a page number.
	contents = pattern.New(`^(.*?)(?:[.．…·・]{2,}|\t+|\s{3,})\s*-?\s*[0-9]{1,3}\s*-?$`)
)

// isPageNumber reports whether a line is the number of a page.
func isPageNumber(s string) bool { return len(s) < 60 && pageNumber.MatchString(cell.Compact(s)) }

// isPageTalk reports whether a line is what a portal prints around an article.
func isPageTalk(s string) bool {
	return runes(s) <= 200 && aboutPage.MatchString(strings.TrimSpace(s))
}
