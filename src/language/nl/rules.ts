import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Dutch. */
export const rulesNl: RulesMessages = {
  title: 'Hoe wij wijzigingen aankondigen',
  titleOf: ({ title }) => `${title}: hoe wij wijzigingen aankondigen`,
  lead: 'Als dit document verandert, hangt het van de soort wijziging af hoe u daarover bericht krijgt, wanneer de wijziging van kracht wordt en wat u kunt doen.',
  onlyFor: ({ audience }) => `Dit document geldt alleen voor: ${audience}.`,
  formAlone: 'Wijziging van alleen de vorm',
  limits: {
    form: 'Alleen de vorm van de tekst verandert, en geen enkel woord.',
    sections: 'Alleen voor wijzigingen in deze onderdelen',
    byLaw: 'Alleen voor wat de wet vereist. Wij noemen het voorschrift.',
    reason: 'Wij noemen de reden.',
    alone: 'U beslist hierover apart, nooit samen met andere documenten.',
  },
  told: 'Hoe u bericht krijgt',
  channels: {
    mail: 'per e-mail',
    site: 'op onze website',
    account: 'in uw account',
    post: 'per post',
    push: 'via een pushbericht',
  },
  tell: {
    nobody: 'Niemand krijgt bericht. De wijziging staat in de lijst met alle versies.',
    one: ({ ways }) => `U krijgt bericht ${ways}.`,
    any: ({ ways }) => `U krijgt bericht ${ways}. Een van deze wegen is genoeg.`,
    all: ({ ways }) => `U krijgt bericht ${ways}. Pas als dat allemaal is gebeurd, geldt u als ingelicht.`,
    some: ({ need, ways }) => `U krijgt bericht langs ten minste ${need} van deze wegen: ${ways}.`,
    durable: 'De e-mail zelf bevat alle wijzigingen en de volledige nieuwe tekst.',
  },
  when: {
    moments: {
      posting: { at: 'bij de publicatie', after: ({ period }) => `${period} na de publicatie` },
      notice: { at: 'bij ons bericht aan u', after: ({ period }) => `${period} na ons bericht aan u` },
      receipt: {
        at: 'bij de ontvangst van ons bericht',
        after: ({ period }) => `${period} na de ontvangst van ons bericht`,
      },
      renewal: {
        at: 'bij de volgende verlenging van uw overeenkomst',
        after: ({ period }) => `${period} na de volgende verlenging van uw overeenkomst`,
      },
      effect: {
        at: 'bij de ingang van de wijziging',
        after: ({ period }) => `${period} na de ingang van de wijziging`,
      },
      proposal: { at: 'bij het voorstel', after: ({ period }) => `${period} na het voorstel` },
      'document-date': {
        at: 'op de datum die in de tekst staat',
        after: ({ period }) => `${period} na de datum die in de tekst staat`,
      },
    },
    beforeEffect: ({ period }) => `${period} voor de ingang van de wijziging`,
    renewalAfterNotice: ({ period }) =>
      `bij de eerste verlenging van uw overeenkomst die ten minste ${period} na ons bericht aan u plaatsvindt`,
    businessDays: ({ count }) =>
      plural(count, 'nl', {
        one: `${formatNumber(count, 'nl')} werkdag`,
        other: `${formatNumber(count, 'nl')} werkdagen`,
      }),
    countedBack: ({ when }) => `${when}, teruggerekend vanaf die datum`,
    midnight: ({ when }) => `${when}, om middernacht daarna`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `op het laatste van deze tijdstippen: ${when}`,
    earliest: ({ when }) => `op het eerste van deze tijdstippen: ${when}`,
  },
  effect: {
    label: 'Wanneer de wijziging van kracht wordt',
    at: ({ when }) => `De wijziging wordt van kracht ${when}.`,
    earlier: 'Wij kunnen een eerdere datum noemen, en dan noemen wij de reden.',
    acceptance: 'Als u eerder akkoord gaat met de wijziging, geldt die vanaf dat moment voor u.',
    use: 'Als u bericht hebt gekregen van de wijziging en de dienst eerder gebruikt, geldt die vanaf dat moment voor u.',
    newcomers: 'Als u zich aanmeldt wanneer de wijziging al is aangekondigd, geldt die meteen voor u.',
    late: ({ period }) =>
      `Als u pas op dat moment of later bericht krijgt, geldt de wijziging voor u op zijn vroegst ${period} na ons bericht.`,
    lateAtOnce:
      'Als u pas op dat moment of later bericht krijgt, geldt de wijziging voor u vanaf ons bericht.',
  },
  decline: {
    can: ({ offers }) => `U kunt ${offers}.`,
    offers: {
      leave: 'stoppen met de dienst (meteen of aan het eind van de termijn)',
      leaveNow: 'meteen stoppen met de dienst',
      leaveAtClose: 'aan het eind van de termijn stoppen met de dienst',
      leaveNowOrAtEffect: 'stoppen met de dienst (meteen of bij de ingang van de wijziging)',
      leaveAtEffect: 'bij de ingang van de wijziging stoppen met de dienst',
      leavePart: 'stoppen met het deel van de dienst waarover de wijziging gaat',
      keepOld: 'de eerdere versie houden',
      keepOldPart: 'de eerdere versie houden van het deel waarover de wijziging gaat',
    },
    stop: 'U kunt stoppen met het gebruik van de dienst.',
    untilItApplies: 'De termijn loopt af zodra de wijziging voor u geldt.',
    untilYouUse: 'De termijn loopt af zodra u de dienst weer gebruikt.',
    untilYouAccept: 'Dat kan zolang u niet akkoord bent gegaan.',
    ends: ({ when }) => `De termijn loopt af ${when}.`,
    free: 'Stoppen kost u niets.',
    kept: 'Als u de eerdere versie houdt, geldt die voor u zolang uw overeenkomst loopt.',
    keptUntil: ({ when }) =>
      `Als u de eerdere versie houdt, geldt die nog enige tijd voor u. Die tijd loopt af ${when}.`,
    mayEnd: 'Als u die houdt, kunnen wij uw overeenkomst beëindigen zodra de wijziging van kracht is.',
    mayEndAfter: ({ period }) =>
      `Als u die houdt, kunnen wij uw overeenkomst beëindigen, op zijn vroegst ${period} nadat wij u dat hebben laten weten en niet voordat de wijziging van kracht is.`,
  },
  agree: {
    none: 'Uw akkoord is niet nodig: de wijziging geldt ook zonder.',
    silence: 'Als u aan het eind van de termijn niet hebt geweigerd, geldt uw stilzwijgen als akkoord.',
    use: 'U gaat akkoord als u de dienst blijft gebruiken nadat de wijziging voor u is gaan gelden.',
    explicit: 'Er verandert voor u niets zolang u niet akkoord bent gegaan.',
    asked: 'Zodra de wijziging van kracht is, wordt u gevraagd om akkoord te gaan voordat u verder kunt.',
    optional: 'U wordt gevraagd om akkoord te gaan, en kunt ook zonder antwoord verder.',
    restrict: ({ when }) =>
      `De termijn om te antwoorden loopt af ${when}. Daarna kunt u de dienst slechts gedeeltelijk gebruiken, totdat u akkoord gaat.`,
    end: ({ when }) =>
      `De termijn om te antwoorden loopt af ${when}. Daarna kunt u de dienst niet gebruiken, totdat u akkoord gaat.`,
    late: ({ period }) =>
      `Als u pas op dat moment of later bericht krijgt, loopt die af ${period} na ons bericht.`,
  },
  forAudience: ({ audience }) => `Voor: ${audience}`,
  otherwise: 'Zoals hierboven, behalve dit:',
  several:
    'Als u tot meer dan een van de hier genoemde groepen behoort, gelden voor u de laatste van hun datums en de strengste manier van akkoord gaan, en kunt u alles doen wat een van die groepen kan.',
  unknownStrictest: 'Als wij niet weten of u tot een groep behoort, gelden de regels daarvan ook voor u.',
  unknownDefault: 'Als wij niet weten of u tot een groep behoort, gelden de regels daarvan niet voor u.',
  always: 'Bij elke wijziging',
  laterDate: 'Wij kunnen een latere datum noemen dan die uit deze regels volgt.',
  mustBeSaid:
    'Stilzwijgen of gebruik geldt alleen als akkoord als u met een eerdere versie akkoord bent gegaan en het bericht dat u kreeg dat zei.',
  announced:
    'Als wij deze regels wijzigen, blijven voor al aangekondigde wijzigingen de regels gelden waaronder ze zijn aangekondigd.',
  revocable: 'U kunt een akkoord altijd intrekken.',
  received: ({ way, period }) => `Een bericht ${way} geldt als ontvangen ${period} na de verzending.`,
  receivedOnProof: ({ way }) =>
    `Een bericht ${way} geldt pas als ontvangen wanneer wij weten dat het is aangekomen.`,
  posted: ({ period }) => `Het bericht blijft ${period} op onze website staan.`,
  zone: ({ zone }) => `Dagen en maanden worden geteld in de tijdzone ${zone}.`,
  noBusinessDays: 'Dagen die geen werkdagen zijn',
};
