// Package runs holds what is kept of a run of many reports: what became of each, as a
// value, as JSON and as a page, and the manifest, which says of every document from
// which files and with which program it was made. A manifest is proven by building
// documents again.
package runs
