package engine

import (
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
)

const regulations = "regulations: {made: 0, repealed: 0, in_force: 0}"

// TestALevelOfTheOrderIsThatOfTheRule: one that is switched off says nothing.
func TestALevelOfTheOrderIsThatOfTheRule(t *testing.T) {
	e := standard()
	in := uploaded("r.yaml", invented(t, regulations, "regulations: {made: 0, repealed: 0, in_force: 1}"))
	_, said := e.Check(t.Context(), in, Order{})
	says(t, said, "警告", "[N10]")
	_, said = e.Check(t.Context(), in, Order{Levels: configs.RuleLevels{{ID: "N10", Level: diag.Error}}})
	says(t, said, "错误", "[N10]")
	_, said = e.Check(t.Context(), in, Order{Levels: configs.RuleLevels{{ID: "N10", Off: true}}})
	says(t, said)
}

// TestAWaiverIsHeldToWhatIsEvaluated: it turns what its rule finds into a note,
// and is itself remarked on where the rule was evaluated and found nothing.
func TestAWaiverIsHeldToWhatIsEvaluated(t *testing.T) {
	e := standard()
	waived := []string{"sign_off:", "waive: {N10: 经授权制定规章}\nsign_off:"}
	broken := uploaded("r.yaml", invented(t, append(waived, regulations, "regulations: {made: 0, repealed: 0, in_force: 1}")...))
	_, said := e.Check(t.Context(), broken, Order{})
	says(t, said, "说明", "（已豁免：经授权制定规章） [N10]")
	kept := uploaded("r.yaml", invented(t, waived...))
	_, said = e.Check(t.Context(), kept, Order{})
	says(t, said, "豁免了规则 N10，但没有违反它的地方")
	_, said = e.Check(t.Context(), kept, Order{Levels: configs.RuleLevels{{ID: "N10", Off: true}}})
	says(t, said)
}
