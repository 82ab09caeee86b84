-- +goose Up
-- The agency that an agency reports to, which may collect its reports and those of all
-- below it; empty for none. What has been collected so far goes on to be.
ALTER TABLE agencies ADD COLUMN parent TEXT NOT NULL DEFAULT '';
UPDATE agencies SET parent = COALESCE((
    SELECT c.agency FROM members m JOIN collections c ON c.id = m.collection
    WHERE m.name = agencies.name AND c.agency <> agencies.id ORDER BY c.created DESC, c.id LIMIT 1), '');

-- +goose Down
ALTER TABLE agencies DROP COLUMN parent;
