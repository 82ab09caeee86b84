package command

import "context"

// Again runs the command line with other arguments in the world and the language of
// this run, and gives the exit code.
func (a *App) Again(ctx context.Context, args ...string) int {
	w := a.given
	w.Args = append([]string{"--lang", a.Text("zh", "en"), "--encoding", a.encoding}, args...)
	w.Desktop = false
	return Main(ctx, w, a.groups...)
}
