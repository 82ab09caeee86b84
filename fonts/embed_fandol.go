//go:build !nofandol

package fonts

import _ "embed"

//go:embed files/FandolFang-Regular.otf
var fandolFangFile []byte

func fandolFang() []byte { return fandolFangFile }
