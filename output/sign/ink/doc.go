// Package ink is the geometry of signatures that are seen: where on a page
// something is drawn already, which room a document leaves for a seal, and
// whether a picture would hide anything (ISO 32000-1 8.3, 9.4).
package ink
