import type { AnswersMessages } from '../answers-messages.ts';
import { on } from './on.ts';

/** What is said of saying no and staying, and of consents, in Portuguese. */
export const answersPt: AnswersMessages = {
  object: {
    until: ({ date }) => `É possível se opor até ${date}.`,
    within: ({ period }) =>
      `É possível se opor no prazo de ${period}, contados do envio deste e-mail. A data e a hora exatas estão na sua página pessoal.`,
    around: ({ date, period }) =>
      `É possível se opor até ${date}. Se este e-mail só foi enviado depois disso, o prazo para se opor é de ${period}, contados do envio. A data e a hora exatas estão na sua página pessoal.`,
    untilRenewal: 'É possível se opor até a renovação do seu contrato.',
    untilYouAccept: 'É possível se opor enquanto você não aceitar.',
    onPage: 'Há um prazo para se opor. A sua página pessoal mostra quando ele termina ou quando terminou.',
  },
  ways: {
    leave: 'Nesse caso, é possível deixar o serviço.',
    leaveFree: 'Nesse caso, é possível deixar o serviço, sem custo.',
    keepOld: 'É possível manter a versão que você tem agora.',
    keepOldUntil: ({ date }) => `É possível manter a versão que você tem agora até ${date}.`,
    keepOldForATime:
      'É possível manter por algum tempo a versão que você tem agora. A sua página pessoal mostra até quando.',
    keepOldPart: 'É possível manter o texto anterior de uma parte; todo o resto é novo.',
    leavePart: 'É possível abrir mão de uma parte do serviço; o resto continua.',
    refuse: 'É possível dizer não enquanto você não tiver aceitado. O seu uso do serviço continua.',
    mayEnd: ({ period }) =>
      `Se você a mantiver, podemos encerrar o seu uso do serviço com aviso prévio de ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Se você a mantiver, podemos encerrar o seu uso do serviço com aviso prévio de ${period}, não antes de ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `É possível retirar esta resposta até ${date}. Depois disso, ainda é possível aceitar a nova versão.`,
  consentAsked:
    'Se você aceitar, poderá retirar o consentimento a qualquer momento, com a mesma facilidade com que o dá. O que foi feito até então não é afetado.',
  explicitOptional: 'Nada muda se você não aceitar: você mantém o que tem agora.',
  unrecordedOptional: ({ version }) =>
    `Não temos registro da sua aceitação deste documento. Nem não fazer nada nem usar o serviço muda isso. É possível aceitar a versão ${version}, mas não é obrigatório.`,
  askedAnew:
    'O seu consentimento foi retirado, e a sua aceitação anterior já não conta. Será necessário aceitar antes de continuar.',
  askedAnewOptional: ({ version }) =>
    `O seu consentimento foi retirado, e a sua aceitação anterior já não conta. É possível aceitar a versão ${version}, mas não é obrigatório.`,
  restrictedNow: 'Você só pode usar o serviço em parte até aceitar.',
  endedNow: 'Você não pode usar o serviço até aceitar.',
  buttons: {
    no: 'Não',
    keepOld: 'Opor-se e manter a versão anterior',
    keepOldPart: ({ part }) => `Opor-se e manter o texto anterior de “${part}”`,
    leavePart: ({ part }) => `Continuar sem “${part}”`,
    takeBack: 'Retirar a minha resposta',
    withdraw: 'Retirar o meu consentimento',
  },
  confirm: {
    title: 'Deseja se opor?',
    keepOld: 'Sim, manter a versão anterior',
    keepOldPart: ({ part }) => `Sim, manter o texto anterior de “${part}”`,
    leavePart: ({ part }) => `Sim, continuar sem “${part}”`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'Oposição registrada.',
      body: `A sua oposição à versão ${version} de “${title}” ocorreu ${on(date)}. A versão que você tem continua a ser a sua.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'Oposição registrada.',
      body: `A sua oposição à versão ${version} de “${title}” ocorreu ${on(date)}. A versão que você tem continua a ser a sua até ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'Oposição a uma parte registrada.',
      body: `A sua oposição a “${part}” na versão ${version} de “${title}” ocorreu ${on(date)}. Nessa parte fica o texto anterior; todo o resto é novo.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Você abriu mão de uma parte.',
      body: `Você abriu mão de “${part}” por causa da versão ${version} de “${title}” ${on(date)}. O resto continua.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'A sua resposta foi retirada.',
      body: `A sua oposição à versão ${version} de “${title}” foi retirada ${on(date)}. Tudo fica como se não tivesse havido oposição.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'O seu consentimento foi retirado.',
      body: `O seu consentimento à versão ${version} de “${title}” foi retirado ${on(date)}. O que foi feito antes com base nele não é afetado.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Você disse não.',
      body: `O seu consentimento à versão ${version} de “${title}” foi recusado ${on(date)}. O seu uso do serviço continua. Se você mudar de ideia, ainda poderá aceitar.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'O seu uso do serviço termina.',
      body: `Você mantém o que tinha antes da versão ${version} de “${title}”, e por isso ${company} deu aviso prévio ${on(date)}. O seu uso do serviço termina ${on(endsDate)}. Se você aceitar até lá, ele continua.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Comprovante: oposição à versão ${version} de “${title}”`,
      heading: 'Oposição confirmada',
      lead: ({ title, company, version }) =>
        `Está confirmada a sua oposição à versão ${version} de “${title}” de ${company}. A versão que você tem continua a ser a sua. Este e-mail é o seu comprovante.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) => `Comprovante: oposição a uma parte da versão ${version} de “${title}”`,
      heading: 'Oposição a uma parte confirmada',
      lead: ({ title, company, version }) =>
        `Está confirmada a sua oposição a uma parte da versão ${version} de “${title}” de ${company}. Nessa parte fica o texto anterior; todo o resto é novo. Este e-mail é o seu comprovante.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Comprovante: saída de uma parte por causa da versão ${version} de “${title}”`,
      heading: 'Saída de uma parte confirmada',
      lead: ({ title, company, version }) =>
        `Você abriu mão de uma parte do serviço por causa da versão ${version} de “${title}” de ${company}. O resto continua. Este e-mail é o seu comprovante.`,
    },
    tookBack: {
      subject: ({ title }) => `Comprovante: resposta retirada (${title})`,
      heading: 'A sua resposta foi retirada',
      lead: ({ title, company, version }) =>
        `Foi retirada a sua oposição à versão ${version} de “${title}” de ${company}. Tudo fica como se não tivesse havido oposição. Este e-mail é o seu comprovante.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Comprovante: consentimento retirado (${title})`,
      heading: 'O seu consentimento foi retirado',
      lead: ({ title, company, version }) =>
        `Foi retirado o seu consentimento à versão ${version} de “${title}” de ${company}. O que foi feito antes com base nele não é afetado. Este e-mail é o seu comprovante.`,
    },
    consentRefused: {
      subject: ({ title }) => `Comprovante: consentimento recusado (${title})`,
      heading: 'Você disse não',
      lead: ({ title, company, version }) =>
        `Você recusou o seu consentimento à versão ${version} de “${title}” de ${company}. O seu uso do serviço continua. Este e-mail é o seu comprovante.`,
    },
    part: 'Parte',
    keptUntil: 'O que você tem continua seu até',
  },
};
