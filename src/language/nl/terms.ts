import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in Dutch. */
export const termsNl: TermsMessages = {
  subject: ({ title }) => `${title}: aangekondigde wijzigingen`,
  reminderSubject: ({ title }) => `Herinnering: ${title}, aangekondigde wijzigingen`,
  leadForInformation: ({ title, company, version }) =>
    `${company} heeft versie ${version} van ‘${title}’ gepubliceerd. Deze e-mail is ter informatie: hier leest u wat er verandert en vanaf wanneer.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `Op ${postedDate} heeft ${company} versie ${version} van ‘${title}’ gepubliceerd. Hier leest u nog een keer wat er verandert, vanaf wanneer en wat dit voor u betekent.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} heeft versie ${version} van ‘${title}’ ingetrokken. Deze versie gaat niet in. U hoeft niets te doen.`,
  effect: {
    after: ({ period }) =>
      `Op zijn vroegst ${period} na de verzending van deze e-mail. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    atOnce: 'Bij de verzending van deze e-mail.',
    onPage: 'De datum en tijd staan op uw persoonlijke pagina.',
    atRenewal:
      'Bij de verlenging van uw overeenkomst. De datum staat op uw persoonlijke pagina zodra die bekend is.',
    notKnown:
      'Die staat nog niet vast: die hangt af van een mededeling, en volgens onze gegevens heeft geen enkele u bereikt.',
  },
  reason: 'Reden',
  soonerReason: 'Waarom eerder dan gebruikelijk',
  declineUntilRenewal: 'U kunt tot de verlenging van uw overeenkomst weigeren en stoppen met de dienst.',
  silence: {
    until: ({ version, date }) =>
      `Als u tot ${date} niets doet, gaat u daarmee akkoord met versie ${version}.`,
    within: ({ version, period }) =>
      `Als u binnen ${period} na de verzending van deze e-mail niets doet, gaat u daarmee akkoord met versie ${version}. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    around: ({ version, period, date }) =>
      `Als u tot ${date} niets doet, gaat u daarmee akkoord met versie ${version}. Is deze e-mail pas daarna verzonden, dan hebt u vanaf de verzending ${period} de tijd. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    lateUntil: ({ since, date, version }) =>
      `Voor anderen geldt de wijziging sinds ${since}. Voor u geldt tot ${date} de versie die u nu hebt, en tot dan kunt u bezwaar maken. Als u niets doet, gaat u daarmee akkoord met versie ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `Voor anderen geldt de wijziging sinds ${since}. Voor u geldt vanaf de verzending van deze e-mail nog ${period} de versie die u nu hebt, en in die tijd kunt u bezwaar maken. Als u niets doet, gaat u daarmee akkoord met versie ${version}. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    untilRenewal: ({ version }) =>
      `Als u tot de verlenging van uw overeenkomst niets doet, gaat u daarmee akkoord met versie ${version}.`,
    onPage: ({ version }) =>
      `Als u niets doet, gaat u daarmee akkoord met versie ${version}. Op uw persoonlijke pagina staat tot wanneer u bezwaar kunt maken, of wanneer deze termijn is afgelopen.`,
    ended: ({ version, date, closedDate }) =>
      `De termijn om bezwaar te maken is afgelopen op ${closedDate}. U hebt geen bezwaar gemaakt; daarom geldt versie ${version} voor u vanaf ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `De termijn om bezwaar te maken is afgelopen op ${closedDate}. U hebt geen bezwaar gemaakt; daarom geldt versie ${version} voor u vanaf de verlenging van uw overeenkomst.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Als u de dienst na de verlenging van uw overeenkomst blijft gebruiken, gaat u daarmee akkoord met versie ${version}.`,
    onPage: ({ version }) =>
      `Als u de dienst blijft gebruiken, gaat u daarmee akkoord met versie ${version}. Op uw persoonlijke pagina staat vanaf wanneer.`,
    goOn: ({ version }) =>
      `Als u de dienst blijft gebruiken, gaat u daarmee akkoord met versie ${version}. Bent u het er niet mee eens, gebruik de dienst dan niet meer.`,
    next: ({ version }) =>
      `Als u de dienst de volgende keer gebruikt, gaat u daarmee akkoord met versie ${version}.`,
  },
  explicitUndated:
    'Er verandert voor u niets zolang u niet akkoord bent gegaan. Zodra de wijziging van kracht is, wordt u gevraagd om akkoord te gaan voordat u verder kunt.',
  unanswered: {
    restrict: ({ date }) =>
      `Als u op ${date} niet akkoord bent gegaan, kunt u de dienst daarna slechts gedeeltelijk gebruiken, totdat u akkoord gaat.`,
    restrictUndated:
      'Als u niet akkoord gaat, komt er een moment waarna u de dienst slechts gedeeltelijk kunt gebruiken, totdat u akkoord gaat. Op uw persoonlijke pagina staat wanneer.',
    end: ({ date }) =>
      `Als u op ${date} niet akkoord bent gegaan, kunt u de dienst daarna niet gebruiken, totdat u akkoord gaat.`,
    endUndated:
      'Als u niet akkoord gaat, komt er een moment waarna u de dienst niet kunt gebruiken, totdat u akkoord gaat. Op uw persoonlijke pagina staat wanneer.',
  },
  acceptAtOnce: 'Als u akkoord gaat, geldt de wijziging meteen voor u.',
  applies: {
    from: ({ date }) => `U hoeft niets te doen: dit is ter informatie. De wijziging geldt vanaf ${date}.`,
    since: ({ date }) => `U hoeft niets te doen: dit is ter informatie. De wijziging geldt sinds ${date}.`,
    undated: 'U hoeft niets te doen: dit is ter informatie.',
    leave: 'Uw akkoord is niet nodig. Als u de wijziging niet wilt, kunt u stoppen met de dienst.',
    leaveUntil: ({ date }) =>
      `Uw akkoord is niet nodig. Als u de wijziging niet wilt, kunt u tot ${date} stoppen met de dienst.`,
    leaveWithin: ({ period }) =>
      `Uw akkoord is niet nodig. Als u de wijziging niet wilt, hebt u vanaf de verzending van deze e-mail ${period} de tijd om met de dienst te stoppen. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    leaveUntilRenewal:
      'Uw akkoord is niet nodig. Als u de wijziging niet wilt, kunt u tot de verlenging van uw overeenkomst stoppen met de dienst.',
    leaveOnPage:
      'Uw akkoord is niet nodig. Als u de wijziging niet wilt, hebt u een bepaalde tijd om met de dienst te stoppen. Op uw persoonlijke pagina staat wanneer deze termijn afloopt of is afgelopen.',
  },
  notTold: 'U bent nog nergens aan gebonden: volgens onze gegevens heeft geen mededeling hierover u bereikt.',
  public: {
    silence: ({ version }) =>
      `Wie akkoord is gegaan met de versie daarvoor, over deze is geïnformeerd en niet op tijd bezwaar maakt, gaat daarmee akkoord met versie ${version}.`,
    applies: ({ version }) => `Versie ${version} geldt zonder dat iemand ermee akkoord hoeft te gaan.`,
  },
};
