package limits_test

import (
	"encoding/json"
	"fmt"
	"log"

	"github.com/paymux/paymux/limits"
)

// Equal texts are equal when hidden.
func ExampleHide() {
	a, b := limits.Hide("buyer-1"), limits.Hide("buyer-1")
	fmt.Println(a == b, a == limits.Hide("buyer-2"), limits.Hide("") == limits.Hidden{})
	// Output: true false true
}

func ExampleHidden_Reveal() {
	fmt.Println(limits.Hide("buyer-1").Reveal())
	// Output: buyer-1
}

func ExampleHidden_Equal() {
	buyer := limits.Hide("buyer-1")
	fmt.Println(buyer.Equal(limits.Hide("buyer-1")), buyer.Equal(limits.Hide("buyer-2")))
	// Output: true false
}

func ExampleHidden_String() {
	fmt.Println("paid by " + limits.Hide("buyer-1").String())
	// Output: paid by (hidden)
}

// No verb of package fmt shows the text, nor does a value that contains it.
func ExampleHidden_Format() {
	buyer := limits.Hide("buyer-1")
	fmt.Printf("%v %q %x\n", buyer, buyer, buyer)
	fmt.Println(map[limits.Subject]limits.Hidden{limits.Buyer: buyer})
	// Output:
	// (hidden) (hidden) (hidden)
	// map[buyer:(hidden)]
}

func ExampleHidden_LogValue() {
	fmt.Println(limits.Hide("buyer-1").LogValue())
	// Output: (hidden)
}

func ExampleHidden_MarshalText() {
	text, err := json.Marshal(map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("buyer-1")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
	// Output: {"buyer":"(hidden)"}
}

// What was marshaled has lost the text, and is not read as another one.
func ExampleHidden_UnmarshalText() {
	var buyer limits.Hidden
	fmt.Println(json.Unmarshal([]byte(`"(hidden)"`), &buyer))
	// Output: limits: cannot unmarshal a Hidden: its text is never marshaled
}
