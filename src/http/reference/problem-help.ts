import type { RefusalCode } from '../../domain/refusal.ts';

/** The problems that are no refusal of the service's: it cannot tell, or nobody foresaw it. */
export type OtherProblem = 'unavailable' | 'internal';

/** What a problem means and what to do about it, for whoever meets it in a program: a code without an entry does not compile. */
export const PROBLEM_HELP: Readonly<Record<RefusalCode | OtherProblem, string>> = {
  'already-terminated':
    'They chose to leave and have left, so nothing they did before can be taken back. They come back by accepting the version in force.',
  'answer-voided':
    'The answer was recorded by mistake and voided: it counts for nothing, and is voided no further. Record what they really said as an answer of its own.',
  'approval-required':
    'The policy asks that people who wrote none of a text approve it first. Make a draft (the path is in `path`), or use a key with the role admin.',
  'approvals-missing':
    'Fewer people approved this revision than the policy asks for, or somebody objects to it. Read the draft: it says who said what. Every edit takes all approvals back.',
  'at-not-possible':
    'Posted at that instant it could not be taken back for as long as the policy says, or its date would leave too short a notice. `earliest` or `latest` is an instant that would do.',
  'content-mismatch':
    'The hash is not that of any text of the version: another text was shown than the one that would be agreed to. Read the version again, show that, and send its `contentHash`.',
  'decline-window-closed':
    'The time to say no is over, or they agreed already. The check says since when, and what they can still do.',
  'delivery-not-repeatable':
    'This mail was not taken by the provider, is under way still, or its words are gone. Make a link for the person instead (`POST /v1/users/{user}/links`).',
  'delivery-not-unknown':
    'Only deliveries of which nobody can tell are resolved, each once. List those that are left with `?state=unknown`.',
  'draft-changed':
    'Somebody changed the draft since you read it. Read it again; `revision` is the one that it has now.',
  'draft-closed': 'It was posted or discarded, and says the same for good. Make a new draft.',
  'draft-not-scheduled': 'There is nothing to take back: the draft waits for no time to come.',
  'draft-scheduled':
    'What is scheduled cannot be edited. Take it back first (`DELETE` at `path`), and schedule it again.',
  forbidden:
    'The key works, and its role may not do this, or nobody may approve their own words. The API names the roles of each operation.',
  'has-text':
    'A text that was posted is never changed. Post a new version, or add a text in another language.',
  'has-versions': 'What was before this record is brought in before the first version is posted here.',
  'idempotency-mismatch':
    'An Idempotency-Key belongs to one request, word for word. Make a new key for another one.',
  'in-flight':
    'The same request is being answered right now. Ask again in a moment: you will get its answer.',
  'invalid-request':
    'Something in the path, the query or the body is not as it must be. `errors` has the place of each as a JSON pointer, and what is wrong there. Nothing was changed.',
  'invalid-signature':
    'The report was not signed with the secret that is set, or is too old. Compare the secret with the provider’s, and the clocks.',
  'last-admin':
    'Without them nobody could manage members. Make somebody else an admin first, in the console.',
  'last-admin-key': 'Without it nobody could make keys. Make another admin key first.',
  'member-exists':
    "Each address is one member's. Change that member, or invite them again where they were removed.",
  'mail-not-taken': 'The provider or relay did not take the mail. The log has its words.',
  'no-mail':
    'Nobody is mailed of this, so there is nothing to try: a first version, or one that nobody is told of.',
  'may-not-answer':
    'This user is a seat of an organisation and may not answer for it. A seat with `mayAnswer` can.',
  'not-found': 'There is no such path, or not with this method. `/openapi.json` has all there are.',
  'nothing-changed': 'The text is the one before, word for word, so there is nothing to tell anybody.',
  'not-offered':
    'The rules of the version do not offer this answer to this person; what they do offer is in the problem.',
  'not-paused':
    'What does not prevail is corrected while nothing goes out. Pause the version (`POST …/pause`), wait until calls that are under way have ended, correct it, and resume.',
  'notice-too-short':
    'The date is sooner than the policy’s notice period allows. `earliest` is the first that would do; leave `effectiveAt` out to get it by itself.',
  'reason-required':
    'A change of this class, or a date sooner than usual, has to say why. Readers see the reason.',
  'release-ended':
    'It was posted, so it is told; withdraw the version to take it back from whoever was told.',
  'return-not-allowed':
    'Whoever runs Proviso says in `RETURN_TO` to which addresses people may be sent back. Have yours added as an origin and the beginning of a path, and write it as browsers do: no `\\`, no name before the host, no encoded dots.',
  'rules-in-use':
    'The policy has rules of its own, and this would say the same another way. Change the rules instead.',
  'section-not-in-class':
    'The class may change certain sections alone, and others changed too. Post it as a class that covers them.',
  'termination-ended': 'This leaving was taken back, or they came back. `endedBy` says by what.',
  'too-far-ahead': 'Two years is the longest that a version can be announced ahead.',
  'too-large': 'The body has more bytes than this operation takes.',
  'too-many-requests': 'Wait for as many seconds as `retry-after` says.',
  'tracked-changes':
    'The file has insertions or deletions that are tracked; `errors` says where. Accept them in the word processor, or ask with `tracked=accept`.',
  'translation-stale':
    'What prevails was changed since a translation was written. Write it anew, put the draft with `upToDate` naming it where it still holds, or name it in `stale` to post it as it is.',
  unauthorized: 'Send `Authorization: Bearer` and a key that works. It may have ended or been deleted.',
  'unknown-answer': 'There is no such answer, or it was erased with its person.',
  'unknown-calendar': 'Make it first, with its holidays (`PUT /v1/calendars/{name}`).',
  'unknown-delivery': 'There is no such delivery of this version.',
  'unknown-draft': 'There is no such draft.',
  'unknown-event': 'There is no such event, or it is not kept any more.',
  'unknown-key': 'There is no such key.',
  'unknown-link': 'There is no such link, or not of this person or draft.',
  'unknown-member': 'There is no such member of the console, or they were removed.',
  'unknown-party':
    'The organisation that a user is to be a seat of is not known, was erased, or is a seat itself. Make it known first.',
  'unknown-policy': 'There is no policy by this name. Make it first (`PUT /v1/policies/{policy}`).',
  'unknown-presentation': 'No screen was recorded under this id. Record it first (`POST /v1/presentations`).',
  'unknown-release': 'There is no such release.',
  'unknown-termination': 'There is no such leaving.',
  'unknown-text':
    'The version has no text in this language. `texts` of the version has those that there are.',
  'unknown-user': 'Make the user known first (`PUT /v1/users/{user}`), or they were erased.',
  'unknown-version': 'The policy has no version by this number.',
  'unknown-webhook': 'There is no such endpoint.',
  'unreadable-file':
    'The file is none that can be read, or holds what must not be opened: macros, or what is fetched from elsewhere. The detail says which.',
  'version-not-announced': 'Only what has not taken effect can be withdrawn. Post a new version.',
  'version-not-open':
    'The version was withdrawn or another has taken its place. Ask the check which one counts.',
  'version-pending':
    'Another version is announced and has not taken effect. Say `"pending": "withdraw"` to have this one take its place, or wait.',
  unavailable:
    'The database cannot be reached. What was asked for may have been done or not: ask again after `retry-after` seconds, with the same Idempotency-Key.',
  internal: 'Nobody foresaw this. The request id leads to the line of the log that says more.',
};
