package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/png" // the icons
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tc-hib/winres"
	"github.com/tc-hib/winres/version"
)

const (
	langChinese = 0x0804 // zh-CN (MS-LCID)
	langEnglish = 0x0409 // en-US
)

// iconSizes are those that Explorer asks for.
var iconSizes = []int{256, 48, 32, 16}

// addResources puts icon, version and manifest beside the source of the program
// for Go to link; what it gives takes them away.
func (s source) addResources(t target) (remove func(), err error) {
	set, err := s.resources()
	if err != nil {
		return nil, err
	}
	var object bytes.Buffer
	if err := set.WriteObject(&object, winres.Arch(t.arch)); err != nil {
		return nil, err
	}
	name := "rsrc_windows_" + t.arch + ".syso"
	// Git is told of it, or Go would say that the commit has been changed.
	exclude := filepath.Join(s.dir, ".git", "info", "exclude")
	if err := os.WriteFile(exclude, []byte("*.syso\n"), 0o644); err != nil {
		return nil, err
	}
	path := filepath.Join(s.dir, "cmd", "gongwen", name)
	return func() { _ = os.Remove(path) }, os.WriteFile(path, object.Bytes(), 0o644)
}

func (s source) resources() (*winres.ResourceSet, error) {
	set := &winres.ResourceSet{}
	icon, err := s.icon()
	if err != nil {
		return nil, err
	}
	if err := set.SetIcon(winres.ID(1), icon); err != nil {
		return nil, err
	}
	manifest, err := os.ReadFile(filepath.Join(s.dir, "packaging", "windows", "gongwen.manifest"))
	if err != nil {
		return nil, err
	}
	if err := set.Set(winres.RT_MANIFEST, winres.ID(1), langEnglish, manifest); err != nil {
		return nil, err
	}
	info, err := s.versionInfo()
	if err != nil {
		return nil, err
	}
	set.SetVersionInfo(info)
	return set, nil
}

func (s source) icon() (*winres.Icon, error) {
	var icons []image.Image
	for _, size := range iconSizes {
		icon, err := readImage(filepath.Join(s.dir, "packaging", "icon", fmt.Sprintf("gongwen-%d.png", size)))
		if err != nil {
			return nil, err
		}
		icons = append(icons, icon)
	}
	return winres.NewIconFromImages(icons)
}

func readImage(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	img, _, err := image.Decode(f)
	return img, err
}

// versionInfo is what the properties of the file show, in both languages.
func (s source) versionInfo() (version.Info, error) {
	number := numbers(s.version)
	info := version.Info{FileVersion: number, ProductVersion: number, Type: version.App}
	for _, entry := range []struct{ key, zh, en string }{
		{version.ProductName, "公文", "gongwen"},
		{version.FileDescription, "公文：检查并生成政府信息公开年度报告", "gongwen: checks and makes government reports"},
		{version.ProductVersion, s.version, s.version},
		{version.FileVersion, s.version, s.version},
		{version.OriginalFilename, "gongwen.exe", "gongwen.exe"},
		{version.InternalName, "gongwen", "gongwen"},
		{version.LegalCopyright, "gongwen 的作者们；Apache-2.0", "the gongwen authors; Apache-2.0"},
	} {
		if err := info.Set(langChinese, entry.key, entry.zh); err != nil {
			return info, err
		}
		if err := info.Set(langEnglish, entry.key, entry.en); err != nil {
			return info, err
		}
	}
	return info, nil
}

// numbers are the first three numbers of a version, as Windows counts.
func numbers(version string) [4]uint16 {
	var n [4]uint16
	core, _, _ := strings.Cut(version, "-")
	for i, part := range strings.SplitN(core, ".", 3) {
		v, _ := strconv.ParseUint(part, 10, 16) // what is no number is 0
		n[i] = uint16(v)
	}
	return n
}

// Places in the optional header of a PE32+ file (PE Format, Optional Header
// Windows-Specific Fields), from the signature that 0x3c points to.
const (
	atSignature      = 0x3c
	atOptional       = 24
	atMajorOS        = atOptional + 40
	atMajorSubsystem = atOptional + 48
)

// needWindows10 writes into the head of a program that it needs Windows 10,
// which is the least that Go's programs run on: an older Windows then says so,
// where otherwise the program would end with words about a missing library.
func needWindows10(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(content) < atSignature+4 {
		return fmt.Errorf("%s is no program of Windows", path)
	}
	head := int(binary.LittleEndian.Uint32(content[atSignature:]))
	if head+atMajorSubsystem+4 > len(content) || string(content[head:head+4]) != "PE\x00\x00" {
		return fmt.Errorf("%s is no program of Windows", path)
	}
	for _, at := range []int{atMajorOS, atMajorSubsystem} {
		binary.LittleEndian.PutUint16(content[head+at:], 10)
		binary.LittleEndian.PutUint16(content[head+at+2:], 0)
	}
	return os.WriteFile(path, content, 0o755)
}
