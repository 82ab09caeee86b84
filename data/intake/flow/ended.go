package flow

import "gongwen/internal/diag"

// Ended is what a reader says whose context has ended. It looks at it at every
// paragraph, cell or line.
func Ended(name string) diag.List {
	return diag.List{diag.Errorf(diag.Pos{File: name}, "已中断", "interrupted")}
}
