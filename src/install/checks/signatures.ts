import { S3Client } from '@aws-sdk/client-s3';
import { findSignaturesSource, getAwsEndpoint, type SignaturesSource } from '../../config.ts';
import { sh } from '../../fix/shell.ts';
import { judge as judgeSource, listErrors } from '../../own-signatures/judge.ts';
import { readSource, renderSource } from '../../own-signatures/source.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import { broken, type Examination, fine, look, step, unknown, type Verdict } from '../finding.ts';

const MAX_ERRORS = 3;

/** The file with the team's own signatures, if there is one: it can be read, and has no errors. */
export function listSignaturesExaminations(context: Context): Examination[] {
  const source = findSource(context);
  return source
    ? [{ check: 'signatures', about: renderSource(source), examine: () => examineSource(source, context) }]
    : [];
}

function findSource({ settings }: Context): SignaturesSource | undefined {
  try {
    return findSignaturesSource(settings);
  } catch {
    // The settings' own examination tells of it.
    return undefined;
  }
}

async function examineSource(source: SignaturesSource, context: Context): Promise<Verdict> {
  const name = renderSource(source);
  const { region } = context.clients;
  const forcePathStyle = getAwsEndpoint() !== undefined;
  const s3 = () => new S3Client({ region, forcePathStyle, followRegionRedirects: true, maxAttempts: 2 });
  const read = await readSource(source, undefined, s3);
  const judged = judgeSource(read, context.builtIn);
  if (judged.kind === 'good')
    return fine(
      `${name} has ${judged.own.length} signatures and mutes ${judged.muted.length} of the built-in ones.`,
    );
  // What this shell may not read, the functions may.
  if (read.kind === 'unreadable' && !/ not there$/.test(read.why))
    return unknown(`Not checked: ${name} ${read.why}.`);
  const errors = listErrors(source, judged);
  const rest = errors.length > MAX_ERRORS ? ` (and ${errors.length - MAX_ERRORS} more)` : '';
  return broken(
    `Your own signatures do not count: ${errors.slice(0, MAX_ERRORS).join(' ')}${rest}`,
    look(
      'Correct the file, and see which signature wins on a log',
      'npm run -s faultline -- test-signatures signatures.yml build.log',
    ),
    source.kind === 's3'
      ? step(
          'Put it in its place; it counts within a minute',
          sh`aws s3 cp signatures.yml ${name} ${inRegion(context)}`,
        )
      : step('Deploy it', setupCommand(context, 'deploy')),
  );
}
