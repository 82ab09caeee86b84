-- +goose Up
-- Who has signed in has to do so again.
DROP TABLE sessions;
CREATE TABLE sessions (
    token   TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    mark    TEXT NOT NULL,
    pending TEXT NOT NULL,
    ends    BIGINT NOT NULL,
    expiry  BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);

-- +goose Down
DROP TABLE sessions;
CREATE TABLE sessions (
    token  TEXT PRIMARY KEY,
    data   BYTEA NOT NULL,
    expiry BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);
