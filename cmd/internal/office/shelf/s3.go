package shelf

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"gongwen/internal/diag"
)

// bucket is a shelf in a store that speaks S3: Amazon's, MinIO, Ceph, 阿里云 OSS, 华为云 OBS.
type bucket struct {
	client *minio.Client
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
	client, err := minio.New(at.Host, &minio.Options{Creds: credentials.NewStaticV4(key, secret, ""), Secure: !query.Has("plain"), Region: region})
	if err != nil {
		return nil, err
	}
	name, prefix, _ := strings.Cut(strings.Trim(at.Path, "/"), "/")
	if prefix != "" {
		prefix += "/"
	}
	return &bucket{client, name, prefix}, nil
}

func (b *bucket) Put(ctx context.Context, digest string, content []byte) error {
	_, err := b.client.PutObject(ctx, b.name, b.prefix+digest, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{ContentType: "application/octet-stream"})
	return err
}

func (b *bucket) Get(ctx context.Context, digest string) (content []byte, err error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+digest, minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = object.Close() }() // it was only read
	content, err = io.ReadAll(io.LimitReader(object, maxContent))
	if minio.ToErrorResponse(err).Code == "NoSuchKey" {
		return nil, &fs.PathError{Op: "get", Path: digest, Err: fs.ErrNotExist}
	}
	return content, err
}

func (b *bucket) Remove(ctx context.Context, digest string) error {
	return b.client.RemoveObject(ctx, b.name, b.prefix+digest, minio.RemoveObjectOptions{})
}

func (b *bucket) Each(ctx context.Context, each func(digest string) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix}) {
		if object.Err != nil {
			return object.Err
		}
		if name := path.Base(object.Key); isDigest(name) && object.Key == b.prefix+name {
			if err := each(name); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
