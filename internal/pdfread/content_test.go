package pdfread

import (
	"fmt"
	"strings"
	"testing"
)

func operatorsOf(content string) (string, error) {
	var b strings.Builder
	err := Operators([]byte(content), func(operator string, operands []Object) error {
		for _, o := range operands {
			b.Write(Append(nil, o))
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s;", operator)
		return nil
	})
	return b.String(), err
}

func TestOperators(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"nothing", " \n", ""},
		{"text", "BT /F1 16 Tf [<0001>-250.5<02>]TJ (a)' ET", "BT;/F1 16 Tf;[<0001> -250.5 <02>] TJ;<61> ';ET;"},
		{"marked content", "/P<</MCID 3>>BDC EMC", "/P <</MCID 3>> BDC;EMC;"},
		{"an inline image", "q BI /W 1 ID \x01EIx\xff EI Q", "q;BI;/W 1 ID;Q;"},
		{"a comment", "q % (\nQ", "q;Q;"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := operatorsOf(c.content)
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestOperatorsRefuses(t *testing.T) {
	for _, content := range []string{"(a", "[1 2", "<</A>>", ">> BDC", "BI ID \x00\x01", strings.Repeat("[", 1000), strings.Repeat("1 ", maxOperands+1)} {
		if got, err := operatorsOf(content); err == nil {
			t.Errorf("%.20q was read as %.50q", content, got)
		}
	}
}
