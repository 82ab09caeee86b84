package office

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// maxExport is how large an earlier export may be, in bytes.
const maxExport = 1 << 30

// exported reads an earlier export. One that is not whole is an error: what it lacks would
// be compared with nothing, and the log would pass.
func (a app) exported(path string) (entries []store.Logged, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "读不了：%v", "cannot be read: %v", err))
	}
	defer func() { _ = file.Close() }() // it was only read
	limited := &io.LimitedReader{R: file, N: maxExport}
	from := bufio.NewReader(limited)
	for {
		at := diag.Pos{File: path, Line: len(entries) + 1, Col: 1}
		line, err := from.ReadBytes('\n')
		switch {
		case errors.Is(err, io.EOF) && limited.N == 0:
			return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "导出的日志超过 1 GiB，太大了", "the exported log is larger than 1 GiB"))
		case errors.Is(err, io.EOF) && len(line) == 0 && len(entries) == 0:
			return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "导出的日志里一条记录也没有，没有可对照的", "the exported log has no entries: there is nothing to compare with").
				WithHint("导出时磁盘可能满了，换一份完整的导出文件", "the disk may have been full when it was exported: take an export that is whole"))
		case errors.Is(err, io.EOF) && len(line) == 0:
			return entries, nil
		case errors.Is(err, io.EOF) && bytes.HasPrefix(line, []byte("{")):
			return nil, a.Fail(diag.Errorf(at, "最后一行不完整，导出的日志被截断了", "the last line is cut: the exported log is not whole").
				WithHint("导出时磁盘可能满了，或者复制没有完成，换一份完整的导出文件", "the disk may have been full, or it was not copied to its end: take an export that is whole"))
		case err != nil && !errors.Is(err, io.EOF):
			return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "读不了：%v", "cannot be read: %v", err))
		}
		var e store.Logged
		if err := json.Unmarshal(line, &e); err != nil {
			return nil, a.Fail(diag.Errorf(at, "不是导出的审计日志：%v", "not an exported audit log: %v", err))
		}
		if e.Number != int64(at.Line) {
			return nil, a.Fail(diag.Errorf(at, "应当是第 %d 条记录，却是第 %d 条：导出的日志不完整，或者被改过", "this should be entry %d and is entry %d: the exported log is not whole, or was changed", at.Line, e.Number))
		}
		entries = append(entries, e)
	}
}
