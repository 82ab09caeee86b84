package main

import (
	"io"

	"gongwen/internal/diag"
)

// sink passes on what is printed until that fails, and remembers why it did. So
// commands print without asking, and Main says once that results were lost.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.to.Write(p)
	s.err = err
	return n, err
}

// lost says that standard output could not be written.
func lost(err error) diag.Diagnostic {
	return diag.Errorf(diag.Pos{}, "写不了标准输出，结果没有全部写出：%v", "standard output cannot be written, not all results are there: %v", err)
}
