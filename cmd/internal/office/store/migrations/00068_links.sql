-- +goose Up
-- What lets an agency without an account send its report into a collection: the SHA-256 of a
-- secret that is part of an address. sent counts what came by it.
CREATE TABLE links (
    id         TEXT PRIMARY KEY,
    collection TEXT NOT NULL REFERENCES collections (id),
    member     TEXT NOT NULL,
    digest     TEXT NOT NULL UNIQUE,
    created    BIGINT NOT NULL,
    expires    BIGINT NOT NULL,
    revoked    BIGINT NOT NULL DEFAULT 0,
    sent       BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX links_collection ON links (collection, member);

-- +goose Down
DROP TABLE links;
