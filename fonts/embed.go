package fonts

import _ "embed"

// The files are variables of their own so that a build can leave one out
// (see embed_fandol.go). They are stored as they are: a compressed face would
// have to be unpacked whole for a single glyph.
var (
	//go:embed files/NotoSerifSC-Regular.ttf
	notoSerifRegular []byte
	//go:embed files/NotoSerifSC-Bold.ttf
	notoSerifBold []byte
	//go:embed files/NotoSansSC-Medium.ttf
	notoSansMedium []byte
	//go:embed files/LXGWWenKai-Light.ttf
	lxgwWenKai []byte
	//go:embed files/LiberationSerif-Regular.ttf
	liberationRegular []byte
	//go:embed files/LiberationSerif-Bold.ttf
	liberationBold []byte
)

// The outlines of each face's common characters once more, close together, made
// of the files by
//
//go:generate env UPDATE_GOLDEN=1 go test -run TestCommonOutlines .
var (
	//go:embed common/NotoSerifSC-Regular.bin
	notoSerifRegularCommon []byte
	//go:embed common/NotoSerifSC-Bold.bin
	notoSerifBoldCommon []byte
	//go:embed common/NotoSansSC-Medium.bin
	notoSansMediumCommon []byte
	//go:embed common/LXGWWenKai-Light.bin
	lxgwWenKaiCommon []byte
)

// common is what [sfnt.Font.WithCommon] gives a carried face, nil for one that it
// does not serve: FandolFang has charstrings, Liberation is small.
func common(id string) []byte {
	switch id {
	case "NotoSerifSC-Regular":
		return notoSerifRegularCommon
	case "NotoSerifSC-Bold":
		return notoSerifBoldCommon
	case "NotoSansSC-Medium":
		return notoSansMediumCommon
	case "LXGWWenKai-Light":
		return lxgwWenKaiCommon
	}
	return nil
}

// embedded is the carried file of a face, nil where the program lacks it.
func embedded(id string) []byte {
	switch id {
	case "NotoSerifSC-Regular":
		return notoSerifRegular
	case "NotoSerifSC-Bold":
		return notoSerifBold
	case "NotoSansSC-Medium":
		return notoSansMedium
	case "LXGWWenKai-Light":
		return lxgwWenKai
	case "FandolFang-Regular":
		return fandolFang()
	case "LiberationSerif-Regular":
		return liberationRegular
	case "LiberationSerif-Bold":
		return liberationBold
	}
	return nil
}
