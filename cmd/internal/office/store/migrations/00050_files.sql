-- +goose Up
-- outside is 1 where the content lies outside of the database. kept is 0 for a file that is
-- kept for good, else when it was last kept for a job: it goes when nothing refers to it
-- any more.
ALTER TABLE files ADD COLUMN outside BIGINT NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
CREATE INDEX files_kept ON files (kept);

-- +goose Down
DROP INDEX files_kept;
ALTER TABLE files DROP COLUMN kept;
ALTER TABLE files DROP COLUMN outside;
