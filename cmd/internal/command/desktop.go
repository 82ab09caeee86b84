package command

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/console"
	"gongwen/internal/diag"
)

// consoleEncoding is the value of --encoding for that of the console.
const consoleEncoding = "console"

// prepare does what the flags of all commands ask for.
func (a *App) prepare() error {
	if a.quiet {
		a.Printer.ErrorsOnly()
	}
	if a.encoding == consoleEncoding {
		return nil
	}
	e, known := console.EncodingNamed(a.encoding)
	if !known {
		return Usagef("--encoding 只能是 console、utf-8、gbk 或 gb18030", "--encoding is console, utf-8, gbk or gb18030")
	}
	a.out.Encoding, a.err.Encoding = e, e
	return nil
}

// withCommand are the arguments of the world with the command that files alone mean:
// reports are built, and so a drop of files on the program builds them; what is no
// report but can be checked is checked.
func withCommand(root *cobra.Command, w World) []string {
	at := firstFile(w.Args)
	if at < 0 {
		return w.Args
	}
	if cmd, _, err := root.Find(w.Args[at : at+1]); err == nil && cmd != root {
		return w.Args
	}
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(w.Args[at])), ".")
	_, err := os.Stat(w.Args[at])
	switch {
	case slices.Contains(checkedEndings, ending):
		return slices.Insert(slices.Clone(w.Args), at, "check")
	case err != nil && !slices.Contains(ReportEndings, ending):
		return w.Args
	case w.Desktop || slices.Contains(w.Args[:at], "--wait"): // a menu of the desktop
		return slices.Insert(slices.Clone(w.Args), at, "build", "--open")
	}
	return slices.Insert(slices.Clone(w.Args), at, "build")
}

// checkedEndings are those of documents that are checked but no reports to build.
var checkedEndings = []string{"docx", "pdf", "html", "htm", "txt", "md"}

// firstFile is the place of the first argument that is no flag of all commands or
// its value; -1 for none, and where a flag comes first that is not of all commands.
func firstFile(args []string) int {
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case arg == "--config", arg == "--lang", arg == "--encoding":
			i++
		case strings.HasPrefix(arg, "--config="), strings.HasPrefix(arg, "--lang="), strings.HasPrefix(arg, "--encoding="), arg == "--wait", arg == "--quiet", arg == "-q":
		case strings.HasPrefix(arg, "-"):
			return -1
		default:
			return i
		}
	}
	return -1
}

// Show opens a folder for the user to see, where there is a desktop.
func (a *App) Show(path string) {
	if a.World.Show == nil {
		return
	}
	if err := a.World.Show(path); err != nil {
		a.Say(diag.List{diag.Warnf(diag.Pos{File: path}, "打不开这个文件夹：%v", "the folder cannot be opened: %v", err)})
	}
}

// waitAtTheEnd keeps a window open that would close with what stands in it.
func (a *App) waitAtTheEnd() {
	if !a.wait && !a.World.Desktop || a.World.Enter == nil {
		return
	}
	fmt.Fprintln(a.World.Err, "\n"+a.Text("按回车键关闭这个窗口。", "Press Enter to close this window."))
	a.World.Enter()
}

// What somebody reads who has double-clicked the program.
const (
	firstStepsZH = `公文（gongwen）：检查并生成《政府信息公开工作年度报告》等公文。

这个程序没有窗口，用法是把文件交给它：

  1. 把填好的报告（工作簿 .xlsx，或者 .yaml）拖到这个程序的图标上。
     程序检查报告，在报告旁边生成 DOCX 和 PDF，然后打开那个文件夹。
     有错误时不生成，说明哪一格错了、怎样改正。
  2. 已经做好的 DOCX、PDF 也可以拖上来，程序只检查。
  3. 还没有报告：在开始菜单输入 cmd 打开命令提示符，输入
       gongwen init --agency 机关名称 2024.xlsx
     得到一份待填的工作簿，每一格都有填写说明。

想先看一遍怎么用，输入 gongwen tour；全部命令，输入 gongwen --help。`
	firstStepsEN = `gongwen checks and makes formal Chinese government reports.

It has no window; files are handed to it:

  1. Drop a report (a workbook .xlsx, or .yaml) on the icon of this program.
     It is checked, DOCX and PDF are made beside it, and their folder is opened.
     A report with errors is not built: you read which cell is wrong and how to mend it.
  2. A finished DOCX or PDF can be dropped too; it is only checked.
  3. There is no report yet: open a command prompt and type
       gongwen init --agency NAME 2024.xlsx
     for a workbook to fill in, with help for every cell.

gongwen tour shows how it goes; gongwen --help lists all commands.`
)
