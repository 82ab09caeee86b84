package fonts

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
)

// Limits on the user's fonts. The largest faces in use, such as the pan-CJK
// collections, stay below the first.
const (
	maxFileSize   = 128 << 20
	maxFolderSize = 512 << 20
	maxFiles      = 128
	maxCollection = 64
)

// ReadFolder opens the .ttf, .otf, .ttc and .otc files that lie in the root of
// fsys, sorted by ID; other files and subfolders are passed over. What is wrong
// is said for every file at once. A file that cannot be opened is an error, a
// licence that forbids embedding a warning.
func ReadFolder(fsys fs.FS) ([]*Face, diag.List) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "字体文件夹无法读取：%v", "the font folder cannot be read: %v", err)}
	}
	var (
		faces []*Face
		diags diag.List
		files int
		size  int
	)
	for _, e := range entries {
		if e.IsDir() || !isFontFile(e.Name()) {
			continue
		}
		files++
		if files > maxFiles || size > maxFolderSize {
			diags.Add(diag.Errorf(diag.Pos{File: e.Name()}, "字体文件夹过大（至多 %d 个文件、%d MB）", "the font folder is too large (at most %d files, %d MB)",
				maxFiles, maxFolderSize>>20).WithHint("只放入报告要用的字体", "put only the fonts into it that the report needs"))
			break
		}
		found, d := readFile(fsys, e.Name())
		if len(found) > 0 {
			size += len(found[0].Data)
		}
		faces = append(faces, found...)
		diags.Add(d...)
	}
	slices.SortStableFunc(faces, func(a, b *Face) int { return cmp.Compare(a.ID, b.ID) })
	return faces, diags
}

func isFontFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".ttf", ".otf", ".ttc", ".otc":
		return true
	}
	return false
}

// readFile opens the font file called name in fsys like parseFile.
func readFile(fsys fs.FS, name string) ([]*Face, diag.List) {
	pos := diag.Pos{File: name}
	unreadable := func(err error) diag.List {
		return diag.List{diag.Errorf(pos, "字体文件无法读取：%v", "the font file cannot be read: %v", err)}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, unreadable(err)
	}
	if info.Size() > maxFileSize {
		return nil, diag.List{tooLarge(pos)}
	}
	// The size may be untrue, so it only says how much room to make.
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := data.ReadFrom(io.LimitReader(f, maxFileSize+1)); err != nil {
		return nil, unreadable(err)
	}
	return parseFile(name, data.Bytes())
}

func tooLarge(pos diag.Pos) diag.Diagnostic {
	return diag.Errorf(pos, "字体文件超过 %d MB", "the font file is larger than %d MB", maxFileSize>>20)
}

// parseFile opens the face or the collection in data, which must not be written
// to afterwards. name is the file's name; without folder and extension it is
// the ID of the first face.
func parseFile(name string, data []byte) ([]*Face, diag.List) {
	pos := diag.Pos{File: name}
	if len(data) > maxFileSize {
		return nil, diag.List{tooLarge(pos)}
	}
	id := strings.TrimSuffix(path.Base(name), path.Ext(name))
	var (
		faces []*Face
		diags diag.List
	)
	for i := range collectionSize(data) {
		font, err := sfnt.ParseCollection(data, i)
		if err == nil {
			err = font.CheckGlyph(0) // goes into every document
		}
		if err != nil {
			d := diag.Errorf(pos, "不是可用的字体文件：%v", "this is no usable font file: %v", err)
			if !slices.ContainsFunc(diags, func(known diag.Diagnostic) bool { return known.Message == d.Message }) {
				diags.Add(d)
			}
			continue
		}
		if i > 0 {
			faces = append(faces, &Face{ID: fmt.Sprintf("%s#%d", id, i), Font: font, Data: data})
		} else {
			faces = append(faces, &Face{ID: id, Font: font, Data: data})
		}
		const no = sfnt.FSRestricted | sfnt.FSNoSubsetting | sfnt.FSBitmapOnly
		if bits := font.FSType(); bits&no != 0 {
			diags.Add(diag.Warnf(pos, "字体 %s 声明不许嵌入文档或只许整体嵌入（fsType %#04x）", "face %s says that it may not be embedded, or only whole (fsType %#04x)",
				faces[len(faces)-1].ID, bits).WithHint("确认字体许可后再发布", "make sure of the font's licence before publishing"))
		}
	}
	return faces, diags
}

// collectionSize is the number of faces to open in a file (OFF 4.6); a file
// too short for its header counts as one, for sfnt to refuse.
func collectionSize(data []byte) int {
	if len(data) < 12 || string(data[:4]) != "ttcf" {
		return 1
	}
	return int(min(max(binary.BigEndian.Uint32(data[8:]), 1), maxCollection))
}

// calls reports whether the face is known by ref: its ID, or one of its family
// names, full names (English or Chinese) or its PostScript name.
func calls(f *Face, ref string) bool {
	for _, id := range []int{sfnt.NameFamily, sfnt.NameTypographicFamily, sfnt.NameFull, sfnt.NamePostScript} {
		for _, lang := range []uint16{sfnt.LangAny, sfnt.LangChinesePRC} {
			if name := f.Font.Name(id, lang); name != "" && strings.EqualFold(name, ref) {
				return true
			}
		}
	}
	return false
}
