//go:build !nofandol

package fonts

import _ "embed"

//go:embed files/FandolFang-Regular.otf
var fandolFangFile []byte

func fandolFang() []byte { return fandolFangFile }

// The outlines of FandolFang with as many curves as they need, a third of its own,
// made of the file by
//
//go:generate env UPDATE_GOLDEN=1 go test -run TestRefittedOutlines .
//go:embed refitted/FandolFang-Regular.bin
var fandolFangRefitted []byte

func refitted(id string) []byte {
	if id != "FandolFang-Regular" {
		return nil
	}
	return fandolFangRefitted
}
