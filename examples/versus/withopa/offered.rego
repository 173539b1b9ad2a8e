package shop

offered := [place |
	some place, rule in data.platforms[input.platform]
	input.at >= rule.from
	input.at < rule.until
	on_surface(rule.surfaces)
	in_currency(rule.currencies)
	for_buyer(rule.buyer)
	within_bounds(rule)
]

on_surface(surfaces) if surfaces.any

on_surface(surfaces) if surfaces[input.surface]

in_currency(currencies) if currencies.any

in_currency(currencies) if currencies[input.currency]

for_buyer("anybody")

for_buyer("no_card") if input.no_card

for_buyer("no_balance") if input.no_balance

for_buyer("no_card_or_no_balance") if input.no_card

for_buyer("no_card_or_no_balance") if input.no_balance

for_buyer("no_card_and_no_balance") if {
	input.no_card
	input.no_balance
}

for_buyer("invited") if input.invited

for_buyer("latest_app") if input.latest_app

for_buyer("invited_on_latest_app") if {
	input.invited
	input.latest_app
}

within_bounds(rule) if input.currency != "CNY"

within_bounds(rule) if {
	input.fen >= rule.min
	input.fen <= rule.max
}
