-- +goose Up
-- The 索引号 of a document in the catalogue of the portal.
ALTER TABLE documents ADD COLUMN catalogue_index TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE documents DROP COLUMN catalogue_index;
