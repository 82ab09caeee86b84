package linebreak

import "unicode"

// class is what a character is to line breaking. The names in brackets are the
// classes of UAX 14 that come nearest.
type class uint8

const (
	han     class = iota // Han, kana, Hangul and other characters of their width (ID)
	trailer              // 々, ー, small kana: Han that starts no line (NS, CJ)

	// Full-width marks.
	opening    // （《“ (OP)
	closing    // ）》” (CL)
	comma      // 、，； (CL, NS)
	colon      // ： (NS)
	stop       // 。？！． (CL, EX)
	dot        // 间隔号 · (AI, NS)
	dash       // 破折号, or 一字线 when alone (B2)
	ellipsis   // … (IN)
	connective // 连接号 – ～ (BA, NS)
	slash      // 分隔号 / (SY)

	// Western text.
	letter       // (AL)
	digit        // (NU)
	symbol       // + = @ # and the like (AL)
	prefix       // ￥ $ and signs before digits (PR)
	postfix      // % ‰ ℃ (PO)
	hyphen       // - (HY)
	westernOpen  // ( [ { (OP)
	westernClose // ) ] } (CP)
	westernMark  // , . : ; ! ? (IS, EX)
	westernQuote // " ' that has no partner (QU)
	address      // a character inside a URL or an e-mail address

	// What is not seen.
	blank       // (SP)
	fixedBlank  // no-break spaces (GL)
	wideBlank   // U+3000 (BA)
	wishedBreak // U+200B (ZW)
	noBreak     // U+2060 and other invisible characters (WJ)

	combining // (CM)
)

// noStart and noEnd are the 禁则: classes that start no line, and that end none
// (CLREQ, level “basic”).
var (
	noStart = [combining + 1]bool{
		trailer: true, closing: true, comma: true, colon: true, stop: true, dot: true, connective: true, slash: true,
		postfix: true, hyphen: true, westernClose: true, westernMark: true, combining: true,
	}
	noEnd = [combining + 1]bool{opening: true, prefix: true, westernOpen: true}
)

// seen is whether characters of the class are placed on lines with ink.
func (c class) seen() bool { return c < blank || c > noBreak }

// closes is whether the class is a full-width mark with its white on the right.
func (c class) closes() bool { return c >= closing && c <= stop }

// spaced is whether the class is a full-width mark that has white of its own.
func (c class) spaced() bool { return c >= opening && c <= dot }

// isMark is whether a break next to the class never parts a word.
func (c class) isMark() bool { return c >= opening && c <= slash || c >= hyphen && c <= westernQuote }

func (c class) isWestern() bool { return c >= letter && c <= address }

// alphanumeric is whether the class stands a quarter em apart from Han.
func (c class) alphanumeric() bool { return c >= letter && c <= postfix || c == address }

// classOf is the class of a character for itself. wide tells of characters
// outside the table whether they are set as wide as Han.
func classOf(r rune, wide bool) class {
	if r < 0x80 {
		return ascii(r)
	}
	if r >= 0x4E00 && r <= 0x9FFF {
		return han
	}
	if c, ok := classes[r]; ok {
		return c
	}
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Variation_Selector, r):
		return combining
	case unicode.IsSpace(r), unicode.Is(unicode.Zs, r), unicode.IsControl(r):
		return blank
	case unicode.Is(unicode.Cf, r):
		return noBreak
	case r >= 0xFF10 && r <= 0xFF19:
		return digit
	case r >= 0x3040 && r <= 0x30FF, r >= 0xFF00 && r <= 0xFFEF, unicode.Is(unicode.Han, r), unicode.Is(unicode.Hangul, r):
		return han
	case unicode.IsDigit(r):
		return digit
	case unicode.IsLetter(r):
		return letter
	case unicode.Is(unicode.Ps, r), unicode.Is(unicode.Pi, r):
		return opening
	case unicode.Is(unicode.Pe, r), unicode.Is(unicode.Pf, r):
		return closing
	case wide:
		return han
	}
	return symbol
}

func ascii(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return letter
	case r <= ' ', r == 0x7F:
		return blank
	}
	switch r {
	case '(', '[', '{':
		return westernOpen
	case ')', ']', '}':
		return westernClose
	case ',', '.', ':', ';', '!', '?':
		return westernMark
	case '"', '\'':
		return westernQuote
	case '-':
		return hyphen
	case '/':
		return slash
	case '~':
		return connective
	case '%':
		return postfix
	case '$':
		return prefix
	}
	return symbol
}

// classes is the table of characters beyond ASCII whose class does not follow
// from their Unicode category.
var classes = table()

func table() map[rune]class {
	m := make(map[rune]class)
	for _, row := range []struct {
		class class
		runes string
	}{
		{opening, "“‘（《〈【〔「『［｛〖〘〚｟﹙﹛﹝"},
		{closing, "”’）》〉】〕」』］｝〗〙〛｠﹚﹜﹞"},
		{comma, "、，；﹐﹑﹔"},
		{colon, "：﹕"},
		{stop, "。？！．｡﹒﹖﹗⁇‼⁈⁉"},
		{dot, "·‧・･"},
		{dash, "—―"},
		{ellipsis, "…⋯"},
		{connective, "–～〜－"},
		{slash, "／"},
		{prefix, "￥¥＄€£￡№±"},
		{postfix, "‰‱℃℉°′″％￠¢"},
		{hyphen, "‐"},
		{symbol, "\u2011\u2212"},
		{westernOpen, "«‹"},
		{westernClose, "»›"},
		{trailer, "々〻ゝゞヽヾーｰぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"},
		{fixedBlank, "\u00A0\u2007\u202F"},
		{wideBlank, "\u3000"},
		{wishedBreak, "\u200B"},
		{noBreak, "\u00AD\u200C\u200D\u2060\uFEFF"},
		{combining, "\u3099\u309A"},
	} {
		for _, r := range row.runes {
			m[r] = row.class
		}
	}
	return m
}
