package configs

import "hash/crc32"

// The embedded prose rules, and the templates and style sheets that extend nothing, are
// Go data too, as they are after reading: the linker has laid them out, so that a
// process does nothing for them, where reading the YAML is half of the work of a fresh
// one. A test holds them against the YAML; what was made of another YAML file is not
// used. The tag lets types change: without it the data of the old ones would not compile.
//
//go:generate env UPDATE_GOLDEN=1 go test -tags unprepared -run TestPreparedForms .

// prepared is what reading the embedded file gives; nil when there is no form that was
// made of those contents.
func prepared[T any](kind fileKind, id string, contents [][]byte) *T {
	form, mark := preparedForm(kind.dir + "/" + id)
	if value, is := form.(*T); is && mark == preparedMark(contents) {
		return value
	}
	return nil
}

// preparedMark tells of which YAML a prepared form was made.
func preparedMark(contents [][]byte) (sum uint32) {
	for _, content := range contents {
		sum = crc32.Update(sum, crc32.IEEETable, content)
	}
	return sum
}
