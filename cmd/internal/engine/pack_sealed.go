package engine

import (
	"context"
	"sync"

	"gongwen/internal/diag"
	"gongwen/output/bag"
	"gongwen/output/sign/pades"
)

// BagSigner signs bags as a whole. A token takes one signature at a time.
type BagSigner struct {
	order pades.Order
	key   string // where it is, for messages
	mu    sync.Mutex
}

// OpenBagSigner opens the key of an order. The caller closes the signer.
func OpenBagSigner(ctx context.Context, o SignOrder) (*BagSigner, diag.List) {
	s := &BagSigner{order: o.pades(), key: o.Keys.Key}
	problems := credentials(ctx, o.Keys, o.Secret, &s.order)
	if problems.HasErrors() {
		s.Close()
		return nil, problems
	}
	return s, problems
}

// Close ends the session with a token. A nil signer has none.
func (s *BagSigner) Close() {
	if s != nil {
		s.order.Identity.Close()
	}
}

// sign adds the signature of the bag; a nil signer adds none.
func (s *BagSigner) sign(ctx context.Context, files []bag.File) ([]bag.File, diag.List) {
	if s == nil {
		return files, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range files {
		if f.Path != bag.SignedManifest {
			continue
		}
		message, problems := pades.SignDetached(ctx, f.Data, s.order)
		for i := range problems {
			problems[i].Pos.File = s.key
		}
		problems = tokenSaid(s.order.Identity.Key, problems)
		if problems.HasErrors() {
			return nil, problems
		}
		return bag.WithSignature(files, message), problems
	}
	return files, nil
}
