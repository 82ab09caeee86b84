package shelf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// sent keeps the request that would have gone out.
type sent struct{ request *http.Request }

func (s *sent) Do(r *http.Request) (*http.Response, error) {
	s.request = r
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(""))}, nil
}

// Each store is asked at the host that it knows, in one piece, which is signed with the digest of
// the content where TLS does not keep it, and without what only Amazon's knows.
func TestWhereABucketIsAskedFor(t *testing.T) {
	for setting, want := range map[string]string{
		"s3://minio.office:9000/files/gongwen?plain":                      "http://minio.office:9000/files/gongwen/",
		"s3://obs.cn-north-4.myhuaweicloud.com/files?region=cn-north-4":   "https://obs.cn-north-4.myhuaweicloud.com/files/",
		"s3://oss-cn-beijing.aliyuncs.com/files?region=oss-cn-beijing":    "https://files.oss-cn-beijing.aliyuncs.com/",
		"s3://oss-cn-beijing.aliyuncs.com/of.files?region=oss-cn-beijing": "https://oss-cn-beijing.aliyuncs.com/of.files/",
		"s3://s3.cn-north-1.amazonaws.com.cn/files/a/b?region=cn-north-1": "https://files.s3.cn-north-1.amazonaws.com.cn/a/b/",
		"s3://s3.amazonaws.com/files?region=eu-west-1":                    "https://files.s3.eu-west-1.amazonaws.com/",
		"s3://notaliyuncs.com/files":                                      "https://notaliyuncs.com/files/",
	} {
		shelf, err := Open(setting, keys)
		if err != nil {
			t.Fatal(err)
		}
		b, out := shelf.(*bucket), &sent{}
		o := b.client.Options()
		o.HTTPClient = out
		b.client = s3.New(o)
		content := []byte("甲")
		if err := b.Put(t.Context(), digest("甲"), content); err != nil {
			t.Fatal(setting, err)
		}
		r := out.request
		address := url.URL{Scheme: r.URL.Scheme, Host: r.URL.Host, Path: r.URL.Path}
		if got := address.String(); got != want+digest("甲") {
			t.Errorf("%s is asked at %s", setting, got)
		}
		at, _ := url.Parse(setting)
		region := at.Query().Get("region")
		if region == "" {
			region = "us-east-1"
		}
		if scope := regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=key/\d{8}/` + region + `/s3/aws4_request, SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date, `); !scope.MatchString(r.Header.Get("Authorization")) {
			t.Errorf("%s: signed %s", setting, r.Header.Get("Authorization"))
		}
		sum := digest("甲")
		if r.URL.Scheme == "https" {
			sum = "UNSIGNED-PAYLOAD" // which TLS keeps from being changed
		}
		if r.Header.Get("X-Amz-Content-Sha256") != sum || r.ContentLength != int64(len(content)) || r.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %v", setting, r.Header)
		}
		for name := range r.Header {
			if strings.HasPrefix(strings.ToLower(name), "x-amz-checksum") || strings.EqualFold(name, "X-Amz-Trailer") {
				t.Errorf("%s: %s", setting, name)
			}
		}
	}
}

// A store that is busy is asked again; one that refuses is not, and says why.
func TestAStoreThatIsBusy(t *testing.T) {
	asked, refuses := 0, false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		content, err := io.ReadAll(r.Body)
		switch {
		case err != nil || !bytes.Equal(content, []byte("甲")):
			t.Errorf("%q, %v", content, err)
		case refuses:
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `<Error><Code>AccessDenied</Code><Message>no</Message></Error>`)
		case asked < 3:
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, `<Error><Code>SlowDown</Code></Error>`)
		}
	}))
	defer server.Close()
	shelf, err := Open("s3://"+strings.TrimPrefix(server.URL, "http://")+"/files?plain", keys)
	if err != nil {
		t.Fatal(err)
	}
	if err := shelf.Put(t.Context(), digest("甲"), []byte("甲")); err != nil || asked != 3 {
		t.Errorf("asked %d times: %v", asked, err)
	}
	asked, refuses = 0, true
	if err := shelf.Put(t.Context(), digest("甲"), []byte("甲")); err == nil || !strings.Contains(err.Error(), "AccessDenied") || asked != 1 {
		t.Errorf("asked %d times: %v", asked, err)
	}
}

// Listings come in pages of a thousand; what lies deeper or has another name is none of the shelf's.
func TestPagesOfAListing(t *testing.T) {
	setting := bucketOf(t)
	shelf, err := Open(setting, keys)
	if err != nil {
		t.Fatal(err)
	}
	b := shelf.(*bucket)
	const many = 2100
	want := map[string]bool{}
	for i := range many {
		d := digest(strings.Repeat("x", i))
		want[d] = true
		if err := b.Put(t.Context(), d, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, other := range []string{"gongwen/readme", "gongwen/deeper/" + digest(""), digest("")} {
		if _, err := b.client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &b.name, Key: aws.String(other), Body: strings.NewReader("")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Each(t.Context(), func(d string) error {
		if !want[d] {
			t.Errorf("%s is there or came twice", d)
		}
		delete(want, d)
		return nil
	}); err != nil || len(want) > 0 {
		t.Errorf("%d did not come: %v", len(want), err)
	}
	if _, err := b.Get(context.WithoutCancel(t.Context()), digest("none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
