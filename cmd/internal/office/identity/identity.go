// Package identity has people sign in by an identity provider of the office's own (统一身份认证)
// that speaks OpenID Connect: the authorization code flow with PKCE.
package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"gongwen/internal/diag"
)

// Options say which provider it is, and who asks it.
type Options struct {
	Issuer         string // https://…, as the provider calls itself
	Client, Secret string // as it knows the page
	Address        string // of the page, as people reach it: https://…
	Now            func() time.Time
}

// Callback is where the provider sends people back to, below the address of the page.
const Callback = "/sign-in/identity/back"

// Provider is an identity provider. It is safe for concurrent use.
type Provider struct {
	options Options
	client  *http.Client

	mu    sync.Mutex
	found *oidc.Provider // nil until it has answered
}

// ErrInsecure is that of addresses without TLS that other machines reach.
var ErrInsecure = diag.NewError("身份认证的地址要用 https", "the addresses of an identity provider and of the page need https")

const secure = "https://"

// New makes a Provider. It is asked when somebody signs in first: the page starts without it.
func New(o Options) (*Provider, error) {
	for _, address := range []string{o.Issuer, o.Address} {
		if !strings.HasPrefix(address, secure) && !strings.HasPrefix(address, "http://127.0.0.1:") && !strings.HasPrefix(address, "http://localhost:") {
			return nil, ErrInsecure
		}
	}
	if o.Client == "" || o.Secret == "" {
		return nil, diag.NewError("没有客户端编号或者密钥", "there is no client or no secret")
	}
	const patience = 10 * time.Second
	o.Address = strings.TrimSuffix(o.Address, "/")
	return &Provider{options: o, client: &http.Client{Timeout: patience, CheckRedirect: stays}}, nil
}

// stays lets a provider send the page on within its own host alone: what is asked of it carries
// the client's secret.
func stays(r *http.Request, before []*http.Request) error {
	const most = 3
	if len(before) > most || r.URL.Host != before[0].URL.Host || r.URL.Scheme != before[0].URL.Scheme {
		return http.ErrUseLastResponse
	}
	return nil
}

// discover asks the provider for its addresses and keys, until it has answered once.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	// Its keys are asked for later, with the same client and without an end.
	found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.options.Issuer)
	if err != nil {
		return nil, err
	}
	for _, at := range []string{found.Endpoint().AuthURL, found.Endpoint().TokenURL} {
		if strings.HasPrefix(p.options.Issuer, secure) && !strings.HasPrefix(at, secure) {
			return nil, ErrInsecure
		}
	}
	p.found = found
	return found, nil
}

func (p *Provider) config(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.options.Client, ClientSecret: p.options.Secret, Endpoint: found.Endpoint(),
		RedirectURL: p.options.Address + Callback, Scopes: []string{oidc.ScopeOpenID, "profile"},
	}
}

// Attempt is somebody's attempt to sign in, which their browser keeps until they come back.
type Attempt struct{ State, Nonce, Verifier string }

// attemptParts are those of an Attempt as text.
const attemptParts = 3

// String is the attempt as a cookie keeps it.
func (a Attempt) String() string { return a.State + "." + a.Nonce + "." + a.Verifier }

// AttemptOf reads what String has written; it is false for anything else.
func AttemptOf(text string) (a Attempt, ok bool) {
	parts := strings.Split(text, ".")
	if len(parts) != attemptParts || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return a, false
	}
	return Attempt{parts[0], parts[1], parts[2]}, true
}

// Begin gives the address at which somebody signs in.
func (p *Provider) Begin(ctx context.Context) (address string, a Attempt, err error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", a, err
	}
	a = Attempt{oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()}
	return p.config(found).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), a, nil
}

// Person is whom the provider vouches for.
type Person struct {
	Issuer, Subject string // which stay the same
	Login           string // preferred_username
}

// ErrRefused is that of an answer that is not of this attempt, or that the provider does not
// vouch for.
var ErrRefused = diag.NewError("统一身份认证没有通过", "the provider does not vouch for them")

// Finish finds out who it is that came back with a state and a code.
func (p *Provider) Finish(ctx context.Context, a Attempt, state, code string) (Person, error) {
	if subtle.ConstantTimeCompare([]byte(a.State), []byte(state)) != 1 || code == "" {
		return Person{}, ErrRefused
	}
	found, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := p.config(found).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		var answered *oauth2.RetrieveError
		if errors.As(err, &answered) {
			return Person{}, ErrRefused
		}
		return Person{}, err
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.options.Client, Now: p.options.Now}).Verify(ctx, raw)
	if err != nil || id.Subject == "" || subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1 {
		return Person{}, ErrRefused
	}
	person := Person{Issuer: id.Issuer, Subject: id.Subject}
	var claims struct {
		Login string `json:"preferred_username"`
		For   string `json:"azp"` // the client that the token was made for, of several that may take it
	}
	if err := id.Claims(&claims); err != nil || claims.For != "" && claims.For != p.options.Client || claims.For == "" && len(id.Audience) > 1 {
		return Person{}, ErrRefused // OpenID Connect Core 1.0, 3.1.3.7
	}
	if person.Login = claims.Login; person.Login == "" { // it stands with the provider then
		info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil || info.Subject != id.Subject || info.Claims(&claims) != nil {
			return Person{}, ErrRefused
		}
		person.Login = claims.Login
	}
	return person, nil
}
