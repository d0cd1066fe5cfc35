// Made by `npm run emails` from emails/*.tsx; change those.
/** The withdrawal mail with slots for its words: `{{slot}}`, and `{{#slot}}…{{/slot}}` around what goes with it. */
export const withdrawal = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html dir="{{direction}}" lang="{{language}}"><head><meta name="viewport" content="width=device-width, initial-scale=1"/><meta content="text/html; charset=UTF-8" http-equiv="Content-Type"/><meta name="x-apple-disable-message-reformatting"/><meta name="color-scheme" content="light dark"/><meta name="supported-color-schemes" content="light dark"/><meta name="format-detection" content="telephone=no, date=no, address=no, email=no"/><title>{{heading}}</title><style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (max-width: 480px) {
  .m-page > table > tbody > tr > td { padding: 0 !important; }
  .m-card { border-radius: 0 !important; border-width: 0 !important; }
  .m-card-in { padding: 24px 18px !important; }
  .m-gap { display: none !important; }
  .m-h1 { font-size: 24px !important; }
  .m-button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .m-page, .m-page > table > tbody > tr > td { background-color: #10151b !important; }
  .m-card { background-color: #19202a !important; border-color: #2d3745 !important; }
  .m-panel { background-color: #202936 !important; border-color: #2d3745 !important; }
  .m-text, .m-h1, .m-h2 { color: #e9edf2 !important; }
  .m-muted { color: #a9b5c2 !important; }
  .m-line { border-color: #2d3745 !important; }
  .m-primary { background-color: {{accentDark}} !important; border-color: {{accentDark}} !important; color: {{onAccentDark}} !important; }
  .m-secondary { background-color: transparent !important; border-color: {{accentDark}} !important; color: {{accentDark}} !important; }
  .m-link { color: {{accentDark}} !important; }
  .m-changes ins { background-color: #17402a !important; color: #b9f2cb !important; }
  .m-changes del { background-color: #4d1f22 !important; color: #ffccca !important; }
}
</style>
</head>
<body lang="{{language}}" dir="{{direction}}" class="m-page" style="background-color:#eef1f5;margin:0;padding:0"><table border="0" width="100%" cellPadding="0" cellSpacing="0" role="presentation" align="center"><tbody><tr><td dir="{{direction}}" lang="{{language}}" style="background-color:#eef1f5;font-family:-apple-system, BlinkMacSystemFont, &#x27;Segoe UI&#x27;, Roboto, &#x27;Helvetica Neue&#x27;, Arial, sans-serif;margin:0;padding:24px 12px"><div style="display:none;overflow:hidden;line-height:1px;opacity:0;max-height:0;max-width:0">{{preview}}&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;&#160;&#8204;</div>
<table align="center" width="100%" class="m-card" border="0" cellPadding="0" cellSpacing="0" role="presentation" style="max-width:640px;background-color:#ffffff;border:1px solid #d5dce4;border-collapse:separate;border-radius:10px"><tbody><tr style="width:100%"><td class="m-card-in" style="padding:32px 36px">{{#opening}}<p class="m-text" style="font-size:18px;line-height:27px;color:#1b2430;margin:0;font-weight:700;margin-bottom:22px;margin-top:0;margin-left:0;margin-right:0">{{opening}}</p>{{/opening}}{{#logoUrl}}<img alt="{{company}}" height="32" src="{{logoUrl}}" style="display:block;outline:none;border:none;text-decoration:none;color:#525e6d;font-size:16px;font-weight:600;height:32px;width:auto;margin-bottom:14px"/>{{/logoUrl}}{{#nameAlone}}<p class="m-muted" style="font-size:14px;line-height:20px;color:#525e6d;font-weight:600;margin:0;margin-bottom:10px;margin-top:0;margin-left:0;margin-right:0">{{company}}</p>{{/nameAlone}}<h1 class="m-h1" style="color:#1b2430;font-size:28px;font-weight:700;letter-spacing:-0.01em;line-height:1.25;margin:0 0 14px">{{heading}}</h1>
<p class="m-text" style="font-size:16px;line-height:25px;color:#1b2430;margin:0;margin-top:0;margin-bottom:0;margin-left:0;margin-right:0">{{lead}}</p>{{#reason}}<h2 class="m-h2" style="color:#1b2430;font-size:19px;font-weight:700;line-height:1.3;margin:26px 0 6px">{{reasonLabel}}</h2>
<div lang="{{reasonLanguage}}" dir="{{reasonDirection}}"><p class="m-text" style="font-size:16px;line-height:25px;color:#1b2430;margin:0;margin-top:0;margin-bottom:0;margin-left:0;margin-right:0">{{reason}}</p>
</div>{{/reason}}{{#documents}}{{documents}}{{/documents}}<h2 class="m-h2" style="color:#1b2430;font-size:19px;font-weight:700;line-height:1.3;margin:26px 0 6px">{{meaningLabel}}</h2>
<p class="m-text" style="font-size:16px;line-height:25px;color:#1b2430;margin:0;margin-top:0;margin-bottom:0;margin-left:0;margin-right:0">{{meaning}}</p>
<table align="center" width="100%" border="0" cellPadding="0" cellSpacing="0" role="presentation" style="margin-top:14px"><tbody><tr><td><a href="{{reviewUrl}}" class="m-button m-secondary" style="line-height:1.2;text-decoration:none;display:inline-block;max-width:100%;mso-padding-alt:0px;border:2px solid {{accent}};border-radius:8px;font-size:16px;font-weight:600;margin-top:12px;padding:13px 24px;background-color:#ffffff;color:{{link}};padding-top:13px;padding-right:24px;padding-bottom:13px;padding-left:24px" target="_blank"><span><!--[if mso]><i style="mso-font-width:400%;mso-text-raise:19.5px" hidden>&#8202;&#8202;&#8202;</i><![endif]--></span><span style="max-width:100%;display:inline-block;line-height:120%;mso-padding-alt:0px;mso-text-raise:9.75px">{{review}}</span><span><!--[if mso]><i style="mso-font-width:400%" hidden>&#8202;&#8202;&#8202;&#8203;</i><![endif]--></span></a>
</td>
</tr>
</tbody>
</table>
<table align="center" width="100%" border="0" cellPadding="0" cellSpacing="0" role="presentation" class="m-line" style="border-top:1px solid #d5dce4;border-collapse:separate;margin-top:32px"><tbody><tr><td><p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:18px;margin-bottom:0;margin-left:0;margin-right:0">{{whyYouGotThis}}</p>
<p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:8px;margin-bottom:0;margin-left:0;margin-right:0">{{linksLeadTo}}</p>{{#findable}}<p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:8px;margin-bottom:0;margin-left:0;margin-right:0">{{findable}}</p>{{/findable}}{{#replies}}<p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:8px;margin-bottom:0;margin-left:0;margin-right:0">{{replies}}</p>{{/replies}}{{#contact}}<p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:8px;margin-bottom:0;margin-left:0;margin-right:0">{{contactLabel}}{{colon}}{{contact}}</p>{{/contact}}{{#legalFooter}}<div dir="auto"><p class="m-muted" style="font-size:14px;line-height:21px;color:#525e6d;margin:0;margin-top:8px;margin-bottom:0;margin-left:0;margin-right:0">{{legalFooter}}</p>
</div>{{/legalFooter}}</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</body></html>`;
