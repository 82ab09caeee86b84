-- +goose Up
-- 1 for a password that an administrator has given, and knows.
ALTER TABLE accounts ADD COLUMN given BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE accounts DROP COLUMN given;
