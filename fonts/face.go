// Package fonts brings the faces: which file stands for which role, which face
// has which character, and the font files that the program carries.
//
// [Manifest] lists the files. A [Book] is made from the roles of a style sheet,
// the carried faces and the user's own (see [ReadFolder]); [Book.Shape] turns
// text into glyphs by it. A carried face lies unmodified in the program and is
// opened when the first character asks for it.
package fonts

import "gongwen/fonts/sfnt"

// Face is a font file that is open for reading. It is immutable and safe for
// concurrent use.
type Face struct {
	ID   string // file name without extension, such as NotoSerifSC-Regular; of a collection's face n > 0 with "#n" behind it
	Font *sfnt.Font
	Data []byte // the unmodified file, not to be written to

	sound bool // every outline can be drawn: a carried face, whose glyphs a test has looked at
}
