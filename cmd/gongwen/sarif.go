package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// SARIF 2.1.0 (OASIS Standard, with errata 01): the parts that check fills in.
// Lists that may not be absent are written when they are empty.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool       `json:"tool"`
	Language   string          `json:"language"`
	ColumnKind string          `json:"columnKind"`
	Artifacts  []sarifArtifact `json:"artifacts"`
	Results    []sarifResult   `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Version  string      `json:"version"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               string       `json:"id"`
	ShortDescription sarifText    `json:"shortDescription"`
	FullDescription  *sarifText   `json:"fullDescription,omitempty"`
	Help             *sarifText   `json:"help,omitempty"`
	Configuration    sarifDefault `json:"defaultConfiguration"`
}

type sarifDefault struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifArtifact struct {
	Location sarifURI `json:"location"`
}

type sarifURI struct {
	URI   string `json:"uri"`
	Index *int   `json:"index,omitempty"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifURI     `json:"artifactLocation"`
	Region   *sarifRegion `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
}

type sarifLogical struct {
	Name      string `json:"name"`
	Qualified string `json:"fullyQualifiedName"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification"`
}

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

	// inputRule is what belongs to no rule of a template: how the file is written.
	inputRule = "INPUT"

	// fingerprint is the kind of fingerprint; another way to make them has another number.
	fingerprint = "gongwen/v1"
)

// sarif writes diagnostics as a SARIF log. The templates are those of the
// reports that were checked; of rules of one id the first one explains it.
func sarif(said diag.List, templates []*configs.Template, lang diag.Lang) ([]byte, error) {
	tag := map[diag.Lang]string{diag.ZH: "zh-CN", diag.EN: "en-US"}[lang]
	s := sarifWriter{lang: lang, rules: map[string]int{}, files: map[string]int{}, seen: map[string]int{}}
	s.run = sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "gongwen", Version: version(), Language: tag, Rules: []sarifRule{}}},
		Language:   tag,
		ColumnKind: "unicodeCodePoints",
		Artifacts:  []sarifArtifact{},
		Results:    make([]sarifResult, 0, len(said)),
	}
	for _, t := range templates {
		for _, r := range t.Rules {
			s.rule(r)
		}
	}
	for _, d := range said {
		s.result(d)
	}
	return indentedJSON(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{s.run}})
}

// sarifWriter is a run being made.
type sarifWriter struct {
	lang  diag.Lang
	run   sarifRun
	rules map[string]int // index by id
	files map[string]int // index by name
	seen  map[string]int // how often a fingerprint has been made
}

// rule adds a rule unless there is one of its id.
func (s *sarifWriter) rule(r configs.Rule) int {
	if i, known := s.rules[r.ID]; known {
		return i
	}
	rule := sarifRule{ID: r.ID, ShortDescription: sarifText{r.Name}, Configuration: sarifDefault{r.Level.String()}}
	if law := r.Law.In(s.lang); law != "" {
		rule.FullDescription = &sarifText{diag.T("%s。依据：%s", "%s. Law: %s", r.Name, r.Law).In(s.lang)}
	}
	if help := r.Help.In(s.lang); help != "" {
		rule.Help = &sarifText{help}
	}
	s.rules[r.ID] = len(s.run.Tool.Driver.Rules)
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, rule)
	return s.rules[r.ID]
}

// file is where a file is, added to the artifacts when it is new.
func (s *sarifWriter) file(name string) sarifURI {
	i, known := s.files[name]
	if !known {
		i = len(s.run.Artifacts)
		s.files[name] = i
		s.run.Artifacts = append(s.run.Artifacts, sarifArtifact{sarifURI{URI: fileURI(name)}})
	}
	return sarifURI{URI: fileURI(name), Index: &i}
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

func (s *sarifWriter) result(d diag.Diagnostic) {
	id := d.Rule
	if id == "" {
		id = inputRule
	}
	rule := configs.Rule{ID: id, Name: diag.T("报告文件能读懂，内容齐全", "the report file can be understood and is complete").In(s.lang)}
	result := sarifResult{
		RuleID: id, RuleIndex: s.rule(rule), Level: d.Level.String(),
		Message: sarifText{d.Message.In(s.lang)}, Locations: []sarifLocation{}, Suppressions: []sarifSuppression{},
		Fingerprints: map[string]string{fingerprint: s.fingerprint(d)},
	}
	if hint := d.Hint.In(s.lang); hint != "" {
		result.Message.Text += "\n" + diag.T("提示：%s", "hint: %s", hint).In(s.lang)
	}
	if d.Pos.File != "" {
		result.Locations = append(result.Locations, s.location(d.Pos))
	}
	if d.Waived != "" {
		result.Suppressions = append(result.Suppressions, sarifSuppression{Kind: "inSource", Justification: d.Waived})
	}
	s.run.Results = append(s.run.Results, result)
}

func (s *sarifWriter) location(pos diag.Pos) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: s.file(pos.File)}}
	if pos.Line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: pos.Line, StartColumn: max(1, pos.Col)}
	}
	if pos.Cell != "" {
		l.Logical = []sarifLogical{{Name: pos.Cell, Qualified: pos.Sheet + "!" + pos.Cell}}
	}
	return l
}

// fingerprint tells a result from others in a later run, whose lines may have
// moved and whose language may be another.
func (s *sarifWriter) fingerprint(d diag.Diagnostic) string {
	key := strings.Join([]string{fileURI(d.Pos.File), d.Rule, d.Message.ZH}, "\x00")
	s.seen[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, s.seen[key]))
	return hex.EncodeToString(sum[:16])
}
