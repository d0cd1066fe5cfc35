/*
 * The console: screens for members, declared one by one with `addScreen` and `addForm` (learn them from members.ts).
 * A screen says its path, who may see it (a right of `domain/access/roles`), its zod schemas and `show`, which reads
 * and draws; a form says its fields and `act`, which calls one action and answers where to go. The rest is `wire`'s:
 * signing in, 403, the token, 422 with what was typed, the fresh code. Nothing is changed on GET.
 */

import type { MiddlewareHandler } from 'hono';
import type { Api } from '../wire/endpoint.ts';
import { consolePageHeaders } from '../wire/page-headers.ts';
import { askingForms } from './asking.ts';
import { developerScreens } from './developers.ts';
import { draftActScreens } from './draft-acts.ts';
import { draftReaderScreens } from './draft-readers.ts';
import { draftViewScreens } from './draft-views.ts';
import { draftScreens } from './drafts.ts';
import { homeScreen } from './home.ts';
import { importScreens } from './imports/imports.ts';
import { memberScreens } from './members.ts';
import { operationsScreens } from './operations.ts';
import { peopleScreens } from './people/people.ts';
import { policyScreens } from './policies.ts';
import { policyRuleScreens } from './policy-rules.ts';
import { recordScreens } from './record/record.ts';
import { signInRoutes } from './sign-in.ts';
import { signInElsewhereRoutes } from './sign-in-elsewhere.ts';
import { versionAgainScreens } from './version-again.ts';
import { versionPeopleScreens } from './version-people.ts';
import { versionScreens } from './versions.ts';
import { webhookScreens } from './webhooks.ts';
import { consoleLimits } from './wire/limits.ts';
import type { Console, Declared } from './wire/screens.ts';

/** Adds the console under `/console`, and answers all that was declared of it: who may take which route. */
export function consoleRoutes({ app, context }: Pick<Api, 'app' | 'context'>): readonly Declared[] {
  const console: Console = { app, context, limits: consoleLimits(), declared: [] };
  const headers: MiddlewareHandler = async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(consolePageHeaders)) {
      if (!c.res.headers.has(name)) c.header(name, value);
    }
  };
  app.use('/console', headers);
  app.use('/console/*', headers);
  signInRoutes(console);
  signInElsewhereRoutes(console);
  homeScreen(console);
  const policy = policyScreens(console);
  askingForms(console, policy);
  policyRuleScreens(console);
  draftScreens(console, policy);
  draftReaderScreens(console);
  draftViewScreens(console);
  draftActScreens(console);
  versionScreens(console);
  versionPeopleScreens(console);
  versionAgainScreens(console);
  operationsScreens(console);
  developerScreens(console);
  webhookScreens(console);
  peopleScreens(console);
  importScreens(console);
  recordScreens(console);
  memberScreens(console);
  return console.declared;
}
