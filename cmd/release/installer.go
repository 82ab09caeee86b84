package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
)

// installer makes the installer for Windows with NSIS, of the files of the
// archive. Where NSIS is not, that is said.
func (s source) installer(ctx context.Context, o order, t target, files []file, work, into string, log io.Writer) error {
	nsis := program(o.tools, "makensis")
	if nsis == "" {
		fmt.Fprintln(log, "  no installer: makensis (NSIS) is not here")
		return nil
	}
	if err := unpack(work, files, s.date); err != nil {
		return err
	}
	ico := filepath.Join(work, "gongwen.ico")
	if err := s.writeIcon(ico); err != nil {
		return err
	}
	setup := filepath.Join(into, t.name(s.version)+"-setup.exe")
	if err := s.pack(ctx, nsis, work, setup); err != nil {
		return err
	}
	return o.sign.sign(ctx, setup)
}

// pack packs the files of a folder, with the icon among them, into an installer.
func (s source) pack(ctx context.Context, nsis, work, setup string, more ...string) error {
	n := numbers(s.version)
	args := append([]string{
		"-V2", "-NOCD", "-INPUTCHARSET", "UTF8",
		"-DVERSION=" + s.version, fmt.Sprintf("-DNUMBERS=%d.%d.%d.%d", n[0], n[1], n[2], n[3]), "-DFILES=" + work, "-DICON=" + filepath.Join(work, "gongwen.ico"), "-DOUT=" + setup,
	}, more...)
	script := filepath.Join(s.dir, "packaging", "windows", "gongwen.nsi")
	_, err := output(ctx, work, []string{"SOURCE_DATE_EPOCH=" + strconv.FormatInt(s.date.Unix(), 10)}, nsis, append(args, script)...)
	return err
}

func (s source) writeIcon(path string) error {
	icon, err := s.icon()
	if err != nil {
		return err
	}
	return create(path, func(w io.Writer) error { return icon.SaveICO(w) })
}
