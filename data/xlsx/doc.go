// Package xlsx makes workbooks an equal form of the report file: it reads a
// filled-in workbook into a data.Report and writes a report, or one to fill in,
// as a workbook with a sheet for the text and one for each official table. What
// the sheets look like and say comes from the template and its style sheet.
//
// A workbook is read by its labels and never by fixed places, because rows are
// put in, sheets renamed and merged cells taken apart in offices.
package xlsx
