// Package watch is for those who look after the office's page and its workers: figures for
// Prometheus, whether a process lives and is ready, and a log without personal data.
package watch
