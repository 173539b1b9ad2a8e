// Package china also says since when a platform has offered a method.
//
// # Since when
//
// SINCE is the first day on which a method is certain on a platform, for some buyers, sellers
// or surfaces at least, and UNTIL the first day without it, in Beijing time. It may have been
// withdrawn in between, as Alipay was on JD.com.
//
//	PLATFORM                                       METHOD                      SINCE       UNTIL       STATUS
//	Taobao                                         Alipay                      2010-10-06
//	Taobao                                         WeChat Pay                  2024-02-20
//	Taobao                                         WeChat QR code payment      2022-03-28  2024-02-20  pilot
//	Taobao                                         Ask a WeChat friend to pay  2022-03-28              pilot
//	Taobao                                         Ask a friend to pay         2022-03-27
//	Taobao                                         Cloud QuickPass             2021-09-28
//	Taobao                                         Huabei                      2022-03-30
//	Taobao                                         Huabei, 3 installments      2022-03-27
//	Taobao                                         Huabei, 6 installments      2022-03-27
//	Taobao                                         Huabei, 12 installments     2022-03-27
//	Taobao                                         e-CNY                       2022-12-12
//	Tmall                                          Alipay                      2014-09-27
//	Tmall                                          WeChat Pay                  2024-09-12
//	Tmall                                          e-CNY                       2022-12-12
//	Taote                                          WeChat Pay                  2024-08-31
//	Taote                                          WeChat QR code payment      2021-10-10  2024-08-31
//	Taocaicai (Taobao Maicai since 24 May 2023)    Alipay                      2021-09-18  2023-05-24
//	Taocaicai (Taobao Maicai since 24 May 2023)    Ask a WeChat friend to pay  2021-09-18  2023-05-24
//	Xianyu                                         Alipay                      2021-09-28
//	Xianyu                                         WeChat Pay                  2024-01-31
//	Freshippo                                      Alipay                      2021-09-28
//	Freshippo                                      WeChat Pay                  2024-05-21
//	Freshippo                                      e-CNY                       2022-12-12
//	Ele.me (Taobao Shangou since 5 December 2025)  Alipay                      2020-07-30
//	Ele.me (Taobao Shangou since 5 December 2025)  WeChat Pay                  2021-09-28
//	Ele.me (Taobao Shangou since 5 December 2025)  e-CNY                       2022-12-12
//	Youku                                          WeChat Pay                  2021-09-28
//	Damai                                          Alipay                      2021-09-28
//	Damai                                          WeChat Pay                  2021-09-28
//	Kaola                                          Alipay                      2021-09-28  2025-03-31
//	Kaola                                          WeChat Pay                  2021-09-28  2025-03-31
//	Shuqi                                          Alipay                      2021-09-28
//	Shuqi                                          WeChat Pay                  2021-09-28
//	1688                                           Alipay                      2026-11-27
//	Pinduoduo                                      Alipay                      2020-12-31
//	Pinduoduo                                      WeChat Pay                  2020-12-31
//	Pinduoduo                                      Ask a WeChat friend to pay  2026-11-21
//	Pinduoduo                                      Duoduo Wallet               2020-12-11
//	JD.com                                         Alipay                      2011-01-01
//	JD.com                                         WeChat Pay                  2024-09-26
//	JD.com                                         JD Pay                      2024-09-26
//	JD.com                                         Cloud QuickPass             2021-09-30
//	JD.com                                         e-CNY                       2022-01-31
//	Meituan                                        Alipay                      2020-07-29
//	Meituan                                        WeChat Pay                  2020-07-29
//	Meituan                                        e-CNY                       2022-01-26
//	Meituan                                        Meituan Pay                 2020-07-30
//	Meituan                                        Meituan Monthly Pay         2020-05-29
//	Douyin                                         Alipay                      2021-01-19
//	Douyin                                         WeChat Pay                  2021-01-19
//	Douyin                                         Douyin Pay                  2021-01-19
//	Xiaohongshu                                    Alipay                      2026-11-27
//	Xiaohongshu                                    WeChat Pay                  2026-11-27
//	Tongcheng Travel                               Alipay                      2026-11-27
//	Tongcheng Travel                               WeChat Pay                  2026-11-27
//
// # 起始日期
//
// 下表“起始”为各平台可确认已提供某支付方式的最早日期（至少面向部分买家、商家或支付场景），“结束”为不再提供的首日，均为北京时间；期间可能曾停用，如京东的支付宝。
//
//	平台                                   支付方式           起始        结束        状态
//	淘宝                                   支付宝             2010-10-06
//	淘宝                                   微信支付           2024-02-20
//	淘宝                                   微信扫码支付       2022-03-28  2024-02-20  试点
//	淘宝                                   微信好友代付       2022-03-28              试点
//	淘宝                                   找朋友帮忙付       2022-03-27
//	淘宝                                   云闪付             2021-09-28
//	淘宝                                   花呗               2022-03-30
//	淘宝                                   花呗分期（3 期）   2022-03-27
//	淘宝                                   花呗分期（6 期）   2022-03-27
//	淘宝                                   花呗分期（12 期）  2022-03-27
//	淘宝                                   数字人民币         2022-12-12
//	天猫                                   支付宝             2014-09-27
//	天猫                                   微信支付           2024-09-12
//	天猫                                   数字人民币         2022-12-12
//	淘特                                   微信支付           2024-08-31
//	淘特                                   微信扫码支付       2021-10-10  2024-08-31
//	淘菜菜（2023年5月24日更名为淘宝买菜）  支付宝             2021-09-18  2023-05-24
//	淘菜菜（2023年5月24日更名为淘宝买菜）  微信好友代付       2021-09-18  2023-05-24
//	闲鱼                                   支付宝             2021-09-28
//	闲鱼                                   微信支付           2024-01-31
//	盒马                                   支付宝             2021-09-28
//	盒马                                   微信支付           2024-05-21
//	盒马                                   数字人民币         2022-12-12
//	饿了么（2025年12月5日更名为淘宝闪购）  支付宝             2020-07-30
//	饿了么（2025年12月5日更名为淘宝闪购）  微信支付           2021-09-28
//	饿了么（2025年12月5日更名为淘宝闪购）  数字人民币         2022-12-12
//	优酷                                   微信支付           2021-09-28
//	大麦                                   支付宝             2021-09-28
//	大麦                                   微信支付           2021-09-28
//	考拉海购                               支付宝             2021-09-28  2025-03-31
//	考拉海购                               微信支付           2021-09-28  2025-03-31
//	书旗小说                               支付宝             2021-09-28
//	书旗小说                               微信支付           2021-09-28
//	1688                                   支付宝             2026-11-27
//	拼多多                                 支付宝             2020-12-31
//	拼多多                                 微信支付           2020-12-31
//	拼多多                                 微信好友代付       2026-11-21
//	拼多多                                 多多钱包           2020-12-11
//	京东                                   支付宝             2011-01-01
//	京东                                   微信支付           2024-09-26
//	京东                                   京东支付           2024-09-26
//	京东                                   云闪付             2021-09-30
//	京东                                   数字人民币         2022-01-31
//	美团                                   支付宝             2020-07-29
//	美团                                   微信支付           2020-07-29
//	美团                                   数字人民币         2022-01-26
//	美团                                   美团支付           2020-07-30
//	美团                                   美团月付           2020-05-29
//	抖音                                   支付宝             2021-01-19
//	抖音                                   微信支付           2021-01-19
//	抖音                                   抖音支付           2021-01-19
//	小红书                                 支付宝             2026-11-27
//	小红书                                 微信支付           2026-11-27
//	同程旅行                               支付宝             2026-11-27
//	同程旅行                               微信支付           2026-11-27
package china
