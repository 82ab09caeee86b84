package layout

import (
	"gongwen/layout/frame"
	"gongwen/layout/linedump"
)

func dump(pages []frame.Page) string { return linedump.Lines(pages) }
