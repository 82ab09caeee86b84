package engine

import (
	"errors"
	"io/fs"
	"syscall"

	"gongwen/internal/diag"
	"gongwen/output"
)

// unwritable says why documents cannot be written.
func unwritable(err error, dir string) diag.Diagnostic {
	pos := diag.Pos{File: dir}
	var at *fs.PathError
	if errors.As(err, &at) && at.Op == "write" && errors.Is(err, output.ErrIsDirectory) {
		return diag.Errorf(diag.Pos{File: at.Path}, "要写的文件名已经是一个文件夹", "a folder stands where the file should be written").
			WithHint("移走这个文件夹，或用 -o 另选输出文件夹", "move the folder away, or choose another with -o")
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return diag.Errorf(pos, "没有写这个文件夹的权限，没有写任何文件", "no permission to write to the folder; nothing was written").
			WithHint("用 -o 另选输出文件夹", "choose another folder with -o")
	case errors.Is(err, syscall.ENOSPC):
		return diag.Errorf(pos, "磁盘已满，没有写任何文件", "the disk is full; nothing was written")
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return diag.Errorf(pos, "输出文件夹的位置上是一个文件", "a file stands where the output folder should be")
	}
	return diag.Errorf(pos, "写不了文件：%v", "the files cannot be written: %v", err)
}

// unreadable says why a file cannot be read.
func unreadable(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.Errorf(pos, "找不到这个文件", "no such file")
	case errors.Is(err, fs.ErrPermission):
		return diag.Errorf(pos, "没有读这个文件的权限", "no permission to read the file")
	}
	return diag.Errorf(pos, "读不了这个文件：%v", "the file cannot be read: %v", err)
}
