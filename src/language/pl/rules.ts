import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Polish. */
export const rulesPl: RulesMessages = {
  title: 'Jak zapowiadamy zmiany',
  titleOf: ({ title }) => `${title}: jak zapowiadamy zmiany`,
  lead: 'Gdy ten dokument się zmienia, od rodzaju zmiany zależy, jak Cię o niej zawiadomimy, kiedy wejdzie w życie i co możesz zrobić.',
  onlyFor: ({ audience }) => `Ten dokument dotyczy tylko grupy: ${audience}.`,
  formAlone: 'Zmiana samej formy',
  limits: {
    form: 'Zmienia się tylko forma tekstu i ani jedno słowo.',
    sections: 'Tylko dla zmian w tych częściach',
    byLaw: 'Tylko dla zmian, których wymaga prawo. Podajemy podstawę tego wymogu.',
    reason: 'Podajemy powód.',
    alone: 'Odpowiadasz na nią osobno, nigdy razem z innymi dokumentami.',
  },
  told: 'Jak Cię zawiadamiamy',
  channels: {
    mail: 'e-mailem',
    site: 'na naszej stronie internetowej',
    account: 'na Twoim koncie',
    post: 'listownie',
    push: 'powiadomieniem push',
  },
  tell: {
    nobody: 'Nikogo nie zawiadamiamy. Zmiana jest widoczna na liście wszystkich wersji.',
    one: ({ ways }) => `Zawiadamiamy Cię ${ways}.`,
    any: ({ ways }) => `Zawiadamiamy Cię ${ways}. Wystarczy jeden z tych sposobów.`,
    all: ({ ways }) =>
      `Zawiadamiamy Cię ${ways}. Zawiadomienie uważa się za dokonane dopiero po użyciu wszystkich tych sposobów.`,
    some: ({ need, ways }) => `Zawiadamiamy Cię na co najmniej ${need} z tych sposobów: ${ways}.`,
    durable: 'Sama wiadomość e-mail zawiera wszystkie zmiany i cały nowy tekst.',
  },
  when: {
    moments: {
      posting: {
        at: 'z chwilą opublikowania',
        after: ({ period }) => `${period} po opublikowaniu`,
      },
      notice: {
        at: 'z chwilą naszego zawiadomienia',
        after: ({ period }) => `${period} po naszym zawiadomieniu`,
      },
      receipt: {
        at: 'z chwilą otrzymania przez Ciebie zawiadomienia',
        after: ({ period }) => `${period} po otrzymaniu przez Ciebie zawiadomienia`,
      },
      renewal: {
        at: 'z chwilą najbliższego przedłużenia Twojej umowy',
        after: ({ period }) => `${period} po najbliższym przedłużeniu Twojej umowy`,
      },
      effect: {
        at: 'z chwilą wejścia zmiany w życie',
        after: ({ period }) => `${period} po wejściu zmiany w życie`,
      },
      proposal: {
        at: 'z chwilą przedstawienia propozycji',
        after: ({ period }) => `${period} po przedstawieniu propozycji`,
      },
      'document-date': {
        at: 'w dniu podanym w tekście',
        after: ({ period }) => `${period} po dniu podanym w tekście`,
      },
    },
    beforeEffect: ({ period }) => `${period} przed wejściem zmiany w życie`,
    renewalAfterNotice: ({ period }) =>
      `z chwilą pierwszego przedłużenia Twojej umowy, które nastąpi co najmniej ${period} po naszym zawiadomieniu`,
    businessDays: ({ count }) =>
      plural(count, 'pl', {
        one: `${formatNumber(count, 'pl')} dzień roboczy`,
        few: `${formatNumber(count, 'pl')} dni robocze`,
        other: `${formatNumber(count, 'pl')} dni roboczych`,
      }),
    countedBack: ({ when }) => `${when}, licząc wstecz od tego terminu`,
    midnight: ({ when }) => `${when}, o najbliższej północy`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `w najpóźniejszym z tych terminów: ${when}`,
    earliest: ({ when }) => `w najwcześniejszym z tych terminów: ${when}`,
  },
  effect: {
    label: 'Kiedy wchodzi w życie',
    at: ({ when }) => `Zmiana wchodzi w życie ${when}.`,
    earlier: 'Możemy wyznaczyć wcześniejszy termin i wtedy podajemy powód.',
    acceptance: 'Jeśli zaakceptujesz zmianę wcześniej, od tej chwili będzie Cię obowiązywać.',
    use: 'Jeśli po zawiadomieniu o zmianie skorzystasz z usługi wcześniej, od tej chwili będzie Cię obowiązywać.',
    newcomers: 'Jeśli zarejestrujesz się, gdy zmiana jest już zapowiedziana, będzie Cię obowiązywać od razu.',
    late: ({ period }) =>
      `Jeśli zawiadomimy Cię dopiero wtedy lub później, zmiana będzie Cię obowiązywać dopiero ${period} po zawiadomieniu.`,
    lateAtOnce:
      'Jeśli zawiadomimy Cię dopiero wtedy lub później, zmiana będzie Cię obowiązywać od chwili zawiadomienia.',
  },
  decline: {
    can: ({ offers }) => `Możesz ${offers}.`,
    offers: {
      leave: 'zrezygnować z usługi (od razu albo z upływem terminu na decyzję)',
      leaveNow: 'zrezygnować z usługi od razu',
      leaveAtClose: 'zrezygnować z usługi z upływem terminu na decyzję',
      leaveNowOrAtEffect: 'zrezygnować z usługi (od razu albo z chwilą wejścia zmiany w życie)',
      leaveAtEffect: 'zrezygnować z usługi z chwilą wejścia zmiany w życie',
      leavePart: 'zrezygnować z tej części usługi, której zmiana dotyczy',
      keepOld: 'zachować dotychczasową wersję',
      keepOldPart: 'zachować dotychczasową wersję tej części, której zmiana dotyczy',
    },
    stop: 'Możesz przestać korzystać z usługi.',
    untilItApplies: 'Termin na decyzję upływa, gdy zmiana zaczyna Cię obowiązywać.',
    untilYouUse: 'Termin na decyzję upływa, gdy znów skorzystasz z usługi.',
    untilYouAccept: 'Możesz to zrobić, dopóki nie zaakceptujesz zmiany.',
    ends: ({ when }) => `Termin na decyzję upływa ${when}.`,
    free: 'Rezygnacja nic Cię nie kosztuje.',
    kept: 'Zachowana dotychczasowa wersja obowiązuje Cię tak długo, jak trwa Twoja umowa.',
    keptUntil: ({ when }) =>
      `Zachowana dotychczasowa wersja obowiązuje Cię jeszcze przez pewien czas, który upływa ${when}.`,
    mayEnd: 'Jeśli ją zachowasz, możemy rozwiązać Twoją umowę, gdy zmiana wejdzie w życie.',
    mayEndAfter: ({ period }) =>
      `Jeśli ją zachowasz, możemy rozwiązać Twoją umowę, najwcześniej ${period} po powiadomieniu Cię o tym i nie przed wejściem zmiany w życie.`,
  },
  agree: {
    none: 'Twoja akceptacja nie jest potrzebna: zmiana obowiązuje bez niej.',
    silence: 'Jeśli do upływu terminu na decyzję nie odmówisz, Twoje milczenie oznacza akceptację.',
    use: 'Dalsze korzystanie z usługi, gdy zmiana już Cię obowiązuje, oznacza akceptację.',
    explicit: 'Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmiany.',
    asked: 'Gdy zmiana wejdzie w życie, poprosimy o akceptację przed dalszym korzystaniem z usługi.',
    optional: 'Poprosimy o akceptację, ale możesz korzystać z usługi dalej bez odpowiedzi.',
    restrict: ({ when }) =>
      `Termin na odpowiedź upływa ${when}. Potem możesz korzystać z usługi tylko częściowo, dopóki nie zaakceptujesz zmiany.`,
    end: ({ when }) =>
      `Termin na odpowiedź upływa ${when}. Potem nie możesz korzystać z usługi, dopóki nie zaakceptujesz zmiany.`,
    late: ({ period }) =>
      `Jeśli zawiadomimy Cię dopiero wtedy lub później, upłynie on ${period} po zawiadomieniu.`,
  },
  forAudience: ({ audience }) => `Dla grupy: ${audience}`,
  otherwise: 'Jak wyżej, z wyjątkiem:',
  several:
    'Jeśli należysz do kilku wymienionych tu grup, obowiązują Cię najpóźniejsze z ich terminów i najsurowszy sposób akceptacji, a możesz zrobić wszystko, co może którakolwiek z nich.',
  unknownStrictest: 'Jeśli nie wiemy, czy należysz do danej grupy, jej zasady obowiązują także Ciebie.',
  unknownDefault: 'Jeśli nie wiemy, czy należysz do danej grupy, jej zasady Cię nie obowiązują.',
  always: 'Przy każdej zmianie',
  laterDate: 'Możemy wyznaczyć późniejszy termin niż ten, który wynika z tych zasad.',
  mustBeSaid:
    'Milczenie lub korzystanie z usługi oznacza akceptację tylko wtedy, gdy wcześniejsza wersja została przez Ciebie zaakceptowana, a otrzymane zawiadomienie o tym uprzedzało.',
  announced:
    'Jeśli zmienimy te zasady, zmian już zapowiedzianych dotyczą nadal te, na których je zapowiedziano.',
  revocable: 'Możesz wycofać akceptację w każdej chwili.',
  received: ({ way, period }) => `Zawiadomienie ${way} uważa się za otrzymane ${period} po wysłaniu.`,
  receivedOnProof: ({ way }) =>
    `Zawiadomienie ${way} uważa się za otrzymane dopiero wtedy, gdy wiemy, że dotarło.`,
  posted: ({ period }) => `Czas, przez który zawiadomienie pozostaje na naszej stronie: ${period}.`,
  zone: ({ zone }) => `Dni i miesiące liczymy w strefie czasowej ${zone}.`,
  noBusinessDays: 'Dni, które nie są robocze',
};
