package jobs

import (
	"context"
	"encoding/json"

	"gongwen/cmd/internal/office/antivirus"
	"gongwen/internal/diag"
)

// Scanned is a reader of files that a scanner has found nothing in. What it has found is said
// in place of what the file holds; where it cannot be asked nothing is read.
func Scanned(read Reader, scan antivirus.Scanner) Reader {
	if scan == nil {
		return read
	}
	return func(ctx context.Context, name string, content []byte) ([]byte, error) {
		threat, err := scan(ctx, content)
		switch {
		case err != nil:
			return nil, err
		case threat != "":
			return json.Marshal(Read{Said: infected(threat)})
		}
		return read(ctx, name, content)
	}
}

// ScannedCounter is Scanned of registers.
func ScannedCounter(count Counter, scan antivirus.Scanner) Counter {
	if scan == nil {
		return count
	}
	return func(ctx context.Context, r Register) ([]byte, error) {
		threat, err := scan(ctx, r.Content)
		switch {
		case err != nil:
			return nil, err
		case threat != "":
			return json.Marshal(Counted{Said: infected(threat)})
		}
		return count(ctx, r)
	}
}

func infected(threat string) []Message {
	return Messages(diag.List{diag.Errorf(diag.Pos{}, "查出病毒（%s），没有读", "a virus was found (%s), the file was not read", threat)})
}
