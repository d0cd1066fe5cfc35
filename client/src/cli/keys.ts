import { type Command, escaped, type Item, printable, table, textOf } from './command.ts';
import { EXIT, Misuse } from './exit.ts';
import { line } from './policies.ts';

/** Keys of the API. */
export const keys: Command = {
  usage: '[make NAME --role ROLE | delete ID [--yes]]',
  summary: 'list the keys that work, make one (its secret is shown this once), or end one',
  options: { role: 'string', yes: 'boolean' },
  words: [0, 2],
  async run({ ask, list, out, say, confirm, isJson }, asked) {
    const [act, name] = asked.words;
    if (act === undefined) {
      const rows: Item[][] = [];
      for await (const one of list('/v1/keys')) {
        if (isJson) out(line(one));
        else rows.push([one.id, one.name, one.role, one.createdAt, one.lastUsedAt, one.endsAt]);
      }
      if (!isJson) out(table([['id', 'name', 'role', 'made', 'last used', 'ends'], ...rows]));
      return EXIT.done;
    }
    if (name === undefined || !['make', 'delete'].includes(act))
      throw new Misuse('Say make NAME, or delete ID.');
    if (act === 'delete') {
      const isSure = asked.options.yes === true || (await confirm(`End the key ${name} for good?`));
      if (!isSure) return EXIT.refused;
      await ask({ method: 'DELETE', path: `/v1/keys/${escaped(name)}` });
      say(`The key ${printable(name)} works no more.\n`);
      return EXIT.done;
    }
    const role = textOf(asked, 'role');
    if (role === undefined) throw new Misuse('Say --role: legal, app or admin.');
    const { body } = await ask({ method: 'POST', path: '/v1/keys', body: { name, role } });
    out(isJson ? line(body) : `${(body as Item).key}\n`);
    say('This is shown once: keep it where others cannot read it.\n');
    return EXIT.done;
  },
};
