// Package agencyname finds the names of agencies in prose: such as are written
// with a wrong character, and such as are shortened.
package agencyname

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// lookalikes are groups of characters that are taken for each other when they
// are typed, copied or recognised from a picture. Only such groups are here as
// do not make the name of one real place that of another, as 沭 and 泗 would.
var lookalikes = strings.Fields(`
	沭沐术 毫亳豪 茌荏 郯剡 睢雎 濉滩 邳邱 溧漂凓 邗邘邢 盱盰 眙胎贻 泗洒 沂忻 莒苣 郓郧 鄄甄 莘萃
	祁祈 隰湿 芮苪 稷樱 沁泌 潞璐 涿啄 涞徕 滦栾 蓟蓿 蠡彖 崞惇 浠淅 蕲靳
	歙翕 黟黝 婺鹜 鄞勤 衢瞿 弋戈 鄱潘 崇祟 岫袖 勐猛 邛邓 郫陴 珙拱 犍健 谯樵 澧沣
	醴酆 沅沆 溆叙 汨汩 岑芩 儋檐 泸沪 郏郑 漯潔 浚峻 鄢焉 颍颖 殷段 淇棋 偃堰 渑绳 濮蹼
	冶治 己已巳 末未 戊戌戍 士土 天夭 日曰 千干于 人入 刀刁 壶壸 侯候 拆折 析柝 粟栗 券卷 官宫 徒徙 晴睛
	密蜜 幕墓暮 遂逐 辨辩 桂佳 遣谴 薄簿 陕峡 汝妆 亭享 庐芦 拔拨 桓恒 洮逃 岷泯 徽微
`)

// groupOf is the number of the group that a character is in, from 1.
var groupOf = sync.OnceValue(func() map[rune]int {
	groups := make(map[rune]int)
	for i, group := range lookalikes {
		for _, r := range group {
			groups[r] = i + 1
		}
	}
	return groups
})

// lookAlike reports whether two characters are in one group.
func lookAlike(a, b rune) bool {
	if a == b {
		return false
	}
	groups := groupOf()
	return groups[a] != 0 && groups[a] == groups[b]
}

// Likeness is a place in a text that differs from a name by one character.
type Likeness struct {
	Start, End    int // bytes of the text
	Stands, Meant rune
}

// Likenesses finds the places of text that differ from name, or from one of
// its parts, by one character that looks alike.
func Likenesses(text, name string) []Likeness {
	var found []Likeness
	parts := nameParts(name)
	var begins []rune // what a part may begin with
	for _, part := range parts {
		first, _ := utf8.DecodeRuneInString(part)
		begins = append(begins, first)
		if group := groupOf()[first]; group != 0 {
			begins = append(begins, []rune(lookalikes[group-1])...)
		}
	}
	for start, r := range text {
		if !slices.Contains(begins, r) {
			continue
		}
		for _, part := range parts {
			if l, ok := like(text[start:], part); ok {
				l.Start += start
				l.End += start
				found = append(found, l)
				break
			}
		}
	}
	return found
}

// like reports whether text begins with part but for one character.
func like(text, part string) (Likeness, bool) {
	var l Likeness
	for _, meant := range part {
		stands, size := utf8.DecodeRuneInString(text[l.End:])
		if size == 0 || stands != meant && (l.Meant != 0 || !lookAlike(stands, meant)) {
			return l, false
		}
		if stands != meant {
			l.Stands, l.Meant = stands, meant
		}
		l.End += size
	}
	return l, l.Meant != 0
}

const (
	placeEnds = "省市县区旗州盟"
	minPart   = 3 // characters; shorter ones are part of other words
)

// nameParts takes the name of an agency apart into the places it begins with
// and the rest: 宿迁市沭阳县发展和改革局 is 宿迁市, 沭阳县 and 发展和改革局. A part that
// would be too short stays with the one behind it.
func nameParts(name string) []string {
	var parts []string
	begin, count := 0, 0
	for i, r := range name {
		if count++; count >= minPart && strings.ContainsRune(placeEnds, r) {
			end := i + utf8.RuneLen(r)
			parts, begin, count = append(parts, name[begin:end]), end, 0
		}
	}
	if count >= minPart {
		parts = append(parts, name[begin:])
	}
	return parts
}

// Abbreviates reports whether short is name with characters left out, as 县发改局 is
// of 沭阳县发展和改革局.
func Abbreviates(short, name string) bool {
	rest := name
	for _, r := range short {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+utf8.RuneLen(r):]
	}
	return true
}
