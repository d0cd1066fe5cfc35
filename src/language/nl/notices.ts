import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What stands in notices and on the review page alike, in Dutch. */
export const noticeNl: NoticeMessages = {
  change: {
    initial: 'Eerste versie',
    minor: 'Kleine wijziging',
    substantial: 'Belangrijke wijziging',
    legal: 'Wettelijk verplichte wijziging',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `Ook ‘${title}’, dat bij dit document hoort, verandert: versie ${version} is op ${postedDate} aangekondigd, met als ingangsdatum ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `Ook ‘${title}’, dat bij dit document hoort, verandert: versie ${version} is op ${postedDate} aangekondigd. In een eigen bericht staat vanaf wanneer.`,
  replaces: ({ version, replaced, postedDate }) =>
    `Versie ${version} komt in de plaats van versie ${replaced}, die op ${postedDate} is aangekondigd. Versie ${replaced} is ingetrokken en gaat niet in: wat u daarover misschien hebt gelezen, geldt niet meer.`,
  replacedAcceptances:
    'Als u al akkoord was gegaan met een van de ingetrokken versies, telt dat niet meer. Wat u daarvoor had besloten, geldt weer, ook een besluit om met uw gebruik te stoppen.',
  replacedLeaving:
    'Als u alleen vanwege een van die versies wilde stoppen en uw gebruik nog niet is geëindigd, gaat het gewoon door.',
  takesEffect: 'Gaat in op',
  inEffectSince: 'Van kracht sinds',
  effectDate: 'Ingangsdatum',
  ifYouDoNotAgree: 'Als u het er niet mee eens bent',
  declineUntil: ({ date }) => `U kunt tot ${date} weigeren en stoppen met de dienst.`,
  declineUntilYouAccept: 'U kunt weigeren en stoppen met de dienst zolang u niet akkoord bent gegaan.',
  ifYouDoNothing: 'Als u niets doet',
  inShort: 'In het kort',
  requiredByLaw: 'Wettelijk verplicht',
  whyWithdrawn: 'Reden van de intrekking',
  whatItMeans: 'Wat dit voor u betekent',
  whatChanges: 'Wat er verandert',
  whatChanged: 'Wat er is veranderd',
  silence: {
    deemed: ({ version, date }) =>
      `Als u de dienst na ${date} blijft gebruiken, gaat u daarmee akkoord met versie ${version}.`,
    deemedLate: ({ version }) =>
      `Als u de dienst na afloop van deze termijn blijft gebruiken, gaat u daarmee akkoord met versie ${version}.`,
    explicit: ({ date }) =>
      `Er verandert voor u niets zolang u niet akkoord bent gegaan. Na ${date} wordt u gevraagd om akkoord te gaan voordat u verder kunt.`,
    explicitInEffect:
      'Er verandert voor u niets zolang u niet akkoord bent gegaan. U wordt gevraagd om akkoord te gaan voordat u verder kunt.',
    unrecorded: ({ version }) =>
      `Wij hebben niet vastgelegd dat u akkoord bent gegaan met dit document. Niets doen of de dienst gebruiken verandert daar niets aan. U wordt gevraagd om akkoord te gaan met versie ${version}.`,
  },
};

/** What stands in mails, in Dutch. */
export const mailNl: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: wijzigingen per ${day}`,
    subjectInEffect: ({ title, day }) => `${title}: wijzigingen van kracht sinds ${day}`,
    heading: ({ title }) => `Wijzigingen in ‘${title}’`,
    lead: ({ company, title, version }) =>
      `${company} heeft versie ${version} van ‘${title}’ gepubliceerd. Hier leest u wat er verandert, vanaf wanneer en wat u kunt doen.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} heeft versie ${version} van ‘${title}’ gepubliceerd. Deze versie is van kracht sinds ${date}. Hier leest u wat er is veranderd en wat u kunt doen.`,
  },
  reminder: {
    subject: ({ title, day }) => `Herinnering: ${title}, wijzigingen gaan in op ${day}`,
    subjectInEffect: ({ title, day }) => `Herinnering: ${title}, wijzigingen van kracht sinds ${day}`,
    heading: ({ title }) => `Herinnering: wijzigingen in ‘${title}’`,
    lead: ({ company, title, version, postedDate }) =>
      `Op ${postedDate} heeft ${company} versie ${version} van ‘${title}’ gepubliceerd. Wij hebben nog geen antwoord van u. Daarom leest u hier nog een keer wat er verandert, vanaf wanneer en wat u tot die tijd kunt doen.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `Op ${postedDate} heeft ${company} versie ${version} van ‘${title}’ gepubliceerd. Deze versie is van kracht sinds ${date}. Wij hebben nog geen antwoord van u. Daarom leest u hier nog een keer wat er is veranderd en wat u kunt doen.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: de aangekondigde wijzigingen zijn ingetrokken`,
    heading: ({ title }) => `De wijzigingen in ‘${title}’ zijn ingetrokken`,
    lead: ({ company, title, version, date }) =>
      `${company} heeft versie ${version} van ‘${title}’ ingetrokken. Deze versie zou ingaan op ${date}, maar gaat niet in. U hoeft niets te doen.`,
    stays: 'De versie die tot nu toe voor u gold, blijft gelden.',
    acceptance: ({ version }) =>
      `Als u al akkoord was gegaan met versie ${version}, telt dat niet meer. Wat u daarvoor had besloten, geldt weer, ook een besluit om met uw gebruik te stoppen.`,
    leaving: 'Als u alleen daarom wilde stoppen en uw gebruik nog niet is geëindigd, gaat het gewoon door.',
    left: 'Als uw gebruik al is geëindigd, blijft dat zo. U bent altijd weer welkom.',
    link: 'Ingetrokken wijzigingen bekijken',
  },
  declineWithin: ({ period }) =>
    `U hebt vanaf de verzending van deze e-mail ${period} de tijd om te weigeren en met de dienst te stoppen. De precieze datum en tijd staan op uw persoonlijke pagina.`,
  declineAround: ({ date, period }) =>
    `U kunt tot ${date} weigeren en stoppen met de dienst. Is deze e-mail pas daarna verzonden, dan hebt u vanaf de verzending ${period} de tijd. De precieze datum en tijd staan op uw persoonlijke pagina.`,
  declineOnPage:
    'Op uw persoonlijke pagina staat tot wanneer u kunt weigeren, of wanneer deze termijn is afgelopen.',
  reviewAndAccept: 'Bekijken en akkoord gaan',
  declineAndLeave: 'Weigeren en stoppen',
  nothingYet: 'Met het openen van een link beslist u nog niets: u kiest op de pagina.',
  onceMore: 'Wij sturen u deze mededeling nog een keer, omdat de link die u had gekregen niet meer opengaat.',
  corrects:
    'Deze e-mail verbetert een eerdere, waarin een samenvatting of een vertaling niet klopte. Houd deze e-mail aan. De doorslaggevende tekst is niet veranderd.',
  settled: {
    'has-accepted': ({ version }) =>
      `U bent akkoord gegaan met versie ${version}, en dat blijft zo. U hoeft verder niets te doen.`,
    'is-bound': ({ version }) => `Voor u geldt versie ${version} al. U hoeft verder niets te doen.`,
    'has-refused': ({ version }) =>
      `U hebt uw toestemming voor versie ${version} geweigerd, en dat blijft zo. Als u van gedachten verandert, kunt u nog steeds akkoord gaan.`,
    'is-leaving': ({ version }) =>
      `U hebt versie ${version} geweigerd en stopt met de dienst. Tot het einde van uw gebruik kunt u op uw persoonlijke pagina van gedachten veranderen.`,
  },
  comparedWith: ({ version }) => `Vergeleken met versie ${version}.`,
  earlierOnPage: 'Eerdere versies passen niet in deze e-mail. Die staan op uw persoonlijke pagina.',
  moreOnPage: ({ count }) =>
    plural(count, 'nl', {
      one: 'Nog één wijziging past niet in deze e-mail. Die staat op uw persoonlijke pagina.',
      other: `Nog ${formatNumber(count, 'nl')} wijzigingen passen niet in deze e-mail. Die staan op uw persoonlijke pagina.`,
    }),
  seeAllChanges: 'Alle wijzigingen bekijken',
  noChangesShown: 'De volledige tekst staat op uw persoonlijke pagina.',
  whyYouGotThis: ({ company }) =>
    `U krijgt deze e-mail omdat dit adres gekoppeld is aan een account bij ${company}. Het is een juridische mededeling; daarom kunt u zich er niet voor afmelden.`,
  whyYouGotThisOnce: ({ company }) =>
    `U krijgt deze e-mail omdat dit adres gekoppeld is of was aan een account bij ${company}. Het is een juridische mededeling; daarom kunt u zich er niet voor afmelden.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Uw bevestiging: akkoord met versie ${version} van ‘${title}’`,
      heading: 'U bent akkoord gegaan',
      lead: ({ company, title, version }) =>
        `U bent akkoord gegaan met versie ${version} van ‘${title}’ van ${company}. Deze e-mail is uw bevestiging; u hoeft verder niets te doen.`,
    },
    leaving: {
      subject: ({ title, version }) => `Uw bevestiging: versie ${version} van ‘${title}’ geweigerd`,
      heading: 'U hebt geweigerd en stopt met de dienst',
      lead: ({ company, title, version }) =>
        `U hebt versie ${version} van ‘${title}’ geweigerd en uw gebruik van ${company} eindigt. Deze e-mail is uw bevestiging. Tot het einde van uw gebruik kunt u op uw persoonlijke pagina van gedachten veranderen.`,
    },
    stayed: {
      subject: ({ title }) => `Uw bevestiging: besluit teruggenomen (‘${title}’)`,
      heading: 'U hebt uw besluit teruggenomen',
      lead: ({ company, title, version }) =>
        `U hebt uw besluit teruggenomen om met ${company} te stoppen vanwege versie ${version} van ‘${title}’. Dat betekent niet dat u akkoord bent gegaan met die versie. Deze e-mail is uw bevestiging.`,
    },
    stayedLead: ({ company, title, version }) =>
      `U hebt uw besluit teruggenomen om met ${company} te stoppen vanwege versie ${version} van ‘${title}’. Uw eerdere akkoord met die versie telt weer. Deze e-mail is uw bevestiging.`,
    useEnds: 'Uw gebruik eindigt op',
    countsAgain: 'Uw akkoord dat weer telt',
    stillLeaving: 'Uw gebruik eindigt nog steeds vanwege',
    openPage: 'Uw persoonlijke pagina openen',
    notYou: ({ company }) => `Hebt u dit niet zelf beslist? Laat het ${company} dan meteen weten.`,
    whyYouGotThis:
      'U krijgt deze e-mail omdat iemand heeft geantwoord via een link die naar dit adres is gestuurd.',
  },
  contact: 'Contact',
  linksLeadTo: ({ host }) => `Onze eigen links in deze e-mail leiden naar ${host} en nergens anders naartoe.`,
};
