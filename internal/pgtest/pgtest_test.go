package pgtest

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

func TestAServerAnswersAndIsGoneAfterwards(t *testing.T) {
	tier.Long(t, "starts a PostgreSQL server")
	var folder string
	t.Run("server", func(t *testing.T) {
		u, err := url.Parse(Start(t))
		if err != nil {
			t.Fatal(err)
		}
		folder = u.Query().Get("host")
		if _, err := os.Stat(filepath.Join(folder, ".s.PGSQL.5432")); err != nil {
			t.Error(err)
		}
		psql, err := exec.LookPath("psql")
		if err != nil {
			t.Skip("there is no psql to ask with")
		}
		out, err := exec.CommandContext(t.Context(), psql, "-X", "-A", "-t", "-h", folder, "-U", "postgres", "-c", "select 6*7").CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != "42" {
			t.Errorf("%s, %v", out, err)
		}
	})
	if _, err := os.Stat(folder); folder != "" && !os.IsNotExist(err) {
		t.Errorf("%s is left behind: %v", folder, err)
	}
}
