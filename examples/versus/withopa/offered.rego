package shop

offered := [place |
	some place, rule in data.platforms[input.platform]
	input.at >= rule.from
	input.at < rule.until
	on_surface(rule.surfaces)
	in_currency(rule.currencies)
	for_buyer(rule.audience)
	every set in rule.except { not_met(set) }
	within_bounds(rule)
	every bound in rule.bounds { within(bound) }
]

on_surface(surfaces) if surfaces.any

on_surface(surfaces) if surfaces[input.surface]

in_currency(currencies) if currencies.any

in_currency(currencies) if currencies[input.currency]

for_buyer(audience) if {
	some set in audience
	every trait in set { input[trait] }
}

not_met(set) if {
	some trait in set.unstated
	not input[trait]
}

not_met(set) if {
	some trait in set.lacked
	input[trait]
}

within_bounds(rule) if {
	input.currency != "CNY"
	not rule.yuan
}

within_bounds(rule) if {
	input.currency == "CNY"
	input.fen >= rule.min
	input.fen <= rule.max
}

within(bound) if {
	input.currency == "CNY"
	input.fen <= bound.max
}

within(bound) if input.at < bound.from

within(bound) if input.at >= bound.until

within(bound) if {
	count(bound.unless) > 0
	every set in bound.unless { not_met(set) }
}
