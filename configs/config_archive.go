package configs

import (
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// ArchiveField is a piece of metadata that an archive wants and a report does
// not hold.
type ArchiveField struct {
	Name  string // one of ArchiveNames
	Value string
	Pos   diag.Pos
}

// ArchiveNames are the names of metadata that the configuration may give, in
// the order of DA/T 46-2009; 文号 is its 文件编号, as DA/T 22-2015 calls it.
var ArchiveNames = []string{
	"档案馆名称", "档案馆代码", "全宗名称", "立档单位名称", "电子文件号",
	"档号", "全宗号", "目录号", "保管期限", "机构或问题", "类别号", "室编件号", "馆编件号",
	"主题词", "关键词", "摘要", "分类号", "文号", "文种", "紧急程度", "主送", "抄送", "密级", "保密期限",
	"稿本", "信息系统描述", "附注",
}

// archive reads the map of metadata.
func (l *configLoader) archive(n *source.Node) {
	if n == nil || n.Kind == source.Null {
		return
	}
	f := fields(n, &l.problems, ArchiveNames...)
	for _, name := range ArchiveNames {
		v := f.Get(name)
		if v == nil || v.Kind == source.Null {
			continue
		}
		if text := source.String(v, &l.problems); text != "" {
			l.metadata = append(l.metadata, ArchiveField{name, text, v.Pos})
		}
	}
}
