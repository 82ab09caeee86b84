package linebreak

// resolve settles the classes that depend on neighbours.
func resolve(items []item) {
	pairQuotes(items, '"')
	pairQuotes(items, '\'')
	apart := item{between: separator{blanks: 1}}
	for i := range items {
		t, before, after := &items[i], &apart, &apart
		if i > 0 {
			before = &items[i-1]
		}
		if i+1 < len(items) && t.between.blanks == 0 {
			after = &items[i+1]
		}
		t.class = t.inContext(before, after, before.between.blanks > 0)
		if t.class == combining {
			t.class, t.wide, t.glued = before.class, before.wide, i > 0
		}
	}
	pairDashes(items)
	markAddresses(items)
}

// inContext is the class of t between its neighbours. first is whether t
// begins a word, blanks or the paragraph's start being before it.
func (t *item) inContext(before, after *item, first bool) class {
	wordAfter := after.western() && (after.class == letter || after.class == digit)
	switch t.r {
	case '’', '\'':
		if !first && wordAfter && before.western() && (before.class == letter || before.class == digit) {
			t.wide = false
			return letter
		}
	case '-', '+', '\u2212':
		if after.class == digit && (first || !before.western()) {
			return prefix
		}
		if first && wordAfter {
			return symbol
		}
	case '.', '/':
		if first && wordAfter {
			return symbol
		}
	case '<':
		if after.likeHan() {
			return westernOpen
		}
	case '>':
		if !first && before.likeHan() {
			return westernClose
		}
	}
	return t.class
}

// pairQuotes makes every other straight quote q an opening one and the next
// its closing one. A quote without partner stays what it is, and so does an
// apostrophe.
func pairQuotes(items []item, q rune) {
	open := -1
	for i := range items {
		if items[i].r != q || isApostrophe(items, i) {
			continue
		}
		if open < 0 {
			open = i
			continue
		}
		items[open].class, items[i].class = westernOpen, westernClose
		open = -1
	}
}

func isApostrophe(items []item, i int) bool {
	return i > 0 && i+1 < len(items) && items[i-1].between.blanks == 0 && items[i].between.blanks == 0 &&
		items[i-1].class == letter && items[i+1].class == letter
}

// pairDashes glues —— and …… together by twos. The odd one of a longer run
// holds to the pair before it; one alone is a 连接号.
func pairDashes(items []item) {
	for i := 0; i < len(items); {
		if c := items[i].class; c != dash && c != ellipsis {
			i++
			continue
		}
		end := i + 1
		for end < len(items) && items[end].class == items[i].class && items[end-1].between.blanks == 0 {
			end++
		}
		if end == i+1 {
			items[i].class = connective
		}
		for k := i + 1; k < end; k++ {
			items[k].glued = (k-i)%2 == 1 || k == end-1
		}
		i = end
	}
}
