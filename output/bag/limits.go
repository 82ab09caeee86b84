package bag

// What a bag may have at most to be read. Bags of this program stay far below.
const (
	maxArchive   = 512 << 20 // bytes of a zip or tar file
	maxBytes     = 1 << 30   // bytes of all files, unpacked
	maxFiles     = 20_000
	maxTag       = 16 << 20 // bytes of a tag file that is read
	maxTags      = 64 << 20 // bytes of all tag files
	maxPath      = 1024     // bytes of a path
	maxDirectory = 16 << 20 // bytes of a zip's central directory
	maxFaults    = 100      // that are told one by one
)
