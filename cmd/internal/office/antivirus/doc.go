// Package antivirus has files that somebody sends looked at by ClamAV: it asks a clamd, by
// its own protocol, which this program needs no library for. It is nothing without one.
package antivirus
