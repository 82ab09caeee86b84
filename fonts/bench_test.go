package fonts

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		for _, e := range Manifest() {
			if (&slot{id: e.ID, data: embedded(e.ID)}).open() == nil && e.Embedded {
				b.Fatal(e.ID)
			}
		}
	}
}

func BenchmarkNewBook(b *testing.B) {
	roles := officialRoles()
	for b.Loop() {
		newBook(b, roles, Options{})
	}
}

func BenchmarkShape(b *testing.B) {
	const text = "2023年，某市各级行政机关共收到政府信息公开申请3511件，其中“予以公开”——" // 40 characters
	long := strings.Repeat(text, 25)
	b.Run("known", func(b *testing.B) {
		book := newBook(b, officialRoles(), Options{})
		b.ReportAllocs()
		for b.Loop() {
			book.Shape("仿宋", false, 16*unit.Point, long)
		}
	})
	b.Run("1000 new hanzi", func(b *testing.B) {
		hanzi := string(gbk(0xB0, 0xA1)[:1000])
		b.ReportAllocs()
		for b.Loop() {
			newBook(b, officialRoles(), Options{}).Shape("仿宋", false, 16*unit.Point, hanzi)
		}
	})
}
