package pki_test

import (
	"errors"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/output/sign/pki"
)

func TestURIs(t *testing.T) {
	const module = "?module-path=/usr/lib/p11.so"
	for _, c := range []struct{ name, text, shown string }{
		{"token and object", "pkcs11:token=test;object=key" + module, "pkcs11:token=test;object=key"},
		{"escaped", "pkcs11:token=%E7%A7%91%E5%AE%A4%20A" + module, "pkcs11:token=科室 A"},
		{"Chinese as it is", "pkcs11:token=科室" + module, "pkcs11:token=科室"},
		{"identifier in bytes", "pkcs11:id=%01%ff" + module, "pkcs11:id=%01%FF"},
		{"every attribute", "pkcs11:serial=1;model=m;manufacturer=x;type=private;slot-id=3;library-version=2.6" + module, "pkcs11:serial=1;model=m;manufacturer=x;type=private;slot-id=3;library-version=2.6"},
		{"plus is plus", "pkcs11:token=a+b" + module, "pkcs11:token=a+b"},
		{"any token", "pkcs11:" + module, "pkcs11:"},
		{"escape sequences are not shown", "pkcs11:token=%1b%5b2J" + module, "pkcs11:token=%1B%5B%32%4A"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := pki.ParseURI(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if u.String() != c.shown || u.Module != "/usr/lib/p11.so" {
				t.Errorf("%s in %s", u, u.Module)
			}
		})
	}
}

func TestURIsThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"PIN", "pkcs11:token=a?module-path=/x.so&pin-value=1234", pki.ErrURISecret},
		{"file of a PIN", "pkcs11:token=a?pin-source=file:/pin&module-path=/x.so", pki.ErrURISecret},
		{"PIN in the path", "pkcs11:token=a;pin-value=1234?module-path=/x.so", pki.ErrURISecret},
		{"no library", "pkcs11:token=a", pki.ErrURIModule},
		{"library by a relative path", "pkcs11:token=a?module-path=x.so", pki.ErrURIModule},
		{"library by its name", "pkcs11:token=a?module-name=softhsm2", pki.ErrURIProperty},
		{"unknown attribute", "pkcs11:token=a;colour=red?module-path=/x.so", pki.ErrURIProperty},
		{"of a certificate", "pkcs11:object=a;type=cert?module-path=/x.so", pki.ErrURIProperty},
		{"attribute twice", "pkcs11:token=a;token=b?module-path=/x.so", pki.ErrURI},
		{"library twice", "pkcs11:token=a?module-path=/x.so&module-path=/y.so", pki.ErrURI},
		{"no value", "pkcs11:token?module-path=/x.so", pki.ErrURI},
		{"no name", "pkcs11:=a?module-path=/x.so", pki.ErrURI},
		{"half an escape", "pkcs11:token=%e7%a?module-path=/x.so", pki.ErrURI},
		{"null character", "pkcs11:token=a%00b?module-path=/x.so", pki.ErrURI},
		{"empty attribute", "pkcs11:token=a;?module-path=/x.so", pki.ErrURI},
		{"too long", "pkcs11:token=" + strings.Repeat("a", 5000) + "?module-path=/x.so", pki.ErrURI},
		{"file", "zhang.p12", pki.ErrURI},
	} {
		t.Run(c.name, func(t *testing.T) {
			if u, err := pki.ParseURI(c.text); !errors.Is(err, c.want) {
				t.Errorf("%v, %v; want %v", u, err, c.want)
			}
		})
	}
}

// FuzzParseURI holds what is shown of a URI against what it says.
func FuzzParseURI(f *testing.F) {
	for _, seed := range []string{"pkcs11:token=a;id=%01?module-path=/x.so", "pkcs11:?module-path=/x", "pkcs11:token=%1b", "pkcs11:a=b&c"} {
		f.Add(seed)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		u, err := pki.ParseURI(text)
		if err != nil {
			return
		}
		again, err := pki.ParseURI(u.String() + "?module-path=/x.so")
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q is shown as %q: %v", text, u, err)
		}
		for _, name := range []string{"token", "object", "id", "serial"} {
			a, _ := u.Get(name)
			if b, _ := again.Get(name); a != b {
				t.Errorf("%s: %q, shown as %q", name, a, b)
			}
		}
	}))
}
