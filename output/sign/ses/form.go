package ses

import (
	"bytes"
	"path"
	"strings"
)

// IsSealedForm reports whether a file is another one with nothing but signatures
// added: the same parts, of which OFD.xml names the list of signatures, and
// otherwise those of the signatures alone.
func IsSealedForm(sealed, made []byte) bool {
	s, err := openPack(sealed)
	if err != nil || s.signatures == "" {
		return false
	}
	m, err := openPack(made)
	if err != nil || m.signatures != "" {
		return false
	}
	root, err := withSignatures(m.parts[rootPart], "/"+s.signatures)
	if err != nil {
		return false
	}
	m.parts[rootPart] = root
	folder := path.Dir(s.signatures) + "/"
	for name, content := range s.parts {
		if strings.HasPrefix(name, folder) {
			continue
		}
		if want, there := m.parts[name]; !there || !bytes.Equal(content, want) {
			return false
		}
		delete(m.parts, name)
	}
	return len(m.parts) == 0
}

// IsForExchange reports whether an OFD file may be sealed: one for archives (OFD-A)
// may not (GB/T 42133-2022 6.13).
func IsForExchange(data []byte) bool {
	p, err := openPack(data)
	return err == nil && p.root.DocType == "OFD"
}
