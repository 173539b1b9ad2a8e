package ledger_test

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// secret is the id of a buyer.
const secret = "13800000000"

// No value of an exported type shows the id of a subject, however it is printed, logged
// or marshaled, alone or inside another value. A new exported type needs a sample.
func TestNothingShowsTheIDOfASubject(t *testing.T) {
	samples := samplesByType(t)
	for _, name := range exportedTypes(t) {
		values, ok := samples[name]
		if !ok {
			t.Errorf("%s is exported: samples need a value of it", name)
		}
		for _, value := range values {
			for shape, value := range shapes(value) {
				for how, text := range outputs(value) {
					if leaks(text) {
						t.Errorf("%s of %s %s shows the id of its subject: %s", how, shape, name, text)
					}
				}
			}
		}
	}
}

// The property holds for a reason: what it looks for would be found.
func TestALeakIsFound(t *testing.T) {
	for _, value := range []any{secret, struct{ ID string }{secret}, map[string]int{secret: 1}, errors.New(secret)} {
		missed := 0
		for _, text := range outputs(value) {
			if !leaks(text) {
				missed++
			}
		}
		if all := len(outputs(value)); missed > all/2 {
			t.Errorf("%d of %d outputs of a %T with the id are not found to show it", missed, all, value)
		}
	}
}

// exportedTypes returns the names of the exported types of package ledger, but for
// interfaces.
func exportedTypes(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if _, isInterface := spec.Type.(*ast.InterfaceType); spec.Name.IsExported() && !isInterface {
				names = append(names, spec.Name.Name)
			}
			return false
		})
	}
	return names
}

// samplesByType returns values that a ledger with totals of the secret has taken or
// returned, by the names of their types.
func samplesByType(t *testing.T) map[string][]any {
	t.Helper()
	samples := map[string][]any{}
	add := func(values ...any) {
		for _, value := range values {
			name := reflect.Indirect(reflect.ValueOf(value)).Type().Name()
			if !slices.ContainsFunc(samples[name], func(known any) bool { return fmt.Sprintf("%#v", known) == fmt.Sprintf("%#v", value) }) {
				samples[name] = append(samples[name], value)
			}
		}
	}
	addErrors := func(err error) {
		for _, err := range unjoin(err) {
			add(err, fmt.Errorf("wrapped: %w", err), errors.Join(err))
		}
	}
	now := noon()
	l := ledger.NewMemory(func() time.Time { return now })
	of := func(id, buyer, amount string) ledger.Payment {
		p := attempt(id, amount)
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer)}
		return p
	}
	cny, ctx := limits.MustParseMoney, t.Context()
	call := func(r ledger.Reservation, err error) {
		add(r)
		if len(r.Totals) > 0 {
			add(r.Totals[0])
		}
		addErrors(err)
	}
	add(of("a1", secret, "300.00 CNY"), l, *l)
	for _, p := range []ledger.Payment{
		of("a1", secret, "300.00 CNY"), of("a1", secret, "300.00 CNY"), of("a1", secret+"1", "300.00 CNY"),
		of("a2", secret, "300.00 CNY"), of("a3", secret+"\x00", "1.00 CNY"), of("a4", strings.Repeat(secret, 200), "1.00 CNY"),
	} {
		call(l.Reserve(ctx, p))
	}
	call(l.Confirm(ctx, "a1", cny("300.01 CNY")))
	call(l.Confirm(ctx, "a1", cny("200.00 CNY")))
	call(l.Release(ctx, "a1"))
	call(l.Refund(ctx, "a1", "r1", cny("1.00 CNY")))
	call(l.Release(ctx, "unknown"))
	now = now.Add(time.Hour)
	swept, err := l.Sweep(ctx, 1)
	if err != nil {
		t.Fatalf("Sweep: %v", err)
	}
	key := "buyer/" + secret + "/day/CNY/lifetime/"
	options := ledger.PostgresOptions{}
	db := sql.OpenDB(noDriver{})
	p, err := ledger.NewPostgres(db, options)
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	add(swept, ledger.Discrepancy{Key: limits.Hide(key), Counter: "day"}, ledger.Confirmed, p, options,
		&ledger.DurabilityError{Setting: "off"}, &ledger.StalledError{After: time.Second})
	return samples
}

// noDriver is a database without connections.
type noDriver struct{ driver.Connector }

func (noDriver) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("no database") }

func unjoin(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// shapes returns a value alone and inside others.
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
		"a":                        value,
		"a pointer to":             pointer.Interface(),
		"a slice of":               slice.Interface(),
		"an array of":              array.Interface(),
		"a map of":                 inMap.Interface(),
		"an exported field of":     field.Interface(),
		"an unexported field of":   struct{ value any }{value},
		"an interface that has a":  []any{value},
		"a field of a field of":    struct{ Value any }{field.Interface()},
		"a recovered panic with a": recovered(value),
	}
	if v.Type().Comparable() {
		keys := reflect.MakeMap(reflect.MapOf(v.Type(), reflect.TypeFor[string]()))
		keys.SetMapIndex(v, reflect.ValueOf("value"))
		all["a map with keys of"] = keys.Interface()
	}
	return all
}

func recovered(value any) (text any) {
	defer func() { text = fmt.Errorf("panic: %v", recover()) }()
	panic(value)
}

// outputs returns what printing, logging and marshaling write of a value.
func outputs(value any) map[string]string {
	all := map[string]string{}
	for _, verb := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		for _, flags := range []string{"", "+", "#"} {
			format := "%" + flags + string(verb)
			all[format] = fmt.Sprintf(format, value)
		}
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

// leaks reports whether a text contains the secret, as it is or in hexadecimal, or its
// bytes as numbers.
func leaks(text string) bool {
	compact := strings.NewReplacer(" ", "", ",", "", "0x", "", "0X", "").Replace(strings.ToLower(text))
	forms := []string{secret, fmt.Sprintf("%x", secret), strings.ReplaceAll(fmt.Sprint([]byte(secret)), " ", "")}
	return slices.ContainsFunc(forms, func(form string) bool {
		return strings.Contains(compact, strings.Trim(form, "[]"))
	})
}
