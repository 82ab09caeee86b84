// Package pattern has regular expressions for package variables that are compiled
// when they are first used: a command uses few of all that the program knows, and
// compiling the others took longer than some commands do.
package pattern

import (
	"os"
	"regexp"
	"strings"
	"sync"
)

// Pattern is a regular expression that is known to be one. It is used like a
// *regexp.Regexp, by several goroutines too.
type Pattern struct{ compile func() *regexp.Regexp }

// New makes a Pattern of a text that is a regular expression; it panics when it
// turns out to be none. In tests that is at once.
func New(text string) *Pattern {
	p := &Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })}
	if name := strings.TrimSuffix(os.Args[0], ".exe"); strings.HasSuffix(name, ".test") {
		p.compile()
	}
	return p
}

// What follows is as the methods of regexp.Regexp.

// MatchString reports whether s contains a match.
func (p *Pattern) MatchString(s string) bool { return p.compile().MatchString(s) }

// Match reports whether b contains a match.
func (p *Pattern) Match(b []byte) bool { return p.compile().Match(b) }

// FindString is the leftmost match in s.
func (p *Pattern) FindString(s string) string { return p.compile().FindString(s) }

// FindStringIndex is where the leftmost match in s stands.
func (p *Pattern) FindStringIndex(s string) []int { return p.compile().FindStringIndex(s) }

// FindStringSubmatch is the leftmost match in s with its groups.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.compile().FindStringSubmatch(s) }

// FindStringSubmatchIndex is where the leftmost match in s and its groups stand.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.compile().FindStringSubmatchIndex(s)
}

// FindAllStringIndex is where at most n matches in s stand.
func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compile().FindAllStringIndex(s, n)
}

// FindAllStringSubmatch is at most n matches in s with their groups.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compile().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is where at most n matches in s and their groups stand.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compile().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAllString is s with by in place of each match, in which $1 is a group.
func (p *Pattern) ReplaceAllString(s, by string) string { return p.compile().ReplaceAllString(s, by) }

// ReplaceAllStringFunc is s with what by makes of each match.
func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.compile().ReplaceAllStringFunc(s, by)
}

// Find is the leftmost match in b.
func (p *Pattern) Find(b []byte) []byte { return p.compile().Find(b) }

// FindIndex is where the leftmost match in b stands.
func (p *Pattern) FindIndex(b []byte) []int { return p.compile().FindIndex(b) }

// FindSubmatch is the leftmost match in b with its groups.
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.compile().FindSubmatch(b) }

// FindSubmatchIndex is where the leftmost match in b and its groups stand.
func (p *Pattern) FindSubmatchIndex(b []byte) []int { return p.compile().FindSubmatchIndex(b) }

// FindAllIndex is where at most n matches in b stand.
func (p *Pattern) FindAllIndex(b []byte, n int) [][]int { return p.compile().FindAllIndex(b, n) }

// ReplaceAll is b with by in place of each match, in which $1 is a group.
func (p *Pattern) ReplaceAll(b, by []byte) []byte { return p.compile().ReplaceAll(b, by) }

// Expand appends to dst the template with what a match found in src in place of its
// variables.
func (p *Pattern) Expand(dst, template, src []byte, match []int) []byte {
	return p.compile().Expand(dst, template, src, match)
}

// FindAllString is the first n matches in s; all of them if n is negative.
func (p *Pattern) FindAllString(s string, n int) []string { return p.compile().FindAllString(s, n) }

// Split is the texts between the matches in s, at most n; all of them if n is negative.
func (p *Pattern) Split(s string, n int) []string { return p.compile().Split(s, n) }
