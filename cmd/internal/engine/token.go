package engine

import (
	"crypto"
	"errors"
	"io"
	"strings"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/output/sign/pki"
)

// tokenIdentity opens a key on a token, and asks for its PIN only when it has
// one.
func tokenIdentity(key string, others []*smx509.Certificate, s Secret) (*pki.Identity, diag.List) {
	uri, err := pki.ParseURI(key)
	if err != nil {
		return nil, diag.List{uriFault(err)}
	}
	id, err := s.unlock(diag.T("令牌 PIN：", "PIN of the token: "), func(pin string) (*pki.Identity, error) {
		return pki.OpenToken(uri, others, pin)
	})
	if err != nil {
		return nil, diag.List{tokenFault(uri, err)}
	}
	id.Key = &tokenSigner{Signer: id.Key, uri: uri}
	return id, nil
}

// tokenSigner remembers why its key did not sign.
type tokenSigner struct {
	crypto.Signer
	uri   *pki.URI
	fault error
}

// Sign signs with the key on the token.
func (s *tokenSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	value, err := s.Signer.Sign(random, digest, opts)
	s.fault = err
	return value, err
}

// tokenSaid is what was said about signing, or what the token said against it.
func tokenSaid(key crypto.Signer, said diag.List) diag.List {
	if s, ok := key.(*tokenSigner); ok && s.fault != nil {
		return diag.List{tokenFault(s.uri, s.fault)}
	}
	return said
}

// uriFault says what is wrong with a URI, and repeats nothing of it: it may
// hold a PIN.
func uriFault(err error) diag.Diagnostic {
	pos := diag.Pos{File: "pkcs11"}
	const example = "pkcs11:token=%E7%A7%91%E5%AE%A4;object=zhang?module-path=/usr/lib/softhsm/libsofthsm2.so"
	d := diag.Errorf(pos, "PKCS#11 URI 写法不对", "malformed PKCS#11 URI")
	switch {
	case errors.Is(err, pki.ErrURISecret):
		return diag.Errorf(pos, "PIN 不写在 URI 里", "a PIN does not belong in the URI").
			WithHint("用 --pass-file 给出 PIN 文件，或设 %s", "give it with --pass-file or in %s", PassVariable)
	case errors.Is(err, pki.ErrURIModule):
		d = diag.Errorf(pos, "URI 里要用 module-path 写明 PKCS#11 库文件的完整路径", "the URI should name the file of the PKCS#11 library, by its whole path, as module-path")
	case errors.Is(err, pki.ErrURIProperty):
		d = diag.Errorf(pos, "URI 里有不认识的属性", "the URI has an attribute that is not known")
	}
	return d.WithHint("例：%s", "such as %s", example)
}

func tokenFault(uri *pki.URI, err error) diag.Diagnostic {
	pos := diag.Pos{File: uri.String()}
	var f *pki.TokenFault
	if !errors.As(err, &f) {
		return keyFault(pos.File, err)
	}
	found := strings.Join(f.Found, "，")
	switch {
	case errors.Is(err, pki.ErrTokensNotBuilt):
		return diag.Errorf(pos, "这个 gongwen 不带 PKCS#11，用不了令牌上的私钥", "this gongwen was built without PKCS#11 and cannot use keys on tokens").
			WithHint("要用 CGO_ENABLED=1 go build -tags pkcs11 编译的程序", "use one that was built with CGO_ENABLED=1 go build -tags pkcs11")
	case errors.Is(err, pki.ErrModule):
		return diag.Errorf(pos, "用不了 PKCS#11 库 %s", "the PKCS#11 library %s cannot be used", named(uri.Module, f.Code)).
			WithHint("检查 URI 的 module-path", "see whether module-path of the URI is right")
	case errors.Is(err, pki.ErrNoToken):
		d := diag.Errorf(pos, "没有这个令牌", "there is no such token")
		if found == "" {
			return d.WithHint("没有插入令牌", "no token is present")
		}
		return d.WithHint("现有：%s", "present are: %s", found)
	case errors.Is(err, pki.ErrManyTokens):
		return diag.Errorf(pos, "有几个令牌都符合", "several tokens fit").
			WithHint("在 URI 里写明 serial：%s", "name the serial in the URI: %s", found)
	case errors.Is(err, pki.ErrNoKey):
		return diag.Errorf(pos, "令牌上没有这个私钥", "the token holds no such private key")
	case errors.Is(err, pki.ErrManyKeys):
		return diag.Errorf(pos, "令牌上有几个私钥都符合", "several private keys on the token fit").
			WithHint("在 URI 里写明 object 或 id：%s", "name object or id in the URI: %s", found)
	case errors.Is(err, pki.ErrKeyUse):
		return diag.Errorf(pos, "令牌上的这个私钥不许用来签名", "this private key on the token may not be used to sign")
	case errors.Is(err, pki.ErrKeyKind):
		return diag.Errorf(pos, "令牌上只能用 RSA 和 ECDSA 私钥", "only RSA and ECDSA keys can be used on a token")
	case errors.Is(err, pki.ErrNoCertificate):
		return diag.Errorf(pos, "令牌上没有这个私钥的证书", "the token holds no certificate for this private key").
			WithHint("用 --cert 给出证书文件", "give the file of the certificate with --cert")
	case errors.Is(err, pki.ErrNoPassphrase):
		return diag.Errorf(pos, "令牌要 PIN", "the token wants a PIN").
			WithHint("用 --pass-file 给出 PIN 文件，或设 %s", "give it with --pass-file or in %s", PassVariable)
	case errors.Is(err, pki.ErrPassphrase):
		return diag.Errorf(pos, "PIN 不对", "the PIN is wrong").
			WithHint("错几次令牌就会锁住", "after a few wrong ones the token locks itself")
	case errors.Is(err, pki.ErrPINLocked):
		return diag.Errorf(pos, "令牌的 PIN 已锁住", "the PIN of the token is locked").
			WithHint("请发令牌的单位解锁", "ask whoever issued the token to unlock it")
	case errors.Is(err, pki.ErrToken):
		return diag.Errorf(pos, "令牌出错：%s", "the token reports an error: %s", f.Code)
	}
	return keyFault(pos.File, err)
}

// named is a file with what was said about it.
func named(file, code string) string {
	if code == "" {
		return file
	}
	return file + " (" + code + ")"
}
