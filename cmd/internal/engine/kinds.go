package engine

import (
	"gongwen/configs"
	"gongwen/output/format"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

// DocumentKinds are the documents that can be made, for the configuration.
func DocumentKinds() configs.DocumentKinds {
	kinds := configs.DocumentKinds{Formats: format.Names(), Usual: format.Usual(), PDFLevel: string(pdf.DefaultLevel), OFDProfile: string(ofd.DefaultProfile)}
	for _, level := range pdf.Levels() {
		kinds.PDFLevels = append(kinds.PDFLevels, string(level))
	}
	for _, profile := range ofd.Profiles() {
		kinds.OFDProfiles = append(kinds.OFDProfiles, string(profile))
	}
	return kinds
}
