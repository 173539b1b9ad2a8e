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
// A cap is read the other way round: the ¥300 of November 2023 bind from the 1st.
// Days begin at midnight in Beijing. An end that no source states is left open, as
// is the start of an absence.
//
// A method that a report saw on some day may have started earlier. Before that day it is
// unreported: undecided, neither refused nor offered. The same holds for surfaces and platforms that no source speaks of, such
// as WeChat Pay in JD.com's mini-program, desktop pages of Tmall, and Kuaishou.
// Rows that rest on no report at all cite the source searched_2026.
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
// account_class_1.alipay; WeChat Pay and its QR code are one wallet with one counter.
// What a friend pays is not bound. The limits of Announcement 43 count payments from
// a wallet's balance, so they bind only orders with the trait paying_from_balance: a
// checkout that does not know states none. Since 1 February 2026 payment institutions
// are rated by other rules (Notice 250 of 2025, 银发〔2025〕250号), and the results are not
// published: only the wallet itself can say whether its grade allows more.
//
// The wallets' own bounds on one payment always apply: ¥300,000 with Alipay and
// ¥50,000 with WeChat Pay, by their acquirers. Their totals apply to orders with the
// trait totals_stated, whose usage then has them: without usage a total would refuse
// everybody. For the e-CNY, state the kind of wallet: otherwise payments above the
// smallest bound, ¥2,000 at once, are undecided. A foreign card may pay ¥200 without a
// fee; its bounds in US dollars are not decided, as amounts are not converted.
//
// Methods that live inside Alipay's cashier (Huabei, Cloud QuickPass and the e-CNY
// on Taobao) are within it. A pilot city is a trait, not a region.
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
