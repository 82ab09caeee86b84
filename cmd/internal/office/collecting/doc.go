// Package collecting says how far the collecting of reports is: of each agency of a roster
// what came in of it and what is missing, what its main figures are beside last year's
// and those of others, and what to write to those who are late. It reads and writes
// nothing itself.
package collecting
