package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
)

// onlyImages are the pictures of a paragraph that holds nothing else; nil for
// any other block.
func onlyImages(n ast.Node) []*ast.Image {
	if n.Kind() != ast.KindParagraph {
		return nil
	}
	var images []*ast.Image
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Image:
			images = append(images, child)
		case *ast.Text:
			if !child.Segment.IsEmpty() {
				return nil
			}
		default:
			return nil
		}
	}
	return images
}

// picture adds the block of ![caption](file "alternative text").
func (p *proseBuilder) picture(n *ast.Image) {
	p.atoms, p.bracket = nil, -1
	p.inline(n, emphasis{})
	block := data.Block{Runs: p.runs(), Pos: p.node.At(n.Pos())}
	name := string(util.UnescapePunctuations(n.Destination))
	at := n.Pos()
	for _, open := range []string{"](", "](<"} {
		if i := bytes.Index(p.source[n.Pos():], append([]byte(open), n.Destination...)); i >= 0 {
			at = n.Pos() + i + len(open)
		}
	}
	block.Picture = &data.Picture{
		File: name,
		Alt:  trimBlanks(string(util.UnescapePunctuations(n.Title))),
		Pos:  p.node.At(at),
	}
	if strings.TrimSpace(block.Text()) == "" && block.Picture.Alt == "" {
		p.errorf(n.Pos(), diag.T("图片没有题注，也没有替代文字", "the picture has neither a caption nor an alternative text"),
			diag.T("写成 ![题注](文件名)；不要题注时写成 ![](文件名 \"图中的内容\")，供读屏软件朗读",
				"![caption](file); without a caption ![](file \"what it shows\"), which screen readers say"))
		return
	}
	if message, hint, wrong := misnamed(name); wrong {
		p.errorf(at, message, hint)
		return
	}
	p.blocks = append(p.blocks, block)
}

// misnamed says why a file name cannot be that of a picture.
func misnamed(name string) (message, hint diag.Text, wrong bool) {
	beside := diag.T("把图片放在报告文件的旁边或其下的文件夹里，写成“图/a.png”", "put it beside the report file or in a folder below it, and write “pictures/a.png”")
	if name == "" {
		return diag.T("没有写图片的文件名", "the picture's file name is missing"), beside, true
	}
	if f := outside(name, diag.Text{ZH: "图片", EN: "picture"}, beside); f != nil {
		return f.message, f.hint, true
	}
	return message, hint, false
}

// outside says why a name is not that of a file beside the report file, which is
// called what; nil where it may be.
func outside(name string, what, beside diag.Text) *fault {
	switch {
	case strings.Contains(name, "://") || strings.HasPrefix(name, "data:"):
		return &fault{diag.T("%[2]s不能从网上取：“%[1]s”", "%[2]ss are not fetched from the web: “%[1]s”", clip(name), what), beside}
	case strings.Contains(name, `\`):
		return &fault{diag.T("%[2]s的文件名“%[1]s”里有“\\”", "there is a “\\” in the %[2]s's file name “%[1]s”", clip(name), what),
			diag.T("文件夹之间用“/”", "folders are set off by “/”")}
	case path.IsAbs(name) || len(name) > 1 && name[1] == ':':
		return &fault{diag.T("%[2]s的文件名“%[1]s”是绝对路径", "the %[2]s's file name “%[1]s” is an absolute path", clip(name), what), beside}
	case !fs.ValidPath(path.Clean(name)):
		return &fault{diag.T("%[2]s“%[1]s”在报告文件所在的文件夹之外", "the %[2]s “%[1]s” is outside of the report file's folder", clip(name), what), beside}
	}
	return nil
}

// Pictures reads the pictures of a report within the standard limits.
func Pictures(report *data.Report, files fs.FS) diag.List {
	return StandardPictureLimits().Read(report, files)
}

// Read reads the pictures that report names from files, the folder of the
// report file. A file that is named several times is read once. It is up to the
// caller that files opens nothing outside the folder, by name or by link.
func (l PictureLimits) Read(report *data.Report, files fs.FS) diag.List {
	var problems diag.List
	r := pictureReader{limits: l, files: files, read: map[string]readPicture{}}
	for _, p := range report.Pictures() {
		image, fault := r.picture(path.Clean(p.File))
		p.Image = image
		if fault != nil {
			problems.Add(diag.Diagnostic{Pos: p.Pos, Message: diag.T("图片“%s”：%s", "picture “%s”: %s", clip(p.File), fault.Message), Hint: fault.Hint})
		}
	}
	return problems
}

type pictureReader struct {
	limits PictureLimits
	files  fs.FS
	read   map[string]readPicture
	bytes  int64
	pixels int64
}

type readPicture struct {
	image *picture.Picture
	fault *picture.Fault
}

func (r *pictureReader) picture(name string) (*picture.Picture, *picture.Fault) {
	known, ok := r.read[name]
	if !ok {
		var err error
		if known.image, err = r.open(name); err != nil && !errors.As(err, &known.fault) {
			known.fault = unreadable(err)
		}
		r.read[name] = known
	}
	return known.image, known.fault
}

func (r *pictureReader) open(name string) (*picture.Picture, error) {
	if len(r.read) >= r.limits.Files {
		return nil, &picture.Fault{Message: diag.T("图片太多，一份报告最多可以有 %d 张", "too many pictures, a report may have %d", r.limits.Files)}
	}
	info, err := fs.Stat(r.files, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // a pipe would keep the program waiting
		return nil, &picture.Fault{Message: diag.T("不是文件", "not a file")}
	}
	f, err := r.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, r.limits.Each.Bytes+1))
	if err != nil {
		return nil, err
	}
	if r.bytes += int64(len(content)); r.bytes > r.limits.Bytes {
		return nil, &picture.Fault{Message: diag.T("各张图片加起来超过 %d MB", "the pictures have more than %d MB together", r.limits.Bytes>>20)}
	}
	if r.pixels += picture.Pixels(content); r.pixels > r.limits.Pixels {
		return nil, &picture.Fault{
			Message: diag.T("各张图片加起来超过 %d 万个像素", "the pictures have more than %d × 10,000 pixels together", r.limits.Pixels/10_000),
			Hint:    diag.T("缩小照片再用：印满一行的照片有 1850 个像素宽就够了", "make the photographs smaller: one as wide as the text needs 1850 pixels"),
		}
	}
	return r.limits.Each.Read(content)
}

// unreadable says why a file cannot be read.
func unreadable(err error) *picture.Fault {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &picture.Fault{
			Message: diag.T("找不到这个文件", "no such file"),
			Hint:    diag.T("文件名从报告文件所在的文件夹算起，大小写要一致", "the name is relative to the report file's folder; capitals matter"),
		}
	case errors.Is(err, fs.ErrPermission):
		return &picture.Fault{Message: diag.T("没有读这个文件的权限", "no permission to read the file")}
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	reason := fmt.Sprint(err)
	if strings.Contains(reason, "escapes") {
		return &picture.Fault{Message: diag.T("在报告文件所在的文件夹之外", "outside of the report file's folder")}
	}
	return &picture.Fault{Message: diag.T("读不了这个文件：%v", "the file cannot be read: %v", reason)}
}
