package identity

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A forger is a provider whose answers are of whoever wants in.
type forger struct {
	*testing.T
	server *httptest.Server
	key    *rsa.PrivateKey // whose public half it shows
	answer http.HandlerFunc
	info   map[string]any // what it says of the person beside the token
	asked  url.Values     // with the last code
	names  string         // the issuer that it calls itself; empty for its address
}

func newForger(t *testing.T, start func(http.Handler) *httptest.Server) *forger {
	t.Helper()
	const bits = 2048
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	f := &forger{T: t, key: key}
	give := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		issuer := f.server.URL
		if f.names != "" {
			issuer = f.names
		}
		give(w, map[string]any{
			"issuer": issuer, "authorization_endpoint": f.server.URL + "/auth", "token_endpoint": f.server.URL + "/token", "jwks_uri": f.server.URL + "/keys", "userinfo_endpoint": f.server.URL + "/info",
			"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"},
		})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		give(w, map[string]any{"keys": []any{map[string]string{
			"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "1", "n": base64.RawURLEncoding.EncodeToString(key.N.Bytes()), "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	mux.HandleFunc("/info", func(w http.ResponseWriter, _ *http.Request) { give(w, f.info) })
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		f.asked = r.PostForm
		f.answer(w, r)
	})
	f.server = start(mux)
	t.Cleanup(f.server.Close)
	return f
}

func (f *forger) page() *Provider {
	f.Helper()
	p, err := New(Options{Issuer: f.server.URL, Client: "page", Secret: "geheim", Address: "http://127.0.0.1:8080", Now: time.Now})
	if err != nil {
		f.Fatal(err)
	}
	p.client.Transport = f.server.Client().Transport
	return p
}

// gives has the provider answer a code with a token.
func (f *forger) gives(token string) {
	f.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": token}); err != nil {
			f.Error(err)
		}
	}
}

// signed is a token: of an algorithm, with a signature of what stands before it.
func signed(t *testing.T, algorithm string, claims map[string]any, sign func(text string) []byte) string {
	t.Helper()
	part := func(v any) string {
		content, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(content)
	}
	text := part(map[string]string{"alg": algorithm, "kid": "1", "typ": "JWT"}) + "." + part(claims)
	return text + "." + base64.RawURLEncoding.EncodeToString(sign(text))
}

func withKey(t *testing.T, key *rsa.PrivateKey) func(string) []byte {
	return func(text string) []byte {
		t.Helper()
		sum := sha256.Sum256([]byte(text))
		signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		return signature
	}
}

func withSecret(secret []byte) func(string) []byte {
	return func(text string) []byte {
		mac := hmac.New(sha256.New, secret)
		_, _ = mac.Write([]byte(text)) // a hash takes everything
		return mac.Sum(nil)
	}
}

// A token lets its person in only when the named provider has signed it, for this client and this
// attempt, and it has not ended.
func TestForgedTokens(t *testing.T) {
	f := newForger(t, httptest.NewServer)
	p := f.page()
	address, attempt, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if at, err := url.Parse(address); err != nil || at.Query().Get("redirect_uri") != "http://127.0.0.1:8080"+Callback || at.Query().Get("code_challenge_method") != "S256" || strings.Contains(address, attempt.Verifier) {
		t.Errorf("%s, %v", address, err)
	}
	another, err := rsa.GenerateKey(rand.Reader, f.key.N.BitLen())
	if err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(&f.key.PublicKey)})
	good := func() map[string]any {
		return map[string]any{
			"iss": f.server.URL, "sub": "s1", "aud": "page", "nonce": attempt.Nonce, "preferred_username": "yanhan",
			"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		}
	}
	with := func(key string, value any) map[string]any {
		claims := good()
		claims[key] = value
		return claims
	}
	without := func(key string) map[string]any {
		claims := good()
		delete(claims, key)
		return claims
	}
	properly := func(claims map[string]any) string { return signed(t, "RS256", claims, withKey(t, f.key)) }
	both := with("aud", []string{"page", "other"})
	for about, c := range map[string]struct {
		token string
		want  bool
	}{
		"as it should be":                    {properly(good()), true},
		"made for this client by name":       {properly(with("azp", "page")), true},
		"for two clients, for this one":      {properly(func() map[string]any { c := maps.Clone(both); c["azp"] = "page"; return c }()), true},
		"none at all":                        {"", false},
		"no token":                           {"a.b.c", false},
		"no signature":                       {signed(t, "none", good(), func(string) []byte { return nil }), false},
		"a signature cut off":                {properly(good())[:strings.LastIndex(properly(good()), ".")+1], false},
		"signed with the client's secret":    {signed(t, "HS256", good(), withSecret([]byte("geheim"))), false},
		"signed with the public key":         {signed(t, "HS256", good(), withSecret(public)), false},
		"signed by another of the same name": {signed(t, "RS256", good(), withKey(t, another)), false},
		"of another provider":                {properly(with("iss", "https://sso.example")), false},
		"of no provider":                     {properly(without("iss")), false},
		"for another client":                 {properly(with("aud", "other")), false},
		"for nobody":                         {properly(without("aud")), false},
		"for two clients":                    {properly(both), false},
		"for two clients, for the other":     {properly(func() map[string]any { c := maps.Clone(both); c["azp"] = "other"; return c }()), false},
		"made for another client":            {properly(with("azp", "other")), false},
		"of nobody":                          {properly(without("sub")), false},
		"ended":                              {properly(with("exp", time.Now().Add(-time.Hour).Unix())), false},
		"without an end":                     {properly(without("exp")), false},
		"not begun":                          {properly(with("nbf", time.Now().Add(time.Hour).Unix())), false},
		"of another attempt":                 {properly(with("nonce", "of before")), false},
		"of no attempt":                      {properly(without("nonce")), false},
		"an attempt that is no text":         {properly(with("nonce", []string{attempt.Nonce})), false},
		"a login that is no text":            {properly(with("preferred_username", []string{"yanhan"})), false},
	} {
		f.gives(c.token)
		person, err := p.Finish(t.Context(), attempt, attempt.State, "code")
		switch {
		case !c.want && !errors.Is(err, ErrRefused):
			t.Errorf("%s: %+v, %v", about, person, err)
		case c.want && (err != nil || person != Person{f.server.URL, "s1", "yanhan"}):
			t.Errorf("%s: %+v, %v", about, person, err)
		}
		if f.asked.Get("code_verifier") != attempt.Verifier || f.asked.Get("redirect_uri") != "http://127.0.0.1:8080"+Callback {
			t.Errorf("%s: asked with %v", about, f.asked)
		}
	}
	f.asked = nil
	for _, state := range []string{"", "of before", attempt.State + "x"} {
		if _, err := p.Finish(t.Context(), attempt, state, "code"); !errors.Is(err, ErrRefused) || f.asked != nil {
			t.Errorf("with the state %q: %v, asked with %v", state, err, f.asked)
		}
	}
	// What the token does not say is asked for: of the same person.
	for subject, want := range map[string]bool{"s1": true, "s2": false, "": false} {
		f.gives(properly(without("preferred_username")))
		f.info = map[string]any{"sub": subject, "preferred_username": "yuxiang"}
		if person, err := p.Finish(t.Context(), attempt, attempt.State, "code"); (err == nil) != want || want && person.Login != "yuxiang" {
			t.Errorf("of %q: %+v, %v", subject, person, err)
		}
	}
}

// A provider that sends the page to another host, or calls itself by another name, is not
// followed: the client's secret goes nowhere else.
func TestProvidersThatLeadElsewhere(t *testing.T) {
	f := newForger(t, httptest.NewServer)
	p := f.page()
	_, attempt, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s is asked", r.URL) }))
	defer elsewhere.Close()
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		f.answer = func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)+"/token", status)
		}
		if person, err := p.Finish(t.Context(), attempt, attempt.State, "code"); !errors.Is(err, ErrRefused) {
			t.Errorf("%d: %+v, %v", status, person, err)
		}
	}
	// Its own host may send on, as servers do that are called by a shorter name.
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/token?again", http.StatusTemporaryRedirect)
	}
	if _, err := p.Finish(t.Context(), attempt, attempt.State, "code"); err == nil {
		t.Error("it goes on for ever")
	}
	other := newForger(t, httptest.NewServer)
	other.names = f.server.URL
	if address, _, err := other.page().Begin(t.Context()); err == nil {
		t.Errorf("a provider of another name: %s", address)
	}
	// What is asked over TLS is not answered by addresses without it.
	safe := newForger(t, httptest.NewTLSServer)
	if _, _, err := safe.page().Begin(t.Context()); err != nil {
		t.Error(err)
	}
	open := newForger(t, httptest.NewTLSServer)
	handler := open.server.Config.Handler
	open.server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kept := httptest.NewRecorder()
		handler.ServeHTTP(kept, r)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(strings.Replace(kept.Body.String(), open.server.URL+"/token", "http://sso.example/token", 1)))
	})
	if address, _, err := open.page().Begin(t.Context()); !errors.Is(err, ErrInsecure) {
		t.Errorf("%s, %v", address, err)
	}
}
