/* What the command line takes of the service: its verifier, which shares no code with who writes the record. */
export { runVerify } from '../src/commands/verify.ts';
export { tellRecord } from '../src/verify/tell-record.ts';
