import type { ReviewMessages } from '../messages.ts';
import { on } from './on.ts';

/** What stands on the review page, in Portuguese. */
export const reviewPt: ReviewMessages = {
  title: ({ title }) => `Alterações em “${title}”`,
  posted: 'Data de publicação',
  comparedWith: ({ version }) => `Em comparação com a versão ${version}, a última que teve a sua aceitação.`,
  comparedWithInForce: ({ version }) => `Em comparação com a versão ${version}.`,
  agreedBefore:
    'Você aceitou este documento antes que este registro existisse; não se sabe qual era o texto.',
  fullText: ({ version }) => `Ler o texto completo da versão ${version}`,
  lateUntil: ({ date }) =>
    `O aviso chegou quando a alteração já estava em vigor; por isso, o prazo para decidir vai até ${date}.`,
  nothingBinds:
    'Nada obriga você por enquanto: segundo os nossos registros, nenhum aviso desta alteração chegou. É possível aceitar, ou recusar e deixar o serviço.',
  yourAnswer: 'A sua resposta',
  accept: ({ version }) => `Aceitar a versão ${version}`,
  declineAndLeave: 'Recusar e deixar o serviço',
  confirmLeaving: {
    title: 'Quer mesmo deixar o serviço?',
    body: ({ date }) => `O seu uso do serviço termina ${on(date)}. Até lá, é possível mudar de ideia.`,
    confirm: ({ day }) => `Sim, deixar o serviço em ${day}`,
    goBack: 'Não, voltar',
  },
  stay: 'Continuar no serviço',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Agradecemos. A sua aceitação foi registrada.',
      body: `A aceitação da versão ${version} de “${title}” ocorreu ${on(date)}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Recusa e saída do serviço registradas.',
      body: `A recusa da versão ${version} de “${title}” ocorreu ${on(date)}. O seu uso do serviço termina ${on(endsDate)}. Até lá, é possível mudar de ideia nesta página.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'A sua decisão foi cancelada.',
      body: `A sua decisão de deixar o serviço por causa da versão ${version} de “${title}” foi cancelada ${on(date)}. Isso não significa aceitar essa versão.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'A sua decisão foi cancelada.',
      body: `A sua decisão de deixar o serviço por causa da versão ${version} de “${title}” foi cancelada ${on(date)}. A sua aceitação, que ocorreu ${on(acceptedDate)}, volta a valer.`,
    }),
    keep: 'Se quiser guardar um comprovante, imprima ou salve esta página.',
    mailing: 'Enviamos também este comprovante por e-mail.',
    mailed: ({ date }) => `Este comprovante também foi enviado por e-mail ${on(date)}.`,
    policy: 'Documento',
    version: 'Versão',
    fingerprint: 'Código de verificação do texto (hash)',
    recordedAt: 'Resposta registrada em',
  },
  stillLeaving: ({ title, date }) =>
    `O seu uso do serviço ainda termina ${on(date)}, por causa de “${title}”.`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `A versão ${version} se aplica a você.`
          : `A versão ${version} já tem a sua aceitação.`,
      body: {
        explicit: `A aceitação ocorreu ${on(date)}. Não é preciso fazer mais nada.`,
        deemed: `O serviço foi usado ${on(date)}, depois da entrada em vigor desta versão, o que significou aceitá-la. Não é preciso fazer mais nada.`,
        silence: `Não houve oposição da sua parte até ${date}, o que significou aceitá-la. Não é preciso fazer mais nada.`,
        imported: `A sua aceitação está registrada com a data de ${date}. Não é preciso fazer mais nada.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Não é preciso fazer mais nada.',
      body: `A versão ${version}, mais recente do que esta, já tem a sua aceitação.`,
    }),
    left: ({ endedDate }) => ({
      title: 'O seu uso do serviço terminou.',
      body: `Terminou ${on(endedDate)}. Já não há nada a decidir aqui.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'O prazo para recusar terminou.',
      body: `A versão ${version} podia ser recusada até ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Esta alteração foi retirada.',
      body: `A versão ${version} foi retirada ${on(withdrawnDate)} e não entrará em vigor.`,
    }),
    nothingChanged: 'Nada mudou para você: o que se aplicava antes continuou a se aplicar.',
    superseded: ({ version, by }) => ({
      title: 'Esta versão foi substituída por uma mais recente.',
      body: `A versão ${version} foi substituída pela versão ${by}. Só é possível responder a uma versão em vigor ou anunciada.`,
    }),
    expiredLink: {
      title: 'Este link expirou.',
      body: 'Funcionou apenas por algum tempo. Nada foi registrado ao abri-lo. Entre no serviço com a sua conta para ver o que se aplica.',
    },
    unknownLink: {
      title: 'Não reconhecemos este link.',
      body: 'Talvez não tenha sido copiado por inteiro. Abra-o novamente a partir do e-mail.',
    },
    retiredLink: {
      title: 'Este link não é mais válido.',
      body: 'Foi assinado com uma chave que não é mais usada e, por isso, não permite ver nem decidir nada. Se ainda for possível responder, um novo e-mail com um link é enviado para o endereço da conta: use esse link ou entre no serviço com a sua conta.',
    },
    addressChanged: {
      title: 'Este link não é mais válido.',
      body: 'Foi enviado para um endereço que não é mais o da conta e, por isso, não permite ver nem decidir nada. Entre no serviço com a sua conta para ver o que se aplica.',
    },
    sentToNewAddress: {
      title: 'Este link não é mais válido.',
      body: 'Foi enviado para um endereço que não é mais o da conta. Um novo e-mail com um link é enviado para o endereço que a conta tem agora: use esse link ou entre no serviço com a sua conta.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'A sua resposta não foi registrada.',
      body: 'Ela não veio desta página e, por isso, não foi possível registrá-la. Abra o link do e-mail e responda lá.',
    },
    outOfDate: {
      title: 'A sua resposta não foi registrada.',
      body: 'Algo mudou desde a abertura desta página. Leia o que ela diz agora e responda novamente.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Esta página é só sua: o link foi enviado porque o seu endereço está associado a uma conta em ${company}. Não a compartilhe.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Esta página é só sua: o link foi enviado porque o seu endereço está, ou esteve, associado a uma conta em ${company}. Não a compartilhe.`,
};
