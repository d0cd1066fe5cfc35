import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in French. */
export const diffFr: DiffMessages = {
  language: 'fr',
  colon: '\u00a0: ',
  added: 'Ajouté',
  removed: 'Supprimé',
  changed: 'Modifié',
  moved: 'Déplacé',
  movedFrom: ({ heading }) => `Déplacé ici depuis «\u00a0${heading}\u00a0»`,
  movedFromTop: 'Déplacé ici, auparavant sans titre',
  movedAway: 'Déplacé d’ici',
  movedHere: 'Déplacé ici',
  nowBefore: ({ text }) => `Se trouve désormais avant «\u00a0${text}\u00a0»`,
  nowBehind: ({ text }) => `Se trouve désormais après «\u00a0${text}\u00a0»`,
  quoted: ({ text }) => `«\u00a0${text}\u00a0»`,
  comma: ', ',
  andMore: ({ count }) =>
    plural(count, 'fr', {
      one: `et ${number(count)} autre passage`,
      many: `et ${number(count)} d’autres passages`,
      other: `et ${number(count)} autres passages`,
    }),
  hangs: {
    still: 'Se trouve désormais dessous, avec le même texte',
    came: ({ other }) => `Se trouve désormais dessous ce qui se trouvait sous «\u00a0${other}\u00a0»`,
    cameFromTop: 'Se trouve désormais dessous ce qui n’avait pas de titre',
    left: ({ other }) => `Ce qui se trouvait dessous est désormais sous «\u00a0${other}\u00a0»`,
    leftToTop: 'Ce qui se trouvait dessous n’a plus de titre',
  },
  looks: 'Numéros, noms, liens et présentation',
  legend: ['Les mots ajoutés sont marqués ainsi\u00a0: ', ', les mots supprimés ainsi\u00a0: ', '.'],
  section: {
    start: 'Au début',
    added: 'Nouvelle section',
    removed: 'Section supprimée',
    moved: 'Section déplacée',
    changed: 'Section modifiée',
    headingAdded: 'Nouveau titre',
    headingRemoved: 'Titre supprimé',
    renamed: ({ was }) => `Titre modifié, auparavant «\u00a0${was}\u00a0»`,
    movedAndRenamed: ({ was }) => `Section déplacée, titre modifié, auparavant «\u00a0${was}\u00a0»`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && words(added, 'ajouté'),
      removed > 0 && words(removed, 'supprimé'),
      moved > 0 && words(moved, 'déplacé'),
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'Rien n’a changé.',
  nothingInText: 'Rien n’a changé dans le texte.',
  formattingOnly: 'Aucun mot n’a changé. Seule la présentation du texte est différente.',
  noWordChanged: 'Aucun mot n’a changé.',
  linksChanged: ({ count }) =>
    plural(count, 'fr', {
      one: 'Un lien mène ailleurs.',
      many: `${number(count)} de liens mènent ailleurs.`,
      other: `${number(count)} liens mènent ailleurs.`,
    }),
  contents: 'Où se trouvent les modifications',
  unchanged: ({ count }) =>
    plural(count, 'fr', {
      one: 'Un paragraphe inchangé',
      many: `${number(count)} de paragraphes inchangés`,
      other: `${number(count)} paragraphes inchangés`,
    }),
  unchangedRows: ({ count }) =>
    plural(count, 'fr', {
      one: 'Une ligne inchangée',
      many: `${number(count)} de lignes inchangées`,
      other: `${number(count)} lignes inchangées`,
    }),
  sameBelow: ({ count }) =>
    plural(count, 'fr', {
      one: `${number(count)} autre passage avec le même texte, sous ce qui a changé plus haut`,
      many: `${number(count)} d’autres passages avec le même texte, sous ce qui a changé plus haut`,
      other: `${number(count)} autres passages avec le même texte, sous ce qui a changé plus haut`,
    }),
  toldBelow: ({ count }) =>
    plural(count, 'fr', {
      one: `${number(count)} autre passage, modifié seulement comme indiqué plus bas`,
      many: `${number(count)} d’autres passages, modifiés seulement comme indiqué plus bas`,
      other: `${number(count)} autres passages, modifiés seulement comme indiqué plus bas`,
    }),
  movedUnchanged: ({ count }) =>
    plural(count, 'fr', {
      one: 'Un paragraphe a été déplacé ici, son texte est inchangé',
      many: `${number(count)} de paragraphes ont été déplacés ici, leur texte est inchangé`,
      other: `${number(count)} paragraphes ont été déplacés ici, leur texte est inchangé`,
    }),
  renumbered: ({ count }) =>
    plural(count, 'fr', {
      one: 'Une clause a changé de numéro, son texte est inchangé',
      many: `${number(count)} de clauses ont changé de numéro, leur texte est inchangé`,
      other: `${number(count)} clauses ont changé de numéro, leur texte est inchangé`,
    }),
  renumbering: ({ before, after, text }) => `${before} devient ${after}\u00a0: ${text}`,
  replaced: ({ before, after, count }) =>
    plural(count, 'fr', {
      many: `«\u00a0${before}\u00a0» a été remplacé par «\u00a0${after}\u00a0» à ${number(count)} d’endroits`,
      other: `«\u00a0${before}\u00a0» a été remplacé par «\u00a0${after}\u00a0» à ${number(count)} endroits`,
    }),
  links: 'Liens qui mènent ailleurs',
  link: {
    changed: ({ text, before, after }) =>
      `«\u00a0${text}\u00a0» menait à ${before} et mène désormais à ${after}`,
    added: ({ text, after }) => `«\u00a0${text}\u00a0» mène désormais à ${after}`,
    removed: ({ text, before }) => `«\u00a0${text}\u00a0» ne mène plus à ${before}`,
  },
  reformatted: ({ count }) =>
    plural(count, 'fr', {
      one: 'Un paragraphe a le même texte sous une autre forme',
      many: `${number(count)} de paragraphes ont le même texte sous une autre forme`,
      other: `${number(count)} paragraphes ont le même texte sous une autre forme`,
    }),
  hidden: 'Quelque chose a changé dans le fichier, que les lecteurs ne voient pas.',
  form: {
    kind: 'autre type de paragraphe',
    level: 'autre niveau',
    markup: 'mises en évidence ou ancres',
    typography: 'guillemets, tirets ou espaces',
    spacing: 'espacement',
    split: 'paragraphe divisé',
    merged: 'paragraphes réunis',
    links: 'liens',
    'line-endings': 'Les fins de ligne sont différentes.',
    'byte-order-mark': 'Une marque d’ordre des octets (BOM) a été ajoutée ou supprimée.',
  },
  cutShort: ({ count }) =>
    plural(count, 'fr', {
      one: 'Toutes les modifications ne sont pas affichées ici\u00a0: une autre figure sur la page.',
      many: `Toutes les modifications ne sont pas affichées ici\u00a0: ${number(count)} d’autres figurent sur la page.`,
      other: `Toutes les modifications ne sont pas affichées ici\u00a0: ${number(count)} autres figurent sur la page.`,
    }),
  cutIn: 'Dans ces sections',
  leftOut: ({ count }) =>
    plural(count, 'fr', {
      one: 'Une autre modification n’est pas affichée ici.',
      many: `${number(count)} d’autres modifications ne sont pas affichées ici.`,
      other: `${number(count)} autres modifications ne sont pas affichées ici.`,
    }),
};

/** Some words and what became of them; the participle is that of one. */
function words(count: number, participle: string): string {
  return plural(count, 'fr', {
    one: `1 mot ${participle}`,
    many: `${number(count)} de mots ${participle}s`,
    other: `${number(count)} mots ${participle}s`,
  });
}

function number(count: number): string {
  return formatNumber(count, 'fr');
}
