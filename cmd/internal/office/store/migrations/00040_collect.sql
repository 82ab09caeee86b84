-- +goose Up
-- An agency collects the reports of others of one year. Days are texts such as
-- 2025-01-26, empty for none.
CREATE TABLE collections (
    id       TEXT PRIMARY KEY,
    agency   TEXT NOT NULL REFERENCES agencies (id),
    template TEXT NOT NULL,
    year     BIGINT NOT NULL,
    deadline TEXT NOT NULL,
    created  BIGINT NOT NULL,
    UNIQUE (agency, template, year)
);

-- The roster of a collection, in its order. deadline is a member's own.
CREATE TABLE members (
    collection TEXT NOT NULL REFERENCES collections (id),
    number     BIGINT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    contact    TEXT NOT NULL,
    deadline   TEXT NOT NULL,
    PRIMARY KEY (collection, number),
    UNIQUE (collection, name)
);

-- Reports that came in: a file that was sent (task and position say by which upload), or
-- the signed version of a document of this store. The latest of a member counts. said are
-- the messages of its check, figures its figures by their places, both as JSON.
CREATE TABLE receipts (
    collection TEXT NOT NULL REFERENCES collections (id),
    number     BIGINT NOT NULL,
    member     TEXT NOT NULL,
    file       TEXT NOT NULL,
    original   TEXT NOT NULL REFERENCES files (digest),
    report     TEXT NOT NULL REFERENCES files (digest),
    task       TEXT NOT NULL,
    position   BIGINT NOT NULL,
    document   TEXT NOT NULL,
    version    BIGINT NOT NULL,
    errors     BIGINT NOT NULL,
    warnings   BIGINT NOT NULL,
    said       TEXT NOT NULL,
    figures    TEXT NOT NULL,
    account    TEXT NOT NULL,
    at         BIGINT NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (collection, number)
);
CREATE UNIQUE INDEX receipts_source ON receipts (collection, task, position, document, version);
CREATE INDEX receipts_original ON receipts (original);
CREATE INDEX receipts_report ON receipts (report);

-- +goose Down
DROP TABLE receipts;
DROP TABLE members;
DROP TABLE collections;
