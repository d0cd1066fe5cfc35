export type {
  AboutVersion,
  Acceptance,
  Acts,
  CurrentVersion,
  Decline,
  Recorded,
  SignUp,
  UserLink,
} from './acts.ts';
export {
  type Answer,
  type Check,
  letsIn,
  type NextStep,
  type NoticeToShow,
  noticesToShow,
  type PolicyAnswer,
  type Source,
  type Trouble,
} from './answer.ts';
export {
  type Assertion,
  type AssertionKeys,
  answerAt,
  type Expected,
  readAssertion,
  type Stretch,
} from './assertion.ts';
export { type CheckOptions, type Client, createClient } from './client.ts';
export { ProvisoError } from './error.ts';
export { decidePassage, type GateOptions, type Passage, type Visit } from './gate.ts';
export type { AnswerStore } from './memory.ts';
export type { ClientOptions, Observation, User, UserRecord } from './options.ts';
export type { State, Status } from './status.ts';
