// Package sarif writes diagnostics as a SARIF log, the form in which code hosts
// and editors take what a checker has found.
package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
)

// SARIF 2.1.0 (OASIS Standard, with errata 01): the parts that are filled in.
// Lists that may not be absent are written when they are empty.
type log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool       tool       `json:"tool"`
	Language   string     `json:"language"`
	ColumnKind string     `json:"columnKind"`
	Artifacts  []artifact `json:"artifacts"`
	Results    []result   `json:"results"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name     string     `json:"name"`
	Version  string     `json:"version"`
	Language string     `json:"language"`
	Rules    []ruleText `json:"rules"`
}

type ruleText struct {
	ID               string       `json:"id"`
	ShortDescription text         `json:"shortDescription"`
	FullDescription  *text        `json:"fullDescription,omitempty"`
	Help             *text        `json:"help,omitempty"`
	Configuration    defaultLevel `json:"defaultConfiguration"`
}

type defaultLevel struct {
	Level string `json:"level"`
}

type text struct {
	Text string `json:"text"`
}

type artifact struct {
	Location fileAt `json:"location"`
}

type fileAt struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type result struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      text              `json:"message"`
	Locations    []location        `json:"locations"`
	Related      []location        `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Suppressions []suppression     `json:"suppressions"`
}

type location struct {
	Message  *text     `json:"message,omitempty"`
	Physical physical  `json:"physicalLocation"`
	Logical  []logical `json:"logicalLocations,omitempty"`
}

type physical struct {
	Artifact fileAt  `json:"artifactLocation"`
	Region   *region `json:"region,omitempty"`
}

type region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
}

type logical struct {
	Name      string `json:"name"`
	Qualified string `json:"fullyQualifiedName"`
}

type suppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

const (
	schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

	// inputRule is what belongs to no rule of a template: how the file is written.
	inputRule = "INPUT"

	// fingerprint is the kind of fingerprint; another way to make them has another number.
	fingerprint = "gongwen/v1"
)

// Rule explains the results of its id.
type Rule struct {
	ID        string
	Name      string
	Level     diag.Level
	Law, Help diag.Text // may be empty
}

// Tool is the program that found the results. Of rules of one id the first one
// explains it.
type Tool struct {
	Name    string
	Version string
	Rules   []Rule
}

// Write writes diagnostics as a log in one language.
func Write(said diag.List, by Tool, lang diag.Lang) ([]byte, error) {
	tag := map[diag.Lang]string{diag.ZH: "zh-CN", diag.EN: "en-US"}[lang]
	s := writer{lang: lang, rules: map[string]int{}, files: map[string]int{}, seen: map[string]int{}}
	s.run = run{
		Tool:       tool{driver{Name: by.Name, Version: by.Version, Language: tag, Rules: []ruleText{}}},
		Language:   tag,
		ColumnKind: "unicodeCodePoints",
		Artifacts:  []artifact{},
		Results:    make([]result, 0, len(said)),
	}
	for _, r := range by.Rules {
		s.rule(r)
	}
	for _, d := range said {
		s.result(d)
	}
	return jsontext.Indented(log{Schema: schema, Version: "2.1.0", Runs: []run{s.run}})
}

// writer is a run being made.
type writer struct {
	lang  diag.Lang
	run   run
	rules map[string]int // index by id
	files map[string]int // index by name
	seen  map[string]int // how often a fingerprint has been made
}

// rule adds a rule unless there is one of its id.
func (s *writer) rule(r Rule) int {
	if i, known := s.rules[r.ID]; known {
		return i
	}
	found := ruleText{ID: r.ID, ShortDescription: text{r.Name}, Configuration: defaultLevel{r.Level.String()}}
	if law := r.Law.In(s.lang); law != "" {
		found.FullDescription = &text{diag.T("%s。依据：%s", "%s. Law: %s", r.Name, r.Law).In(s.lang)}
	}
	if help := r.Help.In(s.lang); help != "" {
		found.Help = &text{help}
	}
	s.rules[r.ID] = len(s.run.Tool.Driver.Rules)
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, found)
	return s.rules[r.ID]
}

// file is where a file is, added to the artifacts when it is new.
func (s *writer) file(name string) fileAt {
	i, known := s.files[name]
	if !known {
		i = len(s.run.Artifacts)
		s.files[name] = i
		s.run.Artifacts = append(s.run.Artifacts, artifact{fileAt{URI: fileURI(name)}})
	}
	return fileAt{URI: fileURI(name), Index: &i}
}

// fileURI is the name of a file as a URI reference (RFC 3986), relative ones
// to the working directory.
func fileURI(name string) string {
	path := filepath.ToSlash(name)
	u := url.URL{Path: path}
	if filepath.IsAbs(name) {
		u = url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(path, "/")}
	}
	return u.String()
}

func (s *writer) result(d diag.Diagnostic) {
	id := d.Rule
	if id == "" {
		id = inputRule
	}
	rule := Rule{ID: id, Name: diag.T("报告文件能读懂，内容齐全", "the report file can be understood and is complete").In(s.lang)}
	found := result{
		RuleID: id, RuleIndex: s.rule(rule), Level: d.Level.String(),
		Message: text{d.Message.In(s.lang)}, Locations: []location{}, Suppressions: []suppression{},
		Fingerprints: map[string]string{fingerprint: s.fingerprint(d)},
	}
	for _, p := range d.Related {
		if p.Pos.File == "" {
			found.Message.Text += "\n" + p.Text.In(s.lang)
			continue
		}
		at := s.location(p.Pos)
		at.Message = &text{p.Text.In(s.lang)}
		found.Related = append(found.Related, at)
	}
	if hint := d.Hint.In(s.lang); hint != "" {
		found.Message.Text += "\n" + diag.T("提示：%s", "hint: %s", hint).In(s.lang)
	}
	if d.Pos.File != "" {
		found.Locations = append(found.Locations, s.location(d.Pos))
	}
	if d.Waived != "" {
		found.Suppressions = append(found.Suppressions, suppression{Kind: "inSource", Justification: d.Waived})
	}
	s.run.Results = append(s.run.Results, found)
}

func (s *writer) location(pos diag.Pos) location {
	l := location{Physical: physical{Artifact: s.file(pos.File)}}
	if pos.Line > 0 {
		l.Physical.Region = &region{StartLine: pos.Line, StartColumn: max(1, pos.Col)}
	}
	if pos.Cell != "" {
		l.Logical = []logical{{Name: pos.Cell, Qualified: pos.Sheet + "!" + pos.Cell}}
	}
	return l
}

// fingerprint tells a result from others in a later run, whose lines may have
// moved and whose language may be another.
func (s *writer) fingerprint(d diag.Diagnostic) string {
	key := strings.Join([]string{fileURI(d.Pos.File), d.Rule, d.Message.ZH}, "\x00")
	s.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, s.seen[key]))
	return hex.EncodeToString(sum[:16])
}
