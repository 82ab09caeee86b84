package fidelity

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"gongwen/configs"
	"gongwen/fonts"
)

// Office prints DOCX files with LibreOffice, which sees no faces but those that
// the style sheet's PDF is set in, under the names that the DOCX asks for.
type Office struct {
	Sheet *configs.StyleSheet
	Faces string // folder of the font files
	Dir   string // working folder, where the PDF files are written
}

// Print prints files side by side in one run, so that LibreOffice starts but
// once. FILE.docx becomes Dir/FILE.pdf.
func (o Office) Print(ctx context.Context, files ...string) error {
	config := filepath.Join(o.Dir, "fonts.conf")
	if err := os.WriteFile(config, []byte(o.fontConfig()), 0o644); err != nil {
		return err
	}
	profile, err := filepath.Abs(filepath.Join(o.Dir, "profile"))
	if err != nil {
		return err
	}
	args := append([]string{
		"-env:UserInstallation=file://" + filepath.ToSlash(profile),
		"--headless", "--convert-to", "pdf", "--outdir", o.Dir,
	}, files...)
	cmd := exec.CommandContext(ctx, "soffice", args...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+config)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("soffice: %w: %s", err, out)
	}
	for _, f := range files {
		pdf := filepath.Join(o.Dir, strings.TrimSuffix(filepath.Base(f), ".docx")+".pdf")
		if _, err := os.Stat(pdf); err != nil {
			return errors.New("soffice wrote no " + pdf)
		}
	}
	return nil
}

// fontConfig is the configuration by which fontconfig has the style sheet's
// faces alone and finds the first of a role by the role's office name.
func (o Office) fontConfig() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig><dir>%s</dir><cachedir>%s</cachedir>\n",
		o.Faces, filepath.Join(o.Dir, "cache"))
	manifest := fonts.Manifest()
	for _, role := range o.Sheet.Fonts {
		alias(&b, manifest, role.Office.Name, role.Faces[0].Face)
		if role.Office.Latin != role.Office.Name {
			alias(&b, manifest, role.Office.Latin, role.Latin)
		}
	}
	b.WriteString("</fontconfig>\n")
	return b.String()
}

// alias makes name mean a face of the manifest.
func alias(b *strings.Builder, manifest []fonts.Entry, name, face string) {
	for _, e := range manifest {
		if e.ID != face {
			continue
		}
		fmt.Fprintf(b, "<match target=\"pattern\"><test name=\"family\"><string>%s</string></test>"+
			"<edit name=\"family\" mode=\"assign\" binding=\"strong\"><string>%s</string></edit>", name, e.Family)
		if strings.HasSuffix(face, "-Bold") {
			b.WriteString("<edit name=\"weight\" mode=\"assign\"><const>bold</const></edit>")
		}
		b.WriteString("</match>\n")
	}
}
