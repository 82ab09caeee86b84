package document

// What is looked at, at most.
const (
	maxHead       = 60  // lines in which the 版头 and the title are looked for
	maxTitleLines = 6   // of a title
	maxTitle      = 150 // characters of a title
	maxName       = 60  // characters of the name of an agency
	maxSigned     = 60  // lines of the 署名
	maxRecipients = 600 // characters of the 主送机关
	maxList       = 60  // lines of the 附件说明
)
