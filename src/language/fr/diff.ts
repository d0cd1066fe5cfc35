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
  looks: 'Numéros, noms, liens et présentation',
  legend: ['Les mots ajoutés sont marqués ainsi\u00a0: ', ', les mots supprimés ainsi\u00a0: ', '.'],
  section: {
    start: 'Au début',
    added: 'Nouvelle section',
    removed: 'Section supprimée',
    moved: 'Section déplacée',
    changed: 'Section modifiée',
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
  formattingOnly: 'Aucun mot n’a changé. Seule la présentation du texte est différente.',
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
  matter: 'Informations du fichier qui ne font pas partie du texte',
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
