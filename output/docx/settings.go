package docx

import "gongwen/layout/doc"

// settings is word/settings.xml (ECMA-376-1 17.15.1.78), its children in schema order.
func (b *builder) settings() part {
	w := newXML(&b.diags)
	w.open("w:settings", "xmlns:w", nsW)
	w.leaf("w:zoom", "w:percent", "100")
	toggle(w, "w:embedTrueTypeFonts", b.embedded != nil) // 17.8.3.8
	toggle(w, "w:saveSubsetFonts", b.embedded != nil)    // 17.8.3.12
	toggle(w, "w:mirrorMargins", b.doc.Page.Mirror)      // 17.15.1.57
	w.leaf("w:defaultTabStop", "w:val", "420")           // what Word has for Chinese: two characters of 五号
	toggle(w, "w:evenAndOddHeaders", b.evenAndOdd())     // 17.10.1
	w.leaf("w:characterSpacingControl", "w:val", b.punctuation())
	w.open("w:compat") // 17.15.3.4
	// A line that ends in w:br would be stretched to the full measure.
	w.leaf("w:doNotExpandShiftReturn")
	w.leaf("w:useFELayout")
	for _, s := range []struct{ name, value string }{
		{"compatibilityMode", "15"},
		{"overrideTableStyleFontSizeAndJustification", "1"},
		{"enableOpenTypeFeatures", "1"},
		{"doNotFlipMirrorIndents", "1"},
		{"differentiateMultirowTableHeaders", "1"},
	} {
		w.leaf("w:compatSetting", "w:name", s.name, "w:uri", "http://schemas.microsoft.com/office/word", "w:val", s.value)
	}
	w.close("w:compat")
	w.leaf("w:themeFontLang", "w:val", "en-US", "w:eastAsia", b.language())
	w.leaf("w:decimalSymbol", "w:val", ".")
	w.leaf("w:listSeparator", "w:val", ",")
	w.close("w:settings")
	return part{name: "word/settings.xml", contentType: mainML + "settings+xml", relation: nsR + "/settings", data: w.Bytes}
}

// evenAndOdd reports whether even pages differ from odd ones.
func (b *builder) evenAndOdd() bool { return b.doc.Page.Number.Place == doc.Outside }

// punctuation is how marks are spaced (17.18.7). Where lines are spaced by
// their runs they must not be squeezed a second time, and not in one word
// processor more than in another.
func (b *builder) punctuation() string {
	if b.exact || b.doc.Greedy {
		return "doNotCompress"
	}
	return "compressPunctuation"
}
