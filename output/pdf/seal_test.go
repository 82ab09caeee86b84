package pdf

import (
	"fmt"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/frame"
)

func TestTheRoomForASealIsADestination(t *testing.T) {
	for _, level := range []Level{PDFA2A, PDFA4} {
		t.Run(string(level), func(t *testing.T) {
			s := newSetter(t)
			s.paragraph("无。")
			s.newPage()
			agency := s.paragraph("某县信访局")
			s.page().Seal = &frame.SealRoom{X: 288 * pt, Y: 500 * pt, Size: 100 * pt, Node: agency.ID}
			f := openPDF(t, exportAt(t, level, s.input()))
			names := f.array(f.dict(f.dict(f.catalog()["Names"])["Dests"])["Names"])
			if len(names) != 2 || str(names[0]) != SealDestination {
				t.Fatalf("names %v", names)
			}
			place, inStructure := names[1], any(nil)
			if d, ok := place.(dictObj); ok {
				place, inStructure = d["D"], d["SD"]
			}
			kids := f.array(f.dict(f.catalog()["Pages"])["Kids"])
			height := float64(297*unit.Millimetre) / float64(pt)
			want := fmt.Sprintf("FitR 288 %.3f 388 %.3f", height-600, height-500)
			got := f.array(place)
			if got[0] != kids[1] || fmt.Sprintf("%v %v %.3f %v %.3f", got[1:]...) != want {
				t.Errorf("the room is %v, want %s", got, want)
			}
			if level == PDFA4 {
				if e := f.dict(f.array(inStructure)[0]); e["S"] != nameObj("P") || e["Pg"] != kids[1] {
					t.Errorf("in the structure it is %v", e)
				}
			}
		})
	}
}

func TestADocumentWithoutRoomForASealNamesNone(t *testing.T) {
	s := newSetter(t)
	s.paragraph("无。")
	f := openPDF(t, exportAt(t, PDFA2A, s.input()))
	if names := f.catalog()["Names"]; names != nil {
		t.Errorf("names %v", names)
	}
}
