/** What the page of a mail says, with the text that prevails beside it. */
export const personMailWords = {
  back: (user: string) => `Back to ${user}`,
  from: 'From',
  to: 'To',
  sent: 'Sent',
  notSent: 'not yet',
  language: 'Language',
  forgotten: 'forgotten',
  mail: 'The mail, as it was sent',
  mailHint: 'Their own link is left out, since it lets whoever has it answer for them.',
  plain: 'Its text part',
  link: '[their own link, left out]',
  prevails: 'The text that prevails',
  prevailsHint: (language: string) => `In ${language}, which counts where translations differ.`,
  noText: 'This mail tells of no version with a text.',
  gone: 'The words of this mail are not kept any more.',
} as const;
