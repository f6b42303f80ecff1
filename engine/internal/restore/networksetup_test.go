package restore

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
)

func TestReadsAndCallsNetworksetupAsTheTableSays(t *testing.T) {
	content, err := os.ReadFile("../../golden/networksetup.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Answers []struct {
			Name   string            `json:"name"`
			Texts  map[string]string `json:"texts"`
			Values Values            `json:"values"`
		} `json:"answers"`
		Errors []struct {
			Said  string  `json:"said"`
			Code  int     `json:"code"`
			Means *string `json:"means"`
		} `json:"errors"`
		Commands []struct {
			Name    string       `json:"name"`
			Now     Values       `json:"now"`
			Changes [][2]*string `json:"changes"`
			Calls   [][]string   `json:"calls"`
		} `json:"commands"`
	}
	if err := json.Unmarshal(content, &table); err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Answers {
		values, err := parseService(row.Texts)
		if (err != nil) != (row.Values == nil) || !reflect.DeepEqual(plain(values), plain(row.Values)) {
			t.Errorf("%s: %v (%v)", row.Name, plain(values), err)
		}
	}
	for _, row := range table.Errors {
		means := map[error]string{nil: "", errAdmin: "admin", errGone: "no-service"}
		meant, known := means[errorIn(row.Said, row.Code)]
		if !known {
			meant = "other"
		}
		if wanted := row.Means; (wanted == nil) != (meant == "") || wanted != nil && *wanted != meant {
			t.Errorf("%q with %d: %s", row.Said, row.Code, meant)
		}
	}
	for _, row := range table.Commands {
		var changes []change
		for _, pair := range row.Changes {
			changes = append(changes, change{*pair[0], pair[1]})
		}
		if calls := serviceCommands(changes, row.Now); !reflect.DeepEqual(calls, row.Calls) {
			t.Errorf("%s: %v", row.Name, calls)
		}
	}
}
