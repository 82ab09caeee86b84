package engine

import (
	"context"
	"sync"

	"gongwen/internal/diag"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
)

// Signer signs what stands beside its signature, such as bags as a whole. A token takes one signature at a time.
type Signer struct {
	order pades.Order
	key   string // where it is, for messages
	mu    sync.Mutex
}

// OpenSigner opens the key of an order. The caller closes the signer.
func OpenSigner(ctx context.Context, o SignOrder) (*Signer, diag.List) {
	s := &Signer{order: o.pades(), key: o.Keys.Key}
	problems := credentials(ctx, o.Keys, o.Secret, &s.order)
	if problems.HasErrors() {
		s.Close()
		return nil, problems
	}
	return s, problems
}

// Close ends the session with a token. A nil signer has none.
func (s *Signer) Close() {
	if s != nil {
		s.order.Identity.Close()
	}
}

// sign adds the signature of the bag; a nil signer adds none.
func (s *Signer) sign(ctx context.Context, files []bag.File) ([]bag.File, diag.List) {
	if s == nil {
		return files, nil
	}
	for _, f := range files {
		if f.Path != bag.SignedManifest {
			continue
		}
		message, problems := s.Sign(ctx, f.Data)
		if problems.HasErrors() {
			return nil, problems
		}
		return bag.WithSignature(files, message), problems
	}
	return files, nil
}

// Sign is the signature of a content (CAdES); nil where it cannot be signed.
func (s *Signer) Sign(ctx context.Context, content []byte) ([]byte, diag.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	message, problems := pades.SignDetached(ctx, content, s.order)
	for i := range problems {
		problems[i].Pos.File = s.key
	}
	problems = tokenSaid(s.order.Identity.Key, problems)
	if problems.HasErrors() {
		return nil, problems
	}
	return message, problems
}
