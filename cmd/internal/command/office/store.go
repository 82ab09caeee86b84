package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/shelf"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// withStore does something with a store that is there, and closes it.
func (a app) withStore(ctx context.Context, db string, f func(*store.Store) error) error {
	source, err := a.source(db)
	if err != nil {
		return err
	}
	if path, lite := store.File(source); lite {
		if _, err := os.Stat(path); err != nil {
			return a.Fail(diag.Errorf(diag.Pos{File: path}, "没有这个数据库", "there is no such database"))
		}
	}
	return a.usingOwn(ctx, source, f)
}

// using does something with the store of a name, which is made where it is not there, and
// closes it. A server that does not answer is waited for so long.
func (a app) using(ctx context.Context, source string, patience time.Duration, f func(*store.Store) error) error {
	s, err := a.opened(ctx, source, patience, store.Open)
	if err != nil {
		return err
	}
	return a.closing(s, f(s))
}

// usingOwn is using of a store that is there, and of no other.
func (a app) usingOwn(ctx context.Context, source string, f func(*store.Store) error) error {
	s, err := a.opened(ctx, source, notAtAll, store.OpenOwn)
	if err != nil {
		return err
	}
	return a.closing(s, f(s))
}

// closing closes a store; err is what went before.
func (a app) closing(s *store.Store, err error) error {
	if closing := s.Close(); err == nil && closing != nil {
		return a.broken(closing)
	}
	return err
}

// opened opens the store of a name.
func (a app) opened(ctx context.Context, source string, patience time.Duration, open func(context.Context, string) (*store.Store, error)) (s *store.Store, err error) {
	if _, lite := store.File(source); lite {
		patience = notAtAll
	}
	err = a.patiently(ctx, patience, func() (err error) {
		s, err = open(ctx, source)
		return err
	})
	switch {
	case errors.Is(err, command.ErrReported):
		return nil, err
	case errors.Is(err, store.ErrSource):
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "看不懂数据库的地址 %s", "the address of the database is not understood: %s", source).WithHint("写成 sqlite:路径 或 postgres://用户:密码@主机/库", "sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"))
	case errors.Is(err, store.ErrForeign):
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "%v", "%v", err).WithHint("看看 --db 和 %s 写的是不是那个库", "is it the one that --db and %s name?", storeVariable))
	case err != nil:
		return nil, a.Fail(diag.Errorf(diag.Pos{}, "打不开数据库：%v", "the database cannot be opened: %v", err))
	}
	where, _ := a.World.Env(filesVariable)
	kept, err := shelf.Open(where, a.World.Env)
	if err != nil {
		return nil, errors.Join(a.Fail(diag.Errorf(diag.Pos{}, "%s 不能用：%v", "%s cannot be used: %v", filesVariable, err)), s.Close())
	}
	if kept != nil {
		s.KeepOn(kept)
	}
	return s, nil
}

// filesVariable says where files are kept that are not in the database.
const filesVariable = "GONGWEN_FILES"

func (a app) backupCommand() *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "backup [flags] FILE",
		Short: a.Text("备份网页的数据（运行时也可以）", "Back up the data of the page, also while it runs"),
		Long: a.Text("把 SQLite 数据库此刻的全部内容写进一个新文件，GONGWEN_FILES 指明的地方的文件也写进去。网页不用停。PostgreSQL 用它自己的 pg_dump，之后再复制文件。",
			"Write all of an SQLite database, as it is at this moment, into a new file, with the files that lie where GONGWEN_FILES says. The page goes on meanwhile. For PostgreSQL use its own pg_dump, and copy the files afterwards."),
		Example: "  gongwen backup 备份.db",
		Args:    command.Between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			source, err := a.source(db)
			if err != nil {
				return err
			}
			return a.backup(cmd.Context(), source, args[0])
		},
	}
	storeFlag(a, cmd, &db)
	return cmd
}

func (a app) backup(ctx context.Context, source, path string) error {
	if path, lite := store.File(source); lite {
		if _, err := os.Stat(path); err != nil {
			return a.Fail(diag.Errorf(diag.Pos{File: path}, "没有这个数据库", "there is no such database"))
		}
	}
	switch _, err := os.Lstat(path); {
	case err == nil:
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "已经有这个文件了，不覆盖", "there is such a file, which is not overwritten"))
	case !errors.Is(err, fs.ErrNotExist):
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "写不了：%v", "cannot be written: %v", err))
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return a.Fail(diag.Errorf(diag.Pos{File: part}, "写不了：%v", "cannot be written: %v", err))
	}
	return a.usingOwn(ctx, source, func(s *store.Store) error { return a.backupOf(ctx, s, part, path) })
}

// backupOf writes a backup of a store to a part of its file and puts that in its place.
func (a app) backupOf(ctx context.Context, s *store.Store, part, path string) error {
	err := s.Backup(ctx, part)
	if err == nil {
		err = os.Rename(part, path)
	}
	switch {
	case errors.Is(err, store.ErrNotSQLite):
		return a.Fail(diag.Errorf(diag.Pos{}, "PostgreSQL 请用 pg_dump 备份", "a PostgreSQL database is backed up by pg_dump"))
	case err != nil:
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "没有备份成：%v", "no backup was made: %v", store.Reason(err)))
	}
	a.PrintText(a.Text("已备份到 ", "backed up to ") + path)
	return nil
}

func (a app) restoreCommand() *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "restore [flags] FILE",
		Short: a.Text("由备份恢复网页的数据（先停下网页）", "Restore the data of the page from a backup; stop the page first"),
		Long: a.Text("把备份放回数据库的位置。那里已有数据库时不覆盖，先把它移走。放回前检查备份是否完好。",
			"Put a backup in the place of the database. One that is there is not overwritten: move it away first. The backup is checked beforehand."),
		Example: "  gongwen restore 备份.db",
		Args:    command.Between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			source, err := a.source(db)
			if err != nil {
				return err
			}
			return a.restore(cmd.Context(), source, args[0])
		},
	}
	storeFlag(a, cmd, &db)
	return cmd
}

func (a app) restore(ctx context.Context, source, path string) error {
	place, lite := store.File(source)
	if !lite {
		return a.Fail(diag.Errorf(diag.Pos{}, "PostgreSQL 请用 pg_restore 恢复", "a PostgreSQL database is restored by pg_restore"))
	}
	for _, taken := range []string{place, place + "-wal", place + "-shm"} {
		if _, err := os.Lstat(taken); !errors.Is(err, fs.ErrNotExist) {
			return a.Fail(diag.Errorf(diag.Pos{File: taken}, "已经有数据库了，不覆盖", "there is a database, which is not overwritten").WithHint("停下网页，把它移走再恢复", "stop the page and move it away first"))
		}
	}
	if _, err := os.Stat(path); err != nil {
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "没有这个备份", "there is no such backup"))
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return a.Fail(diag.Errorf(diag.Pos{File: place}, "写不了：%v", "cannot be written: %v", err))
	}
	if err := store.Restore(ctx, path, place); err != nil {
		return a.Fail(diag.Errorf(diag.Pos{File: path}, "备份不完好，没有恢复：%v", "the backup is not sound, nothing was restored: %v", store.Reason(err)))
	}
	a.PrintText(a.Text("已恢复到 ", "restored to ") + place)
	return nil
}
