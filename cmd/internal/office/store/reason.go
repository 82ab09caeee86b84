package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gongwen/internal/diag"
)

var (
	errFull       = diag.NewError("磁盘已满", "the disk is full")
	errServerFull = diag.NewError("服务器的磁盘已满", "the disk of the server is full")
)

// liteReasons are what errors of SQLite mean to those who set a store up, by their
// primary codes (https://sqlite.org/rescode.html).
var liteReasons = map[int]error{
	sqlite3.SQLITE_CANTOPEN: diag.NewError("数据库文件的文件夹不存在，或者没有权限", "the folder of the database does not exist, or there is no permission"),
	sqlite3.SQLITE_NOTADB:   diag.NewError("这个文件不是 SQLite 数据库", "the file is no SQLite database"),
	sqlite3.SQLITE_CORRUPT:  diag.NewError("数据库文件已损坏，要用备份恢复", "the database is damaged; restore it from a backup"),
	sqlite3.SQLITE_READONLY: diag.NewError("数据库文件不能写", "the database cannot be written to"),
	sqlite3.SQLITE_FULL:     errFull,
	sqlite3.SQLITE_IOERR:    diag.NewError("磁盘读写出错", "the disk reports an error"),
	sqlite3.SQLITE_BUSY:     diag.NewError("数据库正被别的程序使用", "another program is using the database"),
	sqlite3.SQLITE_LOCKED:   diag.NewError("数据库正被别的程序使用", "another program is using the database"),
}

// serverReasons are those of PostgreSQL (Appendix A of its manual).
var serverReasons = map[string]error{
	"28P01": diag.NewError("用户名或密码不对", "wrong user or password"),
	"28000": diag.NewError("服务器不许这个用户从这台机器登录", "the server does not let this user in from this machine"),
	"3D000": diag.NewError("服务器上没有这个库", "the server has no such database"),
	"42501": diag.NewError("这个用户没有权限", "the user has no permission"),
	"25006": diag.NewError("数据库是只读的", "the database is read-only"),
	"53100": errServerFull,
	"53300": diag.NewError("服务器的连接已满", "the server has too many connections"),
	"57P03": diag.NewError("服务器正在启动或停止", "the server is starting or stopping"),
}

// What an address of PostgreSQL has that the server does not.
var (
	errAddress = diag.NewError("数据库的地址写得不对", "the address of the database is wrong")
	errNoTLS   = diag.NewError("服务器不加密连接，而地址里的 sslmode 要求加密", "the server does not encrypt, which the sslmode of the address asks for")
)

// refusesTLS reports whether a server does not encrypt and the address takes no other
// connection, which waiting does not mend.
func refusesTLS(err error) bool {
	var connecting *pgconn.ConnectError
	if !errors.As(err, &connecting) || connecting.Config.TLSConfig == nil {
		return false
	}
	plain := func(f *pgconn.FallbackConfig) bool { return f.TLSConfig == nil }
	const refused = "server refused TLS connection" // pgconn has no other sign of it
	return !slices.ContainsFunc(connecting.Config.Fallbacks, plain) && strings.Contains(err.Error(), refused)
}

// Reason is an error of a database in the words of those who set it up, where they
// can do something about it, and else as it is.
func Reason(err error) error {
	var (
		lite   *sqlite.Error
		server *pgconn.PgError
		parsed *pgconn.ParseConfigError
		reason error
	)
	switch {
	case errors.As(err, &lite):
		reason = liteReasons[lite.Code()&0xff]
	case errors.As(err, &server):
		reason = serverReasons[server.Code]
	case errors.As(err, &parsed):
		reason = errAddress
	case refusesTLS(err):
		reason = errNoTLS
	}
	if reason == nil {
		return err
	}
	return fmt.Errorf("%w: %w", reason, err)
}

// Full reports whether an error of the store is that its disk, or that of the files, has no
// room.
func Full(err error) bool {
	reason := Reason(err)
	return errors.Is(err, syscall.ENOSPC) || errors.Is(reason, errFull) || errors.Is(reason, errServerFull)
}
