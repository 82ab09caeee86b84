-- +goose Up
-- One text for SQLite and PostgreSQL: ids are made by the program, times are
-- milliseconds since 1970, BYTEA keeps bytes in both.
CREATE TABLE agencies (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    created BIGINT NOT NULL
);

CREATE TABLE accounts (
    id           TEXT PRIMARY KEY,
    login        TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    password     TEXT NOT NULL,
    totp         TEXT NOT NULL DEFAULT '',
    totp_used    BIGINT NOT NULL DEFAULT 0,
    failures     BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT NOT NULL DEFAULT 0,
    disabled     BIGINT NOT NULL DEFAULT 0,
    created      BIGINT NOT NULL
);

-- agency is empty for the roles that belong to no agency.
CREATE TABLE roles (
    account TEXT NOT NULL REFERENCES accounts (id),
    agency  TEXT NOT NULL,
    role    TEXT NOT NULL,
    PRIMARY KEY (account, agency, role)
);

CREATE TABLE sessions (
    token  TEXT PRIMARY KEY,
    data   BYTEA NOT NULL,
    expiry BIGINT NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);

CREATE TABLE documents (
    id       TEXT PRIMARY KEY,
    agency   TEXT NOT NULL REFERENCES agencies (id),
    template TEXT NOT NULL,
    year     BIGINT NOT NULL,
    state    TEXT NOT NULL,
    version  BIGINT NOT NULL,
    previous TEXT NOT NULL DEFAULT '',
    previous_name TEXT NOT NULL DEFAULT '',
    created  BIGINT NOT NULL,
    changed  BIGINT NOT NULL,
    UNIQUE (agency, template, year)
);

-- What stands at a place now, and the version in which it was put there. An empty
-- value was taken away.
CREATE TABLE entries (
    document TEXT NOT NULL REFERENCES documents (id),
    place    TEXT NOT NULL,
    value    TEXT NOT NULL,
    version  BIGINT NOT NULL,
    PRIMARY KEY (document, place)
);

-- Every change: of a figure whole, of prose by paragraphs, counted from 1 in
-- the text before, 0 for the whole.
CREATE TABLE changes (
    document  TEXT NOT NULL REFERENCES documents (id),
    version   BIGINT NOT NULL,
    place     TEXT NOT NULL,
    paragraph BIGINT NOT NULL,
    before    TEXT NOT NULL,
    after     TEXT NOT NULL,
    account   TEXT NOT NULL REFERENCES accounts (id),
    at        BIGINT NOT NULL,
    PRIMARY KEY (document, version, place, paragraph)
);

-- Saves that were acknowledged, so that one that is sent again is not done twice.
CREATE TABLE saves (
    document TEXT NOT NULL REFERENCES documents (id),
    id       TEXT NOT NULL,
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (document, id)
);

CREATE TABLE files (
    digest  TEXT PRIMARY KEY,
    content BYTEA NOT NULL
);

CREATE TABLE pictures (
    document TEXT NOT NULL REFERENCES documents (id),
    name     TEXT NOT NULL,
    digest   TEXT NOT NULL REFERENCES files (digest),
    PRIMARY KEY (document, name)
);

-- +goose Down
DROP TABLE pictures;
DROP TABLE files;
DROP TABLE saves;
DROP TABLE changes;
DROP TABLE entries;
DROP TABLE documents;
DROP TABLE sessions;
DROP TABLE roles;
DROP TABLE accounts;
DROP TABLE agencies;
