package listen

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"gongwen/internal/diag"
)

// The files of an authority of one's own.
const (
	AuthorityFile = "gongwen-ca.pem" // its certificate, to be imported by browsers
	keyFile       = "gongwen-ca-key.pem"
)

// How long the authority and the certificate of a run are valid: browsers refuse
// certificates of more than 398 days.
const (
	authorityYears = 10
	leafDays       = 397
)

// Own is TLS with a certificate of an authority of one's own, which is made in a
// folder when there is none. The certificate is for the names and addresses of this
// machine, and made anew at each start.
func Own(folder string, names []string, now time.Time) (*tls.Config, error) {
	ca, key, err := authority(folder, now)
	if err != nil {
		return nil, err
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "gongwen"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, leafDays),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			leaf.IPAddresses = append(leaf.IPAddresses, ip)
		} else if name != "" {
			leaf.DNSNames = append(leaf.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &leafKey.PublicKey, key)
	if err != nil {
		return nil, err
	}
	return withCertificate(tls.Certificate{Certificate: [][]byte{der, ca.Raw}, PrivateKey: leafKey}), nil
}

// Given is TLS with a certificate and a key from files.
func Given(certificate, key string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		return nil, err
	}
	return withCertificate(pair), nil
}

func withCertificate(c tls.Certificate) *tls.Config {
	return &tls.Config{Certificates: []tls.Certificate{c}, MinVersion: tls.VersionTLS12}
}

// Names are the names and addresses by which this machine is reached.
func Names() []string {
	names := []string{"localhost"}
	if host, err := os.Hostname(); err == nil {
		names = append(names, host)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return append(names, "127.0.0.1")
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok {
			names = append(names, ip.IP.String())
		}
	}
	return names
}

func newSerial() (*big.Int, error) {
	return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
}

func authority(folder string, now time.Time) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	certificate, err := os.ReadFile(filepath.Join(folder, AuthorityFile))
	if errors.Is(err, fs.ErrNotExist) {
		return newAuthority(folder, now)
	}
	if err != nil {
		return nil, nil, err
	}
	content, err := os.ReadFile(filepath.Join(folder, keyFile))
	if err != nil {
		return nil, nil, err
	}
	pair, err := tls.X509KeyPair(certificate, content)
	if err != nil {
		return nil, nil, err
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	if !ok {
		return nil, nil, diag.NewError("%s 不是本程序建立的密钥", "%s is no key that this program has made", keyFile)
	}
	ca, err := x509.ParseCertificate(pair.Certificate[0])
	return ca, key, err
}

func newAuthority(folder string, now time.Time) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	serial, err := newSerial()
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "gongwen 本机证书"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(authorityYears, 0, 0),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, nil, err
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	// The key first: a certificate without its key would be taken for whole.
	if err := writePEM(filepath.Join(folder, keyFile), "PRIVATE KEY", pkcs8, 0o600); err != nil {
		return nil, nil, err
	}
	if err := writePEM(filepath.Join(folder, AuthorityFile), "CERTIFICATE", der, 0o644); err != nil {
		return nil, nil, err
	}
	ca, err := x509.ParseCertificate(der)
	return ca, key, err
}

func writePEM(path, kind string, der []byte, mode fs.FileMode) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
}
