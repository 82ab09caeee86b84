package pdfread

import "bytes"

// Operators calls each for every operator of a content stream or a CMap with
// the operands before it (ISO 32000-1 7.8.2). The data of inline images is left
// out. The operands are valid until each returns.
func Operators(content []byte, each func(operator string, operands []Object) error) error {
	s := &scanner{b: content, packed: true}
	var operands []Object
	for {
		if s.space(); s.at >= len(s.b) || bytes.HasPrefix(s.b[s.at:], []byte(eof)) {
			return nil
		}
		o, err := s.next()
		if err != nil {
			return err
		}
		operator, ok := o.(keyword)
		if !ok {
			if operands = append(operands, o); len(operands) > maxOperands {
				return fault(s.at, "运算数太多", "too many operands")
			}
			continue
		}
		if operator == "ID" {
			if err := s.skipImage(); err != nil {
				return err
			}
		}
		if err := each(string(operator), operands); err != nil {
			return err
		}
		operands = operands[:0]
	}
}

// skipImage skips the data of an inline image (8.9.7).
func (s *scanner) skipImage() error {
	for from := s.at; ; {
		i := bytes.Index(s.b[from:], []byte("EI"))
		if i < 0 {
			return fault(s.at, "行内图像没有结束", "an inline image has no end")
		}
		from += i + 2
		if isSpace(s.b[from-3]) && (from == len(s.b) || isSpace(s.b[from])) {
			s.at = from
			return nil
		}
	}
}
