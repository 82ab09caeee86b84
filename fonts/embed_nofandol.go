//go:build nofandol

package fonts

func fandolFang() []byte { return nil }
