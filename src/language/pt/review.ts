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
  yourAnswer: 'A sua resposta',
  accept: ({ version }) => `Aceitar a versão ${version}`,
  declineAndLeave: 'Recusar e deixar o serviço',
  confirmLeaving: {
    title: 'Quer mesmo deixar o serviço?',
    body: ({ date }) => `O seu uso do serviço termina ${on(date)}. Até lá, é possível mudar de ideia.`,
    confirm: ({ date }) => `Sim, deixar o serviço ${on(date)}`,
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
      title: 'Saída do serviço cancelada.',
      body: `A sua decisão de deixar o serviço foi cancelada ${on(date)}. Isso não significa aceitar a versão ${version} de “${title}”.`,
    }),
    keep: 'Se quiser guardar um comprovante, imprima ou guarde esta página.',
    mailed: 'Também o enviamos por e-mail.',
    policy: 'Documento',
    version: 'Versão',
    fingerprint: 'Código de verificação do texto (hash)',
    recordedAt: 'Data do registro',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `A versão ${version} já tem a sua aceitação.`,
      body: {
        explicit: `A aceitação ocorreu ${on(date)}. Não é preciso fazer mais nada.`,
        deemed: `O serviço foi usado ${on(date)}, depois da entrada em vigor desta versão, o que significou aceitá-la. Não é preciso fazer mais nada.`,
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
      body: `A versão ${version} podia ser recusada até ${closedDate}. Ela se aplica a quem usa o serviço.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Esta alteração foi retirada.',
      body: `A versão ${version} foi retirada ${on(withdrawnDate)} e não entrará em vigor. Continua a valer a mesma versão que se aplicava antes.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Foi substituída por uma versão mais recente.',
      body: `A versão ${version} já não está em vigor; agora está em vigor a versão ${by}. Só é possível responder a uma versão em vigor ou anunciada.`,
    }),
    expiredLink: {
      title: 'Este link expirou.',
      body: 'Funcionou até algum tempo depois da entrada em vigor da alteração. Nada foi registrado ao abri-lo. Entre no serviço com a sua conta para ver o que se aplica.',
    },
    unknownLink: {
      title: 'Não reconhecemos este link.',
      body: 'Talvez não tenha sido copiado por inteiro. Abra-o novamente a partir do e-mail.',
    },
    addressChanged: {
      title: 'Este link já não é válido.',
      body: 'Foi enviado para um endereço que já não é o da conta e, por isso, não permite ver nem decidir nada. Use o e-mail mais recente recebido ou entre no serviço com a sua conta.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Nada foi registrado.',
      body: 'A sua resposta não veio desta página e, por isso, não foi considerada. Abra o link do e-mail e responda lá.',
    },
    outOfDate: {
      title: 'Nada foi registrado.',
      body: 'Algo mudou desde a abertura desta página. Leia o que ela diz agora e responda novamente.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Esta página é só sua: o link foi enviado porque existe uma conta sua em ${company}. Não a compartilhe.`,
};
