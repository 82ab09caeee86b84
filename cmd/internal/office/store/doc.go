// Package store keeps what an office's page knows: agencies, accounts, documents
// place by place with every change, files. It stands on SQLite, in a file of its
// own, or on PostgreSQL, with the same SQL.
//
// What a call has acknowledged is on the disk. Times come in as values. An error
// is one of the store's own, such as [ErrUnknown], or says what the database said and
// is not for the eyes of users.
package store
