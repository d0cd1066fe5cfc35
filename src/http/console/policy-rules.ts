import { z } from 'zod';
import { fillCalendar } from '../../actions/policies/fill-calendar.ts';
import { putPolicy } from '../../actions/policies/put-policy.ts';
import { may } from '../../domain/access/roles.ts';
import { rulesOfPolicy } from '../../domain/policies/ruled-publication.ts';
import { addAudience, type CellChoice, changeCells } from '../../domain/rules/change-cells.ts';
import { cellField, policyRulesPage } from '../../pages/console/policy-rules.ts';
import { policyWords } from '../../pages/console/words/policies.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line } from '../wire/schemas.ts';
import { exampleDatesOf } from './example-dates.ts';
import { callerOf, ofPolicy } from './policies.ts';
import { typedLine } from './wire/read-fields.ts';
import { addForm, addScreen, type Console } from './wire/screens.ts';

const words = policyWords.rules;

/** A rule of a preset, as `preset:class`. */
const offeredRule = z
  .string()
  .regex(/^[a-z0-9-]+:[a-z0-9-]+$/)
  .transform((value): CellChoice => {
    const [preset = '', name = ''] = value.split(':');
    return { preset, class: name };
  });

const choice = z.union([z.literal('as-everybody'), offeredRule]);

/** What a policy promises about its changes: read as a table, and changed cell by cell. */
export function policyRuleScreens(console: Console): void {
  const { context } = console;

  const screen = addScreen(console, {
    path: '/console/policies/{policy}/rules',
    may: 'see-policies',
    params: ofPolicy,
    show: async ({ params, member, state }) => {
      const { policy } = await readPolicyVersions(context, params.policy);
      return policyRulesPage({
        ...{ policy, state, mayWrite: may(member, 'write-policies') },
        rules: await fillCalendar(context.store.db, rulesOfPolicy(policy)),
        examples: await exampleDatesOf(context, policy),
      });
    },
  });

  addForm(console, {
    path: '/console/policies/{policy}/rules',
    on: screen,
    may: 'write-policies',
    fields: z.record(z.string(), z.unknown()),
    act: async ({ params, fields, member }) => {
      const { policy } = await readPolicyVersions(context, params.policy);
      const before = rulesOfPolicy(policy);
      const readers = [null, ...(before.audiences ?? []).map(({ audience }) => audience)];
      const changes = before.classes.flatMap(({ class: name }) =>
        readers.flatMap((audience) => {
          const to = choice.safeParse(fields[cellField({ class: name, audience })]);
          return to.success ? [{ class: name, audience, to: to.data }] : [];
        }),
      );
      const rules = changeCells(before, changes);
      if (changes.length > 0) {
        await putPolicy(context, { policy: params.policy, rules }, callerOf(member));
      }
      return `/console/policies/${params.policy}/rules?done=rules#done`;
    },
  });

  addForm(console, {
    path: '/console/policies/{policy}/rules/audiences',
    on: screen,
    may: 'write-policies',
    fields: z.object({
      label: typedLine(line(100)),
      attribute: typedLine(z.string().regex(/^[\w.-]{1,64}$/)),
      values: typedLine(line(1000)),
      rule: offeredRule,
    }),
    says: { label: words.wrongLabel, attribute: words.wrongAttribute, values: words.wrongValues },
    act: async ({ params, fields, member }) => {
      const { policy } = await readPolicyVersions(context, params.policy);
      const { label, attribute } = fields;
      const values = fields.values.split(',').map((one) => one.trim());
      const match = { [attribute]: values.filter((one) => one !== '') };
      const audience = { audience: nameOf(label), label, match };
      const rules = addAudience(rulesOfPolicy(policy), audience, fields.rule);
      await putPolicy(context, { policy: params.policy, rules }, callerOf(member));
      return `/console/policies/${params.policy}/rules?done=rules#done`;
    },
  });
}

/** What readers are called in rules, made of what people call them. */
function nameOf(label: string): string {
  const name = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'readers' : name.slice(0, 60);
}
