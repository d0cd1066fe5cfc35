/**
 * Words on which the sense of a promise hangs, in the languages that we ship: what allows and forbids, how
 * often and how much, how long. One of them for another is told each time, however often.
 */
const SENSE = new Set(
  (
    'no not never none nothing nobody neither nor without yes always only all any every each some most many few may can ' +
    "must shall will should would could might cannot do does don’t don't free paid required optional day days week " +
    'weeks month months year years hour hours minute minutes daily weekly monthly yearly before after until unless if ' +
    'except including excluding opt-in opt-out in out on off more less least public private we you they us he she it ' +
    'nein nicht nie niemals kein keine keiner keinen ohne ja immer nur alle jede jeder jedes einige manche meist kann ' +
    'können muss müssen darf dürfen soll sollen wird werden würde frei kostenlos kostenpflichtig tag tage tagen woche ' +
    'wochen monat monate monaten jahr jahre jahren stunde stunden minute minuten täglich wöchentlich monatlich jährlich ' +
    'vor nach bis wenn außer sofern wir sie ihr mehr weniger öffentlich privat freiwillig erforderlich ' +
    'no nunca jamás ningún ninguna nadie sin sí siempre solo sólo todo todos todas algunos puede pueden debe deben día ' +
    'días semana semanas mes meses año años hora horas antes después hasta salvo nosotros usted más menos gratis ' +
    'non ne pas jamais aucun aucune rien personne sans oui toujours seulement tout tous toutes peut peuvent doit doivent ' +
    'jour jours semaine semaines mois an ans année années heure heures avant après jusqu’à sauf nous vous plus moins ' +
    'gratuit payant mai nessun nessuno nessuna nulla senza sì sempre soltanto tutto tutti tutte può possono deve devono ' +
    'giorno giorni settimana settimane mese mesi anno anni ora ore prima dopo fino salvo noi voi più meno ' +
    'nee niet nooit geen niets niemand zonder ja altijd alleen alle ieder sommige mag mogen kan kunnen moet moeten dag ' +
    'dagen week weken maand maanden jaar uur uren voor na tot tenzij wij u meer minder ' +
    'nie nigdy żaden żadna nic nikt bez tak zawsze tylko wszystkie każdy niektóre może mogą musi muszą dzień dni tydzień ' +
    'tygodnie tygodni miesiąc miesiące miesięcy rok lata lat godzina godziny godzin przed po do chyba my ty więcej mniej ' +
    'não nunca jamais nenhum nenhuma nada ninguém sem sim sempre só apenas tudo todos todas alguns pode podem deve devem ' +
    'dia dias semana semanas mês meses ano anos hora horas antes depois até salvo nós você mais menos ' +
    'fee free price cost euro euros dollar dollars pound pounds percent'
  ).split(' '),
);

/** Whether a stretch of text has a word on which the sense hangs, or a figure, or is in a script where none can be told. */
export function turnsSense(text: string): boolean {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Arabic}]/u.test(text)) {
    return true;
  }
  const words = text.toLowerCase().match(/[\p{L}\p{M}’'-]+/gu) ?? [];
  return words.length === 0 || words.some((word) => SENSE.has(word));
}
