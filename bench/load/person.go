package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// person is somebody at the page, from an address of the loopback of their own.
type person struct {
	http.Client
	page     string
	number   int
	document string
	typed    map[string]string // what was acknowledged, by places
	have     map[string]bool   // addresses of pages that the browser keeps
	keys     []string          // of the pages that it shows

	saves, pages []time.Duration
	lost         int
}

func newPerson(page string, number int) *person {
	jar, _ := cookiejar.New(nil) // without options there is no error
	from := &net.TCPAddr{IP: net.IPv4(127, 1, byte(number/250), byte(1+number%250))}
	return &person{
		Client: http.Client{
			Jar: jar, Transport: &http.Transport{DialContext: (&net.Dialer{LocalAddr: from}).DialContext},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		page: page, number: number, typed: map[string]string{}, have: map[string]bool{},
	}
}

// ask makes a request as a browser does.
func (p *person) ask(ctx context.Context, method, address, media string, body []byte) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, p.page+address, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := p.Do(r)
	if err != nil {
		return nil, nil, err
	}
	content, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("%s %s: %d %.200s", method, address, answer.StatusCode, content)
	}
	return answer, content, err
}

// begin signs in and begins a report.
func (p *person) begin(ctx context.Context) error {
	const form = "application/x-www-form-urlencoded"
	if _, _, err := p.ask(ctx, http.MethodPost, "/sign-in", form, []byte(url.Values{"login": {login(p.number / perAgency)}, "password": {password}}.Encode())); err != nil {
		return err
	}
	var body bytes.Buffer
	body.WriteString("--x\r\nContent-Disposition: form-data; name=\"how\"\r\n\r\nblank\r\n--x\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n" + strconv.Itoa(2021+p.number%perAgency) + "\r\n--x--\r\n")
	answer, _, err := p.ask(ctx, http.MethodPost, "/new", "multipart/form-data; boundary=x", body.Bytes())
	if err != nil {
		return err
	}
	p.document = answer.Header.Get("Location")
	for _, part := range parts {
		_, content, err := p.ask(ctx, http.MethodGet, p.document+"/parts/"+part, "", nil)
		if err != nil {
			return err
		}
		for place, value := range valuesOf(content) {
			p.typed[place] = value
		}
	}
	return p.see(ctx, state{Pending: true})
}

// parts are those in which people type.
var parts = []string{"requests", "overview", "problems"}

var (
	input = regexp.MustCompile(`<input data-place="([^"]*)"[^>]* value="([^"]*)"`)
	prose = regexp.MustCompile(`<textarea[^>]* data-place="(prose:[^"]*)"[^>]*>([^<]*)</textarea>`)
)

// valuesOf are what fields of a part have, by their places.
func valuesOf(content []byte) map[string]string {
	values := map[string]string{}
	for _, pattern := range []*regexp.Regexp{input, prose} {
		for _, m := range pattern.FindAllSubmatch(content, -1) {
			values[string(m[1])] = strings.TrimPrefix(html.UnescapeString(string(m[2])), "\n")
		}
	}
	return values
}

// state is what the page says of a document.
type state struct {
	Pending   bool
	Pages     []struct{ Key, Address string } // an address of those alone that the browser does not have
	Conflicts []any
}

type edit struct {
	Place string `json:"place"`
	Was   string `json:"was"`
	Value string `json:"value"`
}

// work types until a time; a save that was begun is waited for.
func (p *person) work(until, ctx context.Context, pause time.Duration) error {
	var places []string
	for place := range p.typed {
		places = append(places, place)
	}
	for n := 0; ; n++ {
		wait := time.NewTimer(time.Duration((0.5 + rand.Float64()) * float64(pause)))
		select {
		case <-wait.C:
		case <-until.Done():
			return nil
		}
		place := places[rand.IntN(len(places))]
		e := edit{place, p.typed[place], fmt.Sprint(n)}
		if strings.HasPrefix(place, "prose:") {
			e.Value = p.typed[place] + fmt.Sprintf("第%d次补充说明，全年公开信息%d条。", n, n)
		}
		body, err := json.Marshal(map[string]any{"id": fmt.Sprintf("%d-%d", p.number, n), "edits": []edit{e}, "have": p.keys})
		if err != nil {
			return err
		}
		began := time.Now()
		_, content, err := p.ask(ctx, http.MethodPost, p.document+"/edits", "application/json", body)
		if err != nil {
			return err
		}
		p.saves = append(p.saves, time.Since(began))
		p.typed[place] = e.Value
		var s state
		if err := json.Unmarshal(content, &s); err != nil {
			return err
		}
		p.lost += len(s.Conflicts)
		if err := p.see(ctx, s); err != nil {
			return err
		}
		p.pages = append(p.pages, time.Since(began))
	}
}

// see waits for the pages of a state and fetches those that are new.
func (p *person) see(ctx context.Context, s state) error {
	if s.Pending {
		_, content, err := p.ask(ctx, http.MethodGet, p.document+"/state?have="+strings.Join(p.keys, "+"), "", nil)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(content, &s); err != nil {
			return err
		}
	}
	p.keys = p.keys[:0]
	for _, page := range s.Pages {
		p.keys = append(p.keys, page.Key)
		if page.Address == "" || p.have[page.Address] {
			continue
		}
		if _, _, err := p.ask(ctx, http.MethodGet, page.Address, "", nil); err != nil {
			if strings.Contains(err.Error(), ": 404 ") {
				continue // another version has been laid out meanwhile
			}
			return err
		}
		p.have[page.Address] = true
	}
	return nil
}

// verify counts what was acknowledged and is not there.
func (p *person) verify(ctx context.Context) error {
	for _, part := range parts {
		_, content, err := p.ask(ctx, http.MethodGet, p.document+"/parts/"+part, "", nil)
		if err != nil {
			return err
		}
		for place, value := range valuesOf(content) {
			if p.typed[place] != value {
				p.lost++
			}
		}
	}
	return nil
}
