package limits

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

const wantUsed = `an amount such as "420.00 CNY", or an object of an amount, a count or both, such as {"amount": "420.00 CNY", "count": 3}`

// MarshalJSON writes an amount alone as a text, such as "420.00 CNY", and a count as
// {"amount": "420.00 CNY", "count": 3} or {"count": 3}. The zero Used is "". The error
// is always nil.
func (u Used) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 2*maxMoneyText)
	if !u.counted {
		return u.appendAmount(b), nil
	}
	b = append(b, '{')
	if u.Amount.IsValid() {
		b = append(b, `"amount":`...)
		b = append(u.appendAmount(b), ',')
	}
	b = append(b, `"count":`...)
	return append(strconv.AppendInt(b, u.count, 10), '}'), nil
}

// appendAmount appends the amount as a JSON string.
func (u Used) appendAmount(b []byte) []byte {
	b = append(b, '"')
	if u.Amount.IsValid() {
		b = u.Amount.append(b)
	}
	return append(b, '"')
}

// UnmarshalJSON reads what [Used.MarshalJSON] writes, strictly: an unknown or
// repeated key, a null, and a count that is not a whole number are a [*SyntaxError].
// The amount has the errors of [ParseMoney]. With an error u stays as it was.
func (u *Used) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	read, err := readUsed(d)
	if err == nil {
		if _, end := d.Token(); end != io.EOF {
			err = errUsed
		}
	}
	if errors.Is(err, errUsed) {
		return &SyntaxError{Text: clip(string(data)), Want: wantUsed}
	}
	if err != nil {
		return err
	}
	*u = read
	return nil
}

// errUsed is what UnmarshalJSON replaces with an error that quotes its input.
var errUsed = errors.New("no usage")

func readUsed(d *json.Decoder) (Used, error) {
	var u Used
	first, err := d.Token()
	if text, ok := first.(string); ok {
		err := u.Amount.UnmarshalText([]byte(text))
		return u, err
	}
	if err != nil || first != json.Delim('{') || !d.More() {
		return Used{}, errUsed
	}
	for d.More() {
		if err := u.readMember(d); err != nil {
			return Used{}, err
		}
	}
	if _, err := d.Token(); err != nil {
		return Used{}, errUsed
	}
	return u, nil
}

func (u *Used) readMember(d *json.Decoder) error {
	key, err := d.Token()
	if err != nil {
		return errUsed
	}
	value, err := d.Token()
	if err != nil {
		return errUsed
	}
	switch value := value.(type) {
	case string:
		if key == "amount" && !u.Amount.IsValid() {
			u.Amount, err = ParseMoney(value)
			return err
		}
	case json.Number:
		if key == "count" && !u.counted {
			u.counted = true
			u.count, err = strconv.ParseInt(value.String(), 10, 64)
			if err == nil {
				return nil
			}
		}
	}
	return errUsed
}
