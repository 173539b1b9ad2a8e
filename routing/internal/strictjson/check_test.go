package strictjson_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

func TestFormsOfTheTestsAreSound(t *testing.T) {
	for name, err := range map[string]error{"timetable": timetableForm.Keys().Check(), "ticket": ticketForm.Keys().Check(), "phone": phoneForm.Keys().Check()} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckFindsWhatIsWrongWithAForm(t *testing.T) {
	id := strictjson.Text("id", func(s *source) *string { return &s.ID })
	with := func(change func(*strictjson.Field[source])) *strictjson.Object[source] {
		f := id
		change(&f)
		return strictjson.NewObject(f)
	}
	var many []strictjson.Field[source]
	for i := range 65 {
		many = append(many, strictjson.Text(fmt.Sprintf("key_%d", i), func(s *source) *string { return &s.ID }))
	}
	tests := []struct {
		name string
		form *strictjson.Object[source]
		want string
	}{
		{"a key twice", strictjson.NewObject(id, id), `"id" is there twice`},
		{"a key in upper case", with(func(f *strictjson.Field[source]) { f.Key = "ID" }), `"ID" is not a word in lower case`},
		{"a key with a quote", with(func(f *strictjson.Field[source]) { f.Key = `i"d` }), `"i\"d" is not a word in lower case`},
		{"a key without a name", with(func(f *strictjson.Field[source]) { f.Key = "" }), `"" is not a word in lower case`},
		{"a key that is not written", with(func(f *strictjson.Field[source]) { f.Write = nil }), `"id" is not written, but read-only is false`},
		{"a key that is not read", with(func(f *strictjson.Field[source]) { f.Read = nil }), `"id" is not read, but write-only is false`},
		{"a read-only key that is written", with(func(f *strictjson.Field[source]) { f.ReadOnly = true }), `"id" is written, but read-only is true`},
		{"a write-only key that is read", with(func(f *strictjson.Field[source]) { f.WriteOnly = true }), `"id" is read, but write-only is true`},
		{"more keys than a word has bits", strictjson.NewObject(many...), `65 keys: want at most 64`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, message(test.form.Keys().Check())); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			outer := strictjson.NewObject(strictjson.List("sources", test.form, func(t *timetable) *[]source { return &t.Sources }))
			if diff := cmp.Diff(`"sources": `+test.want, message(outer.Keys().Check())); diff != "" {
				t.Errorf("error of the outer form (-want +got):\n%s", diff)
			}
		})
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A write-only key is written, and to a reader it is not known.
func TestWriteOnlyKeyIsNotKnownToAReader(t *testing.T) {
	form := strictjson.NewObject(
		strictjson.Text("id", func(s *source) *string { return &s.ID }),
		strictjson.Field[source]{Key: "sum", Write: func(w *strictjson.Writer, s *source) { w.Integer(len(s.ID)) }, WriteOnly: true},
	)
	if err := form.Keys().Check(); err != nil {
		t.Error(err)
	}
	data := form.Append(nil, &source{ID: "abc"})
	if diff := cmp.Diff(`{"id":"abc","sum":3}`, string(data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: 100})
	form.Read(r, new(source))
	want := "sum (1:13): \"sum\" is not a key here; known: id\n"
	if diff := cmp.Diff(want, lines(strictjson.Faults[strictjson.Fault](r, nil))); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
