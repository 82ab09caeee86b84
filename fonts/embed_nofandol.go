//go:build nofandol

package fonts

func fandolFang() []byte { return nil }

func refitted(string) []byte { return nil }
