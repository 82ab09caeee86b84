package unit

import "testing"

func TestParse(t *testing.T) {
	for in, want := range map[string]Length{
		"156mm": 5616000, "28.95pt": 367665, "16pt": 203200, "2098twip": 1332230, "1cm": 360000, "-5twip": -3175, "0.5in": 457200,
	} {
		got, err := Parse(in)
		if err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "16", "16 em", "pt", "1e9mm", "0.00001pt", "9999999mm", "１６pt", "1/3pt"} {
		if got, err := Parse(in); err == nil {
			t.Errorf("Parse(%q) = %d, want an error", in, got)
		}
	}
}

func TestRounding(t *testing.T) {
	if got := (16 * Point).HalfPoints(); got != 32 {
		t.Errorf("16pt = %d half points", got)
	}
	if got := Length(-3175).Twips(); got != -5 {
		t.Errorf("-3175 EMU = %d twips", got)
	}
	if got := Length(1000).MulDiv(1, 3); got != 333 {
		t.Errorf("1000/3 = %d", got)
	}
}

func TestAppendPoints(t *testing.T) {
	for in, want := range map[Length]string{0: "0", 12700: "1", -6350: "-0.5", 200571: "15.793", 127: "0.01", 1: "0"} {
		if got := string(AppendPoints(nil, in, 3)); got != want {
			t.Errorf("AppendPoints(%d) = %q, want %q", in, got, want)
		}
	}
}
