package sysproxy

// absent is every system that is not Windows.
type absent struct{}

func (absent) Connections() ([]string, error) { return nil, ErrUnsupported }
func (absent) Query(string) (Options, error)  { return Options{}, ErrUnsupported }
func (absent) Set(string, Options) error      { return ErrUnsupported }
func (absent) IsLocked() bool                 { return false }
func (absent) SetLogin(string, string) error  { return ErrUnsupported }
func (absent) RemoveLogin(string) error       { return ErrUnsupported }

func (absent) Watch(<-chan struct{}, func()) error { return ErrUnsupported }
