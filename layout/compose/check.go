package compose

import (
	"gongwen/configs"
	"gongwen/internal/diag"
)

// CheckStyle says what a style sheet lacks for any document to be made with it.
func CheckStyle(sheet *configs.StyleSheet) diag.List {
	_, problems := styled(sheet)
	return problems
}
