-- +goose Up
-- Who signs in by an identity provider: issuer and subject stay the same there, whatever
-- happens to names.
CREATE TABLE identities (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    bound   BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX identities_account ON identities (account, issuer);

-- +goose Down
DROP TABLE identities;
