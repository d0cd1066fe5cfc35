/** What the console says of the emergency brake of a policy. */
export const askingWords = {
  title: 'If people are locked out',
  lead: 'The emergency brake, for a version that asks the wrong people: until it is over, products are told to ask nobody about this policy and to keep nobody out over it, and to show the notice instead. Who accepted what stays as it is, and so do dates and notices. It is over by itself, and it is recorded.',
  for: 'For how long',
  lengths: {
    PT1H: 'An hour',
    PT4H: 'Four hours',
    P1D: 'A day',
    P3D: 'Three days',
    P7D: 'A week',
    P14D: 'Two weeks',
    P30D: 'Thirty days, which is the most',
  },
  reason: 'Why',
  reasonHint: 'In one line. Evidence says it to whoever asks why nobody was asked.',
  pause: 'Ask nobody for now',
  again: 'Pause anew, from now on',
  resume: 'Ask again, now',
  paused: 'Nobody is asked about this policy until',
  since: 'Paused',
  wrong: { for: 'Choose for how long.', reason: 'Say why, in one line.' },
} as const;
