package store

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"gongwen/internal/diag"
)

func TestReasonsOfServersAreInWords(t *testing.T) {
	refused := fmt.Errorf("connect: %w", &pgconn.PgError{Code: "28P01", Message: "password authentication failed"})
	if got := diag.Cause(Reason(refused)).In(diag.ZH); got != "用户名或密码不对" {
		t.Errorf("it says %s", got)
	}
	var server *pgconn.PgError
	if !errors.As(Reason(refused), &server) {
		t.Error("the error of the server is not found in it any more")
	}
	other := errors.New("another")
	if Reason(other) != other || Reason(nil) != nil { //nolint:errorlint // as it is
		t.Error("other errors are changed")
	}
}
