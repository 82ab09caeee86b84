-- +goose Up
ALTER TABLE accounts ADD COLUMN department TEXT NOT NULL DEFAULT '';

-- The department of an agency that confirms a section of its documents.
CREATE TABLE owners (
    agency     TEXT NOT NULL REFERENCES agencies (id),
    section    TEXT NOT NULL,
    department TEXT NOT NULL,
    PRIMARY KEY (agency, section)
);

-- The log: an entry for everything that somebody did, in the order of their numbers.
-- Each hash is of the entry and of the hash before it.
CREATE TABLE audit (
    number   BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,
    account  TEXT NOT NULL,
    name     TEXT NOT NULL,
    agency   TEXT NOT NULL,
    document TEXT NOT NULL,
    version  BIGINT NOT NULL,
    state    TEXT NOT NULL,
    action   TEXT NOT NULL,
    place    TEXT NOT NULL,
    detail   TEXT NOT NULL,
    seal     TEXT NOT NULL,
    hash     TEXT NOT NULL
);
CREATE INDEX audit_document ON audit (document, number);

CREATE TABLE audit_head (
    one    BIGINT PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL,
    hash   TEXT NOT NULL
);
INSERT INTO audit_head (one, number, hash) VALUES (1, 0, '');

-- Versions with a name: all of a document as it was then, in a file. entry is the
-- number of the entry of the log that says so.
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (id),
    number   BIGINT NOT NULL,
    saves    BIGINT NOT NULL,
    title    TEXT NOT NULL,
    content  TEXT NOT NULL REFERENCES files (digest),
    account  TEXT NOT NULL REFERENCES accounts (id),
    at       BIGINT NOT NULL,
    entry    BIGINT NOT NULL REFERENCES audit (number),
    PRIMARY KEY (document, number)
);

CREATE TABLE comments (
    document  TEXT NOT NULL REFERENCES documents (id),
    number    BIGINT NOT NULL,
    place     TEXT NOT NULL,
    paragraph BIGINT NOT NULL,
    quote     TEXT NOT NULL,
    body      TEXT NOT NULL,
    account   TEXT NOT NULL REFERENCES accounts (id),
    at        BIGINT NOT NULL,
    closed_by TEXT NOT NULL DEFAULT '',
    closed_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (document, number)
);

CREATE TABLE replies (
    document TEXT NOT NULL,
    comment  BIGINT NOT NULL,
    number   BIGINT NOT NULL,
    body     TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES accounts (id),
    at       BIGINT NOT NULL,
    PRIMARY KEY (document, comment, number),
    FOREIGN KEY (document, comment) REFERENCES comments (document, number)
);

-- Who works at a section, until when.
CREATE TABLE leases (
    document TEXT NOT NULL REFERENCES documents (id),
    section  TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES accounts (id),
    since    BIGINT NOT NULL,
    until    BIGINT NOT NULL,
    PRIMARY KEY (document, section)
);

-- Files of a signed version: those that were made of it, and those that came back
-- with a signature (kind made or signed).
CREATE TABLE finals (
    document TEXT NOT NULL REFERENCES documents (id),
    version  BIGINT NOT NULL,
    form     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    digest   TEXT NOT NULL REFERENCES files (digest),
    account  TEXT NOT NULL REFERENCES accounts (id),
    at       BIGINT NOT NULL,
    entry    BIGINT NOT NULL REFERENCES audit (number),
    PRIMARY KEY (document, version, form, kind, entry)
);

-- +goose Down
DROP TABLE finals;
DROP TABLE leases;
DROP TABLE replies;
DROP TABLE comments;
DROP TABLE versions;
DROP TABLE audit_head;
DROP TABLE audit;
DROP TABLE owners;
ALTER TABLE accounts DROP COLUMN department;
