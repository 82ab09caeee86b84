// Package office holds the commands of the office's page and its store.
package office

import (
	"cmp"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// Group is the commands of this package.
func Group() command.Group {
	return command.Group{
		Title:    diag.Text{ZH: "网页", EN: "The office's page"},
		Names:    []string{"serve", "account", "backup", "restore", "worker", "run", "runs", readCommand, countCommand, tryCommand, workCommand, portalCommand, "audit", "publish", "collect", "token"},
		Commands: commands,
	}
}

func commands(run *command.App) []*cobra.Command {
	a := app{run}
	return []*cobra.Command{a.serveCommand(), a.accountCommand(), a.backupCommand(), a.restoreCommand(), a.workerCommand(), a.runCommand(), a.runsCommand(), a.readUploadCommand(), a.countRegisterCommand(), a.tryFileCommand(), a.workOnReportsCommand(), a.comparePortalCommand(), a.auditCommand(), a.publishCommand(), a.collectCommand(), a.tokenCommand()}
}

// app is one run of the program, as the commands of this package use it.
type app struct{ *command.App }

// storeVariable names the store in the environment. A password in it is not seen by
// those who list processes, as it is in a flag.
const storeVariable = "GONGWEN_DB"

// source is the name of the store: the one that was given, that of the environment,
// or a file in the folder for the program's data, which is made.
func (a app) source(given string) (string, error) {
	set, _ := a.World.Env(storeVariable)
	if named := cmp.Or(given, set); named != "" {
		return named, nil
	}
	folder, err := a.dataFolder()
	if err != nil {
		return "", err
	}
	return store.NameOf(filepath.Join(folder, "gongwen.db")), nil
}

// dataFolder is the folder for the program's data, by the custom of the system.
func (a app) dataFolder() (string, error) {
	env := func(name string) string { v, _ := a.World.Env(name); return v }
	folder := env("XDG_DATA_HOME")
	switch {
	case env("LOCALAPPDATA") != "":
		folder = env("LOCALAPPDATA")
	case folder == "":
		home := env("HOME")
		if home == "" {
			return "", a.Fail(diag.Errorf(diag.Pos{}, "不知道数据放在哪里", "it is not known where data are to be kept").WithHint("用 --db sqlite:路径 指明", "name it with --db sqlite:PATH"))
		}
		folder = filepath.Join(home, ".local", "share")
	}
	folder = filepath.Join(folder, "gongwen")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", a.Fail(diag.Errorf(diag.Pos{File: folder}, "不能建立数据文件夹：%v", "the folder for data cannot be made: %v", err))
	}
	return folder, nil
}

// folderOf is the folder of a store that is a file; empty for any other.
func folderOf(source string) string {
	path, lite := store.File(source)
	if !lite {
		return ""
	}
	return filepath.Dir(path)
}

// storeFlag adds the flag that names the store.
func storeFlag(a app, cmd *cobra.Command, db *string) {
	cmd.Flags().StringVar(db, "db", "", a.Text("数据放在哪里：sqlite:路径 或 postgres://…（默认看环境变量 GONGWEN_DB，再没有就是用户数据文件夹里的 gongwen.db）", "where data are kept: sqlite:PATH or postgres://… (default: the variable GONGWEN_DB, else gongwen.db in the user's data folder)"))
}
