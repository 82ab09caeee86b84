package office

import (
	"context"
	"crypto/rand"
	"strconv"
	"strings"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/people"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
	"gongwen/examples"
)

// login is how somebody of the sample signs in.
type login struct{ login, password, agency string }

// The agencies of the sample are invented.
var sampleAgencies = []struct{ login, name, agency string }{
	{"yanhan", "岩罕", "云岭市民族宗教事务局"},
	{"yuxiang", "玉香", "云岭市交通运输局"},
	{"chunmei", "段春梅", "云岭市政务服务局"},
}

// fillSample puts three agencies with the reports of two years into a store: the report
// of the example, under their names.
func fillSample(ctx context.Context, s *store.Store, e *engine.Engine, now time.Time) ([]login, error) {
	report, said := e.CheckContent(ctx, engine.Input{Path: "report.yaml", Name: "report"}, []byte(examples.Report), engine.Order{})
	if report == nil {
		return nil, said
	}
	values := sheet.Of(report).Values
	agency, year := report.Agency().Text, report.Year().Text
	var logins []login
	for _, a := range sampleAgencies {
		entered, err := s.NewAgency(ctx, a.agency, now)
		if err != nil {
			return nil, err
		}
		password := strings.ToLower(rand.Text()[:12])
		hash, err := people.Hash(password)
		if err != nil {
			return nil, err
		}
		account, err := s.NewAccount(ctx, store.Account{Login: a.login, Name: a.name, Password: hash}, []store.Grant{{Agency: entered.ID, Role: store.Clerk}}, now)
		if err != nil {
			return nil, err
		}
		for before := range 2 {
			of := now.Year() - 1 - before
			renamed := strings.NewReplacer(agency, a.agency, year, strconv.Itoa(of))
			if err := enterSample(ctx, s, report.Template.ID, entered.ID, account.ID, of, values, renamed, now); err != nil {
				return nil, err
			}
		}
		logins = append(logins, login{a.login, password, a.agency})
	}
	return logins, nil
}

func enterSample(ctx context.Context, s *store.Store, template, agency, by string, year int, values map[sheet.Place]string, renamed *strings.Replacer, now time.Time) error {
	own := map[sheet.Place]string{}
	for place, value := range values {
		if place.Kind() != sheet.Cell {
			value = renamed.Replace(value)
		}
		own[place] = value
	}
	_, err := s.NewDocument(ctx, store.Document{Agency: agency, Template: template, Year: year, State: "drafting"}, own, by, now)
	return err
}
