// Package sum makes one report's figures of many: what a district publishes of
// its bureaus. What adds up is said by the template (the key `sum`, see
// docs/sum.md). Prose is not summed.
//
// A report is reduced to a Source as soon as it has been read, so that a
// thousand of them need the memory of their figures only. Choose decides which
// of them can be added, Add adds them, Workbook shows who contributed what.
package sum
