/** What writes mails and hands them to a relay. It is loaded by whoever sends, since most of a service never does. */
export async function loadNodemailer() {
  const [{ default: MailComposer }, { default: SMTPConnection }] = await Promise.all([
    import('nodemailer/lib/mail-composer'),
    import('nodemailer/lib/smtp-connection'),
  ]);
  return { MailComposer, SMTPConnection };
}
