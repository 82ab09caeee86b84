package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output"
)

// StateName is the file in an output folder that says what its documents were
// made from.
const StateName = ".gongwen-build.json"

const (
	stateVersion  = 1
	maxStateBytes = 64 << 20 // that of a hundred thousand reports
)

// State is what is known of the documents of an output folder: digests
// (SHA-256) of them and of everything they were made from. While documents are
// built it is saved from time to time; an interrupted run loses the marks of the
// last few, which are then built again. A State belongs to one run.
type State struct {
	dir     string
	basis   string
	known   map[string]mark // by the name of the documents, as it was opened
	made    map[string]mark // the same with what this run has made
	unsaved int
	problem error
}

// mark is what the documents of a report were made from. Contents decide, never
// times: those change when folders are copied.
type mark struct {
	Basis     string            `json:"basis"`              // program, configuration, template, style and fonts
	Source    string            `json:"source"`             // name of the report file
	Report    string            `json:"report"`             // its digest
	Pictures  map[string]string `json:"pictures,omitempty"` // digests by name
	Documents map[string]string `json:"documents"`          // digests by name
}

// stateFile is the file as it is written.
type stateFile struct {
	Version int             `json:"gongwen-build"`
	Reports map[string]mark `json:"reports"`
}

// OpenState reads the state of an output folder. basis is a digest of all that
// the documents of a run have in common. A state that cannot be understood is
// as good as none; the list has a note then.
func OpenState(dir, basis string) (*State, diag.List) {
	s := &State{dir: dir, basis: basis, known: map[string]mark{}, made: map[string]mark{}}
	content, err := readState(filepath.Join(dir, StateName))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	var file stateFile
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&file)
	}
	if err == nil && file.Version != stateVersion {
		err = diag.NewError("是别的版本的", "another version")
	}
	if err != nil {
		return s, diag.List{{Level: diag.Note, Pos: diag.Pos{File: filepath.Join(dir, StateName)}, Message: diag.T(
			"生成记录读不懂，不用它", "the record of what was built cannot be understood and is not used")}}
	}
	maps.Copy(s.known, file.Reports)
	maps.Copy(s.made, file.Reports)
	return s, nil
}

func readState(path string) ([]byte, error) {
	return infile.ReadIn(infile.Folder(filepath.Dir(path)), filepath.Base(path), maxStateBytes)
}

// often is after how many reports the state is saved; a large one, which takes
// longer, after a part as large of its own.
const often = 32

// take notes what was made of a name.
func (s *State) take(name string, made mark) {
	s.made[name] = made
	if s.unsaved++; s.unsaved >= max(often, len(s.made)/often) {
		s.write()
	}
}

// save writes the state, if it has changed since it was last written, and says
// why that could not be done; the documents are whole all the same.
func (s *State) save() diag.List {
	if s.unsaved > 0 {
		s.write()
	}
	if s.problem == nil {
		return nil
	}
	return diag.List{diag.Warnf(diag.Pos{File: filepath.Join(s.dir, StateName)}, "写不了生成记录，--resume 不能跳过这次生成的：%v",
		"the record of what was built cannot be written, so that --resume will not skip it: %v", s.problem)}
}

// write writes the state whole or not at all.
func (s *State) write() {
	s.unsaved = 0
	content, err := json.MarshalIndent(stateFile{stateVersion, s.made}, "", " ")
	if err == nil {
		err = output.WriteFiles([]output.File{{Path: filepath.Join(s.dir, StateName), Data: append(content, '\n')}})
	}
	s.problem = err
}

// digestFile is the digest of a regular file; nothing else is opened.
func digestFile(dir fs.FS, name string) (string, error) {
	info, err := fs.Stat(dir, name)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", infile.ErrIrregular
	}
	file, err := dir.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
