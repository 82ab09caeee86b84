-- +goose Up
-- How many items a task has; 0 for one that a version entered which did not count them.
ALTER TABLE tasks ADD COLUMN items BIGINT NOT NULL DEFAULT 0;

-- 1 for an item that has failed for good, whatever becomes of its key: it was given up with
-- its task, or what failed was asked for anew by another.
ALTER TABLE task_items ADD COLUMN given_up BIGINT NOT NULL DEFAULT 0;
CREATE INDEX task_items_job ON task_items (job);

-- How many items of a task have come to an end, by what became of them. part is the first
-- character of their keys, so that those who complete items of one task at once seldom wait
-- for each other.
CREATE TABLE task_counts (
    task    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    part    TEXT NOT NULL,
    outcome TEXT NOT NULL,
    items   BIGINT NOT NULL,
    PRIMARY KEY (task, part, outcome)
);

-- +goose Down
DROP TABLE task_counts;
DROP INDEX task_items_job;
ALTER TABLE task_items DROP COLUMN given_up;
ALTER TABLE tasks DROP COLUMN items;
