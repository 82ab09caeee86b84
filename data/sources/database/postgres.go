package database

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"gongwen/data/sources"
	"gongwen/internal/diag"
)

// postgres asks a PostgreSQL server. Values are taken as the server writes them, so
// that numeric ones are exact.
func (a *answer) postgres(ctx context.Context, connection, query string) error {
	config, err := pgx.ParseConfig(connection)
	if err != nil {
		return diag.NewError("连接串看不懂", "the connection is not understood") // the cause quotes it
	}
	config.RuntimeParams["default_transaction_read_only"] = "on"
	config.RuntimeParams["application_name"] = "gongwen pull"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return says(unconnected(err), err.Error(), config.Password)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly})
	if err != nil {
		return says(unconnected(err), err.Error(), config.Password)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	rows, err := tx.Query(ctx, query, pgx.QueryExecModeDescribeExec, pgx.QueryResultFormats{pgx.TextFormatCode})
	if err != nil {
		return a.told(err)
	}
	defer rows.Close()
	for _, f := range rows.FieldDescriptions() {
		a.Columns = append(a.Columns, f.Name)
	}
	for rows.Next() {
		raw := rows.RawValues()
		row := make([]sources.Value, len(raw))
		for i, v := range raw {
			row[i] = sources.Value{Text: string(v), Null: v == nil}
		}
		if err := a.add(row); err != nil {
			return err
		}
	}
	return a.told(rows.Err())
}

// told is what the server says of a query.
func (a *answer) told(err error) error {
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return says(ofPostgres(said.Code), said.Message+" (SQLSTATE "+said.Code+")", "")
	}
	if err != nil {
		return says(diag.Text{}, err.Error(), "")
	}
	return nil
}
