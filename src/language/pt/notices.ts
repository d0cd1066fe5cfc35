import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';
import { on } from './on.ts';

/** What stands in notices and on the review page alike, in Portuguese. */
export const noticePt: NoticeMessages = {
  change: {
    initial: 'Primeira versão',
    minor: 'Alteração menor',
    substantial: 'Alteração substancial',
    legal: 'Alteração exigida por lei',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `“${title}”, que acompanha este documento, também muda: a versão ${version} foi anunciada em ${postedDate}, com entrada em vigor prevista para ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `“${title}”, que acompanha este documento, também muda: a versão ${version} foi anunciada em ${postedDate}. Um aviso próprio diz a partir de quando.`,
  replaces: ({ version, replaced, postedDate }) =>
    `A versão ${version} substitui a versão ${replaced}, anunciada em ${postedDate}. A versão ${replaced} foi retirada e não entrará em vigor: o que tiver sido lido sobre ela não vale mais.`,
  replacedAcceptances:
    'Uma eventual aceitação de uma das versões retiradas deixa de valer. O que tiver sido decidido antes volta a valer, incluindo a decisão de deixar de utilizar o serviço.',
  replacedLeaving:
    'Se a sua saída do serviço estava marcada só por causa de uma delas, ela fica cancelada: o seu uso continua.',
  takesEffect: 'Entra em vigor',
  inEffectSince: 'Em vigor desde',
  effectDate: 'Data de entrada em vigor',
  ifYouDoNotAgree: 'Se não concordar',
  declineUntil: ({ date }) => `É possível recusar as alterações e deixar o serviço até ${date}.`,
  declineUntilYouAccept: 'É possível recusar as alterações e deixar o serviço enquanto você não aceitar.',
  ifYouDoNothing: 'Se não fizer nada',
  inShort: 'Em resumo',
  requiredByLaw: 'Exigido por lei',
  whyWithdrawn: 'Motivo da retirada',
  whatItMeans: 'O que isto significa na prática',
  whatChanges: 'O que muda',
  whatChanged: 'O que mudou',
  silence: {
    deemed: ({ version, date }) =>
      `Continuar a usar o serviço depois de ${date} significa aceitar a versão ${version}.`,
    deemedLate: ({ version }) =>
      `Continuar a usar o serviço depois desse prazo significa aceitar a versão ${version}.`,
    explicit: ({ date }) =>
      `Nada muda enquanto você não aceitar. Depois de ${date}, será necessário aceitar antes de continuar.`,
    explicitInEffect: 'Nada muda enquanto você não aceitar. Será necessário aceitar antes de continuar.',
    unrecorded: ({ version }) =>
      `Não temos registro de que você tenha aceitado este documento. Não fazer nada ou usar o serviço não muda isso. Será pedido que você aceite a versão ${version}.`,
  },
};

/** What stands in mails, in Portuguese. */
export const mailPt: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: alterações a partir de ${day}`,
    subjectInEffect: ({ title, day }) => `${title}: alterações em vigor desde ${day}`,
    heading: ({ title }) => `Alterações em “${title}”`,
    lead: ({ company, title, version }) =>
      `${company} publicou a versão ${version} de “${title}”. Veja aqui o que muda, a partir de quando e o que é possível fazer.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} publicou a versão ${version} de “${title}”, em vigor desde ${date}. Veja aqui o que mudou e o que é possível fazer.`,
  },
  reminder: {
    subject: ({ title, day }) => `Lembrete: ${title}, alterações a partir de ${day}`,
    subjectInEffect: ({ title, day }) => `Lembrete: ${title}, alterações desde ${day}`,
    heading: ({ title }) => `Lembrete: alterações em “${title}”`,
    lead: ({ company, title, version, postedDate }) =>
      `Em ${postedDate}, ${company} publicou a versão ${version} de “${title}”. Ainda não recebemos a sua resposta; por isso, veja mais uma vez o que muda, a partir de quando e o que é possível fazer até lá.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `Em ${postedDate}, ${company} publicou a versão ${version} de “${title}”, em vigor desde ${date}. Ainda não recebemos a sua resposta; por isso, veja mais uma vez o que mudou e o que é possível fazer.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: alterações anunciadas foram retiradas`,
    heading: ({ title }) => `As alterações em “${title}” foram retiradas`,
    lead: ({ company, title, version, date }) =>
      `${company} retirou a versão ${version} de “${title}”, que entraria em vigor ${on(date)}. Ela não entrará em vigor e não é preciso fazer nada.`,
    stays: 'Continua a valer a mesma versão que se aplicava antes.',
    acceptance: ({ version }) =>
      `Uma eventual aceitação da versão ${version} deixa de valer. O que tiver sido decidido antes volta a valer, incluindo a decisão de deixar de utilizar o serviço.`,
    leaving:
      'Se a sua saída do serviço estava marcada só por esse motivo, ela fica cancelada: o seu uso continua.',
    left: 'Se a sua saída já ocorreu, ela se mantém, mas é possível voltar quando quiser.',
    link: 'Ver as alterações retiradas',
  },
  declineWithin: ({ period }) =>
    `É possível recusar as alterações e deixar o serviço no prazo de ${period}, contados do envio deste e-mail. A data e a hora exatas estão na sua página pessoal.`,
  declineAround: ({ date, period }) =>
    `É possível recusar as alterações e deixar o serviço até ${date}. Se este e-mail só foi enviado depois disso, o prazo é de ${period}, contados do envio. A data e a hora exatas estão na sua página pessoal.`,
  declineOnPage:
    'A sua página pessoal mostra até quando é possível recusar as alterações ou quando o prazo terminou.',
  reviewAndAccept: 'Ler e aceitar',
  declineAndLeave: 'Recusar e deixar o serviço',
  nothingYet: 'Abrir um link não decide nada: a escolha é feita na página.',
  onceMore: 'Enviamos este aviso mais uma vez porque o link recebido antes não abre mais.',
  corrects:
    'Este e-mail corrige um anterior, em que um resumo ou uma tradução não estava correto. Considere o que está neste e-mail. O texto que prevalece não mudou.',
  settled: {
    'has-accepted': ({ version }) =>
      `A versão ${version} já tem a sua aceitação, que continua válida. Não é preciso fazer mais nada.`,
    'is-bound': ({ version }) => `A versão ${version} já se aplica a você. Não é preciso fazer mais nada.`,
    'has-refused': ({ version }) =>
      `O seu consentimento à versão ${version} foi recusado, e isso continua válido. Se você mudar de ideia, ainda poderá aceitar.`,
    'is-leaving': ({ version }) =>
      `A sua recusa da versão ${version} está registrada, e o seu uso do serviço vai terminar. Até a data de saída, é possível mudar de ideia na sua página pessoal.`,
  },
  comparedWith: ({ version }) => `Em comparação com a versão ${version}.`,
  earlierOnPage: 'Versões anteriores não couberam neste e-mail. Elas estão na sua página pessoal.',
  moreOnPage: ({ count }) => {
    const number = formatNumber(count, 'pt');
    return plural(count, 'pt', {
      one: 'Outra alteração não coube neste e-mail. Ela está na sua página pessoal.',
      many: `Outros ${number} de alterações não couberam neste e-mail. Elas estão na sua página pessoal.`,
      other: `Outras ${number} alterações não couberam neste e-mail. Elas estão na sua página pessoal.`,
    });
  },
  seeAllChanges: 'Ver todas as alterações',
  noChangesShown: 'O texto completo está na sua página pessoal.',
  whyYouGotThis: ({ company }) =>
    `Este e-mail foi enviado porque este endereço está associado a uma conta em ${company}. É um aviso legal; por isso, não há link para cancelar a inscrição.`,
  whyYouGotThisOnce: ({ company }) =>
    `Este e-mail foi enviado porque este endereço está, ou esteve, associado a uma conta em ${company}. É um aviso legal; por isso, não há link para cancelar a inscrição.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Comprovante: aceitação da versão ${version} de “${title}”`,
      heading: 'Aceitação confirmada',
      lead: ({ company, title, version }) =>
        `Está confirmada a sua aceitação da versão ${version} de “${title}” de ${company}. Este e-mail é o seu comprovante; não é preciso fazer mais nada.`,
    },
    leaving: {
      subject: ({ title, version }) => `Comprovante: recusa da versão ${version} de “${title}”`,
      heading: 'Recusa e saída do serviço confirmadas',
      lead: ({ company, title, version }) =>
        `Está confirmada a sua recusa da versão ${version} de “${title}”; o seu uso do serviço de ${company} vai terminar. Este e-mail é o seu comprovante. Até a data de saída, é possível mudar de ideia na sua página pessoal.`,
    },
    stayed: {
      subject: ({ title }) => `Comprovante: decisão cancelada (${title})`,
      heading: 'A sua decisão foi cancelada',
      lead: ({ company, title, version }) =>
        `Foi cancelada a sua decisão de deixar o serviço de ${company} por causa da versão ${version} de “${title}”. Isso não significa aceitar essa versão. Este e-mail é o seu comprovante.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Foi cancelada a sua decisão de deixar o serviço de ${company} por causa da versão ${version} de “${title}”. A sua aceitação anterior dessa versão volta a valer. Este e-mail é o seu comprovante.`,
    useEnds: 'Fim do uso do serviço',
    countsAgain: 'A sua aceitação, que volta a valer',
    stillLeaving: 'O seu uso ainda termina por causa de',
    openPage: 'Abrir a página pessoal',
    notYou: ({ company }) => `Se esta decisão não foi sua, avise imediatamente ${company}.`,
    whyYouGotThis:
      'Este e-mail foi enviado porque alguém respondeu na página de um link enviado para este endereço.',
  },
  contact: 'Contato',
  linksLeadTo: ({ host }) => `Os nossos links neste e-mail levam somente a ${host}.`,
};
