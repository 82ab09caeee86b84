package pki

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"time"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
)

// Client asks time stamp servers, OCSP responders and CRL servers.
type Client struct {
	HTTP    *http.Client
	Timeout time.Duration // of one request, its answer included; 0 for none
	Imprint cms.Hash      // the digest that time stamps are asked for first; SHA-256 when 0
}

// Errors of asking a server.
var (
	ErrURL    = diag.NewError("不是 http、https 地址", "not an http address")
	ErrAnswer = diag.NewError("服务器的回答不对", "the server's answer is wrong")
	ErrNonce  = diag.NewError("时间戳不是对这次请求的回答", "the time stamp is not the answer to this request")
	ErrStamp  = diag.NewError("时间戳盖的不是这份文件", "the time stamp is of something else")
)

// ask sends a request; with a body it posts it.
func (c *Client) ask(ctx context.Context, address, kind string, body []byte) ([]byte, error) {
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, ErrURL
	}
	if c.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Timeout)
		defer cancel()
	}
	method, content := http.MethodGet, io.Reader(http.NoBody)
	if body != nil {
		method, content = http.MethodPost, bytes.NewReader(body)
	}
	request, err := http.NewRequestWithContext(ctx, method, address, content)
	if err != nil {
		return nil, ErrURL
	}
	if body != nil {
		request.Header.Set("Content-Type", kind)
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }() // nothing is lost with an answer that was read
	if response.StatusCode != http.StatusOK {
		return nil, diag.Because(ErrAnswer, "服务器的回答不对（HTTP %d）", "the server's answer is wrong (HTTP %d)", response.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err == nil && len(answer) > maxAnswer {
		err = diag.Because(ErrAnswer, "服务器的回答太大", "the server's answer is too large")
	}
	return answer, err
}

// nonceBits is the size of the number that ties an answer to its request.
const nonceBits = 64

// Stamp asks a server for a time stamp of content and checks what it answers:
// digest, nonce and signature (RFC 3161 2.4). A server that has none for the
// client's Imprint is asked for SHA-256, which every server knows. The caller
// says whether it trusts the server's certificate.
func (c *Client) Stamp(ctx context.Context, address string, content ...[]byte) (*cms.TimeStamp, []byte, error) {
	if c.Imprint != 0 && c.Imprint != cms.SHA256 {
		stamp, token, err := c.stamp(ctx, address, c.Imprint, content)
		var refused *cms.Refused
		if !errors.As(err, &refused) && !errors.Is(err, ErrAnswer) {
			return stamp, token, err
		}
	}
	return c.stamp(ctx, address, cms.SHA256, content)
}

func (c *Client) stamp(ctx context.Context, address string, h cms.Hash, content [][]byte) (*cms.TimeStamp, []byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), nonceBits))
	if err != nil {
		return nil, nil, err
	}
	der, err := cms.StampRequest(h, h.Sum(content...), nonce)
	if err != nil {
		return nil, nil, err
	}
	answer, err := c.ask(ctx, address, "application/timestamp-query", der)
	if err != nil {
		return nil, nil, err
	}
	token, err := cms.ResponseToken(answer)
	if err != nil {
		return nil, nil, err
	}
	stamp, err := cms.ParseTimeStamp(token)
	switch {
	case err != nil:
		return nil, nil, err
	case stamp.Hash() != h || !stamp.Of(content...):
		return nil, nil, ErrStamp
	case stamp.Nonce == nil || stamp.Nonce.Cmp(nonce) != 0:
		return nil, nil, ErrNonce
	}
	return stamp, token, nil
}
