package configs

import (
	"strings"
	"testing"
)

// TestAMarkOfByteOrderDoesNotHideWhatAFileIs: Windows' editor writes one.
func TestAMarkOfByteOrderDoesNotHideWhatAFileIs(t *testing.T) {
	const marked = "\ufeff" + small
	if part, problems := NewLibrary(nil).Read("small-2020.yaml", []byte(marked)); part.Template == nil {
		t.Error(problems)
	}
	l := libraryOf(map[string]string{"small-2020.yaml": marked, "old-2020.yaml": strings.ReplaceAll(strings.Replace(small, "small", "old", 1), "\n", "\r")})
	for _, id := range []string{"small-2020", "old-2020"} {
		if s, problems := l.Template(id); s == nil {
			t.Error(id, problems)
		}
	}
}

func TestAnEmptyFileIsToldHowATemplateBegins(t *testing.T) {
	_, problems := NewLibrary(nil).Read("a.yaml", []byte("# 还没有写\n"))
	_, loaded := libraryOf(map[string]string{"small-2020.yaml": "\n"}).Template("small-2020")
	for _, said := range []string{problems.Error(), loaded.Error()} {
		if !strings.Contains(said, "template new") {
			t.Error(said)
		}
	}
}

func TestTemplatesOfOneNameAreTold(t *testing.T) {
	l := libraryOf(map[string]string{"small-2020.yaml": strings.Replace(small, "name: 小表", "name: 通知", 1)})
	s, problems := l.Template("通知")
	if said := problems.Error(); s != nil || !strings.Contains(said, "有 2 个") || !strings.Contains(said, "notice、small-2020") {
		t.Error(s, said)
	}
}

func TestWhatATemplateExtendsIsNamedWithWhatThereIs(t *testing.T) {
	_, problems := libraryOf(map[string]string{"a.yaml": "template: a\nextends: xyzzy\n"}).Template("a")
	if said := problems.Error(); !strings.Contains(said, "a.yaml:2:10") || !strings.Contains(said, "open-government-2021") {
		t.Error(said)
	}
}

// TestRulesAboutFiguresStayErrors where a local template extends the official one.
func TestRulesAboutFiguresStayErrors(t *testing.T) {
	for rule, taken := range map[string]bool{"{id: N4, level: warning}": false, "{id: N4, level: error}": true, "{id: P6, level: note}": true} {
		s, problems := libraryOf(map[string]string{"a.yaml": "template: a\nextends: open-government-2021\nrules:\n  - " + rule + "\n"}).Template("a")
		if (s != nil) != taken || !taken && !strings.Contains(problems.Error(), "a.yaml:4:21") {
			t.Error(rule, problems)
		}
	}
}
