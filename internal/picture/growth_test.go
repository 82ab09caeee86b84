package picture

import (
	"image"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowthOfDrawings(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	const head = `<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm">`
	growth.Reader(t, 500, func(content []byte) { _, _ = Read(content) }, map[string]func(int) string{
		"shapes": func(n int) string {
			return head + strings.Repeat(`<rect x="1" y="1" width="2" height="2"/>`, n) + "</svg>"
		},
		"steps":  func(n int) string { return head + `<path d="M0 0 ` + strings.Repeat("L1 1 ", n) + `"/></svg>` },
		"curves": func(n int) string { return head + `<path d="M0 0 ` + strings.Repeat("c1 1 2 2 3 3 ", n) + `"/></svg>` },
		"arcs": func(n int) string {
			return head + `<path d="M0 0 ` + strings.Repeat("a1 1 0 0 1 2 2 ", n) + `"/></svg>`
		},
		"points": func(n int) string { return head + `<polygon points="` + strings.Repeat("1,1 ", n) + `"/></svg>` },
		"groups": func(n int) string { return head + strings.Repeat(`<g><rect width="2" height="2"/></g>`, n) + "</svg>" },
		"styles": func(n int) string {
			return head + strings.Repeat(`<rect style="fill:red;stroke:none" width="2" height="2"/>`, n) + "</svg>"
		},
		"transforms": func(n int) string {
			return head + `<g transform="` + strings.Repeat("translate(1 1) ", n) + `"><rect width="2" height="2"/></g></svg>`
		},
		"long number": func(n int) string { return head + `<rect width="1` + strings.Repeat("0", n) + `" height="2"/></svg>` },
		"comments": func(n int) string {
			return head + strings.Repeat("<!-- a -->", n) + `<rect width="2" height="2"/></svg>`
		},
	})
}

func TestGrowthOfPhotographs(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for name, encode := range map[string]func(testing.TB, image.Image) []byte{
		"PNG":  func(t testing.TB, m image.Image) []byte { return pngOf(t, m) },
		"JPEG": func(t testing.TB, m image.Image) []byte { return jpegOf(t, m) },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 100, func(n int) func() {
				content := encode(t, quadrants(200, n))
				return func() {
					if _, err := Read(content); err != nil {
						t.Fatal(err)
					}
				}
			})
		})
	}
	t.Run("segments", func(t *testing.T) {
		growth.Linear(t, 500, func(n int) func() {
			segments := make([]segment, n)
			for i := range segments {
				segments[i] = segment{marker: 0xFE, data: []byte("a comment")}
			}
			content := jpegOf(t, quadrants(10, 10), segments...)
			return func() { _, _ = Read(content) }
		})
	})
}
