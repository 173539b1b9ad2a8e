// Package china holds the built-in catalog: the payment methods of mainland
// China's large shops, with the wallets' products, the dated history of which
// platform offered what to whom, and the limits that the wallets and the central
// bank publish.
//
//	router, err := routing.Compile(china.Catalog())
//
// Both functions are safe for concurrent use, and what they return is shared with no
// other caller.
//
// The platforms are other companies' marketplaces. For your own shop take the methods,
// products and regulators' limits from [JSON], and write your own platform, its availability and
// the limits of your contracts.
//
// Every entry and limit rule names its sources, keeps what they state about the date and the buyers
// (Stated), says how sure it is (Confidence: high for a primary source or two
// independent reports, medium for one decent report, low for less) and what speaks
// against it (Conflict). It is a record of published reports, as of [AsOf].
// It is no advice, legal or other, and no promise of a platform or wallet: what a
// shop may call today its own contract says.
//
// # How dates were read
//
// Nothing is offered before it is certain. An uncertain start is its latest
// possible day: "in November 2023" starts on the 30th, "early October" on the
// 10th, "by 28 September 2021" on that day. An uncertain end is its earliest day.
// A cap is read the other way round: the ¥300 of November 2023 bind from the 1st, and the
// threshold of the foreign cards' fee, known by 24 April 2024, from the start.
// Days begin at midnight in Beijing. An end that no source states is left open, as
// is the start of an absence.
//
// A method that a report saw on some day may have started earlier. Before that day it is
// unreported: undecided, neither refused nor offered. The same holds for surfaces and
// platforms that no source speaks of, such as WeChat Pay in JD.com's mini program, desktop
// pages of Tmall, and Kuaishou. Rows that rest on no report at all cite the source
// searched_2026.
//
// What was announced, applied for or absent is kept as a record. Where a later row
// grants the method, that one explains instead, as it says what would help: asked
// about 2015, WeChat Pay on Taobao has "not started", not "is absent".
//
// What was switched on for some buyers, or some goods, without a published rule
// asks for the trait invited, which only the platform can know. Credit (Huabei, its
// installments, Meituan Monthly Pay) asks for a trait of those who have it.
//
// # Limits
//
// Announcement 43 of 2015 (payment by institutions over the internet) and Notice 296 of 2017
// (payment by bar codes) of the central bank, the PBOC, bound what a customer pays at one
// institution. So each wallet has a rule, a counter and a class of account of
// its own, such as pboc_43.class_1.alipay, account_class_1.lifetime.alipay and
// account_class_1.alipay; WeChat Pay and its QR code are one wallet with one counter. Cloud
// QuickPass pays from bank accounts, which Notice 296 counts each apart: one counter for the
// buyer is stricter. Since 1 February 2026 payment institutions
// are rated by other rules (Notice 250 of 2025, 银发〔2025〕250号), and the results are not
// published: only the wallet itself can say whether its grade allows more.
//
// The wallets' own bounds on one payment always apply: ¥300,000 with Alipay and
// ¥50,000 with WeChat Pay, by their acquirers. Every other limit applies only to orders that
// state its traits. An order that is silent about them is offered more, not less:
//
//	TRAITS                                        LIMIT
//	static_code, dynamic_code_b, dynamic_code_c   Notice 296
//	paying_from_balance with account_class_1,     Announcement 43
//	  account_class_2, account_class_3,
//	  auth_weak or auth_two_factor, which
//	  grade_a_institution and
//	  grade_b_institution ease
//	foreign_card with without_fee                 where the fee on foreign cards begins
//	totals_stated                                 the wallets' totals
//
// None of these traits is must_state. Otherwise an order that does not know how the code is
// shown, or which account the buyer has, would be undecided for want of a total's usage, and a
// checkout would offer no wallet. Lint names each as open_trait, and the catalog accepts it with
// this reason. The wallets themselves enforce what an order did not state.
//
// A code that is made for one order, as with WeChat's Native payment, is dynamic. That is our
// reading of Notice 296; its level, A to C, depends on how the buyer is verified, and only the
// wallet knows it. Do not state a level that the wallet has not told you.
//
// The limits of Announcement 43 count payments from a wallet's balance alone. A payment from a
// bank card or a credit line is under none of them. State paying_from_balance only if nothing
// but the balance can pay, because the buyer has no card there. Methods in a wallet's cashier
// (Huabei and its installments, Cloud QuickPass and the e-CNY on Taobao) are offered only with
// the wallet, so they are refused together with a balance that is used up, although none of them
// is paid from it. To learn what they allow, route the order again without paying_from_balance.
//
// totals_stated says that the order's usage has the wallet's totals: without usage a total
// would refuse everybody. Whether a year is the calendar's, as it is here, no text of a rule
// says.
//
// For the e-CNY, state the kind of wallet: otherwise payments above the
// smallest bound, ¥2,000 at once, are undecided. There are four categories. The catalog has the
// lowest, opened with a phone number, and one verified with an ID card and a bank account. A
// wallet opened at a bank's counter has no bound, by the central bank. Category III has no figure
// that we trust: the only one is of a bank's trial in 2020, and it contradicts the later ones for
// category IV. So an order that lacks both traits has no cap.
//
// A foreign card pays no fee up to ¥200, and above that 3 % of the whole amount. An order with
// foreign_card and without_fee asks for what costs no fee, so above ¥200 it is refused by
// foreign_card.without_fee. That is where the fee begins: no wallet refuses the payment. The
// wallets' bounds on foreign cards, 5,000 US dollars a payment and 50,000 a year, are not
// applied, as amounts are not converted.
//
// The amount shown with Huabei and its installments is Alipay's bound on one payment, never
// what the buyer's credit line has left. Only the wallet knows that, and it may refuse. What a
// friend pays is not bound by the buyer's totals. It is bound by WeChat Pay's ¥50,000 a payment
// where a WeChat friend is asked, and by the friend's own account, which is not known here. "No
// known limit" and no bound do not mean that any amount will be paid.
//
// Methods that live inside Alipay's cashier (Huabei, Cloud QuickPass and the e-CNY
// on Taobao) are within it. A pilot city is a trait, not a region.
//
// # What to send to Alipay
//
// The parameters of Alipay's products are fields of biz_content; a dot leads into an object, so
// "extend_params.hb_fq_num" is hb_fq_num in extend_params. product_code is what the merchant
// has signed for with Alipay, as its SDK's models of 2024 give it. A mini program pays by
// JSAPI_PAY, and the caller adds op_app_id, its own app id, and buyer_open_id, the buyer's. For
// a page inside Alipay's app no code is stated: the SDK's model of alipay.trade.create names
// FACE_TO_FACE_PAYMENT alone.
//
// Of the installments' fee, hb_fq_seller_percent is the seller's share: "0" leaves all of it
// to the buyer, "100" to the seller. A fee that a wallet adds itself, as this one, is no part
// of Order.Amount.
//
// # Names
//
//   - WeChat Pay (微信支付) is called Weixin Pay where Tencent and the mainland's papers write
//     English.
//   - Duoduo Wallet (多多钱包) is Pinduoduo's wallet. In the list of methods, reports of
//     December 2020 call it Duoduo Pay or Duoduo Payment.
//   - WeChat QR code payment (wechat_qr) is what Taobao and Taote showed to buyers. Native is
//     WeChat Pay's product that makes such codes; WeChat Pay on desktop pages uses it too.
//
// # WeChat QR code payment
//
// The code that Taobao showed in its app was saved and then scanned in WeChat, so its
// product serves the surface app. WeChat Pay's documents of 2025 refuse a code that is
// read from the album or by long press, and do not know the ¥300 that one article gives
// as Taobao's cap. The rows say so. Do not take them as leave to show such a code to a
// buyer on the same phone. Whether a code's address may be clicked as a link is in
// dispute between its own documents: those for overseas allow it, those of the mainland
// (5 December 2025) refuse it as risky.
//
// # What is left out
//
//   - The claim of 2021 that most of Alibaba's apps take WeChat Pay: two of those
//     meant had only applied for it. The rumor of July 2021 that Taobao would.
//   - Huabei outside of Taobao. A screenshot of Ele.me shows it in 2020, not
//     whether it is inside Alipay's cashier.
//   - UnionPay and China Mobile's wallet beside Alipay on Taobao in September 2024:
//     whether they are apart from Alipay's cashier is not said.
//   - Bank cards, Apple Pay, payment on Zhima Credit, and the scanning of WeChat's
//     codes by JD's wallet: no methods of this catalog. Amap and DingTalk: no platforms
//     of it. Which links open in WeChat, and where sellers' money goes: no facts about a
//     checkout.
//   - How long a link to a friend lives, except the one figure for Pinduoduo, and
//     limits of its own for a friend's payment: none published.
//   - Combined orders and the interfaces for partners. In another app's web view neither
//     wallet's mobile product is given, as WeChat advises against its own there.
//   - WeChat Pay's limits by industry, for micro merchants, reward codes and payment
//     without a password, banks' limits on cards, and Alipay's for minors: forum answers,
//     or documents that contradict each other.
//   - Caps by agreement (level A of Notice 296, certificates or e-signatures in
//     Announcement 43): no figure. Notice 259 of 2021 on personal static codes: no
//     amount.
//
// # What lint finds
//
// analysis.Lint finds nothing but notes in this catalog. What the catalog accepts has its
// reason there: pilots without an end, products that only a shop of one's own uses, totals
// of which an order has just one, and gaps, in which a platform is offered nothing. Most
// gaps are not known to be empty: what is unreported offers nothing. The notes are facts
// about the market, not mistakes, and a test keeps the list:
//
//   - One entry of low confidence decides: that Pinduoduo has payment by a WeChat
//     friend.
//   - Totals that allow more than the 1,000 yuan of a class I account, for orders that
//     state it: the figures are those published, and the traits that would make them
//     meet exclude each other or are for the caller to state.
//   - Amounts for which limits leave no method, on every platform with offers: beyond the
//     bounds of the wallets, of Notice 296 and of Announcement 43.
//
// The title of a source describes the report where its own title was not at hand,
// as with reports that were seen as copies only. An address is given where it is
// known in full.
package china
