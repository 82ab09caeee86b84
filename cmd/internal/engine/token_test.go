package engine

import (
	"crypto"
	"errors"
	"io"
	"testing"

	"gongwen/internal/diag"
	"gongwen/output/sign/pki"
)

// TestWhatIsWrongWithAKey: each cause has words of its own.
func TestWhatIsWrongWithAKey(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&unreadSecret{errors.New("the terminal is gone")}, "读不到口令：原因没有中文说明"},
		{pki.ErrPassphrase, "私钥口令不对"},
		{pki.ErrNoPassphrase, "私钥有口令"},
		{pki.ErrNoKey, "文件里没有私钥"},
		{pki.ErrNoCertificate, "没有证书"},
		{pki.ErrOldCipher, "openssl pkcs8 -topk8"},
		{pki.ErrWork, "迭代次数过多"},
		{pki.ErrNotItsKey, "私钥和证书不是一对"},
		{pki.ErrUnreadable, "不是能读的 PKCS#12 或 PEM 文件"},
	} {
		says(t, diag.List{keyFault("zhang.p12", c.err)}, "zhang.p12: 错误: ", c.want)
	}
}

// TestWhatIsWrongWithAToken: each cause has words of its own, and names what is
// there to choose from.
func TestWhatIsWrongWithAToken(t *testing.T) {
	uri, err := pki.ParseURI("pkcs11:token=t?module-path=/lib/none.so")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		fault pki.TokenFault
		want  string
	}{
		{pki.TokenFault{Reason: pki.ErrTokensNotBuilt}, "这个 gongwen 不带 PKCS#11"},
		{pki.TokenFault{Reason: pki.ErrModule}, "用不了 PKCS#11 库 /lib/none.so"},
		{pki.TokenFault{Reason: pki.ErrModule, Code: "CKR_X"}, "/lib/none.so (CKR_X)"},
		{pki.TokenFault{Reason: pki.ErrNoToken}, "没有插入令牌"},
		{pki.TokenFault{Reason: pki.ErrNoToken, Found: []string{"token=a", "token=b"}}, "现有：token=a，token=b"},
		{pki.TokenFault{Reason: pki.ErrManyTokens, Found: []string{"serial=1", "serial=2"}}, "在 URI 里写明 serial：serial=1，serial=2"},
		{pki.TokenFault{Reason: pki.ErrNoKey}, "令牌上没有这个私钥"},
		{pki.TokenFault{Reason: pki.ErrManyKeys, Found: []string{"id=%01"}}, "写明 object 或 id：id=%01"},
		{pki.TokenFault{Reason: pki.ErrKeyUse}, "不许用来签名"},
		{pki.TokenFault{Reason: pki.ErrKeyKind}, "只能用 RSA 和 ECDSA"},
		{pki.TokenFault{Reason: pki.ErrNoCertificate}, "令牌上没有这个私钥的证书"},
		{pki.TokenFault{Reason: pki.ErrNoPassphrase}, "令牌要 PIN"},
		{pki.TokenFault{Reason: pki.ErrPassphrase}, "PIN 不对"},
		{pki.TokenFault{Reason: pki.ErrPINLocked}, "令牌的 PIN 已锁住"},
		{pki.TokenFault{Reason: pki.ErrToken, Code: "CKR_GENERAL_ERROR"}, "令牌出错：CKR_GENERAL_ERROR"},
		{pki.TokenFault{Reason: pki.ErrNotItsKey}, "私钥和证书不是一对"},
	} {
		says(t, diag.List{tokenFault(uri, &c.fault)}, uri.String(), c.want)
	}
	says(t, diag.List{tokenFault(uri, pki.ErrPassphrase)}, "私钥口令不对")
}

// TestAURISaysNoSecret: what is wrong with one is said without repeating it.
func TestAURISaysNoSecret(t *testing.T) {
	for key, want := range map[string]string{
		"pkcs11:token=t?module-path=/lib/a.so&pin-value=1234": "PIN 不写在 URI 里",
		"pkcs11:token=t": "module-path",
		"pkcs11:token=t;colour=red?module-path=/lib/a.so": "不认识的属性",
		"pkcs11:token=%": "写法不对",
	} {
		_, said := tokenIdentity(key, nil, Secret{})
		says(t, said, "pkcs11: 错误: ", want)
	}
}

// TestATokenSaysWhyItDidNotSign, in place of what the signature says of it.
func TestATokenSaysWhyItDidNotSign(t *testing.T) {
	uri, err := pki.ParseURI("pkcs11:token=t?module-path=/lib/none.so")
	if err != nil {
		t.Fatal(err)
	}
	s := &tokenSigner{Signer: refusing{}, uri: uri}
	other := diag.List{diag.Errorf(diag.Pos{}, "没有签名", "not signed")}
	says(t, tokenSaid(s, other), "没有签名")
	if _, err := s.Sign(nil, nil, crypto.SHA256); !errors.Is(err, pki.ErrPINLocked) {
		t.Error(err)
	}
	says(t, tokenSaid(s, other), "令牌的 PIN 已锁住")
}

// refusing is a key on a token that is locked.
type refusing struct{}

func (refusing) Public() crypto.PublicKey { return nil }

func (refusing) Sign(io.Reader, []byte, crypto.SignerOpts) ([]byte, error) {
	return nil, &pki.TokenFault{Reason: pki.ErrPINLocked}
}
