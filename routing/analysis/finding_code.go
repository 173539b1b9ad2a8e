package analysis

// FindingCode says what a finding is about. The zero FindingCode is none.
type FindingCode string

// The codes.
const (
	FindingUnreachableEntry  FindingCode = "unreachable_entry"  // no order can be offered the method by it
	FindingUnreachableParent FindingCode = "unreachable_parent" // the parent is never offered where it grants
	FindingRedundantEntry    FindingCode = "redundant_entry"    // it does not grant, and explains nothing to any order
	FindingShadowedEntry     FindingCode = "shadowed_entry"     // it would offer where an earlier entry grants whose parent is not offered
	FindingConflictingEntry  FindingCode = "conflicting_entry"  // two entries grant the same order with other ranks, products or parents
	FindingUnreachableMethod FindingCode = "unreachable_method" // the method cannot be offered on any platform
	FindingUnusedProduct     FindingCode = "unused_product"     // no order is served by it
	FindingRedundantLimit    FindingCode = "redundant_limit"    // without it no order that states its facts would be offered more
	FindingOverruledLimit    FindingCode = "overruled_limit"    // it refuses nothing that stricter rules do not refuse as well
	FindingUnusedLimit       FindingCode = "unused_limit"       // it refuses nothing but orders in another currency than its own
	FindingConflictingLimit  FindingCode = "conflicting_limit"  // two limit rules bound one total differently for the same order
	FindingRedundantCap      FindingCode = "redundant_cap"      // a payment or a total may be more than a total over the same time or a longer one may
	FindingSharedCounter     FindingCode = "shared_counter"     // two limit rules bound one total differently for orders that are never under both
	FindingTotalWithoutPer   FindingCode = "total_without_per"  // a total of all orders together
	FindingNoAmount          FindingCode = "no_amount"          // two limit rules leave no amount for the same order
	FindingUnexaminedLimit   FindingCode = "unexamined_limit"   // its limit is not a cap, and is taken to allow every amount
	FindingGap               FindingCode = "gap"                // entries leave no method
	FindingLimitGap          FindingCode = "limit_gap"          // limit rules leave no method
	FindingOpenPilot         FindingCode = "open_pilot"         // a pilot without an end
	FindingEndedPilot        FindingCode = "ended_pilot"        // a pilot that is over at LintOptions.Now, and nothing says what came of it
	FindingUntoldTime        FindingCode = "untold_time"        // a time between two entries of a method at which none is in force
	FindingExclusiveUntil    FindingCode = "exclusive_until"    // a period that loses the last day of a month or the last minute of a day
	FindingFarDate           FindingCode = "far_date"           // a date more than ten years from LintOptions.Now and from the rule's sources
	FindingOtherOffset       FindingCode = "other_offset"       // a time given in another offset than the catalog's
	FindingRolloutToNobody   FindingCode = "rollout_to_nobody"  // a share of 0
	FindingRolloutToAll      FindingCode = "rollout_to_all"     // a share of 100 %
	FindingSharedSalt        FindingCode = "shared_salt"        // methods are rolled out to the same buyers
	FindingSimilarName       FindingCode = "similar_name"       // one letter from the name of another trait, surface or subject
	FindingUnknownSurface    FindingCode = "unknown_surface"    // neither one of package methods nor one that a product serves
	FindingHoursNeverMet     FindingCode = "hours_never_met"    // a match has no instant of its hours in its period
	FindingHoursAlways       FindingCode = "hours_always"       // hours that are the whole week
	FindingHoursOverlap      FindingCode = "hours_overlap"      // hours of one match that overlap each other
	FindingOpenTrait         FindingCode = "open_trait"         // an order that forgets it is not refused
	FindingEndedCurrency     FindingCode = "ended_currency"     // a rule goes on in a currency after its end
	FindingLowConfidence     FindingCode = "low_confidence"     // an unsure statement decides
	FindingOldSource         FindingCode = "old_source"         // older than LintOptions allow
	FindingOldEvidence       FindingCode = "old_evidence"       // the newest source of a rule is of before LintOptions.ReviewedBefore
	FindingUnusedRegionSet   FindingCode = "unused_region_set"  // no list of regions names it
	FindingStaleAcceptance   FindingCode = "stale_acceptance"   // the catalog accepts what is not found
)

// FindingCodes returns all codes.
func FindingCodes() []FindingCode {
	return []FindingCode{
		FindingUnreachableEntry, FindingUnreachableParent, FindingRedundantEntry, FindingShadowedEntry, FindingConflictingEntry,
		FindingUnreachableMethod, FindingUnusedProduct,
		FindingRedundantLimit, FindingOverruledLimit, FindingUnusedLimit, FindingConflictingLimit, FindingRedundantCap, FindingSharedCounter, FindingTotalWithoutPer,
		FindingNoAmount, FindingUnexaminedLimit,
		FindingGap, FindingLimitGap,
		FindingOpenPilot, FindingEndedPilot, FindingUntoldTime, FindingExclusiveUntil, FindingFarDate, FindingOtherOffset,
		FindingRolloutToNobody, FindingRolloutToAll, FindingSharedSalt, FindingSimilarName, FindingUnknownSurface,
		FindingHoursNeverMet, FindingHoursAlways, FindingHoursOverlap, FindingOpenTrait, FindingEndedCurrency, FindingLowConfidence, FindingOldSource, FindingOldEvidence,
		FindingUnusedRegionSet, FindingStaleAcceptance,
	}
}
