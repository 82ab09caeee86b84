package shelf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"gongwen/internal/diag"
)

// bucket is a shelf in a store that speaks S3: Amazon's, MinIO, Ceph, 阿里云 OSS, 华为云 OBS.
type bucket struct {
	client *s3.Client
	name   string
	prefix string // ends in a slash; empty for none
}

// openS3 opens s3://HOST[:PORT]/BUCKET[/PREFIX], by TLS unless the query says plain, in the
// region that the query names. Nothing is asked of the store yet.
func openS3(at *url.URL, env func(string) (string, bool)) (Shelf, error) {
	key, _ := env("AWS_ACCESS_KEY_ID")
	secret, _ := env("AWS_SECRET_ACCESS_KEY")
	if key == "" || secret == "" {
		return nil, diag.NewError("没有 S3 的密钥：设环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY", "there is no key for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	query := at.Query()
	region := query.Get("region")
	if region == "" {
		region = "us-east-1" // which stores of one's own take
	}
	name, prefix, _ := strings.Cut(strings.Trim(at.Path, "/"), "/")
	if prefix != "" {
		prefix += "/"
	}
	return &bucket{s3.New(options(at, region, name, aws.Credentials{AccessKeyID: key, SecretAccessKey: secret})), name, prefix}, nil
}

// How often and how long apart a request is tried while a store does not answer, is busy or
// has failed.
const (
	attempts    = 10
	longestWait = time.Second
)

// options are those of the client of a bucket in the store of an address.
func options(at *url.URL, region, bucket string, key aws.Credentials) s3.Options {
	o := s3.Options{
		Region:       region,
		Credentials:  aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return key, nil }),
		Retryer:      retry.NewStandard(func(o *retry.StandardOptions) { o.MaxAttempts, o.MaxBackoff = attempts, longestWait }),
		UsePathStyle: !hasHostOfItsOwn(at, bucket),
		// Sums of their own beside the signed SHA-256 are Amazon's; not every store takes them.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
		APIOptions:                 []func(*middleware.Stack) error{leaveEncodingUnsigned},
	}
	if at.Hostname() != "s3.amazonaws.com" { // which stands for the host of the region
		o.BaseEndpoint = aws.String(scheme(at) + "://" + at.Host)
	}
	return o
}

// leaveEncodingUnsigned has no Accept-Encoding in a request when it is signed: proxies in front of
// stores change it.
func leaveEncodingUnsigned(stack *middleware.Stack) error {
	_, err := stack.Finalize.Remove("DisableAcceptEncodingGzip")
	return err
}

func scheme(at *url.URL) string {
	if at.Query().Has("plain") {
		return "http"
	}
	return "https"
}

// hasHostOfItsOwn reports whether a bucket is asked for as BUCKET.HOST: 阿里云 OSS knows nothing
// else, Amazon wants it, stores of one's own often know the path only. A certificate for *.HOST
// is not one for a bucket with a point in its name.
func hasHostOfItsOwn(at *url.URL, bucket string) bool {
	if scheme(at) == "https" && strings.Contains(bucket, ".") {
		return false
	}
	for _, provider := range []string{".amazonaws.com", ".amazonaws.com.cn", ".aliyuncs.com"} {
		if strings.HasSuffix(at.Hostname(), provider) {
			return true
		}
	}
	return false
}

// said is an error of a store in both languages, where the store has answered with one.
func said(err error) error {
	var answered interface{ HTTPStatusCode() int }
	if !errors.As(err, &answered) {
		return err
	}
	code := "?"
	if api := smithy.APIError(nil); errors.As(err, &api) {
		code = api.ErrorCode()
	}
	return diag.Because(err, "S3 存储回答 %d %s", "the S3 store answers %d %s", answered.HTTPStatusCode(), code)
}

func (b *bucket) Put(ctx context.Context, digest string, content []byte) error {
	_, err := b.client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &b.name, Key: aws.String(b.prefix + digest), Body: bytes.NewReader(content), ContentType: aws.String("application/octet-stream"),
	})
	return said(err)
}

// Has asks for the head: in a night of a hundred thousand reports their contents would come
// all over the network for nothing. Damage that leaves the length is found by whoever reads.
func (b *bucket) Has(ctx context.Context, digest string, content []byte) (bool, error) {
	object, err := b.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + digest)})
	if none := (*types.NotFound)(nil); errors.As(err, &none) {
		return false, nil
	}
	if err != nil {
		return false, said(err)
	}
	return aws.ToInt64(object.ContentLength) == int64(len(content)), nil
}

func (b *bucket) Get(ctx context.Context, digest string) ([]byte, error) {
	object, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + digest)})
	if none := (*types.NoSuchKey)(nil); errors.As(err, &none) {
		return nil, &fs.PathError{Op: "get", Path: digest, Err: fs.ErrNotExist}
	}
	if err != nil {
		return nil, said(err)
	}
	defer func() { _ = object.Body.Close() }() // it was only read
	return io.ReadAll(io.LimitReader(object.Body, maxContent))
}

func (b *bucket) Remove(ctx context.Context, digest string) error {
	_, err := b.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + digest)})
	return said(err)
}

func (b *bucket) Each(ctx context.Context, each func(digest string) error) error {
	pages := s3.NewListObjectsV2Paginator(b.client, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: &b.prefix, Delimiter: aws.String("/")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return said(err)
		}
		for _, object := range page.Contents {
			key := aws.ToString(object.Key)
			if name := path.Base(key); isDigest(name) && key == b.prefix+name {
				if err := each(name); err != nil {
					return err
				}
			}
		}
	}
	return ctx.Err()
}
