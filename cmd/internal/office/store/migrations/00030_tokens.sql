-- +goose Up
-- What lets a program in: the SHA-256 of a secret that only its user has.
CREATE TABLE tokens (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    agency  TEXT NOT NULL REFERENCES agencies (id),
    scopes  TEXT NOT NULL,
    digest  TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE tokens;
