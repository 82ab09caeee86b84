-- +goose Up
-- Codes that stand in once each for the second factor of an account, as digests.
CREATE TABLE backup_codes (
    account TEXT NOT NULL REFERENCES accounts (id),
    code    TEXT NOT NULL,
    PRIMARY KEY (account, code)
);

-- +goose Down
DROP TABLE backup_codes;
