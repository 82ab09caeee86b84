// Package sheet is a report as places and what was typed there: the form in
// which people edit one, place by place, and in which changes are kept. Whatever
// is typed stays as it was typed, also where it is no figure or no date; what is
// wrong with it is said at its place when a report is made of the sheet.
package sheet
