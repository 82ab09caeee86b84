package sfnt

// Limits on what a font may ask of the reader. They lie far above what real
// faces hold and far below what would make a hostile one expensive.
const (
	// maxFaces bounds the face index of a collection.
	maxFaces = 1024
	// maxTables bounds the table directory; the largest registered set is about 60.
	maxTables = 256
	// maxCmapRecords bounds the encoding records that are looked at.
	maxCmapRecords = 256
	// maxNameRecords bounds the scan of the name table.
	maxNameRecords = 8192
	// maxPostScriptName is the longest PostScript name (OFF 5.2.6, name ID 6 is
	// limited to 63; CFF Name INDEX entries to 127).
	maxPostScriptName = 127

	// maxCompositeDepth bounds the nesting of composite glyphs.
	maxCompositeDepth = 16
	// maxComponents bounds the component records of one composite glyph.
	maxComponents = 1024
	// maxCompositePoints bounds the points that a composite glyph draws.
	maxCompositePoints = 1 << 16

	// maxFontDicts is what the one-byte index of FDSelect formats 0 and 3 can name.
	maxFontDicts = 256
	// maxDictOperands is the operand limit of a CFF DICT (#5176, section 4).
	maxDictOperands = 48
	// maxDictBytes bounds one DICT; real ones stay below 300 bytes.
	maxDictBytes = 1 << 14
	// maxRealDigits bounds the text of one real operand.
	maxRealDigits = 64

	// maxCharstringStack is the argument stack limit of #5177, appendix B.
	maxCharstringStack = 48
	// maxSubrDepth is the subroutine nesting limit of #5177, appendix B.
	maxSubrDepth = 10
	// maxStemHints is the stem hint limit of #5177, appendix B.
	maxStemHints = 96
	// maxCharstringBytes is the charstring length limit of #5177, appendix B.
	maxCharstringBytes = 65535
	// maxCharstringOps bounds the numbers and operators run for one glyph.
	maxCharstringOps = 1 << 18
	// maxSubsetOps bounds the numbers and operators run for one subset.
	maxSubsetOps = 1 << 26

	// maxSubsetBytes bounds the outline data of one subset: glyphs of a hostile
	// font may all point at the same large block.
	maxSubsetBytes = 1 << 27
)
