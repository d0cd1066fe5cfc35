import type { RelayedMail } from './smtp-far-end.ts';

/** A mail of ours as it went out, which a report is about. */
export type Returned = Pick<RelayedMail, 'from' | 'to' | 'raw' | 'asked'>;

/** A report as a mail server writes it. */
type Report = (mail: Returned) => string;

const headersOf = ({ raw }: Returned) => raw.split('\r\n\r\n')[0] as string;
const envidOf = ({ asked }: Returned) => String(asked.envid ?? '');

/** Lines as mails have them. */
const wired = (text: string) => text.replace(/\r?\n/g, '\r\n');

const postfix =
  (action: 'failed' | 'delayed' | 'delivered' | 'relayed', said: string): Report =>
  (mail) =>
    wired(`Return-Path: <>
Received: by mail.relay.example (Postfix)
	id 4F1C02A7E1; Sun, 22 Nov 2026 09:00:05 +0000 (UTC)
Date: Sun, 22 Nov 2026 09:00:05 +0000 (UTC)
From: MAILER-DAEMON@mail.relay.example (Mail Delivery System)
Subject: ${action === 'failed' ? 'Undelivered Mail Returned to Sender' : action === 'delayed' ? 'Delayed Mail (still being retried)' : 'Successful Mail Delivery Report'}
To: ${mail.from}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="9C3D41B9F2.1795338005/mail.relay.example"
Content-Transfer-Encoding: 8bit
Message-Id: <20261122090005.4F1C02A7E1@mail.relay.example>

This is a MIME-encapsulated message.

--9C3D41B9F2.1795338005/mail.relay.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host mail.relay.example.

${action === 'failed' ? 'What you sent could not be delivered to the recipient below.' : 'This is about what you sent.'}

<${mail.to}>: ${said}

--9C3D41B9F2.1795338005/mail.relay.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.relay.example
${envidOf(mail) === '' ? '' : `Original-Envelope-Id: ${envidOf(mail)}\n`}X-Postfix-Queue-ID: 9C3D41B9F2
X-Postfix-Sender: rfc822; ${mail.from}
Arrival-Date: Sun, 22 Nov 2026 09:00:03 +0000 (UTC)

Final-Recipient: rfc822; ${mail.to}
Original-Recipient: rfc822;${mail.to}
Action: ${action}
Status: ${{ failed: '5.1.1', delayed: '4.4.1', delivered: '2.1.5', relayed: '2.0.0' }[action]}
Remote-MTA: dns; mx.example.com
Diagnostic-Code: ${said}
${action === 'delayed' ? 'Will-Retry-Until: Fri, 27 Nov 2026 09:00:03 +0000 (UTC)\n' : ''}
--9C3D41B9F2.1795338005/mail.relay.example
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Return-Path: <${mail.from}>
${headersOf(mail)}

--9C3D41B9F2.1795338005/mail.relay.example--
`);

const exim: Report = (mail) =>
  wired(`Return-path: <>
Envelope-to: ${mail.from}
Delivery-date: Sun, 22 Nov 2026 09:00:06 +0000
Received: from Debian-exim by smtp.relay.example with local (Exim 4.98)
	id 1tEKaB-000000004Qx-3mDk
	for ${mail.from};
	Sun, 22 Nov 2026 09:00:06 +0000
X-Failed-Recipients: ${mail.to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@smtp.relay.example>
To: ${mail.from}
Content-Type: multipart/report; report-type=delivery-status; boundary=1795338006-eximdsn-1212121212
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1tEKaB-000000004Qx-3mDk@smtp.relay.example>
Date: Sun, 22 Nov 2026 09:00:06 +0000

--1795338006-eximdsn-1212121212
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message sent by you could not be delivered to all of its recipients.
The following address failed for good:

  ${mail.to}
    host mx.example.com [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<${mail.to}>:
    550 5.1.1 no mailbox of that name

--1795338006-eximdsn-1212121212
Content-type: message/delivery-status

Reporting-MTA: dns; smtp.relay.example

Action: failed
Final-Recipient: rfc822;${mail.to}
Status: 5.0.0
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 no mailbox of that name

--1795338006-eximdsn-1212121212
Content-type: message/rfc822

Return-path: <${mail.from}>
${mail.raw}
--1795338006-eximdsn-1212121212--
`);

const eximOfOld: Report = (mail) =>
  wired(`X-Failed-Recipients: ${mail.to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@old.relay.example>
To: bounces@lantern.example
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1aBcDe-0001Xy-Zz@old.relay.example>
Date: Sun, 22 Nov 2026 09:00:06 +0000

This message was created automatically by mail delivery software.

  ${mail.to}
    SMTP error from remote mail server after RCPT TO:<${mail.to}>:
    host mx.example.com [192.0.2.25]: 550 5.1.1 no mailbox of that name

------ This is a copy of the message, including all the headers. ------

Return-path: <${mail.from}>
${mail.raw}
`);

const exchange: Report = (mail) =>
  wired(`Received: from EXCH01.corp.example ([203.0.113.9]) by mx.lantern.example
 with ESMTPS; Sun, 22 Nov 2026 09:00:07 +0000
From: "Microsoft Outlook" <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@corp.example>
To: ${mail.from}
Date: Sun, 22 Nov 2026 10:00:07 +0100
Content-Type: multipart/report; report-type=delivery-status;
	boundary="1f0c2b1a-6b0a-4c55-9a52-0c6f5d1e7a10"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: de-DE
Message-ID: <6d0f3a52-2f4a-4f83-9a0c-8f2f9d0e1b11@EXCH01.corp.example>
In-Reply-To: <${envidOf(mail)}@lantern.example>
References: <${envidOf(mail)}@lantern.example>
Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBOdXR6dW5nc2JlZGluZ3VuZ2Vu?=
Auto-Submitted: auto-replied
MIME-Version: 1.0

--1f0c2b1a-6b0a-4c55-9a52-0c6f5d1e7a10
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="77c5c9ee-58f5-4dd1-8d2c-0a39de7f6c04"

--77c5c9ee-58f5-4dd1-8d2c-0a39de7f6c04
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Fehler bei der Nachrichten=C3=BCbermittlung an folgende Empf=C3=A4nger:

${mail.to}
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

--77c5c9ee-58f5-4dd1-8d2c-0a39de7f6c04
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Fehler bei der Nachrichten=C3=BCbermittlung</p></body></html>

--77c5c9ee-58f5-4dd1-8d2c-0a39de7f6c04--

--1f0c2b1a-6b0a-4c55-9a52-0c6f5d1e7a10
Content-Type: message/delivery-status

Reporting-MTA: dns;EXCH01.corp.example
Received-From-MTA: dns;mail.relay.example
Arrival-Date: Sun, 22 Nov 2026 09:00:06 +0000

Original-Recipient: rfc822;${mail.to}
Final-Recipient: rfc822;${mail.to}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound;
 Recipient not found by SMTP address lookup
X-Display-Name: ${mail.to}

--1f0c2b1a-6b0a-4c55-9a52-0c6f5d1e7a10
Content-Type: message/rfc822

${mail.raw}
--1f0c2b1a-6b0a-4c55-9a52-0c6f5d1e7a10--
`);

const gmail: Report = (mail) =>
  wired(`Delivered-To: bounces@lantern.example
Return-Path: <>
Received: by 2002:a05:6000:1a8e:b0:3a1 with SMTP id f14; Sun, 22 Nov 2026 01:00:08 -0800 (PST)
From: Mail Delivery Subsystem <mailer-daemon@big.example>
To: ${mail.from}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <${envidOf(mail)}@lantern.example>
In-Reply-To: <${envidOf(mail)}@lantern.example>
X-Failed-Recipients: ${mail.to}
Message-ID: <674045a8.5d0a0220.1f3c2a.4d5e.GMR@big.example>
Date: Sun, 22 Nov 2026 01:00:08 -0800 (PST)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="00000000000091f3c40627a1b2c3"; report-type=delivery-status

--00000000000091f3c40627a1b2c3
Content-Type: multipart/related; boundary="00000000000091f5d20627a1b2c4"

--00000000000091f5d20627a1b2c4
Content-Type: multipart/alternative; boundary="00000000000091f5e10627a1b2c5"

--00000000000091f5e10627a1b2c5
Content-Type: text/plain; charset="UTF-8"

** Address not found **

Your message wasn't delivered to ${mail.to} because the address couldn't be found.

550 5.1.1 The email account that you tried to reach does not exist.

--00000000000091f5e10627a1b2c5
Content-Type: text/html; charset="UTF-8"

<html><body><h1>Address not found</h1><img src="cid:icon.png"></body></html>

--00000000000091f5e10627a1b2c5--
--00000000000091f5d20627a1b2c4
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==

--00000000000091f5d20627a1b2c4--
--00000000000091f3c40627a1b2c3
Content-Type: message/delivery-status

Reporting-MTA: dns; big.example
Arrival-Date: Sun, 22 Nov 2026 01:00:07 -0800 (PST)
X-Original-Message-ID: <${envidOf(mail)}@lantern.example>

Final-Recipient: rfc822; ${mail.to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 Please try double-checking the recipient's address for typos.
 550 5.1.1 gsmtp
Last-Attempt-Date: Sun, 22 Nov 2026 01:00:08 -0800 (PST)

--00000000000091f3c40627a1b2c3
Content-Type: message/rfc822

${mail.raw}
--00000000000091f3c40627a1b2c3--
`);

const sendmail: Report = (mail) =>
  wired(`Received: from localhost (localhost)
	by gate.relay.example (8.18.1/8.18.1) id 4AM905xx012345;
	Sun, 22 Nov 2026 09:00:09 GMT
Date: Sun, 22 Nov 2026 09:00:09 GMT
From: Mail Delivery Subsystem <MAILER-DAEMON@gate.relay.example>
Message-Id: <202611220900.4AM905xx012345@gate.relay.example>
To: <${mail.from}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4AM905xx012345.1795338009/gate.relay.example"
Subject: Returned mail: see transcript for details
Auto-Submitted: auto-generated (failure)

This is a MIME-encapsulated message

--4AM905xx012345.1795338009/gate.relay.example

The original message was received at Sun, 22 Nov 2026 09:00:04 GMT
from localhost [127.0.0.1]

   ----- The following addresses had permanent fatal errors -----
<${mail.to}>
    (reason: 550 5.1.1 <${mail.to}>... User unknown)

--4AM905xx012345.1795338009/gate.relay.example
Content-Type: message/delivery-status

Reporting-MTA: dns; gate.relay.example
Received-From-MTA: DNS; localhost
Arrival-Date: Sun, 22 Nov 2026 09:00:04 GMT

Final-Recipient: RFC822; ${mail.to}
Action: failed
Status: 5.1.1
Remote-MTA: DNS; mx.example.com
Diagnostic-Code: SMTP; 550 5.1.1 <${mail.to}>... User unknown
Last-Attempt-Date: Sun, 22 Nov 2026 09:00:09 GMT

--4AM905xx012345.1795338009/gate.relay.example
Content-Type: text/rfc822-headers

Return-Path: <${mail.from}>
${headersOf(mail)}

--4AM905xx012345.1795338009/gate.relay.example--
`);

/** Reports that a mail did not arrive, as five common servers write them, and one as it was before RFC 3464. */
export const FAILURES: Readonly<Record<string, Report>> = {
  Postfix: postfix('failed', 'smtp; 550 5.1.1 User unknown in virtual mailbox table'),
  ...{ Exim: exim, 'Exim of old': eximOfOld, Exchange: exchange, Gmail: gmail, Sendmail: sendmail },
};

/** Reports of mails that are late, that were handed on, and that arrived. */
export const LATE: Report = postfix('delayed', 'smtp; connect to mx.example.com: Connection timed out');
export const HANDED_ON: Report = postfix('relayed', 'smtp; 250 2.0.0 Ok');
export const ARRIVED: Report = postfix('delivered', 'smtp; 250 2.1.5 delivered');

/** What an absent person's mail program answers to whoever wrote to them. */
export const OUT_OF_OFFICE: Report = (mail) =>
  wired(`From: Ada <${mail.to}>
To: ${mail.from}
Subject: Automatic reply: Your policy changes
In-Reply-To: <${envidOf(mail)}@lantern.example>
Auto-Submitted: auto-replied
Date: Sun, 22 Nov 2026 09:00:12 +0000
Message-ID: <away-1@example.com>
Content-Type: text/plain

I am away until Monday.
`);
