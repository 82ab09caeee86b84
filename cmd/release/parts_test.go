package main

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tc-hib/winres"
)

// TestBillNamesModulesAndFaces reads the bill back.
func TestBillNamesModulesAndFaces(t *testing.T) {
	parts := []part{{Path: "example.org/m", Version: "v1.2.3", Sum: "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", Licences: []string{"MIT", "Apache-2.0"}}}
	s := source{version: "1.0.0", commit: "abc", date: date}
	bill, err := s.billOfMaterials(target{"linux", "amd64"}, []byte("program"), parts)
	if err != nil {
		t.Fatal(err)
	}
	var bom cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(bill), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	m := (*bom.Components)[0]
	if m.PackageURL != "pkg:golang/example.org/m@v1.2.3" || len(*m.Licenses) != 2 || (*m.Hashes)[0].Value[:4] != "e3b0" {
		t.Errorf("the module is %+v", m)
	}
	if !bytes.Contains(bill, []byte("GPL-3.0-only WITH Font-exception-2.0")) || len((*bom.Dependencies)[0].Ref) == 0 {
		t.Errorf("the bill is\n%s", bill)
	}
	if err := billSchema(t).Validate(mustParse(t, bill)); err != nil {
		t.Error(err)
	}
	if again, _ := s.billOfMaterials(target{"linux", "amd64"}, []byte("program"), parts); !bytes.Equal(bill, again) {
		t.Error("the bill is not the same twice")
	}
}

// billSchema is CycloneDX's own schema of bills, which lies in the module that writes them.
func billSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := output(t.Context(), ".", []string{"GOFLAGS="}, goTool(), "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go")
	if err != nil {
		t.Fatal(err)
	}
	const base = "http://cyclonedx.org/schema/"
	c := jsonschema.NewCompiler()
	for name, file := range map[string]string{"bom-1.6.schema.json": "bom-1.6.schema.json", "spdx.schema.json": "spdx.schema.json", "jsf-0.82.schema.json": "jsf-0.82.schemax.json"} {
		if err := c.AddResource(base+name, mustParse(t, read(t, filepath.Join(dir, "schema", file)))); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(base + "bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustParse(t *testing.T, content []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestModulesWithoutALicenceAreRefused(t *testing.T) {
	dir := t.TempDir()
	if err := unpack(dir, []file{{Path: "LICENSE", Content: []byte("all rights reserved")}}, date); err != nil {
		t.Fatal(err)
	}
	p := part{Path: "example.org/m"}
	if err := p.readLicences(dir); err == nil || !strings.Contains(err.Error(), "example.org/m") {
		t.Errorf("it gives %v", err)
	}
	if err := p.readLicences("../.."); err != nil || p.Licences[0] != "Apache-2.0" {
		t.Errorf("this project's licence is %v: %v", p.Licences, err)
	}
}

func TestProgramsForWindowsNeedWindows10(t *testing.T) {
	var b bytes.Buffer
	dos := make([]byte, 0x40)
	copy(dos, "MZ")
	binary.LittleEndian.PutUint32(dos[atSignature:], 0x40)
	b.Write(dos)
	b.WriteString("PE\x00\x00")
	_ = binary.Write(&b, binary.LittleEndian, pe.FileHeader{Machine: pe.IMAGE_FILE_MACHINE_AMD64, SizeOfOptionalHeader: 240})
	_ = binary.Write(&b, binary.LittleEndian, pe.OptionalHeader64{Magic: 0x20b, MajorOperatingSystemVersion: 6, MinorOperatingSystemVersion: 1, MajorSubsystemVersion: 6, NumberOfRvaAndSizes: 16})
	path := filepath.Join(t.TempDir(), "a.exe")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := needWindows10(path); err != nil {
		t.Fatal(err)
	}
	f, err := pe.NewFile(bytes.NewReader(read(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	head := f.OptionalHeader.(*pe.OptionalHeader64)
	if head.MajorOperatingSystemVersion != 10 || head.MinorOperatingSystemVersion != 0 || head.MajorSubsystemVersion != 10 {
		t.Errorf("it needs %d.%d", head.MajorOperatingSystemVersion, head.MinorOperatingSystemVersion)
	}
	if err := needWindows10("parts_test.go"); err == nil {
		t.Error("what is no program is taken")
	}
}

func TestResourcesHaveIconManifestAndVersion(t *testing.T) {
	set, err := source{dir: "../..", version: "1.2.3-rc1"}.resources()
	if err != nil {
		t.Fatal(err)
	}
	var object bytes.Buffer
	if err := set.WriteObject(&object, winres.ArchAMD64); err != nil {
		t.Fatal(err)
	}
	if set.Count() < 3+len(iconSizes) || !bytes.Contains(object.Bytes(), []byte("longPathAware")) {
		t.Errorf("%d resources", set.Count())
	}
	if got := numbers("1.2.3-rc1"); got != [4]uint16{1, 2, 3, 0} {
		t.Errorf("the version counts as %v", got)
	}
}

func TestUnknownMachinesAreRefused(t *testing.T) {
	if _, err := parseTarget("plan9/amd64"); err == nil {
		t.Error("plan9 is taken")
	}
	for _, name := range usualTargets {
		if got, err := parseTarget(name); err != nil || got.os+"/"+got.arch != name {
			t.Errorf("%s gives %v, %v", name, got, err)
		}
	}
}
