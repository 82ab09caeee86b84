// Package lexicon finds the words of a template in sentences.
package lexicon

import (
	"slices"
	"strings"

	"gongwen/configs"
)

// None is the class of what has none.
const None = -1

// Words is the words of a template, ready to be found in sentences.
type Words struct {
	*configs.Lexicon
	words, units wordList
	Dimension    []int // of every class
	Role         []string
	Absorbs      [][]int
	Otherwise    []int
	Turns        []int
	Refers       [][]int
	Yields       [][]int
	Behind       [][]int
	Spells       [][]int // classes that a word stands for one after another; nil as a rule

	Foreign    int // subject that the tables do not count
	Elsewhere  int // scope of others
	Everywhere int // scope of the place of a government, whose own it is; None for none
	Plan       int // of aside
	places     []string
	YearParts  [][]int // classes of periods that are the report's together

	Subject, Period, Scope, Event, Roles, Of, Aside int // dimensions; None where the lexicon has none
}

// New makes the words of a lexicon ready.
func New(config *configs.Lexicon) *Words {
	l := &Words{Lexicon: config}
	l.Subject, l.Period = slices.Index(config.Dimensions, configs.SubjectDimension), slices.Index(config.Dimensions, configs.PeriodDimension)
	l.Scope, l.Event = slices.Index(config.Dimensions, configs.ScopeDimension), slices.Index(config.Dimensions, configs.EventDimension)
	l.Foreign = l.Class(configs.SubjectDimension, configs.ForeignSubject)
	l.Elsewhere = l.Class(configs.ScopeDimension, configs.OtherScope)
	l.Everywhere = slices.IndexFunc(config.Classes, func(c configs.WordClass) bool { return c.Dimension == configs.ScopeDimension && c.Unless != "" })
	l.Plan = l.Class(configs.AsideDimension, configs.PlanClass)
	l.Aside = slices.Index(config.Dimensions, configs.AsideDimension)
	l.Of = slices.Index(config.Dimensions, configs.OfDimension)
	l.Roles = slices.Index(config.Dimensions, configs.RoleDimension)
	for _, c := range config.Classes {
		if c.IsPlace() {
			l.places = c.Words
		}
		role := ""
		if c.Dimension == configs.RoleDimension {
			role = c.Name
		}
		l.Dimension = append(l.Dimension, slices.Index(config.Dimensions, c.Dimension))
		l.Role = append(l.Role, role)
		l.Absorbs = append(l.Absorbs, l.ClassesOf(c.Dimension, c.Absorbs))
		l.Refers = append(l.Refers, l.ClassesOf(c.Dimension, c.Refers))
		l.Yields = append(l.Yields, l.ClassesOf(c.Dimension, c.Yields))
		l.Behind = append(l.Behind, l.ClassesOf(c.Dimension, c.Behind))
		l.Spells = append(l.Spells, l.ClassesOf(c.Dimension, c.Spells))
		for _, parts := range c.Parts {
			l.YearParts = append(l.YearParts, l.ClassesOf(c.Dimension, parts))
		}
		l.Turns = append(l.Turns, l.Class(c.Dimension, c.Turns))
		l.Otherwise = append(l.Otherwise, l.Class(c.Dimension, c.Otherwise))
	}
	l.words = l.inOrder(config, config.Order)
	measures := &configs.Lexicon{Classes: config.Units}
	l.units = l.inOrder(measures, measures.WordsInOrder())
	return l
}

// inOrder are the words of a lexicon in their order.
func (l *Words) inOrder(config *configs.Lexicon, order []int32) wordList {
	if order == nil {
		order = config.WordsInOrder()
	}
	total := 0
	for _, c := range config.Classes {
		total += len(c.Words)
	}
	all, classes := make([]string, 0, total), make([]int32, 0, total)
	for i, c := range config.Classes {
		for range c.Words {
			classes = append(classes, int32(i))
		}
		all = append(all, c.Words...)
	}
	words, class := make([]string, len(order)), make([]int32, len(order))
	for i, n := range order {
		words[i], class[i] = all[n], classes[n]
	}
	return newWordList(words, class)
}

// Class is the number of a class; none where there is none of that name.
func (l *Words) Class(dimension, name string) int {
	if name == "" {
		return None
	}
	for i := range l.Classes { // which are too large to be copied for that
		if c := &l.Classes[i]; c.Name == name && c.Dimension == dimension {
			return i
		}
	}
	return None
}

// ClassesOf are the numbers of classes of a dimension; None for one that there is none of.
func (l *Words) ClassesOf(dimension string, names []string) []int {
	var list []int
	for _, name := range names {
		list = append(list, l.Class(dimension, name))
	}
	return list
}

// Own reports whether a class only says that the report's own matters are meant.
func (l *Words) Own(class int) bool {
	return class != None && l.Classes[class].Name == configs.OwnClass
}

// IsPlace reports whether a text ends as names of agencies and places do.
func (l *Words) IsPlace(text string) bool {
	return slices.ContainsFunc(l.places, func(end string) bool { return strings.HasSuffix(text, end) })
}

// IsIncluded reports whether a number that includes an event is another one
// than that without it.
func (l *Words) IsIncluded(event int) bool { return event != None && l.Classes[event].Included }

// Happens reports whether a class says what happened to what is counted, or of
// which kind it is: more than what it is, when, where and with which limits.
func (l *Words) Happens(class int) bool {
	if class == None {
		return false
	}
	switch l.Dimension[class] {
	case l.Subject, l.Period, l.Scope, l.Of, l.Aside:
		return false
	}
	return true
}

// Idle reports whether a word says nothing of what a number counts.
func (l *Words) Idle(class int) bool {
	switch l.Role[class] {
	case configs.FillerRole, configs.AmongRole, configs.TotalRole, configs.ShareRole:
		return true
	}
	return false
}
