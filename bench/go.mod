module gongwen/bench

go 1.26.0

require (
	github.com/klauspost/compress v1.20.4
	gongwen v0.0.0
)

require (
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/text v0.44.0 // indirect
)

replace gongwen => ../
