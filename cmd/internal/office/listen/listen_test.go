package listen

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var noon = time.Now()

// A browser that trusts the authority reaches the page; the authority is kept.
func TestAuthorityOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	config, err := Own(dir, []string{"localhost", "127.0.0.1", "bangong.example"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(filepath.Join(dir, AuthorityFile))
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, keyFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if config, err = Own(dir, []string{"127.0.0.1"}, noon.AddDate(0, 6, 0)); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(filepath.Join(dir, AuthorityFile)); err != nil || string(again) != string(first) {
		t.Errorf("the authority has changed: %v", err)
	}
	config, err = Own(dir, []string{"127.0.0.1"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	var from net.ListenConfig
	l, err := from.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, config, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "公文") }))
	}()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(first)
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	answer, err := client.Get("https://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(answer.Body); err != nil || string(body) != "公文" {
		t.Errorf("%s, %v", body, err)
	}
	_ = answer.Body.Close()
	client.CloseIdleConnections()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, keyFile), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Own(dir, nil, noon); err == nil {
		t.Error("an authority without its key is used")
	}
	if _, err := Own(filepath.Join(dir, "none"), nil, noon); err == nil {
		t.Error("an authority is made in no folder")
	}
	if _, err := Given(filepath.Join(dir, AuthorityFile), filepath.Join(dir, keyFile)); err == nil {
		t.Error("a damaged key is taken")
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "localhost:80": true, ":80": false, "0.0.0.0:80": false, "10.1.2.3:80": false, "x": false} {
		if Loopback(address) != want {
			t.Errorf("%s: %t", address, !want)
		}
	}
	for address, want := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, ":https": true, "x": false, "1:2:3": false, "127.0.0.1:99999": false, "127.0.0.1:": true} {
		if IsAddress(t.Context(), address) != want {
			t.Errorf("%s is an address: %t", address, !want)
		}
	}
	if len(Names()) < 2 {
		t.Error(Names())
	}
}

// What is printed of where the page is can be opened in a browser.
func TestAddressCanBeOpened(t *testing.T) {
	at := func(ip string) string { return Address(&net.TCPAddr{IP: net.ParseIP(ip), Port: 8443}) }
	for ip, want := range map[string]string{"127.0.0.1": "127.0.0.1:8443", "10.0.0.7": "10.0.0.7:8443", "::1": "[::1]:8443"} {
		if got := at(ip); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
	for _, all := range []string{"0.0.0.0", "::"} {
		host, port, err := net.SplitHostPort(at(all))
		if err != nil || port != "8443" || net.ParseIP(host).IsUnspecified() || !slices.Contains(Names(), host) {
			t.Errorf("%s: %s, %v", all, at(all), err)
		}
	}
}
