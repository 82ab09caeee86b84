package office

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
	"gongwen/output"
)

// writeOne writes the documents of an item, each as it was kept. What is the matter with this
// item alone is a list of diagnostics.
func (n *night) writeOne(ctx context.Context, in engine.Input, item store.ItemResult) error {
	if item.Result.Outcome != store.Done {
		return nil
	}
	dir, _ := n.setup.Order.Place(in)
	var files []output.File
	var names []string
	for _, f := range item.Result.Files {
		content, err := n.queue.Store.File(ctx, f.Digest)
		if errors.Is(err, store.ErrDamaged) {
			content, err = n.again(ctx, in, f, err)
		}
		if err != nil {
			return err
		}
		files, names = append(files, output.File{Path: filepath.Join(dir, f.Name), Data: content}), append(names, f.Name)
	}
	if said := n.setup.Order.Edited(in, names); said.HasErrors() {
		return said
	}
	err := os.MkdirAll(dir, 0o777)
	if err == nil {
		err = output.WriteFiles(files)
	}
	if err == nil {
		return nil
	}
	if at := (*output.WriteError)(nil); errors.As(err, &at) && output.OfFile(err) {
		dir = at.Path
	}
	said := diag.List{diag.Errorf(diag.Pos{File: dir}, "写不了：%v", "cannot be written: %v", err)}
	if output.Full(err) {
		return errors.Join(errFull, said)
	}
	return said
}

// errFull is that of a document for which there is no room: there is none for the others
// either.
var errFull = diag.NewError("输出文件夹没有地方了", "there is no room for the documents")

// again makes a document again which the store has lost, of the report that is here, and keeps
// it; lost says how.
func (n *night) again(ctx context.Context, in engine.Input, f store.Picture, lost error) ([]byte, error) {
	order, err := n.setup.OrderOf(n.setup.Config.Output.Formats...)
	if err != nil {
		return nil, err
	}
	in.Name = filepath.Base(in.Name) // as the queue has it
	made, _ := n.setup.Engine.DocumentsOf(ctx, in, order)
	for _, m := range made {
		if m.Path == f.Name && store.Digest(m.Data) == f.Digest {
			return m.Data, n.queue.Patiently(ctx, func() error { return n.queue.Keep(ctx, [][]byte{m.Data}) })
		}
	}
	return nil, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "做好的 %s 取不出来：%v", "%s, which is made, cannot be read: %v", f.Name, lost)}
}
