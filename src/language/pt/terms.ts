import type { TermsMessages } from '../terms-messages.ts';
import { on } from './on.ts';

/** What is said of versions with rules of their own, in Portuguese. */
export const termsPt: TermsMessages = {
  subject: ({ title }) => `${title}: alterações anunciadas`,
  reminderSubject: ({ title }) => `Lembrete: ${title}, alterações anunciadas`,
  leadForInformation: ({ title, company, version }) =>
    `${company} publicou a versão ${version} de “${title}”. Este e-mail é informativo: veja aqui o que muda e a partir de quando.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `Em ${postedDate}, ${company} publicou a versão ${version} de “${title}”. Veja mais uma vez o que muda, a partir de quando e o que isso significa na prática.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} retirou a versão ${version} de “${title}”. Ela não entrará em vigor e não é preciso fazer nada.`,
  effect: {
    after: ({ period }) =>
      `No mínimo ${period} depois do envio deste e-mail. A data e a hora exatas estão na sua página pessoal.`,
    atOnce: 'Com o envio deste e-mail.',
    onPage: 'A data e a hora estão na sua página pessoal.',
    atRenewal:
      'Na renovação do seu contrato. A data aparecerá na sua página pessoal assim que for conhecida.',
    notKnown:
      'Ainda não está definida: depende de um aviso e, segundo os nossos registros, nenhum chegou até você.',
  },
  reason: 'Motivo',
  soonerReason: 'Por que antes do habitual',
  declineUntilRenewal: 'É possível recusar as alterações e deixar o serviço até a renovação do seu contrato.',
  silence: {
    until: ({ version, date }) =>
      `Se você não fizer nada até ${date}, isso valerá como aceitação da versão ${version}.`,
    within: ({ version, period }) =>
      `Se você não fizer nada no prazo de ${period}, contados do envio deste e-mail, isso valerá como aceitação da versão ${version}. A data e a hora exatas estão na sua página pessoal.`,
    around: ({ version, period, date }) =>
      `Se você não fizer nada até ${date}, isso valerá como aceitação da versão ${version}. Se este e-mail só foi enviado depois disso, o prazo é de ${period}, contados do envio. A data e a hora exatas estão na sua página pessoal.`,
    lateUntil: ({ since, date, version }) =>
      `A alteração se aplica a outras pessoas desde ${since}. A você se aplica, até ${date}, a versão que você tem agora, e até lá é possível se opor. Se você não fizer nada, isso valerá como aceitação da versão ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `A alteração se aplica a outras pessoas desde ${since}. A você se aplica, por ${period} contados do envio deste e-mail, a versão que você tem agora, e nesse prazo é possível se opor. Se você não fizer nada, isso valerá como aceitação da versão ${version}. A data e a hora exatas estão na sua página pessoal.`,
    untilRenewal: ({ version }) =>
      `Se você não fizer nada até a renovação do seu contrato, isso valerá como aceitação da versão ${version}.`,
    onPage: ({ version }) =>
      `Se você não fizer nada, isso valerá como aceitação da versão ${version}. A sua página pessoal mostra até quando é possível se opor ou quando o prazo terminou.`,
    ended: ({ version, date, closedDate }) =>
      `O prazo para se opor terminou ${on(closedDate)}. Como não houve oposição da sua parte, a versão ${version} se aplica a você a partir de ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `O prazo para se opor terminou ${on(closedDate)}. Como não houve oposição da sua parte, a versão ${version} se aplica a você a partir da renovação do seu contrato.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Continuar a usar o serviço depois da renovação do seu contrato significa aceitar a versão ${version}.`,
    onPage: ({ version }) =>
      `Continuar a usar o serviço significa aceitar a versão ${version}. A sua página pessoal mostra a partir de quando.`,
    goOn: ({ version }) =>
      `Continuar a usar o serviço significa aceitar a versão ${version}. Se você não concordar, deixe de usá-lo.`,
    next: ({ version }) =>
      `Na próxima vez que você usar o serviço, isso significará aceitar a versão ${version}.`,
  },
  explicitUndated:
    'Nada muda enquanto você não aceitar. Quando a alteração estiver em vigor, será necessário aceitar antes de continuar.',
  unanswered: {
    restrict: ({ date }) =>
      `Se você não aceitar até ${date}, depois disso só poderá usar o serviço em parte, até aceitar.`,
    restrictUndated:
      'Se você não aceitar, chegará um momento em que só poderá usar o serviço em parte, até aceitar. A sua página pessoal mostra quando.',
    end: ({ date }) =>
      `Se você não aceitar até ${date}, depois disso não poderá usar o serviço, até aceitar.`,
    endUndated:
      'Se você não aceitar, chegará um momento em que não poderá usar o serviço, até aceitar. A sua página pessoal mostra quando.',
  },
  acceptAtOnce: 'Se você aceitar, a alteração se aplica a você imediatamente.',
  applies: {
    from: ({ date }) =>
      `Não é preciso fazer nada: este aviso é informativo. A alteração se aplica a partir de ${date}.`,
    since: ({ date }) =>
      `Não é preciso fazer nada: este aviso é informativo. A alteração se aplica desde ${date}.`,
    undated: 'Não é preciso fazer nada: este aviso é informativo.',
    leave: 'A sua aceitação não é necessária. Se não quiser esta alteração, é possível deixar o serviço.',
    leaveUntil: ({ date }) =>
      `A sua aceitação não é necessária. Se não quiser esta alteração, é possível deixar o serviço até ${date}.`,
    leaveWithin: ({ period }) =>
      `A sua aceitação não é necessária. Se não quiser esta alteração, é possível deixar o serviço no prazo de ${period}, contados do envio deste e-mail. A data e a hora exatas estão na sua página pessoal.`,
    leaveUntilRenewal:
      'A sua aceitação não é necessária. Se não quiser esta alteração, é possível deixar o serviço até a renovação do seu contrato.',
    leaveOnPage:
      'A sua aceitação não é necessária. Se não quiser esta alteração, há um prazo para deixar o serviço. A sua página pessoal mostra quando ele termina ou quando terminou.',
  },
  notTold: 'Nada obriga você por enquanto: segundo os nossos registros, nenhum aviso sobre isso chegou.',
  public: {
    silence: ({ version }) =>
      `Quem aceitou a versão anterior, foi avisado desta e não se opõe a tempo aceita com isso a versão ${version}.`,
    applies: ({ version }) => `A versão ${version} se aplica sem que ninguém precise aceitá-la.`,
  },
};
