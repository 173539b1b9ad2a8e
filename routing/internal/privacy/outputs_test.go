package privacy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// isFull reports whether this is a full run, as bash .ci/run starts. In others, fewer values
// are printed in fewer ways.
func isFull() bool { return os.Getenv("PAYMUX_FULL") != "" }

// outputs returns what printing, logging and marshaling write of a value.
func outputs(value any) map[string]string {
	all := map[string]string{}
	verbs := "vTtbcdoOqxXUeEfFgGspz" // those that fmt knows, and one that it does not
	if isFull() {
		verbs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	}
	for _, verb := range verbs {
		all["%"+string(verb)] = fmt.Sprintf("%"+string(verb), value)
	}
	for _, format := range []string{"%+v", "%#v", "%+s", "%#s", "%+q", "%#q", "% x", "%#x", "%+d", "%#U", "%#p", "%T"} {
		all[format] = fmt.Sprintf(format, value)
	}
	text, err := json.Marshal(value)
	all["JSON"] = fmt.Sprint(string(text), err)
	var buf bytes.Buffer
	for name, handler := range map[string]slog.Handler{"slog text": slog.NewTextHandler(&buf, nil), "slog JSON": slog.NewJSONHandler(&buf, nil)} {
		buf.Reset()
		slog.New(handler).Info("message", "value", value, slog.Group("group", "value", value))
		all[name] = buf.String()
	}
	return all
}

// alone is the shape of a value inside no other.
const alone = "a"

// shapes returns a value alone and inside others. Those that an unexported field has
// are printed by fmt without their methods.
func shapes(value any) map[string]any {
	v := reflect.ValueOf(value)
	pointer := reflect.New(v.Type())
	pointer.Elem().Set(v)
	slice := reflect.Append(reflect.MakeSlice(reflect.SliceOf(v.Type()), 0, 1), v)
	array := reflect.New(reflect.ArrayOf(1, v.Type())).Elem()
	array.Index(0).Set(v)
	inMap := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), v.Type()))
	inMap.SetMapIndex(reflect.ValueOf("key"), v)
	field := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "Value", Type: v.Type()}})).Elem()
	field.Field(0).Set(v)
	all := map[string]any{
		alone:                    value,
		"a pointer to":           pointer.Interface(),
		"a slice of":             slice.Interface(),
		"an array of":            array.Interface(),
		"a map of":               inMap.Interface(),
		"an exported field of":   field.Interface(),
		"an unexported field of": struct{ value any }{value},
		"an interface that has":  []any{value},
		"a field of a field of":  struct{ Value any }{field.Interface()},
		"a panic with":           recovered(func() { panic(value) }),
	}
	if v.Type().Comparable() {
		keys := reflect.MakeMap(reflect.MapOf(v.Type(), reflect.TypeFor[string]()))
		keys.SetMapIndex(v, reflect.ValueOf("value"))
		all["a map with keys of"] = keys.Interface()
	}
	if err, ok := value.(error); ok {
		all["an error that wraps"] = fmt.Errorf("wrapped: %w", err)
	}
	return all
}

// recovered returns the text of a panic, as a server logs it.
func recovered(do func()) (text any) {
	defer func() { text = fmt.Errorf("panic: %v", recover()) }()
	do()
	return nil
}

// showsSecret reports whether a text contains the secret, as it is, in hexadecimal, or as
// the numbers of its bytes.
func showsSecret(text string) bool {
	if strings.Contains(text, secret) {
		return true
	}
	compact := strings.ReplaceAll(strings.Map(compacted, text), "0x", "")
	return slices.ContainsFunc(secretForms, func(form string) bool { return strings.Contains(compact, form) })
}

// compacted drops what stands between numbers, and has their digits in lower case.
func compacted(r rune) rune {
	switch r {
	case ' ', ',':
		return -1
	}
	return unicode.ToLower(r)
}

var secretForms = []string{
	fmt.Sprintf("%x", secret), strings.Trim(strings.ReplaceAll(fmt.Sprint([]byte(secret)), " ", ""), "[]"),
}
