package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/smalldisk"
)

// On a disk that is full no save is acknowledged that is not there, and saves go on when
// there is room again.
func TestFullDisk(t *testing.T) {
	disk := smalldisk.New(t, 2<<20)
	if disk == nil {
		t.Skip("no small disk")
	}
	s, err := Open(t.Context(), NameOf(filepath.Join(disk.Dir, "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	a, d := begin(t, s)
	disk.Fill(512 << 10)
	was, acknowledged, refused := "", 0, false
	for i := range 1000 {
		value := fmt.Sprint(i, strings.Repeat("字", 2000))
		if _, err := s.Save(t.Context(), d.ID, fmt.Sprint(i), []Edit{{"note:x", was, value}}, a.ID, noon); err != nil {
			refused = Full(err)
			break
		}
		was, acknowledged = value, i+1
	}
	if !refused || acknowledged == 0 {
		t.Fatalf("%d saves were acknowledged on a disk of two megabytes, refused: %t", acknowledged, refused)
	}
	if all, _ := values(t, s, d.ID); all["note:x"] != was {
		t.Errorf("there is %.20q, acknowledged was %.20q", all["note:x"], was)
	}
	disk.Empty()
	if _, err := s.Save(t.Context(), d.ID, "again", []Edit{{"note:x", was, "又有地方了"}}, a.ID, noon); err != nil {
		t.Fatal(err)
	}
	if all, version := values(t, s, d.ID); all["note:x"] != "又有地方了" || version != int64(acknowledged+2) {
		t.Errorf("%.20q in version %d", all["note:x"], version)
	}
}
