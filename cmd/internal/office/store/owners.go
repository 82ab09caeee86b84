package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"gongwen/configs"
)

// Owner is a section of the documents of an agency and the department that confirms
// it. The section has its id alone where it is that of every format, or is one of a kind
// (SectionOf).
type Owner struct{ Section, Department string }

// KindEnds stands between a kind of formats and the id of one of its sections.
const KindEnds = "/"

// SectionOf is how owners name a section of the formats of one kind (configs.KindOf): others
// may have another section of that id.
func SectionOf(kind, section string) string { return kind + KindEnds + section }

// ownersOf are the departments that confirm sections of a document, in the order of the ids:
// what was said of its format goes before what was said of all.
func ownersOf(ctx context.Context, from reader, d *Document) ([]Owner, error) {
	all, err := list(ctx, from, func(rows *sql.Rows, o *Owner) error { return rows.Scan(&o.Section, &o.Department) },
		"SELECT section, department FROM owners WHERE agency = $1 ORDER BY section", d.Agency)
	if err != nil {
		return nil, err
	}
	var owners []Owner
	kind := configs.KindOf(d.Template)
	for _, o := range all {
		of, section, own := strings.Cut(o.Section, KindEnds)
		switch {
		case own && of == kind:
			owners = append(owners, Owner{section, o.Department})
		case !own && !slices.ContainsFunc(all, func(other Owner) bool { return other.Section == SectionOf(kind, o.Section) }):
			owners = append(owners, o)
		}
	}
	slices.SortFunc(owners, func(a, b Owner) int { return strings.Compare(a.Section, b.Section) })
	return owners, nil
}

// SetOwners says which sections a department of an agency confirms, and none but these.
func (s *Store) SetOwners(ctx context.Context, agency, department string, sections []string, by Account, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM owners WHERE agency = $1 AND department = $2", agency, department); err != nil {
			return err
		}
		for _, section := range sections {
			if _, err := tx.ExecContext(ctx, `INSERT INTO owners (agency, section, department) VALUES ($1, $2, $3)
				ON CONFLICT (agency, section) DO UPDATE SET department = excluded.department`, agency, section, department); err != nil {
				return err
			}
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Agency: agency, Action: OwnersSet, Detail: department + "：" + strings.Join(sections, "、")}, now)
	})
}

// Owners are those of an agency.
func (s *Store) Owners(ctx context.Context, agency string) ([]Owner, error) {
	return list(ctx, s.read, func(rows *sql.Rows, o *Owner) error { return rows.Scan(&o.Section, &o.Department) },
		"SELECT section, department FROM owners WHERE agency = $1 ORDER BY section", agency)
}
