package limits

import (
	"fmt"
	"io"
	"log/slog"
	"unique"
)

// Hidden is a text that must not appear in logs: the id of a buyer or merchant, or a
// key that contains one. Package fmt with any verb, log/slog and encoding/json show
// "(hidden)" in its place or, where they do not call its methods, as for an unexported
// field, the address of the text. Only [Hidden.Reveal] returns it.
//
// Hidden values are equal (==) if their texts are. The zero Hidden is the empty text.
type Hidden struct {
	// A pointer inside: package fmt does not follow one below the top level, even
	// where it ignores methods, as for the verb %p.
	text unique.Handle[string]
}

// placeholder is what is shown in place of a text.
const placeholder = "(hidden)"

// Hide returns the text as a Hidden.
func Hide(text string) Hidden {
	if text == "" {
		return Hidden{}
	}
	return Hidden{unique.Make(text)}
}

// Reveal returns the text.
func (h Hidden) Reveal() string {
	if h == (Hidden{}) {
		return ""
	}
	return h.text.Value()
}

// Equal reports whether the texts are equal. It is the same as h == other, for packages
// that look for the method.
func (h Hidden) Equal(other Hidden) bool { return h == other }

// String returns "(hidden)", whatever the text is.
func (h Hidden) String() string { return placeholder }

// Format writes "(hidden)" for every verb of package fmt.
func (h Hidden) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, placeholder) }

// LogValue returns "(hidden)".
func (h Hidden) LogValue() slog.Value { return slog.StringValue(placeholder) }

// MarshalText returns "(hidden)". There is no way back: unmarshaling into a Hidden is an
// error.
func (h Hidden) MarshalText() ([]byte, error) { return []byte(placeholder), nil }

// UnmarshalText returns an error: the text was never written.
func (h *Hidden) UnmarshalText([]byte) error {
	return fmt.Errorf("limits: cannot unmarshal a Hidden: its text is never marshaled")
}
