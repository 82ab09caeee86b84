package pdf

import (
	"slices"
	"strings"
)

// standardTypes are the structure types that may stand in these files: those of
// ISO 32000-1 14.8.4, and Title, which is standard in PDF 2.0 only.
var standardTypes = map[string]string{ // to those they may stand in
	"Document": "", "Title": "Document", "P": "Document", "Sect": "Document", "Table": "Document",
	"H1": "Document", "H2": "Document", "H3": "Document", "H4": "Document", "H5": "Document", "H6": "Document",
	"Figure": "Sect", "Caption": "Sect Table", "THead": "Table", "TBody": "Table", "TR": "THead TBody", "TH": "TR", "TD": "TR",
	"L": "Document", "LI": "L", "Lbl": "LI", "LBody": "LI",
	"Link": "Title P H1 H2 H3 H4 H5 H6 TH TD Caption LBody",
}

// grouping types hold no content themselves (ISO/TS 32005).
const grouping = " Document Sect Table THead TBody TR L LI "

// node is a structure element as a reader finds it.
type node struct {
	ref    refObj
	dict   dictObj
	kind   string
	parent *node
	kids   []*node
	leaves int // pieces of content and annotations
}

// hasLabels reports whether an item of a list has a label.
func (n *node) hasLabels() bool {
	return slices.ContainsFunc(n.kids, func(item *node) bool {
		return slices.ContainsFunc(item.kids, func(k *node) bool { return k.kind == "Lbl" })
	})
}

// treeWalk reads the structure tree and remembers who claims what.
type treeWalk struct {
	*inspection
	all    []*node
	marks  map[[2]int]refObj // page's object and MCID → element
	annots map[refObj]refObj // annotation → element
}

func (c *inspection) walk() (*node, *treeWalk) {
	w := &treeWalk{inspection: c, marks: map[[2]int]refObj{}, annots: map[refObj]refObj{}}
	tree := c.dict(c.file.catalog()["StructTreeRoot"])
	r, ok := tree["K"].(refObj)
	if !ok {
		c.bad("the root of the tree has no single child")
		return nil, w
	}
	return w.node(r, nil), w
}

func (w *treeWalk) node(r refObj, parent *node) *node {
	d := w.dict(r)
	kind, _ := d["S"].(nameObj)
	n := &node{ref: r, dict: d, kind: string(kind), parent: parent}
	w.all = append(w.all, n)
	for _, k := range w.file.array(d["K"]) {
		switch k := k.(type) {
		case refObj:
			n.kids = append(n.kids, w.node(k, n))
			continue
		case float64:
			w.claim(n, d["Pg"], k)
		case dictObj:
			if k["Type"] == nameObj("OBJR") {
				w.annots[k["Obj"].(refObj)] = r
			} else {
				w.claim(n, k["Pg"], k["MCID"].(float64))
			}
		}
		n.leaves++
	}
	return n
}

func (w *treeWalk) claim(n *node, page any, mcid float64) {
	r, ok := page.(refObj)
	key := [2]int{int(r), int(mcid)}
	if _, twice := w.marks[key]; twice || !ok {
		w.bad("MCID %v of page %v has two elements or no page", mcid, page)
	}
	w.marks[key] = n.ref
}

// checkStructure: ISO 19005-2 6.7, ISO 14289-1 7.1 to 7.4, ISO 14289-2 8.2.
func (c *inspection) checkStructure() {
	root, w := c.walk()
	if root == nil {
		return
	}
	tree := c.dict(c.file.catalog()["StructTreeRoot"])
	roles := c.dict(tree["RoleMap"])
	if root.kind != "Document" {
		c.bad("the tree begins with %s", root.kind)
	}
	for from := range roles {
		if _, standard := standardTypes[string(from)]; standard && from != "Title" {
			c.bad("the standard type %s is mapped to another", from)
		}
	}
	level := 0
	for _, n := range w.all {
		where, standard := standardTypes[n.kind]
		if !standard || n.kind == "Title" && !c.namespaces && roles["Title"] != nameObj("P") {
			c.bad("type %s is not standard", n.kind)
		}
		if n.parent == nil && where != "" || n.parent != nil && !strings.Contains(" "+where+" ", " "+n.parent.kind+" ") {
			c.bad("%s stands where it may not", n.kind)
		}
		if n.leaves > 0 && strings.Contains(grouping, " "+n.kind+" ") {
			c.bad("%s holds content", n.kind)
		}
		if n.dict["P"] == nil || n.parent != nil && n.dict["P"] != n.parent.ref {
			c.bad("%s names %v as its parent", n.kind, n.dict["P"])
		}
		if c.namespaces != (str(c.dict(n.dict["NS"])["NS"]) == "http://iso.org/pdf2/ssn") {
			c.bad("%s has the namespace %v", n.kind, n.dict["NS"])
		}
		if n.kind == "Figure" && c.access != "" && strings.TrimSpace(str(n.dict["Alt"])) == "" {
			c.bad("a figure without alternative text")
		}
		for _, key := range []nameObj{"Alt", "T", "ActualText"} {
			if c.access != "" && hasPrivate(str(n.dict[key])) {
				c.bad("private-use characters in %s", key)
			}
		}
		if len(n.kind) == 2 && n.kind[0] == 'H' {
			if now := int(n.kind[1] - '0'); now > level+1 && c.access != "" {
				c.bad("H%d follows H%d", now, level)
			} else {
				level = now
			}
		}
		if n.kind == "L" && n.hasLabels() && c.dict(n.dict["A"])["ListNumbering"] == nil {
			c.bad("a list with labels of no kind")
		}
		for i, k := range n.kids {
			if k.kind == "Caption" && i != 0 && i != len(n.kids)-1 {
				c.bad("a caption in the middle")
			}
		}
	}
	c.checkParentTree(w, c.dict(tree["ParentTree"]), tree)
}

// checkParentTree reports whether the way back from content to elements is the way
// there (ISO 32000-1 14.7.4.4).
func (c *inspection) checkParentTree(w *treeWalk, back, tree dictObj) {
	nums := c.file.array(back["Nums"])
	entries := map[int]any{}
	for i := 0; i+1 < len(nums); i += 2 {
		entries[int(nums[i].(float64))] = c.file.get(nums[i+1])
		if i > 0 && nums[i].(float64) <= nums[i-2].(float64) {
			c.bad("keys of the parent tree are out of order")
		}
	}
	if next, _ := tree["ParentTreeNextKey"].(float64); int(next) < len(entries) {
		c.bad("next key %v of %d", tree["ParentTreeNextKey"], len(entries))
	}
	claimed := 0
	for i, k := range c.file.array(c.dict(c.file.catalog()["Pages"])["Kids"]) {
		page := c.dict(k)
		key, ok := page["StructParents"].(float64)
		list, _ := entries[int(key)].([]any)
		if !ok {
			c.bad("page %d is not in the parent tree", i+1)
		}
		for mcid, r := range list {
			claimed++
			if w.marks[[2]int{int(k.(refObj)), mcid}] != r {
				c.bad("page %d: MCID %d leads to %v", i+1, mcid, r)
			}
		}
		if shown := strings.Count(string(c.file.get(page["Contents"]).(*streamObj).data), "/MCID "); shown != len(list) {
			c.bad("page %d shows %d pieces of content, %d have elements", i+1, shown, len(list))
		}
	}
	if claimed != len(w.marks) {
		c.bad("%d pieces of content are in the tree, %d in the parent tree", len(w.marks), claimed)
	}
}

// checkAnnotations: ISO 19005-2 6.3, 6.5, ISO 14289-1 7.18, ISO 14289-2 8.2.5.20.
func (c *inspection) checkAnnotations() {
	_, w := c.walk()
	nums := c.file.array(c.dict(c.dict(c.file.catalog()["StructTreeRoot"])["ParentTree"])["Nums"])
	entries := map[float64]any{}
	for i := 0; i+1 < len(nums); i += 2 {
		entries[nums[i].(float64)] = nums[i+1]
	}
	targets := map[refObj]string{}
	for i, page := range c.file.pages() {
		for _, r := range c.file.array(page["Annots"]) {
			a := c.dict(r)
			flags, _ := a["F"].(float64)
			if a["Subtype"] != nameObj("Link") || int(flags)&0b100101111 != 4 || a["AA"] != nil {
				c.bad("page %d: annotation %v", i+1, a)
			}
			action := c.dict(a["A"])
			if action["S"] != nameObj("URI") || str(action["URI"]) == "" || action["Next"] != nil {
				c.bad("page %d: action %v", i+1, action)
			}
			if contents := strings.TrimSpace(str(a["Contents"])); contents == "" || c.access != "" && hasPrivate(contents) {
				c.bad("page %d: a link without words: %q", i+1, contents)
			}
			key, _ := a["StructParent"].(float64)
			e := w.annots[r.(refObj)]
			if entries[key] != e || c.dict(e)["S"] != nameObj("Link") {
				c.bad("page %d: annotation %v belongs to %v", i+1, r, entries[key])
			}
			if before, seen := targets[e]; seen && before != str(action["URI"]) {
				c.bad("one Link leads to two places")
			}
			targets[e] = str(action["URI"])
		}
	}
}

// checkTables: ISO 14289-1 7.2, 7.5, ISO 14289-2 8.2.5.26.
func (c *inspection) checkTables() {
	if c.access == "" {
		return
	}
	_, w := c.walk()
	ids := map[string]*node{}
	names := c.file.array(c.dict(c.dict(c.file.catalog()["StructTreeRoot"])["IDTree"])["Names"])
	byRef := map[refObj]*node{}
	for _, n := range w.all {
		byRef[n.ref] = n
	}
	for i := 0; i+1 < len(names); i += 2 {
		ids[str(names[i])] = byRef[names[i+1].(refObj)]
		if i > 0 && str(names[i-2]) >= str(names[i]) {
			c.bad("identifiers %q and %q are out of order", str(names[i-2]), str(names[i]))
		}
	}
	for _, n := range w.all {
		if id := str(n.dict["ID"]); id != "" && ids[id] != n {
			c.bad("identifier %q of a %s is not in the tree of identifiers", id, n.kind)
		}
		if n.kind == "Table" {
			c.checkTable(n, ids)
		}
	}
}

func (c *inspection) checkTable(table *node, ids map[string]*node) {
	groups := ""
	width := -1
	for _, group := range table.kids {
		groups += group.kind + " "
		taken := map[[2]int]bool{}
		for i, row := range group.kids {
			column := 0
			for _, cell := range row.kids {
				for taken[[2]int{i, column}] {
					column++
				}
				rows, columns := c.checkCell(cell, ids)
				if i+rows > len(group.kids) {
					c.bad("a cell reaches out of its %s", group.kind)
				}
				for r := range rows {
					for k := range columns {
						if taken[[2]int{i + r, column + k}] {
							c.bad("two cells cover each other in row %d", i+1)
						}
						taken[[2]int{i + r, column + k}] = true
					}
				}
			}
		}
		for i := range group.kids {
			n := 0
			for key := range taken {
				if key[0] == i {
					n++
				}
			}
			if width < 0 {
				width = n
			}
			if n != width {
				c.bad("row %d of a %s is %d columns wide, not %d", i+1, group.kind, n, width)
			}
		}
	}
	groups = strings.TrimPrefix(groups, "Caption ")
	if groups != "THead TBody " && groups != "TBody " {
		c.bad("a table of %s", groups)
	}
}

// attributes are those of an element that an owner has: one dictionary, or one
// of several (ISO 32000-1 14.7.5).
func (c *inspection) attributes(e *node, owner nameObj) dictObj {
	list, several := c.file.get(e.dict["A"]).([]any)
	if !several {
		list = []any{e.dict["A"]}
	}
	for _, o := range list {
		if a := c.dict(o); a["O"] == owner {
			return a
		}
	}
	return nil
}

// checkCell gives how many rows and columns a cell covers.
func (c *inspection) checkCell(cell *node, ids map[string]*node) (rows, columns int) {
	a := c.attributes(cell, "Table")
	span := func(key nameObj) int {
		if n, ok := a[key].(float64); ok {
			return int(n)
		}
		return 1
	}
	if scope, _ := a["Scope"].(nameObj); cell.kind == "TH" && scope != "Row" && scope != "Column" && scope != "Both" {
		c.bad("a heading cell with the scope %q", scope)
	}
	headers := c.file.array(a["Headers"])
	if cell.kind == "TD" && len(headers) == 0 {
		c.bad("a cell without headers")
	}
	for _, h := range headers {
		if head := ids[str(h)]; head == nil || head.kind != "TH" {
			c.bad("a cell names %q as its header", str(h))
		}
	}
	return span("RowSpan"), span("ColSpan")
}
