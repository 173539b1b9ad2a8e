package strictjson

// Number reads a number of any form, as it is written. Forms have whole numbers only.
func (r *Reader) Number() string {
	r.next()
	from := r.pos
	if r.number(); r.stopped {
		return ""
	}
	return string(r.data[from:r.pos])
}

// Known returns the table of names that the Reader remembers.
func (r *Reader) Known() []string { return r.texts.known }
