package pades

import "testing"

// What a signer claims is of a time zone, which a reader elsewhere has to know.
func TestDatesNameTheirZone(t *testing.T) {
	for text, want := range map[string]string{
		"D:20261129223137Z":       "2026-11-29 22:31:37 UTC",
		"D:20261129223137Z00'00'": "2026-11-29 22:31:37 UTC",
		"D:20261129223137+00'00'": "2026-11-29 22:31:37 UTC",
		"D:20261129223137+08'00'": "2026-11-29 22:31:37 +08:00",
		"D:20261129223137-03'30":  "2026-11-29 22:31:37 -03:30",
		"D:20261129223137+08'":    "2026-11-29 22:31:37 +08:00",
		"D:20261129223137":        "2026-11-29 22:31:37",
		"D:20261129223137?":       "2026-11-29 22:31:37",
		"D:20261329223137Z":       "",
		"D:2026":                  "",
		"":                        "",
	} {
		if got := pdfDay(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
