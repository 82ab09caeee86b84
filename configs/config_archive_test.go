package configs

import "testing"

func TestArchiveMetadataComesInTheOrderOfTheStandard(t *testing.T) {
	c, problems := loadConfig(Options{Dir: folder(t, "archive:\n  密级: 公开\n  保管期限: 永久\n  文号: ''\n")})
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	if len(c.Archive) != 2 || c.Archive[0].Name != "保管期限" || c.Archive[0].Value != "永久" || c.Archive[1].Name != "密级" || c.Archive[1].Pos.Line != 2 {
		t.Errorf("got %+v", c.Archive)
	}
}

func TestArchiveMetadataOfTheReportCannotBeConfigured(t *testing.T) {
	if _, problems := loadConfig(Options{Dir: folder(t, "archive:\n  题名: 别的题名\n")}); !problems.HasErrors() {
		t.Error("题名 was taken")
	}
}
