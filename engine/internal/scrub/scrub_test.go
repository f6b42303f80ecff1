package scrub

import "testing"

func TestCleanMasksWhatIsHeld(t *testing.T) {
	s := &Secrets{}
	release := s.Hold([]string{"hunter2", "hunter2hunter2", "p"})
	table := map[string]string{
		"auth hunter2hunter2 failed":                                     "auth *** failed",
		"hunter2 and hunter2":                                            "*** and ***",
		"user \"p\" on port 80":                                          "user \"***\" on port 80",
		"plain text stays":                                               "plain text stays",
		"id 0b7a0a1e-5d3c-4a39-9c1b-8f2d0a7b6c5d was refused":            "id *** was refused",
		"incorrect UUID 0b7a0a1e5d3c4a399c1b8f2d0a7b6c5d in the profile": "incorrect UUID *** in the profile",
	}
	for text, want := range table {
		if got := s.Clean(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	release()
	release() // once is enough
	if got := s.Clean("hunter2"); got != "hunter2" {
		t.Errorf("a released secret is still masked: %q", got)
	}
}

func TestTwoHoldersOfOneSecret(t *testing.T) {
	s := &Secrets{}
	first, second := s.Hold([]string{"hunter2"}), s.Hold([]string{"hunter2"})
	first()
	if got := s.Clean("hunter2"); got != "***" {
		t.Errorf("the second holder lost it: %q", got)
	}
	second()
}
