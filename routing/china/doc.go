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
// Every row names its sources, keeps what they state about the date and the buyers
// (Stated), says how sure it is (Confidence: high for a primary source or two
// independent reports, medium for one decent report, low for less) and what speaks
// against it (Conflict). It is a record of published reports, collected in 2026.
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
// What was switched on for some buyers, or some goods, without a published rule
// asks for the trait invited, which only the platform can know. Where a rollout
// was called gradual and no report says that it is over, it still does (Douyin
// Pay, the jump from Taote to WeChat Pay).
//
// The limits of payment accounts (Announcement 43) count payments from a wallet's
// balance, so they bind wallets, and only orders with the trait paying_from_balance:
// a checkout that does not know states none. What lives within a wallet that they
// exclude is excluded with it; an order to be paid by Huabei is not one to be paid
// from the balance.
//
// Methods that live inside Alipay's cashier (Huabei, Cloud QuickPass and the e-CNY
// on Taobao) are within it. A pilot city is a trait, not a region.
//
// # WeChat QR code payment
//
// The code that Taobao and Taote showed in their apps was saved and then scanned
// in WeChat, so its product serves the surface app. WeChat Pay's documents of 2025
// refuse a code that is read from the album or by long press, and do not know the
// ¥300 that one article gives as Taobao's cap. The rows say so. Do not take them as
// leave to show such a code to a buyer on the same phone. Whether a code's address
// may be clicked as a link is in dispute between its own documents: those for
// overseas allow it, those of the mainland (5 December 2025) refuse it as risky.
//
// # What is left out
//
// What the reports leave unknown is left out, not guessed:
//
//   - Alipay on Taote, Xianyu, Freshippo, Youku, Damai, Kaola and Shuqi, on Tmall
//     before 12 December 2022 and on Meituan before it was suspended in July 2020:
//     no dated report. For the same reason Kuaishou has no entries at all.
//   - WeChat Pay on Taobao's mobile pages, on Tmall other than in the app, in
//     Xianyu's app, and on Taobao's desktop pages after September 2024.
//   - The parameter that asks Alipay for Huabei in an app and on desktop pages: only
//     that of mobile pages was seen.
//   - Huabei outside of Taobao. A screenshot of Ele.me shows it in 2020, not
//     whether it is inside Alipay's cashier.
//   - UnionPay and China Mobile's wallet beside Alipay on Taobao in September 2024:
//     whether they are apart from Alipay's cashier is not said.
//   - JD.com's methods other than Alipay and the e-CNY in the app before September
//     2024, and the day on which Alipay was opened to all of its goods.
//   - The claim of 2021 that most of Alibaba's apps take WeChat Pay: two of those
//     meant had only applied for it.
//   - Bank cards, Apple Pay, payment on Zhima Credit, and the scanning of WeChat's
//     codes by JD's wallet: no methods of this catalog. 1688, Amap and DingTalk: no
//     platforms of it. Which links open in WeChat, and where sellers' money goes:
//     no facts about a checkout.
//   - How long a link to a friend lives, except the one figure for Pinduoduo, and
//     limits of its own for a friend's payment: none published.
//   - Codes that the seller scans, combined orders and the interfaces for partners.
//     In another app's web view neither wallet's mobile product is given, as WeChat
//     advises against its own there.
//   - WeChat Pay's largest amount, its limits by industry, for micro merchants,
//     reward codes and payment without a password: forum answers, or documents that
//     contradict each other. Banks' limits on cards, and Alipay's for minors.
//   - Foreign visitors' limits, published in US dollars: a limit in another currency
//     than the order's cannot be decided.
//   - Caps by agreement (level A of Notice 296, certificates or e-signatures in
//     Announcement 43): no figure. Notice 259 of 2021 on personal static codes: no
//     amount.
//
// # What lint finds
//
// analysis.Lint finds no error in this catalog. What else it finds is so because
// the facts are, and a test keeps the list:
//
//   - Pilots without an end: no report says that they are over.
//   - One statement of low confidence decides: that Pinduoduo still has payment by a
//     WeChat friend.
//   - Totals of Notice 296 and Announcement 43 that allow more than the 1,000 yuan
//     of a class I account, and two grades of which an institution has just one: the
//     figures are the notices' own, and the traits that would make them meet exclude
//     each other or are for the caller to state.
//   - Products that serve no order: WeChat's H5 and Native, Alipay's precreate and
//     Huabei's pages are what a shop of one's own uses; of these platforms none is
//     reported to.
//   - Gaps, in which a platform is offered nothing: Taobao's pages inside WeChat,
//     which WeChat blocked; JD.com between Alipay's end in 2011 and what has been
//     reported of its own methods since 2021; Meituan's mini-program in Alipay for
//     goods other than those reported; Pinduoduo's wallet in the weeks before its
//     other methods are certain.
//   - Amounts for which limits leave no method, on every platform with entries: beyond the bounds of
//     Notice 296 and Announcement 43 for the traits that an order states, and beyond the
//     largest payment of Alipay where there is no other method.
//
// The title of a source describes the report where its own title was not at hand,
// as with reports that were seen as copies only. An address is given where it is
// known in full.
package china
