-- +goose Up
-- In whose name a program writes with a token; empty for one that only reads.
ALTER TABLE tokens ADD COLUMN account TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE tokens DROP COLUMN account;
