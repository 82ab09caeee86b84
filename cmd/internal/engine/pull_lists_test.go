package engine

import (
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// TestAListComesFromPostgreSQL: the rows of a query become those of a list, figures with
// their decimals, days and codes as the report has them, but for a column that is not
// wanted; pulled again, nothing changes.
func TestAListComesFromPostgreSQL(t *testing.T) {
	tier.Long(t, "starts a PostgreSQL server")
	connection := pgtest.Start(t)
	conn, err := pgx.Connect(t.Context(), connection)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `CREATE TABLE projects (code text, name varchar(60), department text, begun date, central numeric(12,2), local numeric(12,2), spent double precision, contact text);
		INSERT INTO projects VALUES ('0001', '新建农村公路', '县水利局', '2023-04-07', 1234.50, 0, 200.25, '张三'), ('0002', '提升卫生院门诊楼', '县教育局', NULL, 12.00, 3.10, 4, NULL)`); err != nil {
		t.Fatal(err)
	}
	if err := conn.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	e := New(configs.NewLibrary(os.DirFS("../../../examples/templates")), fonts.Options{})
	const report = `template: project-funds
编制单位: 某县财政局
年度: 2023
项目资金明细: []
落款: {成文日期: 2024-01-25}
来源:
  - 名称: 项目库
    连接: PROJECTS
    查询: SELECT code, name, department, begun, central, local, spent, contact AS "联系人" FROM projects ORDER BY code
    填入: {项目资金明细: {位置: 全部, 不取: 联系人}}
`
	pull := func(content string) *Pulled {
		t.Helper()
		in := Input{Path: t.TempDir() + "/r.yaml", File: "r.yaml", Name: "r"}
		if err := os.WriteFile(in.Path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		in = FileInput(in.Path)
		pulled, said := e.Pull(t.Context(), in, PullOrder{Env: func(string) (string, bool) { return connection, true }})
		if pulled == nil {
			t.Fatal(said)
		}
		return pulled
	}
	pulled := pull(report)
	for _, want := range []string{`["0001", "新建农村公路", "县水利局", "2023-04-07", 1234.50, 0.00, 200.25]`, `["0002", "提升卫生院门诊楼", "县教育局", null, 12.00, 3.10, 4]`, "query 项目库 row 2"} {
		if !strings.Contains(string(pulled.File.Data), want) {
			t.Errorf("there is no %s in\n%s", want, pulled.File.Data)
		}
	}
	if strings.Contains(string(pulled.File.Data), "张三") || pulled.Rows != 2 {
		t.Errorf("%d rows:\n%s", pulled.Rows, pulled.File.Data)
	}
	if again := pull(string(pulled.File.Data)); !again.Same {
		t.Errorf("pulled again it changes: %v", again.Changes)
	}
}
