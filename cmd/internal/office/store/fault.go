package store

import "gongwen/internal/diag"

// Said says what is wrong with the log, for the page and the command line.
func (f Fault) Said() diag.Diagnostic {
	at := diag.Pos{}
	number := decimal(f.Number)
	switch f.What {
	case Unguarded:
		return diag.Errorf(at, "表 %s 的防改触发器不在了、停用了或者被换过", "a trigger that keeps the table %s from changes is gone, is off or is not what it was", f.Of).
			WithHint("有人改过数据库的结构，查数据库管理员的操作记录", "somebody has changed the database: look at what its administrators did")
	case Gap:
		return diag.Errorf(at, "第 %s 条之前少了记录", "an entry is missing before entry %s", number)
	case Altered:
		return diag.Errorf(at, "第 %s 条被改过", "entry %s was changed", number)
	case Shortened:
		return diag.Errorf(at, "第 %s 条之后的记录被删掉了，或者是补进来的", "entries behind entry %s were taken away, or were put in", number)
	case NotAnchored:
		return diag.Errorf(at, "与以前导出的日志不同（第 %s 条）：整条日志可能重算过", "the log is not that of the earlier export (entry %s): all of it may have been computed anew", number)
	case OtherText:
		return diag.Errorf(at, "第 %s 条记下的版本或文件被换过（%s）", "a version or file of entry %s was replaced (%s)", number, f.Of)
	case Gone:
		return diag.Errorf(at, "文件 %s 不在了，日志里却有它的记录，最后是第 %s 条", "document %s is gone, of which the log tells, last in entry %s", f.Of, number)
	case OtherAgency:
		if f.Number > 0 {
			return diag.Errorf(at, "第 %s 条记录的单位，不是文件 %s 原来的单位：文件被移到过别的单位", "entry %s names another agency than that of document %s: it was moved to another one", number, f.Of)
		}
		return diag.Errorf(at, "文件 %s 被移到了别的单位，与日志记录的单位不同", "document %s was moved to another agency than that of which the log tells", f.Of)
	case OtherState:
		return diag.Errorf(at, "文件 %s 的办理状态不是按日志来的", "the state of document %s is not where the log has brought it", f.Of)
	}
	return diag.Errorf(at, "文件 %s 已锁定，内容却与最后的版本不同", "document %s is locked and is not its last version", f.Of)
}
