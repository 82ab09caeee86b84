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
	case Cut:
		return diag.Errorf(at, "日志只到第 %s 条，而锚里记下过更后面的（第 %s 条）：末尾的记录连同数据库里的链头一起被删掉了", "the log ends with entry %s, and a later one was written down as an anchor (entry %s): the last entries were taken away together with the head in the database", number, f.Of)
	case NotAnchored:
		if f.Of != "" {
			return diag.Errorf(at, "第 %s 条与锚里记下的散列不同（第 %s）：整条日志可能重算过", "entry %s is not the one that was written down as an anchor (%s): all of the log may have been computed anew", number, f.Of)
		}
		return diag.Errorf(at, "与以前导出的日志不同（第 %s 条）：整条日志可能重算过", "the log is not that of the earlier export (entry %s): all of it may have been computed anew", number)
	case OtherText:
		return diag.Errorf(at, "第 %s 条记下的版本或文件被换过（%s）", "a version or file of entry %s was replaced (%s)", number, f.Of)
	case OtherRecord:
		return f.saidOfRecord(number)
	case OtherRights:
		return diag.Errorf(at, "账号、密码、角色、机关、会签分工或者程序令牌，与第 %s 条之后的日志不符：有人绕过程序改了数据库", "accounts, passwords, roles, agencies, who confirms what, or tokens are not what they were after entry %s: somebody has changed the database past the program", number).
			WithHint("对照日志，逐个核对账号和角色，再查数据库管理员的操作记录", "hold accounts and roles against the log, and look at what the administrators of the database did")
	case OtherCollected:
		return diag.Errorf(at, "汇总 %s 的名册、期限、收到的报告或者报送链接，与第 %s 条之后的日志不符：有人绕过程序改了数据库", "the roster, the deadlines, what came in or the links of the collection %s are not what they were after entry %s: somebody has changed the database past the program", f.Of, number).
			WithHint("对照日志和各单位报来的原件逐个核对，再查数据库管理员的操作记录", "hold them against the log and against what the agencies have sent, and look at what the administrators of the database did")
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

// saidOfRecord says in what a table beside the log is not what the log says.
func (f Fault) saidOfRecord(number string) diag.Diagnostic {
	at := diag.Pos{}
	switch f.Part {
	case OfTitle:
		return diag.Errorf(at, "第 %s 条记下的版本，题名被改过（文件 %s）", "the title of the version of entry %s was changed (document %s)", number, f.Of)
	case OfAccount:
		return diag.Errorf(at, "第 %s 条记下的版本或文件，办理人被换过（文件 %s）", "who made the version or file of entry %s was changed (document %s)", number, f.Of)
	case OfTime:
		return diag.Errorf(at, "第 %s 条记下的版本或文件，时间被改过（文件 %s）", "when the version or file of entry %s was made was changed (document %s)", number, f.Of)
	case OfKind:
		return diag.Errorf(at, "第 %s 条记下的文件，是不是签过名的，与日志不符（文件 %s）", "whether the file of entry %s is a signed one is not what the log says (document %s)", number, f.Of)
	case OfHistory:
		return diag.Errorf(at, "文件 %s 到第 %s 条为止的填写记录被改过：谁填的、填了什么、什么时候，有出入", "what was typed in document %s until entry %s was changed: by whom, what, or when", f.Of, number)
	case OfValue:
		return diag.Errorf(at, "文件 %s 里的数与最后一次填写的不同：有人绕过程序改了数据库", "what stands in document %s is not what was typed last: somebody has changed the database past the program", f.Of)
	case OfFormat:
		return diag.Errorf(at, "文件 %s 的格式或年度被改过", "the format or the year of document %s was changed", f.Of)
	case OfIndex:
		return diag.Errorf(at, "文件 %s 的索引号与日志不符", "the catalogue's number of document %s is not what the log says", f.Of)
	}
	return diag.Errorf(at, "文件 %s 的意见、答复或者它们的办结，与日志不符", "comments on document %s, answers to them or who has closed them are not what the log says", f.Of)
}
