package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// makeAll makes everything for every machine in a folder. What a program that
// is missing here would have made is named.
func (s source) makeAll(ctx context.Context, o order, work, into string, log io.Writer) error {
	common, err := s.common()
	if err != nil {
		return err
	}
	for _, t := range o.targets {
		fmt.Fprintln(log, t.name(s.version))
		program := filepath.Join(work, t.os+"-"+t.arch, t.program())
		if err := os.MkdirAll(filepath.Dir(program), 0o755); err != nil {
			return err
		}
		if err := s.program(ctx, t, o.sign, program); err != nil {
			return err
		}
		// Building fetches modules that only this machine needs.
		modules, err := s.modules(ctx)
		if err != nil {
			return err
		}
		files, err := s.files(program, t, modules, common)
		if err != nil {
			return err
		}
		if err := s.handOut(ctx, o, t, files, work, into, log); err != nil {
			return err
		}
	}
	return nil
}

// program builds the program for a machine; for Windows with icon, version and
// manifest, the least version of Windows, and a signature where a key is named.
func (s source) program(ctx context.Context, t target, sign signing, into string) error {
	if t.os != "windows" {
		return s.compile(ctx, t, into)
	}
	remove, err := s.addResources(t)
	if err != nil {
		return err
	}
	defer remove()
	if err := s.compile(ctx, t, into); err != nil {
		return err
	}
	if err := needWindows10(into); err != nil {
		return err
	}
	return sign.sign(ctx, into)
}

// files are what the archive of a machine holds: the program, what is the same
// for all, the licences of the modules in the program, and what it is made of.
func (s source) files(program string, t target, modules map[string]module, common []file) ([]file, error) {
	content, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	parts, err := partsOf(program, modules)
	if err != nil {
		return nil, err
	}
	bill, err := s.billOfMaterials(t, content, parts)
	if err != nil {
		return nil, err
	}
	files := append([]file{{Path: t.program(), Content: content, Program: true}, {Path: billName, Content: bill}}, common...)
	return append(files, licencesOf(parts)...), nil
}

// handOut writes the archive of a machine, and packages and installers for it.
func (s source) handOut(ctx context.Context, o order, t target, files []file, work, into string, log io.Writer) error {
	name := t.name(s.version)
	if err := os.WriteFile(filepath.Join(into, name+".cdx.json"), find(files, billName), 0o644); err != nil {
		return err
	}
	switch t.os {
	case "windows":
		if err := writeZip(filepath.Join(into, name+".zip"), name, files, s.date); err != nil {
			return err
		}
		return s.installer(ctx, o, t, files, filepath.Join(work, "installer"), into, log)
	case "linux":
		if err := s.debian(ctx, o, t, files, filepath.Join(work, "debian-"+t.arch), into, log); err != nil {
			return err
		}
	}
	return writeTar(filepath.Join(into, name+".tar.gz"), name, files, s.date)
}
