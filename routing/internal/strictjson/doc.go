// Package strictjson reads and writes JSON documents of a known form, strictly.
//
// # Forms
//
// An [Object] is the form of a JSON object: a table with one [Field] a key, which
// says how the key's value is read and how it is written. Most fields come from a
// constructor, which takes the key and the Go field that holds the value, so that
// what is read and what is written cannot drift apart:
//
//	var window = strictjson.NewObject(
//		strictjson.Name("id", func(w *Window) *ID { return &w.ID }).Always(),
//		strictjson.Line("title", 80, func(w *Window) *string { return &w.Title }),
//		strictjson.Names("days", func(w *Window) *[]Day { return &w.Days }),
//	)
//
// A test calls [Keys.Check], which finds keys that are there twice and fields that
// are read and not written, or written and not read.
//
// # What is refused
//
// Beyond what is not JSON: keys that are unknown, misspelled, in another case or
// repeated; nulls, unless a field asks for them; values of another kind; numbers
// with a sign, a point or an exponent; invalid UTF-8, halves of surrogate pairs and
// a byte order mark; text after the document; and whatever is beyond a bound:
// the size of the document, [MaxDepth], [MaxString], [MaxFaults].
//
// Every [Fault] has its path, line and column. All are found at once: only text that
// is not JSON, or that exceeds the size or the depth, ends the reading.
//
// Texts that people read are checked by [LineProblem]: no controls, line ends or
// marks that turn the direction of writing, and at least one character that can be
// seen, unless the text is empty. Invisible characters inside a text are allowed:
// emoji and several scripts need joiners.
//
// # One pass
//
// The bytes are read once. The reader notes where each value began, in two or three bytes
// a value, and nothing else about places. Paths, lines and columns are worked out from
// these notes when there are faults, those that the caller finds later included: see
// [Faults].
//
// Keys are looked for first behind the key before them, so that a document in the
// order of its form costs one comparison a key.
//
// # What stays in memory
//
// Nothing that a [Reader] returns refers to the document, except for [Reader.Bytes]: what is
// kept of an order does not keep the ids beside it. [Reader.Secret] copies into memory of its
// own.
//
// In a document of less than 4 kilobytes every other string has memory of its own too. Short
// strings of a longer one share blocks of 4 kilobytes, and short lists are cut from blocks in
// any document, so what is kept may keep its neighbors.
//
// [Reader.Name] returns the same copy for a name that comes again, as far as a small table
// remembers it: within a long document, and from one short document to the next, as orders
// name the same platforms, methods and counters. What must not be remembered is read by
// [Reader.Secret] or [Reader.Text].
//
// What a Reader itself needs is used again for other documents once it is released: see
// [Reader.Release].
//
// # encoding/json/v2
//
// Once encoding/json/v2 and jsontext are no longer an experiment, a jsontext.Decoder
// can take the place of this package's scanning of tokens, of its checks for UTF-8,
// surrogates and repeated keys; and jsontext.AppendQuote that of the writer's
// escapes. The rest has no counterpart there: it reports one fault and stops, and
// knows no near names, no refused nulls, no bounds on size, no texts that must not be
// quoted, and no places of faults that are found after the reading.
package strictjson
