// Package svg draws finished pages as SVG 1.1 for a browser that shows what will
// be printed: the frames that the PDF is made of, every glyph as the face's own
// outline at its place. A page stands alone; it needs no fonts, styles or scripts,
// so that it can be shown as a picture. Beside it [Lines] says where the lines of
// text are and what they belong to.
package svg
