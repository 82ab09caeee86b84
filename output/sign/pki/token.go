//go:build pkcs11 && cgo

package pki

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/emmansun/gmsm/smx509"
	"github.com/miekg/pkcs11"
)

// maxObjects is how many objects of one kind are looked at on a token.
const maxObjects = 64

// token is an open session with a token (PKCS#11 v2.40 5.6).
type token struct {
	library *pkcs11.Ctx
	session pkcs11.SessionHandle
	pin     string
}

// OpenToken opens the private key that a URI names, and finds its certificate
// on the token or among others. The PIN is tried once: tokens lock after a few
// wrong ones. Close the Identity; only one may be open of a library at a time.
// Errors are *TokenFault.
func OpenToken(uri *URI, others []*smx509.Certificate, pin string) (*Identity, error) {
	library := pkcs11.New(uri.Module)
	if library == nil {
		return nil, &TokenFault{Reason: ErrModule}
	}
	t := &token{library: library, pin: pin}
	if err := library.Initialize(); err != nil && !is(err, pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
		library.Destroy()
		return nil, fault(ErrModule, err)
	}
	id, err := t.open(uri, others)
	if err != nil {
		t.close()
		return nil, err
	}
	id.done = t.close
	return id, nil
}

// close ends the session; a token that was pulled out may answer as it likes.
func (t *token) close() {
	if t.session != 0 {
		_ = t.library.Logout(t.session)
		_ = t.library.CloseSession(t.session)
	}
	_ = t.library.Finalize()
	t.library.Destroy()
}

func (t *token) open(uri *URI, others []*smx509.Certificate) (*Identity, error) {
	slot, info, err := t.slot(uri)
	if err != nil {
		return nil, err
	}
	if t.session, err = t.library.OpenSession(slot, pkcs11.CKF_SERIAL_SESSION); err != nil {
		return nil, fault(ErrToken, err)
	}
	if info.Flags&pkcs11.CKF_LOGIN_REQUIRED != 0 {
		if err := t.login(info, pkcs11.CKU_USER); err != nil {
			return nil, err
		}
	}
	key, err := t.key(uri)
	if err != nil {
		return nil, err
	}
	return t.identity(key, others)
}

// login gives the PIN. A token with a key pad of its own asks for itself.
func (t *token) login(info pkcs11.TokenInfo, user uint) error {
	if t.pin == "" && info.Flags&pkcs11.CKF_PROTECTED_AUTHENTICATION_PATH == 0 {
		return &TokenFault{Reason: ErrNoPassphrase}
	}
	err := t.library.Login(t.session, user, t.pin)
	switch {
	case err == nil, is(err, pkcs11.CKR_USER_ALREADY_LOGGED_IN):
		return nil
	case is(err, pkcs11.CKR_PIN_INCORRECT, pkcs11.CKR_PIN_INVALID, pkcs11.CKR_PIN_LEN_RANGE):
		return fault(ErrPassphrase, err)
	case is(err, pkcs11.CKR_PIN_LOCKED):
		return fault(ErrPINLocked, err)
	}
	return fault(ErrToken, err)
}

// slot finds the one token that the URI names.
func (t *token) slot(uri *URI) (uint, pkcs11.TokenInfo, error) {
	library, err := t.library.GetInfo()
	if err != nil {
		return 0, pkcs11.TokenInfo{}, fault(ErrModule, err)
	}
	slots, err := t.library.GetSlotList(true)
	if err != nil {
		return 0, pkcs11.TokenInfo{}, fault(ErrModule, err)
	}
	var found []uint
	var infos []pkcs11.TokenInfo
	var names, all []string
	for _, slot := range slots {
		info, err := t.library.GetTokenInfo(slot)
		if err != nil || info.Flags&pkcs11.CKF_TOKEN_INITIALIZED == 0 {
			continue // a token that cannot be asked cannot be the one that is meant
		}
		place, err := t.library.GetSlotInfo(slot)
		if err != nil {
			continue
		}
		name := "token=" + clean(info.Label) + ";serial=" + clean(info.SerialNumber)
		all = append(all, name)
		if uri.fits(map[string]string{
			"token": info.Label, "manufacturer": info.ManufacturerID, "serial": info.SerialNumber, "model": info.Model,
			"slot-id": strconv.FormatUint(uint64(slot), 10), "slot-description": place.SlotDescription, "slot-manufacturer": place.ManufacturerID,
			"library-manufacturer": library.ManufacturerID, "library-description": library.LibraryDescription,
			"library-version": fmt.Sprintf("%d.%d", library.LibraryVersion.Major, library.LibraryVersion.Minor),
		}) {
			found, infos, names = append(found, slot), append(infos, info), append(names, name)
		}
	}
	switch len(found) {
	case 0:
		return 0, pkcs11.TokenInfo{}, &TokenFault{Reason: ErrNoToken, Found: all}
	case 1:
		return found[0], infos[0], nil
	}
	return 0, pkcs11.TokenInfo{}, &TokenFault{Reason: ErrManyTokens, Found: names}
}

// fits reports whether every attribute that the URI gives has the given value.
func (u *URI) fits(is map[string]string) bool {
	for name, value := range is {
		if said, given := u.Get(name); given && said != strings.TrimRight(value, " \x00") {
			return false
		}
	}
	return true
}

// clean is text of a token as part of a message.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unprintable(r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}

// key finds the one private key that the URI names and that may sign. Tokens
// of Chinese authorities hold a key for encryption beside it.
func (t *token) key(uri *URI) (pkcs11.ObjectHandle, error) {
	template := []*pkcs11.Attribute{pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY)}
	if label, ok := uri.Get("object"); ok {
		template = append(template, pkcs11.NewAttribute(pkcs11.CKA_LABEL, label))
	}
	if id, ok := uri.Get("id"); ok {
		template = append(template, pkcs11.NewAttribute(pkcs11.CKA_ID, []byte(id)))
	}
	objects, err := t.find(template)
	if err != nil {
		return 0, err
	}
	if len(objects) == 0 {
		return 0, &TokenFault{Reason: ErrNoKey}
	}
	var fit []pkcs11.ObjectHandle
	var names []string
	for _, o := range objects {
		if !t.says(o, pkcs11.CKA_SIGN) {
			continue
		}
		fit = append(fit, o)
		names = append(names, "object="+clean(string(t.value(o, pkcs11.CKA_LABEL)))+";id="+percentID(t.value(o, pkcs11.CKA_ID)))
	}
	switch len(fit) {
	case 0:
		return 0, &TokenFault{Reason: ErrKeyUse}
	case 1:
		return fit[0], nil
	}
	return 0, &TokenFault{Reason: ErrManyKeys, Found: names}
}

func percentID(id []byte) string {
	return percent(string(id[:min(len(id), maxID)]))
}

// maxID is how many bytes of an identifier are shown.
const maxID = 32

// find gives the objects that fit a template.
func (t *token) find(template []*pkcs11.Attribute) ([]pkcs11.ObjectHandle, error) {
	if err := t.library.FindObjectsInit(t.session, template); err != nil {
		return nil, fault(ErrToken, err)
	}
	objects, _, err := t.library.FindObjects(t.session, maxObjects)
	if end := t.library.FindObjectsFinal(t.session); err == nil {
		err = end
	}
	if err != nil {
		return nil, fault(ErrToken, err)
	}
	return objects, nil
}

// value is an attribute of an object; nil where the token does not give it.
func (t *token) value(o pkcs11.ObjectHandle, attribute uint) []byte {
	got, err := t.library.GetAttributeValue(t.session, o, []*pkcs11.Attribute{pkcs11.NewAttribute(attribute, nil)})
	if err != nil || len(got) != 1 {
		return nil
	}
	return got[0].Value
}

// says is an attribute that is a CK_BBOOL; false where the token does not give
// it.
func (t *token) says(o pkcs11.ObjectHandle, attribute uint) bool {
	value := t.value(o, attribute)
	return len(value) == 1 && value[0] != 0
}

// kind is the type of a key, CKK_RSA or CKK_EC; false for any other.
func (t *token) kind(o pkcs11.ObjectHandle) (uint, bool) {
	value := t.value(o, pkcs11.CKA_KEY_TYPE)
	for _, n := range []uint{pkcs11.CKK_RSA, pkcs11.CKK_EC} {
		if bytes.Equal(value, pkcs11.NewAttribute(pkcs11.CKA_KEY_TYPE, n).Value) {
			return n, true
		}
	}
	return 0, false
}

// is reports whether a library answered with one of the codes.
func is(err error, codes ...uint) bool {
	var code pkcs11.Error
	if !errors.As(err, &code) {
		return false
	}
	for _, c := range codes {
		if uint(code) == c {
			return true
		}
	}
	return false
}

// fault is a TokenFault with what the library answered.
func fault(reason, err error) error {
	f := &TokenFault{Reason: reason}
	var code pkcs11.Error
	if errors.As(err, &code) {
		text := code.Error()
		f.Code = text[strings.LastIndexByte(text, ' ')+1:]
		if f.Code == "" {
			f.Code = "0x" + strconv.FormatUint(uint64(code), 16)
		}
	}
	return f
}
