import type { Facts } from '../model.ts';
import type { Question } from './questions.ts';

/** What can be asked about a thing that AWS does not find: buckets, objects, log groups, ECR repositories. */
export function findMissingQuestion(facts: Facts, command = ''): Question[] {
  const words = `${facts.reason ?? ''} ${facts.code ?? ''} ${facts.operation ?? ''}`;
  const [, named, key] = /s3:\/\/([\w.-]+)\/?([^\s"']*)/.exec(command) ?? [];
  const bucket = facts.bucket ?? named;
  if (/NoSuchBucket|specified bucket does not exist/.test(words))
    return bucket ? [{ kind: 'bucket-elsewhere', bucket }] : [];
  if (/NoSuchKey|specified key does not exist|\(404\)/.test(words))
    return bucket && key && !/[$*]/.test(key) ? [{ kind: 'object-missing', bucket, key }] : [];
  const group = /--log-group-name[ =]["']?([\w/.#-]+)/.exec(command)?.[1];
  return group && /log group/.test(words) ? [{ kind: 'log-group-missing', group }] : [];
}
