// Package intake makes reports of earlier ones: what a reader found in a
// document, its headings, paragraphs and tables, is recognised by the titles and
// labels of a template and built into a data.Report. Nothing is guessed: a row
// with a wrong number of figures is an error that shows it. Nothing is lost in
// silence: whatever has no place in the report is said with its text.
package intake
