package overlay

import (
	"testing"

	"gongwen/internal/source"
)

func tree(t *testing.T, file, text string) *source.Node {
	t.Helper()
	n, problems := source.Parse(file, []byte(text))
	if n == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	return n
}

// words writes a tree with the files that its scalars stand in.
func words(n *source.Node) string {
	switch n.Kind {
	case source.Map:
		s := "{"
		for _, e := range n.Entries {
			s += e.Key.Text + ":" + words(e.Value) + " "
		}
		return s + "}"
	case source.List:
		s := "["
		for _, i := range n.Items {
			s += words(i) + " "
		}
		return s + "]"
	}
	return n.Text + "@" + n.Pos.File
}

func TestValuesOfTwoFiles(t *testing.T) {
	const base, over = "a: 1\nb: [1, 2]\nc: [{id: x, p: 1, q: 2}, {id: y, p: 3}]\n", "b: [3]\nc: [{id: y, q: 4}, {id: z}, {id: y, p: 5}]\nd: 6\n"
	for _, test := range []struct {
		name  string
		merge Merge
		want  string
	}{
		{"replaced", Replaced, "{a:1@B b:[3@O ] c:[{id:y@O q:4@O } {id:z@O } {id:y@O p:5@O } ] d:6@O }"},
		{"joined", Joined, "{a:1@B b:[1@B 2@B 3@O ] c:[{id:x@B p:1@B q:2@B } {id:y@B p:3@B } {id:y@O q:4@O } {id:z@O } {id:y@O p:5@O } ] d:6@O }"},
		{"by id", func(_ string, b, o *source.Node) *source.Node { return ByID(b, o) },
			"{a:1@B b:[1@B 2@B 3@O ] c:[{id:x@B p:1@B q:2@B } {id:y@O p:3@B q:4@O } {id:z@O } {id:y@O p:5@O } ] d:6@O }"},
		{"of those named", func(_ string, b, o *source.Node) *source.Node { return OfID(b, o, Replaced) },
			"{a:1@B b:[3@O ] c:[{id:y@O p:3@B q:4@O } {id:z@O } {id:y@O p:5@O } ] d:6@O }"},
	} {
		b, o := tree(t, "B", base), tree(t, "O", over)
		before := words(b) + words(o)
		if got := words(Maps(b, o, test.merge)); got != test.want {
			t.Errorf("%s: %s", test.name, got)
		}
		if words(b)+words(o) != before {
			t.Errorf("%s: a tree was changed", test.name)
		}
	}
}

func TestWhatIsNoMapOrListIsReplaced(t *testing.T) {
	b, root := tree(t, "B", "k: [1]\n"), tree(t, "O", "k: x\n")
	_, o, _ := Entry(root, "k")
	for _, got := range []*source.Node{Maps(b, o, Replaced), Joined("", b, o), ByID(b, o)} {
		if words(got) != "x@O" {
			t.Error(words(got))
		}
	}
	if _, _, has := Entry(o, "k"); has {
		t.Error("a text has no keys")
	}
}

// TestAnEntryIsTakenOutAndPutIn, and the tree that it was taken from stays.
func TestAnEntryIsTakenOutAndPutIn(t *testing.T) {
	tree, problems := source.Parse("a.yaml", []byte("a: 1\nb: 2\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	key, value, has := Entry(tree, "a")
	if !has || key.Text != "a" || value.Text != "1" {
		t.Fatalf("a is %+v", value)
	}
	less := Without(tree, "a")
	if _, _, has := Entry(less, "a"); has || len(tree.Entries) != 2 {
		t.Error("a was not taken out, or out of the tree itself")
	}
	more := With(less, key, value)
	if _, back, has := Entry(more, "a"); !has || back != value || len(less.Entries) != 1 {
		t.Error("a was not put in, or into the tree itself")
	}
	if _, _, has := Entry(value, "a"); has {
		t.Error("what is no map has an entry")
	}
}
