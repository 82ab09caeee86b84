package console

import "io"

// Sink passes on to To what is printed until that fails, and remembers in Err
// why it did. So commands print without asking, and who runs them says once that
// results were lost.
type Sink struct {
	To  io.Writer
	Err error
}

// Write passes p on. After a failure every call returns the error of the first.
func (s *Sink) Write(p []byte) (int, error) {
	if s.Err != nil {
		return 0, s.Err
	}
	n, err := s.To.Write(p)
	s.Err = err
	return n, err
}
