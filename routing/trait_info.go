package routing

import "github.com/paymux/paymux/methods"

// TraitInfo names a trait that the catalog's rules use. The zero TraitInfo has no ID, which a
// catalog needs.
type TraitInfo struct {
	ID   methods.Trait
	Name methods.Text

	// MustState makes silence mean unknown: a condition on a trait that an order
	// neither states nor lacks is undecided. Without it, a trait that is not stated
	// does not hold.
	MustState bool

	// PerMethod makes it one trait for each method, such as the class of the buyer's
	// account at a wallet: "account_class_1" stands for "account_class_1.alipay" in
	// an entry of Alipay, and splits a limit rule that names it as
	// [LimitRule.EachMethod] does. Orders state the trait of a method by its full id,
	// and so may a limit rule, which is then not split.
	PerMethod bool
}
