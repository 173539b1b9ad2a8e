package analysis

// Kind is a way in which two decisions differ. The zero Kind is none.
type Kind string

// The kinds of a [Change].
const (
	KindGained     Kind = "gained"     // a method is offered only by the new catalog
	KindLost       Kind = "lost"       // a method is offered only by the old catalog
	KindReordered  Kind = "reordered"  // two methods that both offer come in the other order
	KindProduct    Kind = "product"    // both offer the method, through another product or parent, or another one pays
	KindHeadroom   Kind = "headroom"   // both offer it, for other amounts or with other totals
	KindReasons    Kind = "reasons"    // both offer it or neither does, because of other entries or limit rules
	KindUnexamined Kind = "unexamined" // a limit that is not a [limits.Cap] differs, or where it applies: the decisions may
)

// Kinds returns all kinds, in the order in which a change lists them.
func Kinds() []Kind {
	return []Kind{KindGained, KindLost, KindReordered, KindProduct, KindHeadroom, KindReasons, KindUnexamined}
}

// kinds is a set of kinds, one bit each in the order of Kinds.
type kinds uint8

const (
	gained kinds = 1 << iota
	lost
	reordered
	product
	headroom
	reasons
	unread
)

func (k kinds) list() []Kind {
	var all []Kind
	for i, kind := range Kinds() {
		if k>>i&1 != 0 {
			all = append(all, kind)
		}
	}
	return all
}
