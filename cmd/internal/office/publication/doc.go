// Package publication makes of a finished report what a portal takes: the fields of
// the catalogue, page tags, the text as HTML without styles, and the files, together in
// one package.
package publication
