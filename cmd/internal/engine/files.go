package engine

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output"
)

// Write puts files in their places, all or none, and says why when it cannot.
func Write(files ...output.File) diag.List {
	return writeOr(diag.T("没有写任何文件", "nothing was written"), files...)
}

// WriteSigned is Write for a signed file that takes the place of the unsigned
// one: when it fails, the message says that the original is unchanged.
func WriteSigned(file output.File) diag.List {
	return writeOr(diag.T("原文件没有改动", "the original file is unchanged"), file)
}

// writeOr writes files, or says why that cannot be and what follows.
func writeOr(follows diag.Text, files ...output.File) diag.List {
	var swept []string
	for _, f := range files {
		if dir := filepath.Dir(f.Path); !slices.Contains(swept, dir) {
			output.Sweep(dir)
			swept = append(swept, dir)
		}
	}
	if err := output.WriteFiles(files); err != nil {
		var at *output.WriteError
		path := ""
		if errors.As(err, &at) {
			path = at.Path
		}
		return diag.List{unwritable(path, err, follows)}
	}
	return nil
}

// unwritable says why a file or a folder cannot be written and what follows.
func unwritable(path string, err error, follows diag.Text) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch {
	case errors.Is(err, output.ErrExists):
		return exists(path)
	case errors.Is(err, output.ErrInUse):
		return held(path, follows)
	case errors.Is(err, output.ErrIsDevice):
		return diag.Errorf(pos, "%v，%s", "%v; %s", err, follows).
			WithHint("换一个文件名", "choose another name")
	case errors.Is(err, output.ErrIsDirectory):
		return diag.Errorf(pos, "%v，%s", "%v; %s", err, follows).
			WithHint("移走它，或换一个文件名", "move it away, or choose another name")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Errorf(pos, "没有写这个文件夹的权限，%s", "no permission to write to the folder; %s", follows).
			WithHint("用 -o 另选一个地方", "choose another place with -o")
	case errors.Is(err, syscall.ENOSPC):
		return diag.Errorf(pos, "磁盘已满，%s", "the disk is full; %s", follows)
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return diag.Errorf(pos, "输出文件夹的位置上是一个文件，%s", "a file stands where the output folder should be; %s", follows)
	}
	return diag.Errorf(pos, "写不了文件：%v，%s", "the file cannot be written: %v; %s", err, follows)
}

// held says that another program has a file open that was to be replaced, and what
// follows.
func held(path string, follows diag.Text) diag.Diagnostic {
	name := filepath.Base(path)
	return diag.Errorf(diag.Pos{File: path}, "%s 正被 Word、WPS 或别的程序打开，%s", "%s is open in another program, such as Word or WPS; %s", name, follows).
		WithHint("关闭这个文件，再生成", "close the file and try again")
}

// unreadable says why a file cannot be read.
func unreadable(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	var large *infile.TooLarge
	switch {
	case errors.As(err, &large), errors.Is(err, infile.ErrFolder), errors.Is(err, infile.ErrIrregular):
		return diag.Diagnostic{Pos: pos, Message: diag.Cause(err)}
	case errors.Is(err, infile.ErrName):
		return diag.Errorf(pos, "读不了这个文件：%v", "the file cannot be read: %v", err).
			WithHint("GBK 编码的名称可以用 convmv -f gbk -t utf-8 --notest 改", "names in GBK are changed by convmv -f gbk -t utf-8 --notest")
	case errors.Is(err, fs.ErrNotExist):
		return diag.Errorf(pos, "找不到这个文件", "no such file")
	case errors.Is(err, fs.ErrPermission):
		return diag.Errorf(pos, "没有读这个文件的权限", "no permission to read the file")
	}
	return diag.Errorf(pos, "读不了这个文件：%v", "the file cannot be read: %v", err)
}

// exists says that a file is not overwritten.
func exists(path string) diag.Diagnostic {
	return diag.Errorf(diag.Pos{File: path}, "文件已经存在，没有改动", "the file exists and was left as it is").
		WithHint("换一个文件名，或用 --force 覆盖", "choose another name, or overwrite it with --force")
}

// Free says why a report file may not be written to a path unless what stands
// there may be overwritten; nil when nothing stands there.
func Free(path string) diag.List {
	_, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil:
		return diag.List{exists(path)}
	case errors.Is(err, syscall.ENOTDIR):
		return diag.List{diag.Errorf(diag.Pos{File: path}, "路径中有一段是文件，不是文件夹", "a part of the path is a file, not a folder")}
	case errors.Is(err, fs.ErrPermission):
		return diag.List{diag.Errorf(diag.Pos{File: path}, "没有查看这个文件夹的权限", "no permission to look into the folder")}
	}
	return diag.List{diag.Errorf(diag.Pos{File: path}, "查不了这个文件名：%v", "what stands there cannot be found out: %v", err)}
}
