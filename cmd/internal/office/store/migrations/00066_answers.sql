-- +goose Up
-- What was answered to requests of programs that carried an idempotency key, by the token
-- and its key: request is a digest of the request, status 0 while it is being done.
CREATE TABLE answers (
    token    TEXT NOT NULL REFERENCES tokens (id),
    key      TEXT NOT NULL,
    request  TEXT NOT NULL,
    status   BIGINT NOT NULL,
    type     TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    body     BYTEA,
    at       BIGINT NOT NULL,
    PRIMARY KEY (token, key)
);

-- +goose Down
DROP TABLE answers;
