package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/output/sign/pades"
)

// The kinds of files that are kept as they were sent.
const (
	PictureFile = "picture"
	SignedFile  = "signed" // a PDF or OFD with signatures
)

// Trier reads a file of a kind once, before anything else reads it, and says why it is not
// taken. It is confined.ErrCost where that costs too much and confined.ErrFault where it
// ended the process that read it.
type Trier func(ctx context.Context, kind string, content []byte) ([]Message, error)

// ConfinedTrier reads in processes of a program that answers what Trying gives, so many at
// a time.
func ConfinedTrier(limits confined.Limits, program string, args []string, env ...string) Trier {
	run := soMany(limits, program, args, env)
	return func(ctx context.Context, kind string, content []byte) (said []Message, err error) {
		answer, err := run(ctx, content, kind)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(answer, &said); err != nil {
			return nil, fmt.Errorf("what a trial gave: %w", err)
		}
		return said, nil
	}
}

// Trying reads a file of a kind as the page will, and gives what is said of it as JSON. Of a
// signed file that is nothing: its signatures are judged where what was signed is known.
func Trying(ctx context.Context, kind string, content []byte) ([]byte, error) {
	said := []Message{}
	switch kind {
	case PictureFile:
		limits := engine.StandardLimits().Pictures
		if _, err := limits.Each.Read(content); err != nil {
			var fault *picture.Fault
			if !errors.As(err, &fault) {
				return nil, err
			}
			said = Messages(diag.List{{Level: diag.Error, Message: fault.Message, Hint: fault.Hint}})
		}
	case SignedFile:
		engine.VerifyContent(ctx, "signed", content, pades.Check{Now: time.Now()})
	default:
		return nil, fmt.Errorf("no kind of files is %q", kind)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return json.Marshal(said)
}
