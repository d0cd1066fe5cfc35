import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in German. */
export const rulesDe: RulesMessages = {
  title: 'Wie wir Änderungen ankündigen',
  titleOf: ({ title }) => `${title}: wie wir Änderungen ankündigen`,
  lead: 'Wenn sich dieses Dokument ändert, hängt es von der Art der Änderung ab, wie Sie davon erfahren, wann sie in Kraft tritt und was Sie tun können.',
  onlyFor: ({ audience }) => `Dieses Dokument gilt nur für: ${audience}.`,
  formAlone: 'Änderung nur der Form',
  limits: {
    form: 'Nur die Form des Textes ändert sich, und kein einziges Wort.',
    sections: 'Nur für Änderungen an diesen Abschnitten',
    byLaw: 'Nur für das, was das Gesetz verlangt. Wir nennen die Vorschrift.',
    reason: 'Wir nennen den Grund.',
    alone: 'Sie entscheiden darüber gesondert, nie zusammen mit anderen Dokumenten.',
  },
  told: 'Wie Sie davon erfahren',
  channels: {
    mail: 'per E-Mail',
    site: 'auf unserer Website',
    account: 'in Ihrem Konto',
    post: 'per Brief',
    push: 'per Push-Nachricht',
  },
  tell: {
    nobody: 'Niemand wird benachrichtigt. Die Änderung steht in der Liste aller Versionen.',
    one: ({ ways }) => `Wir unterrichten Sie ${ways}.`,
    any: ({ ways }) => `Wir unterrichten Sie ${ways}. Einer dieser Wege genügt.`,
    all: ({ ways }) =>
      `Wir unterrichten Sie ${ways}. Sie gelten erst als unterrichtet, wenn all das geschehen ist.`,
    some: ({ need, ways }) => `Wir unterrichten Sie auf mindestens ${need} dieser Wege: ${ways}.`,
    durable: 'Die E-Mail selbst enthält alle Änderungen und den gesamten neuen Text.',
  },
  when: {
    moments: {
      posting: {
        at: 'mit der Veröffentlichung',
        after: ({ period }) => `${period} nach der Veröffentlichung`,
      },
      notice: {
        at: 'mit unserer Mitteilung an Sie',
        after: ({ period }) => `${period} nach unserer Mitteilung an Sie`,
      },
      receipt: {
        at: 'mit dem Zugang der Mitteilung bei Ihnen',
        after: ({ period }) => `${period} nach dem Zugang der Mitteilung bei Ihnen`,
      },
      renewal: {
        at: 'mit der nächsten Verlängerung Ihres Vertrags',
        after: ({ period }) => `${period} nach der nächsten Verlängerung Ihres Vertrags`,
      },
      effect: {
        at: 'mit dem Inkrafttreten der Änderung',
        after: ({ period }) => `${period} nach dem Inkrafttreten der Änderung`,
      },
      proposal: {
        at: 'mit dem Vorschlag der Änderung',
        after: ({ period }) => `${period} nach dem Vorschlag der Änderung`,
      },
      'document-date': {
        at: 'an dem Datum, das im Text genannt ist',
        after: ({ period }) => `${period} nach dem Datum, das im Text genannt ist`,
      },
    },
    beforeEffect: ({ period }) => `${period} vor dem Inkrafttreten der Änderung`,
    renewalAfterNotice: ({ period }) =>
      `mit der ersten Verlängerung Ihres Vertrags, die mindestens ${period} nach unserer Mitteilung an Sie liegt`,
    businessDays: ({ count }) =>
      plural(count, 'de', {
        one: `${formatNumber(count, 'de')} Arbeitstag`,
        other: `${formatNumber(count, 'de')} Arbeitstage`,
      }),
    countedBack: ({ when }) => `${when} (von jenem Zeitpunkt zurückgerechnet)`,
    midnight: ({ when }) => `${when}, und zwar um Mitternacht danach`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `zum spätesten dieser Zeitpunkte: ${when}`,
    earliest: ({ when }) => `zum frühesten dieser Zeitpunkte: ${when}`,
  },
  effect: {
    label: 'Wann sie in Kraft tritt',
    at: ({ when }) => `In Kraft tritt die Änderung ${when}.`,
    earlier: 'Wir können einen früheren Zeitpunkt festlegen und nennen dann den Grund.',
    acceptance: 'Wenn Sie der Änderung vorher zustimmen, gilt sie ab dann für Sie.',
    use: 'Wenn Sie von der Änderung unterrichtet wurden und den Dienst vorher nutzen, gilt sie ab dann für Sie.',
    newcomers: 'Wenn Sie sich nach der Ankündigung anmelden, gilt sie für Sie sofort.',
    late: ({ period }) =>
      `Wenn wir Sie erst dann oder später unterrichten, gilt sie für Sie frühestens ${period} nach unserer Mitteilung.`,
    lateAtOnce: 'Wenn wir Sie erst dann oder später unterrichten, gilt sie für Sie ab unserer Mitteilung.',
  },
  decline: {
    can: ({ offers }) => `Sie können ${offers}.`,
    offers: {
      leave: 'die Nutzung beenden (sofort oder zum Ende der Frist)',
      leaveNow: 'die Nutzung sofort beenden',
      leaveAtClose: 'die Nutzung zum Ende der Frist beenden',
      leaveNowOrAtEffect: 'die Nutzung beenden (sofort oder mit dem Inkrafttreten der Änderung)',
      leaveAtEffect: 'die Nutzung mit dem Inkrafttreten der Änderung beenden',
      leavePart: 'die Nutzung des Teils beenden, den die Änderung betrifft',
      keepOld: 'die bisherige Version behalten',
      keepOldPart: 'für den Teil, den die Änderung betrifft, die bisherige Version behalten',
    },
    stop: 'Sie können aufhören, den Dienst zu nutzen.',
    untilItApplies: 'Die Frist dafür endet, sobald die Änderung für Sie gilt.',
    untilYouUse: 'Die Frist dafür endet, sobald Sie den Dienst das nächste Mal nutzen.',
    untilYouAccept: 'Das geht, solange Sie nicht zugestimmt haben.',
    ends: ({ when }) => `Die Frist dafür endet ${when}.`,
    free: 'Die Nutzung zu beenden kostet Sie nichts.',
    kept: 'Eine bisherige Version, die Sie behalten, gilt für Sie, solange Ihr Vertrag läuft.',
    keptUntil: ({ when }) =>
      `Eine bisherige Version, die Sie behalten, gilt für Sie noch eine Zeit lang. Diese Zeit endet ${when}.`,
    mayEnd: 'Wenn Sie sie behalten, können wir Ihren Vertrag beenden, sobald die Änderung in Kraft ist.',
    mayEndAfter: ({ period }) =>
      `Wenn Sie sie behalten, können wir Ihren Vertrag beenden, frühestens ${period}, nachdem wir Ihnen das mitgeteilt haben, und nicht vor dem Inkrafttreten der Änderung.`,
  },
  agree: {
    none: 'Ihre Zustimmung ist nicht erforderlich: Die Änderung gilt auch ohne sie.',
    silence: 'Wenn Sie bis zum Ende der Frist nicht abgelehnt haben, gilt Ihr Schweigen als Zustimmung.',
    use: 'Sie stimmen zu, wenn Sie den Dienst weiter nutzen, sobald die Änderung für Sie gilt.',
    explicit: 'Für Sie ändert sich nichts, solange Sie nicht zugestimmt haben.',
    asked:
      'Ist die Änderung in Kraft, werden Sie um Ihre Zustimmung gebeten, bevor Sie den Dienst weiter nutzen können.',
    optional:
      'Sie werden um Ihre Zustimmung gebeten und können den Dienst auch weiter nutzen, ohne zu antworten.',
    restrict: ({ when }) =>
      `Ihre Frist für die Antwort endet ${when}. Danach können Sie den Dienst nur eingeschränkt nutzen, bis Sie zustimmen.`,
    end: ({ when }) =>
      `Ihre Frist für die Antwort endet ${when}. Danach können Sie den Dienst nicht nutzen, bis Sie zustimmen.`,
    late: ({ period }) =>
      `Wenn wir Sie erst dann oder später unterrichten, endet sie ${period} nach unserer Mitteilung.`,
  },
  forAudience: ({ audience }) => `Für: ${audience}`,
  otherwise: 'Wie oben, mit diesen Abweichungen:',
  several:
    'Wenn Sie zu mehreren der hier genannten Gruppen gehören, gelten für Sie deren späteste Zeitpunkte und die strengste Art der Zustimmung, und Ihnen steht alles offen, was einer von ihnen offensteht.',
  unknownStrictest:
    'Wenn wir nicht wissen, ob Sie zu einer Gruppe gehören, gelten deren Regeln auch für Sie.',
  unknownDefault: 'Wenn wir nicht wissen, ob Sie zu einer Gruppe gehören, gelten deren Regeln nicht für Sie.',
  always: 'Bei jeder Änderung',
  laterDate: 'Wir können einen späteren Zeitpunkt festlegen als den, der sich aus diesen Regeln ergibt.',
  mustBeSaid:
    'Schweigen oder Nutzung gilt nur dann als Zustimmung, wenn Sie einer früheren Version zugestimmt haben und Ihre Mitteilung darauf hingewiesen hat.',
  announced:
    'Wenn wir diese Regeln ändern, gelten für bereits angekündigte Änderungen weiter die Regeln, unter denen sie angekündigt wurden.',
  revocable: 'Sie können eine Zustimmung jederzeit widerrufen.',
  received: ({ way, period }) => `Eine Mitteilung ${way} gilt ${period} nach dem Versand als zugegangen.`,
  receivedOnProof: ({ way }) =>
    `Eine Mitteilung ${way} gilt erst als zugegangen, wenn wir wissen, dass sie angekommen ist.`,
  posted: ({ period }) => `Die Mitteilung bleibt ${period} auf unserer Website.`,
  zone: ({ zone }) => `Tage und Monate werden in der Zeitzone ${zone} gezählt.`,
  noBusinessDays: 'Tage, die keine Arbeitstage sind',
};
