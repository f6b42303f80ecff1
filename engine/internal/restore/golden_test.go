package restore

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"
)

type golden struct {
	Port       int                 `json:"port"`
	Ours       map[string]Values   `json:"ours"`
	Keys       map[string][]string `json:"keys"`
	ScriptPort int                 `json:"scriptPort"`
	Script     map[string]Values   `json:"script"`
	Decide     []struct {
		Name        string   `json:"name"`
		Wrote       string   `json:"wrote"`
		Store       string   `json:"store"`
		Before      Values   `json:"before"`
		Earlier     Values   `json:"earlier"`
		EarlierPort int      `json:"earlierPort"`
		Written     []string `json:"written"`
		Changed     Values   `json:"changed"`
		Writes      Values   `json:"writes"`
		Left        []string `json:"left"`
	} `json:"decide"`
	Edits []struct {
		Name    string `json:"name"`
		Text    string `json:"text"`
		Changes Values `json:"changes"`
		Result  string `json:"result"`
	} `json:"edits"`
	Journal struct {
		Content string  `json:"content"`
		Value   journal `json:"value"`
	} `json:"journal"`
	Damaged []struct {
		Name    string `json:"name"`
		Content string `json:"content"`
	} `json:"damaged"`
}

func readGolden(t *testing.T) golden {
	t.Helper()
	content, err := os.ReadFile("../../golden/restore.json")
	if err != nil {
		t.Fatal(err)
	}
	var read golden
	if err := json.Unmarshal(content, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

func plain(values Values) map[string]any {
	found := map[string]any{}
	for key, raw := range values {
		found[key] = nil
		if raw != nil {
			found[key] = *raw
		}
	}
	return found
}

func TestDecidesAsTheTableSays(t *testing.T) {
	table := readGolden(t)
	for _, row := range table.Decide {
		t.Run(row.Name, func(t *testing.T) {
			ours, ports := table.Ours[row.Store], []int{table.Port}
			if row.Wrote == "script" {
				ours, ports = table.Script[row.Store], []int{table.Port, table.ScriptPort}
			}
			current := Values{}
			maps.Copy(current, row.Before)
			for key, raw := range ours {
				if row.Written == nil || slices.Contains(row.Written, key) {
					current[key] = raw
				}
			}
			maps.Copy(current, row.Changed)
			generations := []Values{ours}
			if row.Earlier != nil {
				generations, ports = []Values{row.Earlier, ours}, append(ports, row.EarlierPort)
			}
			writes, left := decide(situation{row.Store, row.Before, generations, ports, current})
			if !reflect.DeepEqual(plain(writes), plain(row.Writes)) {
				t.Errorf("writes %v, want %v", plain(writes), plain(row.Writes))
			}
			if !slices.Equal(left, row.Left) {
				t.Errorf("left %v, want %v", left, row.Left)
			}
		})
	}
}

func TestStoresHaveTheKeysOfTheTable(t *testing.T) {
	for store, keys := range readGolden(t).Keys {
		if known := slices.Sorted(slices.Values(shapes[store].keys())); !slices.Equal(known, keys) {
			t.Errorf("%s: %v, want %v", store, known, keys)
		}
	}
}

func TestEditsOneGroupAndNothingElse(t *testing.T) {
	for _, row := range readGolden(t).Edits {
		t.Run(row.Name, func(t *testing.T) {
			if got := editLines(row.Text, shapes["kioslaverc"].keys(), row.Changes); got != row.Result {
				t.Errorf("got %q, want %q", got, row.Result)
			}
		})
	}
}

func TestReadsTheJournalThatTheAppWrites(t *testing.T) {
	table := readGolden(t)
	read, err := decodeJournal([]byte(table.Journal.Content))
	if err != nil {
		t.Fatal(err)
	}
	read.SHA256 = ""
	if !reflect.DeepEqual(*read, table.Journal.Value) {
		t.Errorf("got %+v", *read)
	}
}

func TestRefusesWhatIsNoJournal(t *testing.T) {
	for _, row := range readGolden(t).Damaged {
		if _, err := decodeJournal([]byte(row.Content)); err == nil {
			t.Errorf("%s: accepted", row.Name)
		}
	}
}

func TestRefusesAJournalWithAnyByteChanged(t *testing.T) {
	content := []byte(readGolden(t).Journal.Content)
	for index := range content {
		for bit := range 8 {
			content[index] ^= 1 << bit
			if _, err := decodeJournal(content); err == nil {
				t.Fatalf("byte %d bit %d: accepted", index, bit)
			}
			content[index] ^= 1 << bit
		}
		if _, err := decodeJournal(content[:index]); err == nil {
			t.Fatalf("cut at %d: accepted", index)
		}
	}
}
