package picture

import (
	"math"
	"strconv"
	"strings"

	"gongwen/internal/diag"
)

// scanner reads the numbers and letters of path data and the like.
type scanner struct {
	text string
	at   int
}

func (s *scanner) skip() {
	for s.at < len(s.text) && strings.IndexByte(" ,\t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) more() bool {
	s.skip()
	return s.at < len(s.text)
}

// number reads a number, which may follow the one before it without a blank.
func (s *scanner) number() (float64, error) {
	s.skip()
	i, digits, dot := s.at, false, false
	if i < len(s.text) && (s.text[i] == '-' || s.text[i] == '+') {
		i++
	}
	for ; i < len(s.text); i++ {
		c := s.text[i]
		if c == '.' && !dot {
			dot = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		digits = true
	}
	if digits && i < len(s.text) && (s.text[i] == 'e' || s.text[i] == 'E') {
		j := i + 1
		if j < len(s.text) && (s.text[j] == '-' || s.text[j] == '+') {
			j++
		}
		for ; j < len(s.text) && s.text[j] >= '0' && s.text[j] <= '9'; j++ {
			i = j + 1
		}
	}
	n, err := strconv.ParseFloat(s.text[s.at:i], 64)
	if err != nil || math.Abs(n) > 1e7 {
		return 0, s.missing("数字", "a number")
	}
	s.at = i
	return n, nil
}

// flag reads a flag of an arc, 0 or 1, which needs nothing behind it.
func (s *scanner) flag() (bool, error) {
	if s.more() && (s.text[s.at] == '0' || s.text[s.at] == '1') {
		s.at++
		return s.text[s.at-1] == '1', nil
	}
	return false, s.missing("标志 0 或 1", "a flag, 0 or 1,")
}

// missing says what should stand where the scanner is.
func (s *scanner) missing(zh, en string) error {
	rest := clip(s.text[s.at:])
	if rest == "" {
		return refused("SVG 图片里“%s”后面应为%s", "%[2]s is missing behind “%[1]s” of the SVG picture", clip(s.text), diag.Text{ZH: zh, EN: en})
	}
	return refused("SVG 图片里“%s”处应为%s", "%[2]s is missing at “%[1]s” of the SVG picture", rest, diag.Text{ZH: zh, EN: en})
}

// pathBuilder makes the steps of one shape.
type pathBuilder struct {
	matrix
	steps         []Step
	start, at     vector
	control       vector // the last control point of the step before, for S and T
	curved, quadr bool   // whether that step was a cubic or a quadratic curve
}

func (p *pathBuilder) move(to vector) {
	p.steps = append(p.steps, Step{Op: Move, To: p.point(to)})
	p.start, p.at = to, to
}

func (p *pathBuilder) line(to vector) {
	p.steps = append(p.steps, Step{Op: Line, To: p.point(to)})
	p.at = to
}

func (p *pathBuilder) curve(c1, c2, to vector) {
	p.steps = append(p.steps, Step{Op: Curve, C1: p.point(c1), C2: p.point(c2), To: p.point(to)})
	p.at, p.control = to, c2
}

func (p *pathBuilder) quadratic(c, to vector) {
	from := p.at
	p.curve(between(from, c, 2.0/3), between(to, c, 2.0/3), to)
	p.control = c
}

func (p *pathBuilder) close() {
	p.steps = append(p.steps, Step{Op: Close})
	p.at = p.start
}

// between is the point a share of the way from a to b.
func between(a, b vector, share float64) vector {
	return vector{a.x + float64((b.x-a.x)*share), a.y + float64((b.y-a.y)*share)}
}

// data adds path data (SVG 1.1 8.3).
func (p *pathBuilder) data(text string) error {
	s := scanner{text: text}
	command := byte(0)
	for s.more() {
		if c := s.text[s.at]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			command = c
			s.at++
		} else if command|0x20 == 'z' || command == 0 {
			command = '?'
		}
		if len(p.steps) > maxSVGSteps {
			return nil // the caller counts
		}
		if len(p.steps) == 0 && command|0x20 != 'm' {
			return refused("SVG 图片的路径没有以 M 开头", "a path of the SVG picture does not begin with M")
		}
		if err := p.command(command, &s); err != nil {
			return err
		}
		switch command { // more numbers behind a move are lines
		case 'm':
			command = 'l'
		case 'M':
			command = 'L'
		}
	}
	return nil
}

func (p *pathBuilder) command(command byte, s *scanner) error {
	relative := command >= 'a'
	var failed error
	number := func(base float64) float64 {
		n, err := s.number()
		if err != nil && failed == nil {
			failed = err
		}
		if relative {
			return base + n
		}
		return n
	}
	point := func() vector {
		x := number(p.at.x)
		return vector{x, number(p.at.y)}
	}
	curved, quadratic := false, false
	reflected := func(same bool) vector {
		if same {
			return vector{2*p.at.x - p.control.x, 2*p.at.y - p.control.y}
		}
		return p.at
	}
	switch command | 0x20 {
	case 'm':
		p.move(point())
	case 'l':
		p.line(point())
	case 'h':
		p.line(vector{number(p.at.x), p.at.y})
	case 'v':
		p.line(vector{p.at.x, number(p.at.y)})
	case 'c':
		c1 := point()
		c2 := point()
		p.curve(c1, c2, point())
		curved = true
	case 's':
		c1 := reflected(p.curved)
		c2 := point()
		p.curve(c1, c2, point())
		curved = true
	case 'q':
		c := point()
		p.quadratic(c, point())
		quadratic = true
	case 't':
		p.quadratic(reflected(p.quadr), point())
		quadratic = true
	case 'a':
		if err := p.arcCommand(s, point); err != nil {
			return err
		}
	case 'z':
		p.close()
	default:
		return refused("SVG 图片的路径里有不认识的字母“%s”", "a path of the SVG picture has the unknown letter “%s”", string(rune(command)))
	}
	p.curved, p.quadr = curved, quadratic
	return failed
}

func (p *pathBuilder) arcCommand(s *scanner, point func() vector) error {
	var v [3]float64
	for i := range v {
		var err error
		if v[i], err = s.number(); err != nil {
			return err
		}
	}
	large, err := s.flag()
	if err != nil {
		return err
	}
	sweep, err := s.flag()
	if err != nil {
		return err
	}
	p.arc(math.Abs(v[0]), math.Abs(v[1]), v[2], large, sweep, point())
	return nil
}
