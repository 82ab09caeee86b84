package opc

import (
	"fmt"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	growth.Linear(t, 200, func(n int) func() {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("a/b%d.xml", i)
		}
		content := packed(t, names...)
		return func() {
			p, err := Open(content, Limits{Parts: 1 << 20, Unpacked: 1 << 30})
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				if _, err := p.Read(name); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
