//go:build unprepared

package configs

// preparedForm is the prepared form of an embedded file with its mark: here of none, so
// that forms can be made.
func preparedForm(string) (any, uint32) { return nil, 0 }
