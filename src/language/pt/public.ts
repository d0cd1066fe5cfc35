import type { BannerMessages, PublicMessages } from '../public-messages.ts';
import { on } from './on.ts';

/** What stands on the public pages of policies, in Portuguese. */
export const publicPt: PublicMessages = {
  skip: 'Ir para o conteúdo',
  policies: 'Documentos legais',
  noPolicies: 'Ainda não foi publicado nenhum documento.',
  about: ({ company }) =>
    `Aqui ${company} publica seus termos e políticas: o que está em vigor, o que vai mudar em breve e o que esteve em vigor antes.`,
  signIn: 'Acesso da equipe',
  contents: 'Índice',
  version: ({ version }) => `Versão ${version}`,
  more: 'Mais sobre este documento',
  currentText: 'O texto em vigor',
  allVersions: 'Todas as versões',
  feed: 'Feed de alterações',
  noneInForce: {
    title: 'Ainda não há versão em vigor.',
    body: 'Este documento não se aplica a ninguém até que a primeira versão entre em vigor.',
  },
  announced: 'Foi anunciada uma alteração',
  firstAnnounced: 'Foi anunciada uma primeira versão',
  takesEffect: ({ version, date }) => `A versão ${version} entra em vigor ${on(date)}.`,
  inEffectSince: ({ version, date }) => `Versão ${version}, em vigor desde ${date}`,
  seeChanges: 'Ver as alterações',
  silence: ({ version, date }) =>
    `Quem aceitou a versão anterior, foi avisado desta e continua a usar o serviço depois de ${date} aceita com isso a versão ${version}.`,
  readVersion: ({ version }) => `Ler a versão ${version}`,
  states: {
    announced: 'Anunciada',
    'in-force': 'Em vigor',
    superseded: 'Substituída',
    withdrawn: 'Retirada',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `A versão ${version} ainda não está em vigor.`,
      body: `Entra em vigor ${on(date)}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `A versão ${version} foi substituída.`,
      body: `A versão ${by} tomou o seu lugar.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `A versão ${version} foi retirada.`,
      body: `Foi retirada ${on(date)} e nunca entrou em vigor.`,
    }),
  },
  kindOfChange: 'Tipo de alteração',
  toldBefore: 'Como foi comunicado antes que este registro existisse',
  status: 'Situação',
  tookEffect: 'Entrou em vigor',
  wasToTakeEffect: 'Entraria em vigor',
  withdrawnOn: 'Data da retirada',
  historyTitle: ({ title }) => `${title}: todas as versões`,
  newerVersions: 'Versões mais recentes',
  olderVersions: 'Versões mais antigas',
  versionRange: ({ from, to }) => `Versões ${from} a ${to}`,
  compare: {
    title: ({ title }) => `${title}: comparar versões`,
    versions: ({ from, to }) => `O que muda da versão ${from} para a versão ${to}`,
    from: 'De',
    to: 'Para',
    show: 'Comparar',
    view: 'Visualização',
    inline: 'Em uma coluna',
    sideBySide: 'Lado a lado',
    sameVersion: 'É duas vezes a mesma versão. Escolha outra para comparar.',
    busy: {
      title: 'Há muitas comparações ao mesmo tempo.',
      body: 'Outras estão em preparação neste momento. Tente novamente dentro de alguns segundos.',
    },
  },
  tooOften: {
    title: 'Há muitas solicitações.',
    body: 'Chegaram muitas solicitações da sua rede em pouco tempo. Tente novamente dentro de alguns segundos. Se você estava enviando uma resposta, ela não foi registrada.',
  },
  notFound: {
    title: 'Esta página não existe.',
    body: 'Talvez o endereço esteja incompleto ou tenha um erro. Todos os documentos estão na página de documentos legais.',
  },
  texts: {
    languages: 'Idiomas',
    prevails: ({ language }) => `Este texto é uma tradução. Prevalece o texto em ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `As alterações são indicadas em ${language}, porque não há um texto da versão ${version} em ${missing} com que as comparar.`,
  },
  parts: 'Faz parte deste documento',
  partOf: 'Faz parte de',
  corrections: {
    corrected: ({ date }) => `Corrigido ${on(date)}`,
    earlier: 'Redação anterior',
    isEarlier: ({ date }) => `Assim era o texto até ser corrigido ${on(date)}.`,
  },
  layers: {
    whatCounts: 'Os resumos curtos ajudam na leitura. O que vale é o próprio texto, em “Ler mais”.',
    readMore: 'Ler mais',
  },
  feedTitle: ({ title }) => `${title}: alterações`,
};

/** What the bar on the product's own site says, in Portuguese. */
export const bannerPt: BannerMessages = {
  label: 'Aviso de alteração de um documento legal',
  announced: ({ title, date }) => `${title}: as alterações entram em vigor ${on(date)}.`,
  inEffect: ({ title, date }) => `${title}: alterações em vigor desde ${date}.`,
  link: 'Ver as alterações',
  dismiss: 'Fechar este aviso',
};
