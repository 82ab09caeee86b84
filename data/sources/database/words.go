package database

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"gongwen/internal/diag"
)

// says is what a database says: the cause, where one is known, and behind it the words
// of the database, in which a secret does not stand.
func says(known diag.Text, words, secret string) error {
	if secret != "" {
		words = strings.ReplaceAll(words, secret, "…")
	}
	words = strings.Join(strings.Fields(words), " ")
	if known == (diag.Text{}) {
		return diag.NewError("数据库答不出来（原话：%s）", "the database does not answer (it says: %s)", words)
	}
	return diag.NewError(known.ZH+"（数据库的原话：%s）", known.EN+" (the database says: %s)", words)
}

// cause is what the words or the code of a database mean.
type cause struct {
	sign string // a code or its beginning, or words
	text diag.Text
}

// find is the text of the first cause whose sign matches.
func find(causes []cause, matches func(sign string) bool) diag.Text {
	for _, c := range causes {
		if matches(c.sign) {
			return c.text
		}
	}
	return diag.Text{}
}

// ofPostgres is what the code of an error of PostgreSQL means (PostgreSQL, appendix A).
func ofPostgres(code string) diag.Text {
	return find([]cause{
		{"25006", diag.T("查询要改数据库，只能读", "the query would change the database: it may only read")},
		{"42P01", diag.T("数据库里没有查询写的表", "there is no such table")},
		{"42703", diag.T("表里没有查询写的栏", "there is no such column")},
		{"42702", diag.T("几张表都有这一栏：写成 表.栏", "several tables have this column: write table.column")},
		{"42883", diag.T("没有这个函数，或者参数的类型不对", "there is no such function, or its arguments are of other types")},
		{"42803", diag.T("没有相加、计数的栏要写进 GROUP BY", "a column that is not summed up or counted has to stand in GROUP BY")},
		{"42601", diag.T("查询写错了", "the query is written wrongly")},
		{"42501", diag.T("这个用户没有权限读", "this user may not read it")},
		{"28", diag.T("用户名或者密码不对", "the user or the password is wrong")},
		{"3D000", diag.T("服务器上没有这个数据库", "the server has no such database")},
		{"53300", diag.T("服务器的连接已满，过一会再试", "the server has too many connections: try again later")},
		{"22012", diag.T("查询里除以零", "the query divides by zero")},
		{"22", diag.T("数据与查询要的类型不符", "the data are of another type than the query asks for")},
		{"08", diag.T("与数据库服务器的连接断了", "the connection to the server is broken")},
		{"57", diag.T("服务器停止了查询", "the server has stopped the query")},
		{"42", diag.T("查询写错了", "the query is written wrongly")},
	}, func(sign string) bool { return strings.HasPrefix(code, sign) })
}

// unconnected is why no connection was made, as far as the server has said it.
func unconnected(err error) diag.Text {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		if text := ofPostgres(said.Code); text != (diag.Text{}) {
			return text
		}
	}
	return diag.T("连不上数据库服务器：查地址、端口和网络", "the server cannot be reached: look at address, port and network")
}

// ofSQLite is what SQLite's words mean (https://sqlite.org/rescode.html), which has one
// code for all that is wrong in a query.
func ofSQLite(words string) diag.Text {
	return find([]cause{
		{"no such table", diag.T("数据库里没有查询写的表", "there is no such table")},
		{"no such column", diag.T("表里没有查询写的栏", "there is no such column")},
		{"ambiguous column", diag.T("几张表都有这一栏：写成 表.栏", "several tables have this column: write table.column")},
		{"no such function", diag.T("没有这个函数", "there is no such function")},
		{"syntax error", diag.T("查询写错了", "the query is written wrongly")},
		{"incomplete input", diag.T("查询没有写完", "the query is not complete")},
		{"attached databases", diag.T("查询不能附加别的数据库", "the query may not attach another database")},
		{"readonly", diag.T("查询要改数据库，只能读", "the query would change the database: it may only read")},
		{"not a database", diag.T("连接串里的文件不是 SQLite 数据库", "the file of the connection is no SQLite database")},
		{"malformed", diag.T("数据库文件已损坏", "the file of the database is damaged")},
		{"locked", diag.T("别的程序正在写这个数据库，过一会再试", "another program is writing to the database: try again later")},
		{"unable to open", diag.T("打不开数据库文件", "the file of the database cannot be opened")},
	}, func(sign string) bool { return strings.Contains(words, sign) })
}
