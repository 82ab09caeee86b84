package mend

// maxPair is how many characters may lie between the marks of a pair, so that
// lines of unpaired marks cost no more than others.
const maxPair = 2000

// maxNames is how many characters to either side of a blank are looked at for names.
const maxNames = 40
