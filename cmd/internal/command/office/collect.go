package office

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/jobs"
	"gongwen/cmd/internal/office/publication"
	"gongwen/internal/diag"
	"gongwen/output"
)

func (a app) collectCommand() *cobra.Command {
	var dir string
	var force bool
	cmd := &cobra.Command{
		Use:   "collect [flags] -o DIR URL|FILE|DIR…",
		Short: a.Text("把公布的报告读回成报告文件", "Read published reports back into report files"),
		Long: a.Text("把公布的网页、PDF、发布材料（ZIP 或文件夹）读回成报告文件，一份一个，按机关和年度命名；有图片的，放在自己的文件夹里。只取命令里写明的地址，不跟着网页里的链接走。\n有一份读不懂，别的照样读，最后退出码为 1。",
			"Read published pages, PDF files and packages (ZIP files or folders) back into report files, one each, named by agency and year; one with pictures in a folder of its own. Only the addresses that are given are fetched, no links in pages.\nOne that is not understood does not stop the others; the exit status is 1 then."),
		Example: "  gongwen collect -o reports https://www.example.gov.cn/2024.html package.zip",
		Args:    command.NeedFiles,
		RunE: func(cmd *cobra.Command, args []string) error {
			if dir == "" {
				return command.Usagef("要用 -o 写明放报告文件的文件夹", "name the folder for the report files with -o")
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.collect(cmd.Context(), s, dir, force, args)
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "", a.Text("放报告文件的文件夹", "folder for the report files"))
	cmd.Flags().BoolVar(&force, "force", false, a.Text("文件已有时覆盖", "overwrite existing files"))
	return cmd
}

func (a app) collect(ctx context.Context, s command.Setup, dir string, force bool, from []string) error {
	failed := false
	for _, name := range from {
		made, said := a.collected(ctx, s, dir, force, name)
		a.Say(said)
		if made == "" {
			failed = true
			continue
		}
		a.Made(made, len(from))
	}
	if failed {
		return command.ErrReported
	}
	return nil
}

// collected reads one published report and writes its report file, whose path it gives.
func (a app) collected(ctx context.Context, s command.Setup, dir string, force bool, from string) (string, diag.List) {
	in, said := a.published(ctx, from)
	if said.HasErrors() {
		return "", said
	}
	report, said := s.Engine.Check(ctx, in, engine.Order{})
	if report == nil {
		return "", said
	}
	name := publication.NameOf(report)
	pictures, _ := engine.PictureFiles(report, in) // of those that are missing it has been said
	if len(pictures) > 0 {                         // reports of other agencies have pictures of the same names
		dir = filepath.Join(dir, name)
	}
	to := filepath.Join(dir, name+".yaml")
	if !force {
		if taken := engine.Free(to); taken.HasErrors() {
			return "", append(said, taken...)
		}
	}
	file, problems := s.Engine.ReportFile(to, report, false)
	said = append(said, problems...)
	if problems.HasErrors() {
		return "", said
	}
	files := []output.File{file}
	for _, p := range pictures {
		p.Path = filepath.Join(dir, filepath.FromSlash(p.Path))
		files = append(files, p)
	}
	if problems := engine.Write(files...); problems.HasErrors() {
		return "", append(said, problems...)
	}
	return to, said
}

// published is what stands at an address, in a file or in the folder of a package, as a
// report that is to be read: of a package its report file, with its pictures.
func (a app) published(ctx context.Context, from string) (engine.Input, diag.List) {
	if info, err := os.Stat(from); err == nil && info.IsDir() {
		folder := os.DirFS(from)
		if !publication.IsFolder(folder) {
			return engine.Input{}, diag.List{diag.Errorf(diag.Pos{File: from}, "这个文件夹不是发布材料：没有 %s", "the folder is no package: it has no %s", publication.ManifestName)}
		}
		_, files, err := publication.ReadFolder(folder)
		return a.packaged(from, files, err)
	}
	content, said := a.fetched(ctx, from)
	if said.HasErrors() {
		return engine.Input{}, said
	}
	if publication.IsPackage(content) {
		_, files, err := publication.ReadZip(content)
		return a.packaged(from, files, err)
	}
	name := path.Base(filepath.ToSlash(from))
	return engine.Input{Folder: jobs.Files{name: content}, File: name, Path: from, Name: strings.TrimSuffix(name, path.Ext(name))}, said
}

// packaged is the report of a package with its pictures; err is that of reading it.
func (a app) packaged(from string, files []publication.File, err error) (engine.Input, diag.List) {
	if err != nil {
		return engine.Input{}, diag.List{diag.Errorf(diag.Pos{File: from}, "发布材料不完好：%v", "the package is not sound: %v", err)}
	}
	report, ok := publication.Report(files)
	if !ok {
		return engine.Input{}, diag.List{diag.Errorf(diag.Pos{File: from}, "发布材料里没有报告文件", "the package has no report file")}
	}
	return engine.Input{Folder: jobs.FilesOf(files), File: report.Name, Path: from, Name: strings.TrimSuffix(report.Name, path.Ext(report.Name))}, nil
}

// fetched is what stands at an address or in a file.
func (a app) fetched(ctx context.Context, from string) ([]byte, diag.List) {
	if !strings.HasPrefix(from, "https://") && !strings.HasPrefix(from, "http://") {
		if scheme, _, ok := strings.Cut(from, "://"); ok {
			return nil, diag.List{diag.Errorf(diag.Pos{File: from}, "不能从 %s 地址取：地址以 https:// 或者 http:// 开头", "nothing is fetched by %s: an address begins with https:// or http://", scheme)}
		}
		return engine.ReadFile(ctx, from)
	}
	content, err := publication.Fetch(ctx, &http.Client{Timeout: engine.DefaultTimeout}, from)
	switch {
	case errors.Is(err, publication.ErrElsewhere):
		return nil, diag.List{diag.Errorf(diag.Pos{File: from}, "这个地址转到了别的网站，没有去取", "the address leads to another host, which was not asked").WithHint("要取就把那个地址写在命令里", "give that address itself")}
	case err != nil:
		return nil, diag.List{diag.Errorf(diag.Pos{File: from}, "取不到：%v", "cannot be fetched: %v", err)}
	}
	return content, nil
}
