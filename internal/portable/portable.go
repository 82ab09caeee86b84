// Package portable says which names of files every system takes.
package portable

import (
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// Name says why a name of one file or folder cannot be used on Windows (the
// naming rules of its file systems:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file); nil when it can.
func Name(name string) *diag.Text {
	stem, _, _ := strings.Cut(name, ".")
	switch {
	case strings.ContainsAny(name, `<>:"|?*`), strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return &diag.Text{ZH: "文件名里有 Windows 不能用的字符", EN: "the name has a character that no file name may have on Windows"}
	case strings.HasSuffix(name, "."), strings.HasSuffix(name, " "):
		return &diag.Text{ZH: "文件名以点或空格结尾，Windows 上不能用", EN: "the name ends in a point or a blank, which Windows does not take"}
	case device.MatchString(stem):
		return &diag.Text{ZH: "文件名是 Windows 的设备名", EN: "the name is that of a device on Windows"}
	}
	return nil
}

// device are the names that Windows takes for devices in any folder and with any
// extension.
var device = pattern.New(`(?i)^(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]|conin\$|conout\$) *$`)
