package schema

// The kinds of value that templates and style sheets have.

func text(description string) object { return described("", description).with("type", "string") }

// words is a text that must not be empty.
func words(description string) object { return text(description).with("minLength", 1) }

func yes(description string) object { return described("", description).with("type", "boolean") }

func number(description string, low, high int) object {
	return described("", description).with("type", "integer").with("minimum", low).with("maximum", high)
}

func choice(description string, values ...string) object {
	return described("", description).with("enum", values)
}

func length(description string) object {
	return text(description).with("pattern", `^\s*-?[0-9]+(?:\.[0-9]+)?\s*(?:pt|mm|cm|in|twip|emu)\s*$`)
}

func colour(description string) object {
	return text(description).with("pattern", `^(?:[0-9A-Fa-f]{6})?$`)
}

func texts(description string) object {
	return append(described("", description), listOf(ofType("string"), 0)...)
}

// id is a name in plain letters, as programs and rules use it.
func id(description string) object { return text(description).with("pattern", `^[a-z][a-z0-9_]*$`) }

// fileID is a name that is a file's as well.
func fileID(description string) object {
	return text(description).with("pattern", `^[a-z0-9]+(?:-[a-z0-9]+)*$`)
}

// bilingual is a text in Chinese, or in Chinese and English.
func bilingual(description string) object {
	both := mapping([]string{"zh"}, member{"zh", words("中文")}, member{"en", text("English")})
	return append(described("", description), anyOf(ofType("string"), both)...)
}

// mapping is a map with these keys and no other.
func mapping(required []string, properties ...member) object {
	o := object{{"type", "object"}, {"properties", object(properties)}, {"additionalProperties", false}}
	if len(required) > 0 {
		o = o.with("required", required)
	}
	return o
}

// named is a map whose keys are names that the file gives itself.
func named(description string, each object) object {
	return described("", description).with("type", "object").with("additionalProperties", each).with("minProperties", 1)
}
