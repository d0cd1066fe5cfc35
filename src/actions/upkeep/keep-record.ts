import type { NoteSigner } from '../../domain/record/note.ts';
import type { Context } from '../context.ts';
import type { Round } from '../sending/send-due-notices.ts';
import { sealLog } from './seal-log.ts';
import { sequenceRecords } from './sequence-records.ts';
import { sweepEffects } from './sweep-effects.ts';
import { sweepSilences } from './sweep-silences.ts';
import { sweepTerminations } from './sweep-terminations.ts';

/** While records keep coming, the log is sealed each time it has grown by so many. */
const RECORDS_PER_SEAL = 10_000;

/**
 * One round of everything that keeps the record: what waits gets its position, the log is sealed, and
 * once nothing waits, what happened by itself is written down. `sequencer` names this process.
 */
export async function keepRecord(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'logSigner'>,
  sequencer: string,
  batchSize?: number,
): Promise<Round> {
  const more = await sequenceRecords(context, sequencer, batchSize);
  const signer: NoteSigner | null = context.logSigner;
  if (signer !== null) await sealLog(context, signer, more ? RECORDS_PER_SEAL : 1);
  if (more) return { nextInMs: 0 };
  const swept =
    (await sweepTerminations(context)) || (await sweepSilences(context)) || (await sweepEffects(context));
  return { nextInMs: swept ? 0 : null };
}
