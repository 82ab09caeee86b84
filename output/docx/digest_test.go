package docx

import (
	"bytes"
	"testing"

	"gongwen/internal/opc"
	"gongwen/output"
)

func TestOriginOfADocument(t *testing.T) {
	e := New(Options{})
	made := export(t, report(t))
	same := func(_ string, part []byte) []byte { return part }
	change := func(which string) func(string, []byte) []byte {
		return func(name string, part []byte) []byte {
			if name == which {
				return bytes.Replace(part, []byte("</"), []byte(" </"), 1)
			}
			return part
		}
	}
	rewritten := func(with func(string, []byte) []byte) []byte {
		content, err := repacked(made, with)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	for name, c := range map[string]struct {
		content []byte
		want    output.Origin
	}{
		"as it was written": {made, output.Untouched},
		"packed anew":       {rewritten(same), output.Untouched},
		"a text edited":     {rewritten(change("word/document.xml")), output.Edited},
		"a style edited":    {rewritten(change("word/styles.xml")), output.Edited},
		"the digest edited": {rewritten(change("docProps/custom.xml")), output.Edited},
		"cut off":           {made[:len(made)/2], output.Foreign},
		"no package":        {[]byte("text"), output.Foreign},
		"empty":             {nil, output.Foreign},
		"another program's": {rewritten(func(name string, part []byte) []byte {
			return bytes.ReplaceAll(part, []byte(digestProperty), []byte("other"))
		}), output.Foreign},
	} {
		t.Run(name, func(t *testing.T) {
			if got := e.Origin(c.content); got != c.want {
				t.Errorf("origin %d, want %d", got, c.want)
			}
		})
	}
}

// repacked is a package whose parts were changed.
func repacked(content []byte, change func(name string, part []byte) []byte) ([]byte, error) {
	p, err := opc.Open(content, opc.Limits{Parts: 1000, Unpacked: 64 << 20})
	if err != nil {
		return nil, err
	}
	files, err := p.Files()
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		files[i].Content = change(f.Name, f.Content)
	}
	var packer opc.Packer
	return packer.Pack(files)
}
