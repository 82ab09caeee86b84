// Package rules evaluates a template's rules on reports. Compile or Prepare
// makes the rules ready, once a template; Check says which of them a report
// breaks and where.
package rules
