package jobs

import (
	"context"
	"slices"

	"gongwen/cmd/internal/office/confined"
)

// process gives content to a process of a program with its arguments and more of them, and
// gives what that answers. Errors are those of confined.Run.
type process func(ctx context.Context, content []byte, more ...string) ([]byte, error)

// soMany are processes of a program of which maxReaders run at a time.
func soMany(limits confined.Limits, program string, args, env []string) process {
	room := make(chan struct{}, maxReaders)
	return func(ctx context.Context, content []byte, more ...string) ([]byte, error) {
		select {
		case room <- struct{}{}:
			defer func() { <-room }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		return confined.Run(ctx, limits, program, slices.Concat(args, more), env, content)
	}
}
