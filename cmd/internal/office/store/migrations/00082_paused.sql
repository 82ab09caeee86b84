-- +goose Up
-- 1 for a task of which somebody has what waits held: it keeps no job from being held.
ALTER TABLE tasks ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE tasks DROP COLUMN paused;
