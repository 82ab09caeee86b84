package ofd

import (
	"slices"

	"gongwen/internal/diag"
)

// Profile names a row of the table of profiles.
type Profile string

// The profiles: for offices that send documents to each other, whose files may be
// signed and sealed; and for archives, whose files hold nothing that acts.
const (
	Exchange Profile = "exchange"
	Archive  Profile = "archive"
)

// DefaultProfile is the profile of files when none is asked for.
const DefaultProfile = Exchange

// conformance is a row of the table: what a file says it is, and what the
// standard behind it asks. What both ask is not in the table, because the writer
// cannot do otherwise: all resources inside, embedded faces, no scripts, no sound
// or video, no templates, no encryption, blocks not nested, layers of two kinds.
type conformance struct {
	profile  Profile
	docType  string // of OFD.xml
	standard string // as the metadata of archives name it
	title    diag.Text

	// uris are actions that lead to the web. Archives know no action but Goto (GB/T
	// 42133-2022 6.2.2), so that an address which neither the text says nor the
	// attached report file has would be lost.
	uris bool
	// tags tie the content to the structure of the document. The clause about them
	// (6.11) could not be read, and a file without them is right in any case.
	tags bool
	// room says where a seal has its room; files of archives are sealed no more (6.13).
	room bool
	// textAttachments lets no attachment in but TXT and XML (6.15).
	textAttachments bool
	// titled wants a title, by which an archive knows the file (6.2.1).
	titled bool
	// universal wants no character that other systems do not know.
	universal bool
}

var profiles = []conformance{
	{
		profile: Exchange, docType: "OFD", standard: "OFD (GB/T 33190-2016), ofd", title: diag.Text{ZH: "交换用 OFD", EN: "OFD for exchange"},
		uris: true, tags: true, room: true,
	},
	{
		profile: Archive, docType: "OFD-A", standard: "OFD-A (GB/T 42133-2022), ofd", title: diag.Text{ZH: "归档用 OFD（OFD-A）", EN: "OFD for archives (OFD-A)"},
		textAttachments: true, titled: true, universal: true,
	},
}

// Profiles gives the names of all profiles, the least demanding first.
func Profiles() []Profile {
	names := make([]Profile, len(profiles))
	for i := range profiles {
		names[i] = profiles[i].profile
	}
	return names
}

// row is the table's row of a profile, the default's for an empty name and nil
// for an unknown one.
func (p Profile) row() *conformance {
	if p == "" {
		p = DefaultProfile
	}
	i := slices.IndexFunc(profiles, func(c conformance) bool { return c.profile == p })
	if i < 0 {
		return nil
	}
	return &profiles[i]
}
