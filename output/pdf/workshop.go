package pdf

// workshop is what one document after another is made with: compressors, and
// buffers that have grown to the size of a document.
type workshop struct {
	z         *deflaters
	out, pool []byte
	members   []place
	xref      []entry
}

func newWorkshop() (*workshop, error) {
	z, err := newDeflaters()
	return &workshop{z: z}, err
}

// mostKept bounds what a workshop holds on to between documents, in bytes: a
// report with many pictures is not the measure of those behind it.
const mostKept = 1 << 20

// keep takes the buffers of a finished file back.
func (w *workshop) keep(f *file) {
	if cap(f.out.b) <= mostKept && cap(f.pool.b) <= mostKept {
		w.out, w.pool, w.members, w.xref = f.out.b, f.pool.b, f.members, f.xref
	}
	if cap(w.z.out.b) > mostKept {
		w.z.out.b = nil
	}
}
