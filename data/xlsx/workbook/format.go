package workbook

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"gongwen/data/cell"
	"gongwen/internal/opc"
)

// format is how a cell shows its number.
type format struct {
	code   string // empty for General
	date   bool
	struck bool // its font is struck out
	white  bool // its font is white, and what is behind it too
	size   string
}

// builtin are the codes of number formats that a file names by number only
// (ISO/IEC 29500-1 18.8.30); of those that show dates the code does not matter.
var builtin = map[int]string{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 49: "@"}

// isBuiltinDate knows the numbers of date formats, those of East Asia included.
func isBuiltinDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

func (r *reader) styles(part string) error {
	content, err := r.Package.Read(part)
	if err != nil {
		return err
	}
	codes := map[int]string{}
	var fonts []format // of which only struck, size and white are known
	var fills []bool   // whether they are white
	inFonts, inFills, cells := false, false, false
	return each(content, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "fonts", "fills":
			inFonts, inFills = e.Name.Local == "fonts", e.Name.Local == "fills"
		case "font":
			if len(fonts) == maxFormats {
				return opc.ErrTooLarge
			}
			if inFonts {
				fonts = append(fonts, format{})
			}
		case "strike":
			if n := len(fonts); n > 0 && inFonts {
				fonts[n-1].struck = lookOf(e) == cell.Struck
			}
		case "color":
			if n := len(fonts); n > 0 && inFonts {
				fonts[n-1].white = isWhite(e)
			}
		case "fill":
			if len(fills) == maxFormats {
				return opc.ErrTooLarge
			}
			if inFills {
				fills = append(fills, true)
			}
		case "patternFill", "gradientFill":
			if n := len(fills); n > 0 && inFills {
				kind := attribute(e, "patternType")
				fills[n-1] = e.Name.Local == "patternFill" && (kind == "" || kind == "none")
			}
		case "fgColor":
			if n := len(fills); n > 0 && inFills && isWhite(e) {
				fills[n-1] = true
			}
		case "sz":
			if n := len(fonts); n > 0 && inFonts {
				fonts[n-1].size = attribute(e, "val")
			}
		case "numFmt":
			if id, err := strconv.Atoi(attribute(e, "numFmtId")); err == nil && !cells {
				codes[id] = attribute(e, "formatCode")
			}
		case "borders", "cellStyleXfs", "dxfs":
			inFonts, inFills, cells = false, false, false
		case "cellXfs":
			inFonts, inFills, cells = false, false, true
		case "xf":
			if !cells {
				return nil
			}
			if len(r.formats) == maxFormats {
				return opc.ErrTooLarge
			}
			id, err := strconv.Atoi(attribute(e, "numFmtId"))
			if err != nil {
				id = 0
			}
			f := formatOf(id, codes)
			if i, err := strconv.Atoi(attribute(e, "fontId")); err == nil && i >= 0 && i < len(fonts) {
				f.struck, f.size, f.white = fonts[i].struck, fonts[i].size, fonts[i].white
			}
			if i, err := strconv.Atoi(attribute(e, "fillId")); err == nil && i >= 0 && i < len(fills) {
				f.white = f.white && fills[i]
			}
			r.formats = append(r.formats, f)
		}
		return nil
	})
}

// isWhite reports whether an element of a colour is white: theme colour 0 and the indexed
// colours 1 and 9 are (ISO/IEC 29500-1 18.8.27).
func isWhite(e xml.StartElement) bool {
	rgb, theme, indexed := attribute(e, "rgb"), attribute(e, "theme"), attribute(e, "indexed")
	tint := attribute(e, "tint")
	return strings.HasSuffix(strings.ToUpper(rgb), "FFFFFF") || theme == "0" && (tint == "" || tint == "0") || indexed == "1" || indexed == "9"
}

func formatOf(id int, codes map[int]string) format {
	if isBuiltinDate(id) {
		return format{code: codes[id], date: true}
	}
	code, ok := codes[id]
	if !ok {
		return format{code: builtin[id]}
	}
	if strings.EqualFold(code, "General") {
		code = ""
	}
	return format{code: code, date: showsDate(code)}
}

// showsDate reports whether a code has a part of a date outside of quotes,
// escapes and brackets; brackets may hold a passed time.
func showsDate(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return false
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return false
			}
			if inner := strings.ToLower(code[i+1 : i+end]); inner != "" && strings.Trim(inner, "hms") == "" {
				return true
			}
			i += end
		default:
			if strings.IndexByte("ymdhs", c|0x20) >= 0 && isLetter(c) {
				return true
			}
		}
	}
	return false
}

// day writes a serial number as the day it stands for (ISO/IEC 29500-1
// 18.17.4); false when it is none.
func day(serial string, date1904 bool) (string, bool) {
	n, err := strconv.ParseFloat(serial, 64)
	if err != nil || n < 0 || n > 2_958_466 {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, int(n)).Format("2006-01-02"), true
}

// plain writes a number of the file with the 15 digits that spreadsheets work
// with, without exponent: files hold 59237.244899999998 for 59237.2449.
func plain(number string) (string, bool) {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || f != f || f > 1e18 || f < -1e18 {
		return "", false
	}
	f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return "", false
	}
	if f == 0 {
		return "0", true
	}
	return strconv.FormatFloat(f, 'f', -1, 64), true
}
