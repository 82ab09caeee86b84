package bag

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowthOfManifests(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	digest := strings.Repeat("0f", 32)
	growth.Reader(t, 1000, func(content []byte) { readManifest(content, 32) }, map[string]func(int) string{
		"paths":       func(n int) string { return growth.Numbered(n, digest+"  data/a%d\n") },
		"equal paths": func(n int) string { return strings.Repeat(digest+"  data/a\n", n) },
		"long paths":  func(n int) string { return growth.Numbered(n, digest+"  data/"+strings.Repeat("a/", 100)+"%d\n") },
		"escapes":     func(n int) string { return growth.Numbered(n, digest+"  data/%%25%%0A%d\n") },
		"wrong lines": func(n int) string { return strings.Repeat("甲\n", n) },
	})
}

func TestGrowthOfBags(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for _, form := range []Form{Folder, Zip, Tar} {
		t.Run(fmt.Sprint(form), func(t *testing.T) {
			growth.Linear(t, 100, func(n int) func() {
				files := make([]File, n)
				for i := range files {
					files[i] = File{fmt.Sprintf("a/%d.txt", i), []byte("甲")}
				}
				whole, err := Make(files, nil)
				if err != nil {
					t.Fatal(err)
				}
				path := placed(t, form, whole)
				return func() {
					if r := Verify(t.Context(), path); !r.Findings.OK() {
						t.Fatal(r)
					}
				}
			})
		})
	}
}
