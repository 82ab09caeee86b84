package bag

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"time"
)

// Zipped is the bag called name as a zip file, as Place writes it; a zero date is the
// earliest that the form has. Its files are stored as they are: documents
// are compressed already, and bytes that no compressor made stay the same with
// every version of one.
func Zipped(name string, files []File, date time.Time) ([]byte, error) {
	if earliest := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); date.Before(earliest) {
		date = earliest // ISO/IEC 21320-1 takes its dates from MS-DOS
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: name + "/" + f.Path, Method: zip.Store, Modified: date.UTC()}
		h.SetMode(0o644)
		out, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := out.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// tarred is the bag as a tar file (IEEE Std 1003.1 pax), owned by nobody.
func tarred(name string, files []File, date time.Time) ([]byte, error) {
	if date.IsZero() {
		date = time.Unix(0, 0)
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{
			Typeflag: tar.TypeReg, Name: name + "/" + f.Path, Size: int64(len(f.Data)), Mode: 0o644,
			ModTime: date.UTC().Truncate(time.Second), Format: tar.FormatPAX,
		}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
