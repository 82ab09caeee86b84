package linebreak

import "strings"

// markAddresses gives the characters of URLs and e-mail addresses their class.
func markAddresses(items []item) {
	for i := 0; i < len(items); {
		end := i
		for end < len(items) && items[end].r > ' ' && items[end].r < 0x7F && (end == i || plain(items[end-1].between)) {
			end++
		}
		if end == i {
			i++
			continue
		}
		markAddress(items[i:end])
		i = end
	}
}

func plain(s separator) bool { return s.blanks == 0 && !s.wished }

// markAddress marks a run of ASCII without blanks when it is an address. The
// brackets and marks around it are the sentence's.
func markAddress(run []item) {
	for len(run) > 0 && !wordRune(run[0].r) {
		run = run[1:]
	}
	for len(run) > 0 && strings.ContainsRune(`.,:;!?)]}>"'`, run[len(run)-1].r) {
		run = run[:len(run)-1]
	}
	if !isAddress(run) {
		return
	}
	for i := range run {
		run[i].class = address
	}
}

func isAddress(run []item) bool {
	at := -1
	for i := range run {
		switch {
		case run[i].r == '@' && i > 0 && at < 0:
			at = i
		case run[i].r == '.' && at >= 0 && i > at+1 && i+1 < len(run):
			return true
		case run[i].r == ':' && i > 0 && i+2 < len(run) && run[i+1].r == '/' && run[i+2].r == '/':
			return true
		}
	}
	return len(run) > 4 && run[0].r|0x20 == 'w' && run[1].r|0x20 == 'w' && run[2].r|0x20 == 'w' && run[3].r == '.'
}

func wordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// inAddress is the penalty of a break between two characters of an address: it
// may be broken after a delimiter that a letter or digit follows.
func inAddress(a, b rune) int64 {
	if !wordRune(b) {
		return forbidden
	}
	switch a {
	case '/', '?':
		return breakAddress
	case '&', '#':
		return breakAddressPart
	case '-', '_', '+', ',', ';', ':', '@', '~':
		return breakAddressName
	case '.', '=':
		return breakAddressLast
	}
	return forbidden
}
