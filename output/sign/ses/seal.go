package ses

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/asn1"
	"encoding/hex"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/output/sign/pki"
)

// ErrKey says that a key can make neither signatures nor seals.
var ErrKey = diag.NewError("OFD 的签名、印章只用 SM2 密钥（GB/T 35275、GB/T 38540），这个密钥不是", "signatures and seals of OFD files are of SM2 keys (GB/T 35275, GB/T 38540), and this is none")

// SealOrder is what a seal for trials is made of.
type SealOrder struct {
	Name          string
	Picture       []byte // a PNG
	Width, Height int    // millimetres
	Signers       []*smx509.Certificate
	From, Until   time.Time
}

// MakeSeal makes a seal for trials, signed by maker. Nobody has certified it.
func MakeSeal(o SealOrder, maker *pki.Identity) ([]byte, error) {
	list := make([][]byte, len(o.Signers))
	for i, c := range o.Signers {
		if !isSM2(c.PublicKey) {
			return nil, ErrKey
		}
		list[i] = c.Raw
	}
	der, err := asn1.Marshal(list)
	if err != nil {
		return nil, err
	}
	id := sm3.Sum(append([]byte(o.Name), der...))
	info := sealInfo{
		Header:   sealHeader{"ES", version, trialVendor},
		ID:       hex.EncodeToString(id[:16]),
		Property: property{Type: 1, Name: o.Name, ListType: listOfCertificates, List: asn1.RawValue{FullBytes: der}, Created: o.From.UTC(), Start: o.From.UTC(), End: o.Until.UTC()},
		Picture:  sealPicture{"png", o.Picture, o.Width, o.Height},
	}
	signed, err := asn1.Marshal(info)
	if err != nil {
		return nil, err
	}
	value, err := signSM2(maker.Key, signed)
	if err != nil {
		return nil, err
	}
	info.Raw = signed
	return asn1.Marshal(Seal{Info: info, Maker: maker.Certificate.Raw, Algorithm: oidSM2WithSM3, SignedValue: bits(value)})
}

func isSM2(public crypto.PublicKey) bool {
	k, ok := public.(*ecdsa.PublicKey)
	return ok && sm2.IsSM2PublicKey(k)
}

// signSM2 signs a message with SM2 and SM3 (GB/T 35276).
func signSM2(key crypto.Signer, message []byte) ([]byte, error) {
	if !isSM2(key.Public()) {
		return nil, ErrKey
	}
	return key.Sign(rand.Reader, message, sm2.NewSM2SignerOption(true, nil))
}
