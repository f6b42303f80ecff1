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
