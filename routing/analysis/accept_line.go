package analysis

import "fmt"

// AcceptLine returns the JSON that accepts the finding in a catalog's list "accept", but
// for the reason, such as
//
//	{"code": "open_pilot", "id": "taobao.wechat_qr.2023", "why": ""}
//
// An empty why is a fault of a catalog, so whoever adds the line has to give a reason.
// The line accepts all findings of the code about the id. It is empty for a
// [FindingStaleAcceptance], which cannot be accepted, and for the zero Finding.
func (f Finding) AcceptLine() string {
	if f.Code == "" || f.Code == FindingStaleAcceptance {
		return ""
	}
	return fmt.Sprintf(`{"code": %q, "id": %q, "why": ""}`, f.Code, f.ID)
}
