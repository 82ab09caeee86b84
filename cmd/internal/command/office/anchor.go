package office

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// anchorTime is how often the head of the log is written down where it has changed.
const anchorTime = time.Minute

// anchoring writes the head of the log down now, whenever it has changed and when ctx ends:
// into the log of the process, and behind the last line of a file where one is named. An
// administrator of the database alone reaches neither. What it gives waits for the last line.
func (a app) anchoring(ctx context.Context, s *store.Store, path string, log *slog.Logger) (wait func(), err error) {
	var file *os.File
	if path != "" {
		if file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600); err != nil {
			return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "写不了审计日志的锚：%v", "the anchors of the audit log cannot be written: %v", err))
		}
	}
	var last store.Head
	write := func(ctx context.Context) {
		head, err := s.AuditHead(ctx)
		if err == nil && head != last && head.Number > 0 {
			log.InfoContext(ctx, "audit log", "number", head.Number, "hash", head.Hash)
			if file != nil {
				_, err = fmt.Fprintf(file, "%s %d %s\n", a.World.Now().UTC().Format(time.RFC3339), head.Number, head.Hash)
				err = errors.Join(err, file.Sync())
			}
		}
		if err != nil {
			log.ErrorContext(ctx, "the head of the audit log was not written down", "error", err)
			return
		}
		last = head
	}
	write(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(anchorTime)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				write(context.WithoutCancel(ctx))
				if file != nil {
					_ = file.Close() // each line was synced
				}
				return
			case <-tick.C:
				write(ctx)
			}
		}
	}()
	return func() { <-done }, nil
}

// anchors reads what anchoring has written.
func (a app) anchors(path string) (heads []store.Head, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "读不了：%v", "cannot be read: %v", err))
	}
	defer func() { _ = file.Close() }() // it was only read
	lines := bufio.NewScanner(io.LimitReader(file, maxExport))
	for number := 1; lines.Scan(); number++ {
		const fields = 3
		parts := strings.Fields(lines.Text())
		head := store.Head{}
		if len(parts) == fields {
			head.At = parts[0]
			head.Number, err = strconv.ParseInt(parts[1], 10, 64)
			head.Hash = parts[2]
		}
		if err != nil || head.Number < 1 {
			return nil, a.Fail(diag.Errorf(diag.Pos{File: path, Line: number, Col: 1}, "不是审计日志的锚：每行是时间、条数、散列", "not an anchor of the audit log: a line is a time, a number and a hash"))
		}
		heads = append(heads, head)
	}
	if err := lines.Err(); err != nil {
		return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "读不了：%v", "cannot be read: %v", err))
	}
	if len(heads) == 0 {
		return nil, a.Fail(diag.Errorf(diag.Pos{File: path}, "锚文件是空的，没有可对照的", "the file of anchors is empty: there is nothing to compare with"))
	}
	return heads, nil
}
