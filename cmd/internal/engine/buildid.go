package engine

import (
	"bytes"
	"encoding/binary"
	"io"
)

// The Go linker writes the build ID, which ends in a hash of the program, near
// the beginning of the file: in a note of ELF files (name Go, type 4), in text
// between two marks in others. See src/cmd/internal/buildid of Go.
const (
	buildIDReach = 64 << 10
	buildIDNote  = "\x04\x00\x00\x00Go\x00\x00" // type and name, behind the length of the ID
	buildIDStart = "\xff Go build ID: \""
	buildIDEnd   = "\"\n \xff"
	leastBuildID = 40 // a hash in Base64; what is shorter was set by hand
	mostBuildID  = 256
)

// buildID is the build ID of the program in a file, nil when none is found. A
// program of another byte order than little-endian has none here. The file is
// left at its beginning.
func buildID(file io.ReadSeeker) []byte {
	head, err := io.ReadAll(io.LimitReader(file, buildIDReach))
	if _, back := file.Seek(0, io.SeekStart); err != nil || back != nil {
		return nil
	}
	id := notedID(head)
	if id == nil {
		_, rest, _ := bytes.Cut(head, []byte(buildIDStart))
		id, _, _ = bytes.Cut(rest, []byte(buildIDEnd))
	}
	if len(id) < leastBuildID || len(id) > mostBuildID {
		return nil
	}
	return id
}

func notedID(head []byte) []byte {
	at := bytes.Index(head, []byte(buildIDNote))
	if at < 4 {
		return nil
	}
	size, rest := binary.LittleEndian.Uint32(head[at-4:]), head[at+len(buildIDNote):]
	if uint64(size) > uint64(len(rest)) {
		return nil
	}
	return rest[:size]
}
