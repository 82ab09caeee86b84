package office

import (
	"context"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/page"
	"gongwen/cmd/internal/office/publication"
	"gongwen/internal/diag"
)

// signing is how the page checks signatures and, where that was asked for, signs with
// the key of the configuration.
func (a app) signing(ctx context.Context, setup command.Setup, o serveOptions) (page.Signing, error) {
	var s page.Signing
	if len(o.roots) > 0 {
		roots, problems := engine.Roots(ctx, o.roots...)
		if problems.HasErrors() {
			return s, a.Refuse(problems)
		}
		s.Check.Roots = roots
	}
	if !o.serverSign {
		return s, nil
	}
	if setup.Config.Sign.Key == "" {
		return s, command.Usagef("--server-sign 要有私钥：在配置文件的 sign 部分写 key（和 cert、pass-file），用 --config 指明配置文件", "--server-sign needs a key: key (with cert and pass-file) in the section sign of the configuration, which --config names")
	}
	level, tsa, err := command.SignatureLevel(setup.Config.Sign, false)
	if err != nil {
		return s, err
	}
	secret := a.Secret()
	secret.Ask = nil // nobody sits there while the page runs
	s.Sign = func(ctx context.Context, name string, content []byte) ([]byte, diag.List) {
		order := engine.SignOrder{Keys: setup.Config.Sign, Level: level, TSA: tsa, Now: a.World.Now(), Secret: secret}
		return engine.SignContent(ctx, name, content, order)
	}
	return s, nil
}

// catalogue is what portals ask for: that of a file, or the standard one.
func (a app) catalogue(ctx context.Context, path string) (publication.Catalogue, error) {
	if path == "" {
		return publication.Catalogue{}, nil
	}
	content, problems := engine.ReadFile(ctx, path)
	if problems.HasErrors() {
		return publication.Catalogue{}, a.Refuse(problems)
	}
	c, problems := publication.Read(path, content)
	if problems.HasErrors() {
		return publication.Catalogue{}, a.Refuse(problems)
	}
	return c, nil
}
