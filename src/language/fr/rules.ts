import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in French. */
export const rulesFr: RulesMessages = {
  title: 'Comment nous annonçons les modifications',
  titleOf: ({ title }) => `${title}\u00a0: comment nous annonçons les modifications`,
  lead: 'Lorsque ce document change, c’est la nature de la modification qui détermine comment nous vous en informons, quand elle prend effet et ce que vous pouvez faire.',
  onlyFor: ({ audience }) => `Ce document concerne uniquement\u00a0: ${audience}.`,
  formAlone: 'Modification de pure forme',
  limits: {
    form: 'Seule la forme du texte change, et pas un seul mot.',
    sections: 'Uniquement pour les modifications de ces sections',
    byLaw: 'Uniquement pour ce que la loi exige. Nous indiquons quelle obligation s’applique.',
    reason: 'Nous indiquons le motif.',
    alone: 'Vous y répondez séparément, jamais avec d’autres documents.',
  },
  told: 'Comment nous vous informons',
  channels: {
    mail: 'par e-mail',
    site: 'sur notre site',
    account: 'dans votre compte',
    post: 'par courrier postal',
    push: 'par notification push',
  },
  tell: {
    nobody: 'Personne n’est informé. La modification figure dans la liste de toutes les versions.',
    one: ({ ways }) => `Nous vous informons ${ways}.`,
    any: ({ ways }) => `Nous vous informons ${ways}. Un seul de ces moyens suffit.`,
    all: ({ ways }) =>
      `Nous vous informons ${ways}. L’information est réputée faite lorsque tous ces moyens ont été employés.`,
    some: ({ need, ways }) => `Nous vous informons par au moins ${need} de ces moyens\u00a0: ${ways}.`,
    durable: 'L’e-mail lui-même contient toutes les modifications et le nouveau texte intégral.',
  },
  when: {
    moments: {
      posting: { at: 'dès sa publication', after: ({ period }) => `${period} après sa publication` },
      notice: {
        at: 'dès notre notification',
        after: ({ period }) => `${period} après notre notification`,
      },
      receipt: {
        at: 'dès que vous recevez la notification',
        after: ({ period }) => `${period} après la réception de la notification`,
      },
      renewal: {
        at: 'au prochain renouvellement de votre contrat',
        after: ({ period }) => `${period} après le prochain renouvellement de votre contrat`,
      },
      effect: {
        at: 'lorsque la modification prend effet',
        after: ({ period }) => `${period} après la prise d’effet de la modification`,
      },
      proposal: { at: 'dès sa proposition', after: ({ period }) => `${period} après sa proposition` },
      'document-date': {
        at: 'à la date indiquée dans le texte',
        after: ({ period }) => `${period} après la date indiquée dans le texte`,
      },
    },
    beforeEffect: ({ period }) => `${period} avant la prise d’effet de la modification`,
    renewalAfterNotice: ({ period }) =>
      `au premier renouvellement de votre contrat qui intervient au moins ${period} après notre notification`,
    businessDays: ({ count }) =>
      plural(count, 'fr', {
        one: `${formatNumber(count, 'fr')} jour ouvré`,
        many: `${formatNumber(count, 'fr')} de jours ouvrés`,
        other: `${formatNumber(count, 'fr')} jours ouvrés`,
      }),
    countedBack: ({ when }) => `${when}, en comptant à rebours depuis cette date`,
    midnight: ({ when }) => `${when}, au minuit suivant`,
    both: ({ first, second }) => `${first}\u202f; ${second}`,
    latest: ({ when }) => `à la dernière de ces dates\u00a0: ${when}`,
    earliest: ({ when }) => `à la première de ces dates\u00a0: ${when}`,
  },
  effect: {
    label: 'Quand elle prend effet',
    at: ({ when }) => `La modification prend effet ${when}.`,
    earlier: 'Nous pouvons fixer une date antérieure, et nous en indiquons alors le motif.',
    acceptance: 'Si vous acceptez la modification avant, elle s’applique à vous dès ce moment.',
    use: 'Si, après notre notification, vous utilisez le service avant, elle s’applique à vous dès ce moment.',
    newcomers:
      'Si vous vous inscrivez alors qu’elle est déjà annoncée, elle s’applique à vous immédiatement.',
    late: ({ period }) =>
      `Si nous ne vous informons qu’à ce moment ou plus tard, elle ne s’applique à vous que ${period} après notre notification.`,
    lateAtOnce:
      'Si nous ne vous informons qu’à ce moment ou plus tard, elle s’applique à vous dès notre notification.',
  },
  decline: {
    can: ({ offers }) => `Vous pouvez ${offers}.`,
    offers: {
      leave: 'quitter le service (immédiatement ou à la fin du délai)',
      leaveNow: 'quitter le service immédiatement',
      leaveAtClose: 'quitter le service à la fin du délai',
      leaveNowOrAtEffect: 'quitter le service (immédiatement ou lorsque la modification prend effet)',
      leaveAtEffect: 'quitter le service lorsque la modification prend effet',
      leavePart: 'quitter la partie du service que concerne la modification',
      keepOld: 'conserver la version antérieure',
      keepOldPart: 'conserver la version antérieure de la partie que concerne la modification',
    },
    stop: 'Vous pouvez cesser d’utiliser le service.',
    untilItApplies: 'Le délai prend fin lorsque la modification commence à s’appliquer à vous.',
    untilYouUse: 'Le délai prend fin lors de votre prochaine utilisation du service.',
    untilYouAccept: 'Vous pouvez le faire tant que vous n’avez pas accepté.',
    ends: ({ when }) => `Le délai prend fin ${when}.`,
    free: 'Quitter le service ne vous coûte rien.',
    kept: 'La version antérieure, si vous la conservez, s’applique à vous pendant toute la durée de votre contrat.',
    keptUntil: ({ when }) =>
      `La version antérieure, si vous la conservez, s’applique à vous pendant un certain temps, qui prend fin ${when}.`,
    mayEnd:
      'Si vous la conservez, nous pouvons mettre fin à votre contrat une fois la modification en vigueur.',
    mayEndAfter: ({ period }) =>
      `Si vous la conservez, nous pouvons mettre fin à votre contrat, au plus tôt ${period} après vous l’avoir annoncé et pas avant que la modification ne soit en vigueur.`,
  },
  agree: {
    none: 'Votre accord n’est pas demandé\u00a0: la modification s’applique sans lui.',
    silence: 'Si vous n’avez pas refusé à la fin du délai, votre silence vaut acceptation.',
    use: 'Vous acceptez en continuant à utiliser le service une fois que la modification s’applique à vous.',
    explicit: 'Rien ne change pour vous tant que vous n’avez pas accepté.',
    asked: 'Une fois la modification en vigueur, il vous sera demandé d’accepter avant de pouvoir continuer.',
    optional: 'Il vous sera demandé d’accepter, et vous pourrez continuer sans répondre.',
    restrict: ({ when }) =>
      `Le délai pour répondre prend fin ${when}. Ensuite, vous ne pouvez utiliser le service qu’en partie, jusqu’à votre acceptation.`,
    end: ({ when }) =>
      `Le délai pour répondre prend fin ${when}. Ensuite, vous ne pouvez plus utiliser le service, jusqu’à votre acceptation.`,
    late: ({ period }) =>
      `Si nous ne vous informons qu’à ce moment ou plus tard, il prend fin ${period} après notre notification.`,
  },
  forAudience: ({ audience }) => `Pour\u00a0: ${audience}`,
  otherwise: 'Comme ci-dessus, à ceci près\u00a0:',
  several:
    'Si vous appartenez à plusieurs des groupes nommés ici, les plus tardives de leurs dates et la forme d’acceptation la plus stricte valent pour vous, et vous pouvez faire tout ce que l’un d’eux peut faire.',
  unknownStrictest:
    'Si nous ne savons pas si vous appartenez à un groupe, ses règles valent aussi pour vous.',
  unknownDefault: 'Si nous ne savons pas si vous appartenez à un groupe, ses règles ne valent pas pour vous.',
  always: 'Pour toute modification',
  laterDate: 'Nous pouvons fixer une date ultérieure à celle qui résulte de ces règles.',
  mustBeSaid:
    'Le silence ou l’utilisation ne vaut acceptation que si vous avez accepté une version antérieure et si la notification que vous avez reçue l’indiquait.',
  announced:
    'Si nous changeons ces règles, les modifications déjà annoncées restent soumises à celles sous lesquelles elles l’ont été.',
  revocable: 'Vous pouvez revenir sur une acceptation à tout moment.',
  received: ({ way, period }) => `Une notification ${way} est réputée reçue ${period} après son envoi.`,
  receivedOnProof: ({ way }) =>
    `Une notification ${way} n’est réputée reçue que lorsque nous savons qu’elle est arrivée.`,
  posted: ({ period }) => `La notification reste sur notre site pendant ${period}.`,
  zone: ({ zone }) => `Les jours et les mois sont comptés dans le fuseau horaire ${zone}.`,
  noBusinessDays: 'Jours qui ne sont pas ouvrés',
};
