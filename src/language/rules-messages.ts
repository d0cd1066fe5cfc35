import type { Channel, ClockEvent } from '../domain/rules/notice-rules.ts';

/** A moment that periods are counted from, to end a sentence: at it, and some time after it. */
export type MomentMessages = {
  readonly at: string;
  readonly after: (facts: { period: string }) => string;
};

/**
 * What a policy's rules are told in, on the page "how we announce changes". It speaks to whoever is told.
 *
 * A moment (`when`) is put together of few parts, and so stands only where every language takes it as it is:
 * at the end of a sentence, or in Japanese and Chinese before what happens then. A `period` is written out already.
 */
export type RulesMessages = {
  /** Of the page, and of links to it. */
  readonly title: string;
  readonly titleOf: (facts: { title: string }) => string;
  readonly lead: string;
  readonly onlyFor: (facts: { audience: string }) => string;
  /** What a change of form alone is called, where legal gave it no name of its own. */
  readonly formAlone: string;
  /** What a class of change is limited to, or held to. */
  readonly limits: {
    readonly form: string;
    /** A label; names of sections stand below it. */
    readonly sections: string;
    readonly byLaw: string;
    readonly reason: string;
    readonly alone: string;
  };
  /** A label, above how people are told. */
  readonly told: string;
  /** Ways to be told, to stand in a list. */
  readonly channels: Readonly<Record<Channel, string>>;
  readonly tell: {
    readonly nobody: string;
    readonly one: (facts: { ways: string }) => string;
    /** The ways are joined by "or"; each is enough. */
    readonly any: (facts: { ways: string }) => string;
    /** They are joined by "and". */
    readonly all: (facts: { ways: string }) => string;
    /** They are joined by "and"; at least two, and not all, have to reach the reader. */
    readonly some: (facts: { need: string; ways: string }) => string;
    readonly durable: string;
  };
  readonly when: {
    readonly moments: Readonly<Record<ClockEvent, MomentMessages>>;
    readonly beforeEffect: (facts: { period: string }) => string;
    /** At the first renewal that comes so long after the notice. */
    readonly renewalAfterNotice: (facts: { period: string }) => string;
    readonly businessDays: (facts: { count: number }) => string;
    /** Of months and years counted back from a moment, which differ in length. */
    readonly countedBack: (facts: { when: string }) => string;
    readonly midnight: (facts: { when: string }) => string;
    /** Two of several moments, or the ones before and the next. */
    readonly both: (facts: { first: string; second: string }) => string;
    readonly latest: (facts: { when: string }) => string;
    readonly earliest: (facts: { when: string }) => string;
  };
  readonly effect: {
    readonly label: string;
    readonly at: (facts: { when: string }) => string;
    readonly earlier: string;
    /** Acts that make it apply before that. */
    readonly acceptance: string;
    readonly use: string;
    readonly newcomers: string;
    /** For someone told on that date or later. */
    readonly late: (facts: { period: string }) => string;
    readonly lateAtOnce: string;
  };
  readonly decline: {
    /** `offers` are joined by "or". */
    readonly can: (facts: { offers: string }) => string;
    readonly offers: {
      /** Both of those that follow. */
      readonly leave: string;
      readonly leaveNow: string;
      readonly leaveAtClose: string;
      /** The same, where the time to decide has no end. */
      readonly leaveNowOrAtEffect: string;
      readonly leaveAtEffect: string;
      readonly leavePart: string;
      readonly keepOld: string;
      readonly keepOldPart: string;
    };
    /** Where there is no time to say no, or nothing else to do. */
    readonly stop: string;
    readonly untilItApplies: string;
    /** Where it applies at once, to whoever uses the service. */
    readonly untilYouUse: string;
    readonly untilYouAccept: string;
    readonly ends: (facts: { when: string }) => string;
    readonly free: string;
    /** How long whoever kept the earlier version has it. */
    readonly kept: string;
    readonly keptUntil: (facts: { when: string }) => string;
    readonly mayEnd: string;
    readonly mayEndAfter: (facts: { period: string }) => string;
  };
  readonly agree: {
    readonly none: string;
    readonly silence: string;
    readonly use: string;
    readonly explicit: string;
    /** Whether whoever has not accepted is asked before going on. */
    readonly asked: string;
    readonly optional: string;
    readonly restrict: (facts: { when: string }) => string;
    readonly end: (facts: { when: string }) => string;
    /** For someone told only after the time to answer. */
    readonly late: (facts: { period: string }) => string;
  };
  /** A heading, above what is otherwise for an audience. */
  readonly forAudience: (facts: { audience: string }) => string;
  /** Where an audience has the rule of everybody but for what stands below. */
  readonly otherwise: string;
  readonly several: string;
  readonly unknownStrictest: string;
  readonly unknownDefault: string;
  /** A heading, above what holds for all changes. */
  readonly always: string;
  readonly laterDate: string;
  readonly mustBeSaid: string;
  readonly announced: string;
  readonly revocable: string;
  readonly received: (facts: { way: string; period: string }) => string;
  readonly receivedOnProof: (facts: { way: string }) => string;
  readonly posted: (facts: { period: string }) => string;
  readonly zone: (facts: { zone: string }) => string;
  /** A label; days of the week and dates stand below it. */
  readonly noBusinessDays: string;
};
