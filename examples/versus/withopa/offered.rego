package shop

offered := [place |
	some place, rule in data.platforms[input.platform]
	input.at >= rule.from
	input.at < rule.until
	on_surface(rule)
	in_currency(rule)
	for_buyer(rule)
	within_bounds(rule)
]

on_surface(rule) if not rule.surfaces

on_surface(rule) if rule.surfaces[input.surface]

in_currency(rule) if not rule.currencies

in_currency(rule) if rule.currencies[input.currency]

for_buyer(rule) if not rule.audience

for_buyer(rule) if {
	some set in rule.audience
	every fact in set { input[fact] }
}

within_bounds(rule) if input.currency != "CNY"

within_bounds(rule) if {
	input.fen >= rule.min
	input.fen <= rule.max
}
