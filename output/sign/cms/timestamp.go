package cms

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"strings"
	"time"

	"gongwen/internal/diag"
)

// TimeStamp is a time stamp token (RFC 3161 2.4.2).
type TimeStamp struct {
	Message *Message
	Time    time.Time
	Nonce   *big.Int // nil for none

	hash    Hash
	imprint []byte
}

// ParseTimeStamp reads a token and holds its signature against what it says.
// Who signed it, and of what it is the stamp, is for the caller to see.
func ParseTimeStamp(token []byte) (*TimeStamp, error) {
	m, err := parse(token, oidSignedData, oidSignedDataSM2)
	if err != nil {
		return nil, err
	}
	if m.contentType != oidTSTInfo || m.content == nil {
		return nil, malformed("没有时间戳", "no time stamp")
	}
	if err := m.Verify(m.content); err != nil {
		return nil, err
	}
	var info tstInfo
	if err := unmarshal(m.content, &info); err != nil {
		return nil, malformed("时间戳", "time stamp")
	}
	t := &TimeStamp{Message: m, imprint: info.Imprint.Message}
	if info.Nonce != nil {
		t.Nonce = info.Nonce
	}
	var ok bool
	if t.hash, ok = HashOf(info.Imprint.Hash.Algorithm); !ok {
		return nil, unsupported(nameOf(info.Imprint.Hash.Algorithm))
	}
	if t.Time, ok = generalizedTime(info.Time); !ok {
		return nil, malformed("时间戳的时间", "time of a time stamp")
	}
	return t, nil
}

// generalizedTime reads a GeneralizedTime that may have a fraction of a second,
// which encoding/asn1 refuses.
func generalizedTime(raw asn1.RawValue) (time.Time, bool) {
	text, utc := strings.CutSuffix(string(raw.Bytes), "Z")
	if raw.Tag != asn1.TagGeneralizedTime || raw.Class != asn1.ClassUniversal || !utc {
		return time.Time{}, false
	}
	t, err := time.Parse("20060102150405", text)
	return t, err == nil
}

// Of reports whether the token is a stamp of the content, given in parts.
func (t *TimeStamp) Of(content ...[]byte) bool {
	return bytes.Equal(t.imprint, t.hash.Sum(content...))
}

// Hash is the digest algorithm of the stamped content.
func (t *TimeStamp) Hash() Hash { return t.hash }

// StampRequest is a request for a time stamp of a digest, with the server's
// certificate (RFC 3161 2.4.1). The nonce ties the answer to it.
func StampRequest(h Hash, digest []byte, nonce *big.Int) ([]byte, error) {
	return asn1.Marshal(timeStampRequest{
		Version: 1, Nonce: nonce, Certificate: true,
		Imprint: imprint{pkix.AlgorithmIdentifier{Algorithm: h.ID(), Parameters: asn1.NullRawValue}, digest},
	})
}

// Refused is the answer of a server that gives no time stamp.
type Refused struct {
	Status int    // PKIStatus
	Text   string // the server's own words
}

func (r *Refused) Error() string {
	return r.Explain().EN
}

// Explain says it in both languages.
func (r *Refused) Explain() diag.Text {
	return diag.T("时间戳服务器拒绝了请求（状态 %d）：%s", "the time stamp server refused the request (status %d): %s", r.Status, diag.Printable(r.Text))
}

// ResponseToken is the token in a server's response (RFC 3161 2.4.2); the error
// is a *Refused where the server says that there is none.
func ResponseToken(der []byte) ([]byte, error) {
	if len(der) > maxMessage {
		return nil, malformed("太大", "too large")
	}
	var r timeStampResponse
	if err := unmarshal(der, &r); err != nil {
		return nil, malformed("时间戳服务器的回答", "time stamp response")
	}
	if r.Status.Status > 1 {
		var words []string
		for _, t := range r.Status.Text {
			words = append(words, strings.ToValidUTF8(string(t.Bytes), "?"))
		}
		return nil, &Refused{r.Status.Status, strings.Join(words, "; ")}
	}
	if len(r.Token.FullBytes) == 0 {
		return nil, malformed("回答里没有时间戳", "a response without a token")
	}
	return r.Token.FullBytes, nil
}
