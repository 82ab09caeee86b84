-- +goose Up
-- What jobs made, by the digest of what they were asked for: once for all who ask the same.
CREATE TABLE results (
    key     TEXT PRIMARY KEY,
    outcome TEXT NOT NULL,
    said    TEXT NOT NULL,
    at      BIGINT NOT NULL
);

CREATE TABLE result_files (
    key    TEXT NOT NULL REFERENCES results (key),
    name   TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES files (digest),
    PRIMARY KEY (key, name)
);
CREATE INDEX result_files_digest ON result_files (digest);

-- What somebody asked for: one thing or thousands. agency and account are empty for
-- runs of the command line.
CREATE TABLE tasks (
    id        TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    agency    TEXT NOT NULL,
    account   TEXT NOT NULL,
    title     TEXT NOT NULL,
    detail    TEXT NOT NULL,
    created   BIGINT NOT NULL,
    cancelled BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX tasks_agency ON tasks (agency, created);

-- job is the id that the queue gave; 0 where there was a result already.
CREATE TABLE task_items (
    task     TEXT NOT NULL REFERENCES tasks (id),
    position BIGINT NOT NULL,
    key      TEXT NOT NULL,
    name     TEXT NOT NULL,
    job      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (task, position)
);
CREATE INDEX task_items_key ON task_items (key);

-- +goose Down
DROP TABLE task_items;
DROP TABLE tasks;
DROP TABLE result_files;
DROP TABLE results;
