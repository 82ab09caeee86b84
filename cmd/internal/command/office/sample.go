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

// sampleCounty collects the reports of the sample's agencies.
var sampleCounty = struct{ login, name, agency string }{"lihua", "李华", "云岭市人民政府"}

// fillSample puts three agencies with the reports of two years into a store, the report of
// the example under their names, and the city that collects them.
func fillSample(ctx context.Context, s *store.Store, e *engine.Engine, now time.Time) ([]login, error) {
	report, said := e.CheckContent(ctx, engine.Input{Path: "report.yaml", Name: "report"}, []byte(examples.Report), engine.Order{})
	if report == nil {
		return nil, said
	}
	values := sheet.Of(report).Values
	agency, year := report.Agency().Text, report.Year().Text
	var logins []login
	var agencies []store.Agency
	var roster []store.Member
	for _, a := range sampleAgencies {
		entered, account, password, err := sampleAccount(ctx, s, a.login, a.name, a.agency, now, store.Clerk)
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
		logins, agencies = append(logins, login{a.login, password, a.agency}), append(agencies, entered)
		roster = append(roster, store.Member{Name: a.agency, Contact: a.name})
	}
	county, account, password, err := sampleAccount(ctx, s, sampleCounty.login, sampleCounty.name, sampleCounty.agency, now, store.Clerk, store.Collector)
	if err == nil {
		due := strconv.Itoa(now.Year()) + "-01-31"
		_, err = s.NewCollection(ctx, store.Collection{Agency: county.ID, Template: report.Template.ID, Year: now.Year() - 1, Deadline: due}, roster, account, now)
	}
	for i := 0; err == nil && i < len(agencies); i++ {
		err = s.SetParent(ctx, agencies[i], county.ID, account, now)
	}
	return append(logins, login{sampleCounty.login, password, sampleCounty.agency}), err
}

// sampleBy is who makes the agencies and accounts of a sample.
func sampleBy() store.Account { return store.Account{Name: "示例"} }

// sampleAccount enters an agency with an account.
func sampleAccount(ctx context.Context, s *store.Store, of, name, agency string, now time.Time, roles ...store.Role) (entered store.Agency, account store.Account, password string, err error) {
	if entered, err = s.NewAgency(ctx, agency, sampleBy(), now); err != nil {
		return entered, account, "", err
	}
	password = strings.ToLower(rand.Text()[:12])
	hash, err := people.Hash(password)
	if err != nil {
		return entered, account, "", err
	}
	grants := make([]store.Grant, len(roles))
	for i, role := range roles {
		grants[i] = store.Grant{Agency: entered.ID, Role: role}
	}
	account, err = s.NewAccount(ctx, store.Account{Login: of, Name: name, Password: hash}, grants, sampleBy(), now)
	return entered, account, password, err
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
