package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"
)

// Account is somebody who may sign in.
type Account struct {
	ID, Login, Name string
	Password        string // as argon2id stores it
	TOTP            string // the secret of the second factor; empty for none
	TOTPUsed        int64  // the last step of time whose code was taken
	Failures        int64  // wrong passwords or codes since the last right one
	LockedUntil     time.Time
	Disabled        bool
	Given           bool   // the password is one that an administrator has given, and knows
	Department      string // 股室 within the agency; empty for none
}

// Role is what an account may do.
type Role string

// The roles. Those up to the collector's belong to an agency, the others to none, and
// nobody holds two of the latter (三权分立, GB/T 22239-2019 8.1.5).
const (
	Clerk         Role = "clerk"         // 经办人: fills in
	Reviewer      Role = "reviewer"      // 核稿人: reads and decides
	Leader        Role = "leader"        // 签发人
	Countersigner Role = "countersigner" // 会签人: confirms the figures of their department
	Collector     Role = "collector"     // 汇总人: collects the reports of other agencies
	System        Role = "system"        // 系统管理员: accounts and agencies
	Security      Role = "security"      // 安全保密管理员: who may do what
	Auditor       Role = "auditor"       // 安全审计员: reads the log
)

// Grant is a role of an account in an agency, which is empty for none.
type Grant struct {
	Agency string
	Role   Role
}

const accountColumns = "id, login, name, password, totp, totp_used, failures, locked_until, disabled, department, given"

func scanAccount(row interface{ Scan(...any) error }, a *Account) error {
	var locked, disabled, given int64
	err := row.Scan(&a.ID, &a.Login, &a.Name, &a.Password, &a.TOTP, &a.TOTPUsed, &a.Failures, &locked, &disabled, &a.Department, &given)
	a.LockedUntil, a.Disabled, a.Given = timeOf(locked), disabled != 0, given != 0
	return err
}

// ErrDuties is that of two roles that nobody holds together.
var ErrDuties = errors.New("system, security and audit are three people")

// ErrOffices is that of roles of an agency beside those of an administrator, or of two agencies.
var ErrOffices = errors.New("roles of one agency, or of none")

// together says why nobody holds some roles together; nil where somebody may.
func together(grants []Grant) error {
	if administrators(grants) > 1 {
		return ErrDuties
	}
	if len(grants) > 0 && slices.ContainsFunc(grants, func(g Grant) bool { return g.Agency != grants[0].Agency }) {
		return ErrOffices
	}
	return nil
}

// administrators are the roles of which nobody holds two.
func administrators(grants []Grant) (n int) {
	for _, g := range grants {
		if g.Role == System || g.Role == Security || g.Role == Auditor {
			n++
		}
	}
	return n
}

// AddGrants gives an account more roles, and enters that into the log. It is ErrDuties
// or ErrOffices where two of them, or one and one that it has, do not go together.
func (s *Store) AddGrants(ctx context.Context, a Account, more []Grant, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := alone(ctx, tx, a.ID); err != nil {
			return err
		}
		all, err := grants(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		for _, g := range more {
			if slices.Contains(all, g) {
				continue
			}
			all = append(all, g)
			if _, err := tx.ExecContext(ctx, "INSERT INTO roles (account, agency, role) VALUES ($1, $2, $3)", a.ID, g.Agency, string(g.Role)); err != nil {
				return err
			}
		}
		if err := together(all); err != nil {
			return err
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Action: Granted, Detail: a.Login + grantWords(all)}, now)
	}))
}

// grantWords are the roles of an account as the log says them behind its login.
func grantWords(grants []Grant) string {
	if len(grants) == 0 {
		return "：没有角色"
	}
	words := make([]string, len(grants))
	for i, g := range grants {
		words[i] = string(g.Role)
	}
	return "：" + strings.Join(words, "、")
}

// NewAccount enters an account with its roles, also into the log, and gives it an id. It is ErrExists
// where one of that login is, and ErrDuties or ErrOffices where two of its roles do not go together.
func (s *Store) NewAccount(ctx context.Context, a Account, grants []Grant, by Account, now time.Time) (Account, error) {
	if err := together(grants); err != nil {
		return Account{}, err
	}
	a.ID = newID()
	given := 0
	if a.Given {
		given = 1
	}
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO accounts (id, login, name, password, totp, created, department, given) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			a.ID, a.Login, a.Name, a.Password, a.TOTP, millis(now), a.Department, given)
		for _, g := range grants {
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "INSERT INTO roles (account, agency, role) VALUES ($1, $2, $3)", a.ID, g.Agency, string(g.Role))
		}
		if err != nil {
			return err
		}
		detail := a.Login
		if len(grants) > 0 {
			detail += grantWords(grants)
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Action: AccountMade, Detail: detail}, now)
	})
	return a, known(err)
}

// AccountByLogin finds an account.
func (s *Store) AccountByLogin(ctx context.Context, login string) (Account, error) {
	return s.account(ctx, "login", login)
}

// Account finds an account by its id.
func (s *Store) Account(ctx context.Context, id string) (Account, error) {
	return s.account(ctx, "id", id)
}

func (s *Store) account(ctx context.Context, column, value string) (a Account, err error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM accounts WHERE "+column+" = $1", value)
	err = known(scanAccount(row, &a))
	return a, err
}

// Accounts are all accounts by their logins.
func (s *Store) Accounts(ctx context.Context) ([]Account, error) {
	return list(ctx, s.read, func(rows *sql.Rows, a *Account) error { return scanAccount(rows, a) },
		"SELECT "+accountColumns+" FROM accounts ORDER BY login")
}

// Grants are the roles of an account.
func (s *Store) Grants(ctx context.Context, account string) ([]Grant, error) {
	return grants(ctx, s.read, account)
}

// alone has others wait who change the roles of an account, until the transaction ends: what
// two of them grant at once could else be what nobody may hold together.
func alone(ctx context.Context, tx *sql.Tx, account string) error {
	_, err := tx.ExecContext(ctx, "UPDATE accounts SET login = login WHERE id = $1", account)
	return err
}

func grants(ctx context.Context, db reader, account string) ([]Grant, error) {
	return list(ctx, db, func(rows *sql.Rows, g *Grant) error { return rows.Scan(&g.Agency, &g.Role) },
		"SELECT agency, role FROM roles WHERE account = $1 ORDER BY agency, role", account)
}

// Failed counts a wrong password or code. From the limit on, each locks the account for
// a time, which everybody who asks the database sees.
func (s *Store) Failed(ctx context.Context, account string, limit int64, until time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE accounts SET failures = failures + 1,
			locked_until = CASE WHEN failures + 1 >= $1 THEN $2 ELSE locked_until END WHERE id = $3`, limit, millis(until), account)
		return err
	})
}

// Passed forgets the failures of an account and notes the step of time whose code
// was taken, 0 for none. It is false when that step, or a later one, was taken before.
func (s *Store) Passed(ctx context.Context, account string, step int64) (fresh bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE accounts SET failures = 0, locked_until = 0,
			totp_used = CASE WHEN $1 > 0 THEN $1 ELSE totp_used END WHERE id = $2 AND ($1 = 0 OR totp_used < $1)`, step, account)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		fresh = n == 1
		return err
	})
	return fresh, err
}

// SetPassword replaces the password of an account, and its second factor where one
// is given, and enters that into the log.
func (s *Store) SetPassword(ctx context.Context, a Account, password, totp string, by Account, now time.Time) error {
	return s.administer(ctx, a, by, SecretSet, now, "UPDATE accounts SET given = CASE WHEN password = $1 THEN given ELSE 0 END, password = $1, totp = CASE WHEN $2 = '' THEN totp ELSE $2 END, failures = 0, locked_until = 0 WHERE id = $3",
		password, totp, a.ID)
}

// AccountsOf are the accounts that have a role in an agency, by their logins.
func (s *Store) AccountsOf(ctx context.Context, agency string, role Role) ([]Account, error) {
	return list(ctx, s.read, func(rows *sql.Rows, a *Account) error { return scanAccount(rows, a) },
		"SELECT "+accountColumns+" FROM accounts WHERE disabled = 0 AND id IN (SELECT account FROM roles WHERE agency = $1 AND role = $2) ORDER BY login", agency, string(role))
}
