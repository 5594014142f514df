import { DescribeSecretCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { parseArn } from '../fix/arn.ts';
import { type Check, confirmed, isError, refuted, unknown } from './check.ts';
import type { CheckClients } from './clients.ts';
import { findNearest } from './nearest.ts';
import { tryReading } from './try-reading.ts';

/** Looks a secret up by name or ARN, and what is called alike. Names, stages and dates only: a value is never read. */
export const secretMissing: Check<'secret-missing'> = {
  permissions: ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets'],
  asks: 'whether a secret exists, has the stage asked for, and what is called alike',
  word: ({ id }, build) => `Is there a secret ${getName(id)} in ${parseArn(id)?.region ?? build.region}?`,
  async ask(clients, { id, stage }, build) {
    const arn = parseArn(id);
    if (arn && arn.account !== build.account)
      return unknown(`Not checked: it is of account ${arn.account}; only that account can say.`);
    const asked = arn?.region && arn.region !== build.region ? clients.of(arn.region) : clients;
    const region = arn?.region || build.region;
    const listing = tryReading(listNames(asked, getName(id)));
    // Thrown where it is waited for.
    listing.catch(() => undefined);
    try {
      const found = await asked.secrets.send(new DescribeSecretCommand({ SecretId: id }));
      const stages = [...new Set(Object.values(found.VersionIdsToStages ?? {}).flat())];
      if (found.DeletedDate)
        return confirmed(`${getName(id)} is scheduled for deletion.`, { state: 'scheduled for deletion' });
      if (stage && !stages.includes(stage))
        return confirmed(`${getName(id)} has no version with the stage ${stage}: ${stages.join(', ')}.`);
      return refuted(`The secret exists in ${region}, under ${found.KmsKeyId ?? 'aws/secretsmanager'}.`);
    } catch (error) {
      if (!isError(error, 'ResourceNotFoundException')) throw error;
      return wordMissing(getName(id), region, await listing);
    }
  },
};

function wordMissing(name: string, region: string, names: { value?: string[]; lacking?: string }) {
  const near = findNearest(name, names.value ?? []);
  if (near) return confirmed(`There is no ${name} in ${region}, but there is ${near}.`, { near });
  const unread = names.lacking ? ` Near names were not looked for: ${names.lacking}.` : '';
  return confirmed(`There is no secret ${name} in ${region}.${unread}`);
}

/** The filter finds names by the beginning of any of their words. */
async function listNames({ secrets }: CheckClients, name: string): Promise<string[]> {
  const words = [
    name.slice(0, Math.max(3, Math.floor(name.length / 2))),
    name.split(/[/_.-]/).at(-1) || name,
  ];
  const { SecretList = [] } = await secrets.send(
    new ListSecretsCommand({ Filters: [{ Key: 'name', Values: words }], MaxResults: 100 }),
  );
  return SecretList.flatMap((secret) => secret.Name ?? []);
}

/** The name in an ARN, without the six characters that Secrets Manager adds. */
function getName(id: string): string {
  const name = parseArn(id)?.resource.replace(/^secret:/, '');
  return name?.replace(/-\w{6}$/, '') ?? id;
}
