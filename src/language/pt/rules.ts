import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Portuguese. */
export const rulesPt: RulesMessages = {
  title: 'Como anunciamos alterações',
  titleOf: ({ title }) => `${title}: como anunciamos alterações`,
  lead: 'Quando este documento muda, do tipo de alteração depende como você recebe o aviso, quando ela entra em vigor e o que é possível fazer.',
  onlyFor: ({ audience }) => `Este documento vale somente para: ${audience}.`,
  formAlone: 'Alteração apenas de forma',
  limits: {
    form: 'Muda apenas a forma do texto, e nem uma só palavra.',
    sections: 'Somente para alterações nestas seções',
    byLaw: 'Somente para o que a lei exige. Indicamos qual norma o exige.',
    reason: 'Indicamos o motivo.',
    alone: 'A resposta é dada em separado, nunca junto com outros documentos.',
  },
  told: 'Como você recebe o aviso',
  channels: {
    mail: 'por e-mail',
    site: 'no nosso site',
    account: 'na sua conta',
    post: 'por correio',
    push: 'por notificação push',
  },
  tell: {
    nobody: 'Ninguém é avisado. A alteração consta da lista de todas as versões.',
    one: ({ ways }) => `Avisamos você ${ways}.`,
    any: ({ ways }) => `Avisamos você ${ways}. Basta um destes meios.`,
    all: ({ ways }) =>
      `Avisamos você ${ways}. O aviso só é considerado dado quando foi feito por todos estes meios.`,
    some: ({ need, ways }) => `Avisamos você por pelo menos ${need} destes meios: ${ways}.`,
    durable: 'O próprio e-mail contém todas as alterações e o novo texto completo.',
  },
  when: {
    moments: {
      posting: { at: 'assim que é publicada', after: ({ period }) => `${period} depois da publicação` },
      notice: { at: 'assim que avisamos você', after: ({ period }) => `${period} depois do nosso aviso` },
      receipt: {
        at: 'assim que você recebe o aviso',
        after: ({ period }) => `${period} depois que você recebe o aviso`,
      },
      renewal: {
        at: 'na próxima renovação do seu contrato',
        after: ({ period }) => `${period} depois da próxima renovação do seu contrato`,
      },
      effect: {
        at: 'quando a alteração entra em vigor',
        after: ({ period }) => `${period} depois que a alteração entra em vigor`,
      },
      proposal: { at: 'assim que é proposta', after: ({ period }) => `${period} depois da proposta` },
      'document-date': {
        at: 'na data indicada no texto',
        after: ({ period }) => `${period} depois da data indicada no texto`,
      },
    },
    beforeEffect: ({ period }) => `${period} antes que a alteração entre em vigor`,
    renewalAfterNotice: ({ period }) =>
      `na primeira renovação do seu contrato que ocorra pelo menos ${period} depois do nosso aviso`,
    businessDays: ({ count }) =>
      plural(count, 'pt', {
        one: `${formatNumber(count, 'pt')} dia útil`,
        many: `${formatNumber(count, 'pt')} de dias úteis`,
        other: `${formatNumber(count, 'pt')} dias úteis`,
      }),
    countedBack: ({ when }) => `${when}, contados para trás a partir dessa data`,
    midnight: ({ when }) => `${when}, à meia-noite seguinte`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `na última destas datas: ${when}`,
    earliest: ({ when }) => `na primeira destas datas: ${when}`,
  },
  effect: {
    label: 'Quando entra em vigor',
    at: ({ when }) => `A alteração entra em vigor ${when}.`,
    earlier: 'Podemos fixar uma data anterior, e nesse caso indicamos o motivo.',
    acceptance: 'Se você aceitar a alteração antes disso, ela se aplica a você desde então.',
    use: 'Se você recebeu o aviso da alteração e usar o serviço antes disso, ela se aplica a você desde então.',
    newcomers: 'Se você se cadastrar quando ela já estiver anunciada, ela se aplica a você imediatamente.',
    late: ({ period }) =>
      `Se o nosso aviso só vier nesse momento ou mais tarde, ela só se aplica a você ${period} depois do aviso.`,
    lateAtOnce:
      'Se o nosso aviso só vier nesse momento ou mais tarde, ela se aplica a você assim que avisamos.',
  },
  decline: {
    can: ({ offers }) => `Você pode ${offers}.`,
    offers: {
      leave: 'deixar o serviço (imediatamente ou no fim do prazo)',
      leaveNow: 'deixar o serviço imediatamente',
      leaveAtClose: 'deixar o serviço no fim do prazo',
      leaveNowOrAtEffect: 'deixar o serviço (imediatamente ou quando a alteração entrar em vigor)',
      leaveAtEffect: 'deixar o serviço quando a alteração entrar em vigor',
      leavePart: 'deixar a parte do serviço de que trata a alteração',
      keepOld: 'manter a versão anterior',
      keepOldPart: 'manter a versão anterior da parte de que trata a alteração',
    },
    stop: 'Você pode deixar de usar o serviço.',
    untilItApplies: 'O prazo termina quando a alteração passa a se aplicar a você.',
    untilYouUse: 'O prazo termina na próxima vez que você usar o serviço.',
    untilYouAccept: 'Você pode fazer isso enquanto não tiver aceitado.',
    ends: ({ when }) => `O prazo termina ${when}.`,
    free: 'Deixar o serviço não custa nada.',
    kept: 'Se você mantiver a versão anterior, ela se aplica a você enquanto durar o seu contrato.',
    keptUntil: ({ when }) =>
      `Se você mantiver a versão anterior, ela se aplica a você por algum tempo, que termina ${when}.`,
    mayEnd: 'Se você a mantiver, podemos encerrar o seu contrato depois que a alteração estiver em vigor.',
    mayEndAfter: ({ period }) =>
      `Se você a mantiver, podemos encerrar o seu contrato, no mínimo ${period} depois de comunicar isso e não antes que a alteração esteja em vigor.`,
  },
  agree: {
    none: 'A sua aceitação não é necessária: a alteração se aplica sem ela.',
    silence: 'Se você não recusar até o fim do prazo, o seu silêncio valerá como aceitação.',
    use: 'Você aceita se continuar a usar o serviço quando a alteração já se aplicar a você.',
    explicit: 'Nada muda enquanto você não aceitar.',
    asked: 'Quando a alteração estiver em vigor, será necessário aceitar antes de continuar.',
    optional: 'Pediremos que você aceite, e será possível continuar sem responder.',
    restrict: ({ when }) =>
      `O prazo para responder termina ${when}. Depois disso, você só pode usar o serviço em parte, até aceitar.`,
    end: ({ when }) =>
      `O prazo para responder termina ${when}. Depois disso, você não pode usar o serviço, até aceitar.`,
    late: ({ period }) =>
      `Se o nosso aviso só vier nesse momento ou mais tarde, ele termina ${period} depois do aviso.`,
  },
  forAudience: ({ audience }) => `Para: ${audience}`,
  otherwise: 'Como acima, exceto o seguinte:',
  several:
    'Se você pertencer a vários dos grupos mencionados aqui, valem para você as datas mais tardias e a forma de aceitação mais rigorosa entre eles, e você pode fazer o que qualquer um deles pode.',
  unknownStrictest: 'Se não soubermos se você pertence a um grupo, as regras dele também valem para você.',
  unknownDefault: 'Se não soubermos se você pertence a um grupo, as regras dele não valem para você.',
  always: 'Em toda alteração',
  laterDate: 'Podemos fixar uma data posterior à que resulta destas regras.',
  mustBeSaid:
    'O silêncio ou o uso só vale como aceitação se você aceitou uma versão anterior e o aviso que recebeu dizia isso.',
  announced:
    'Se mudarmos estas regras, as alterações já anunciadas seguem aquelas sob as quais foram anunciadas.',
  revocable: 'Você pode retirar uma aceitação a qualquer momento.',
  received: ({ way, period }) => `Um aviso ${way} é considerado recebido ${period} depois do envio.`,
  receivedOnProof: ({ way }) => `Um aviso ${way} só é considerado recebido quando sabemos que chegou.`,
  posted: ({ period }) => `O aviso permanece no nosso site por ${period}.`,
  zone: ({ zone }) => `Os dias e os meses são contados no fuso horário ${zone}.`,
  noBusinessDays: 'Dias que não são úteis',
};
