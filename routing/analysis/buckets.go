package analysis

// Buckets are buyers by [methods.Bucket] for a salt: those from From (inclusive)
// until Until (exclusive), of [methods.Buckets]. The zero Buckets are none.
type Buckets struct {
	Salt  string `json:"salt"`
	From  int    `json:"from"`
	Until int    `json:"until"`
}
