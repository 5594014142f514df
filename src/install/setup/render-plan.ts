import { quote } from '../../fix/shell.ts';
import type { Work } from './work.ts';

/** What setup is about to change, before it does. */
export function renderPlan(
  { clients, caller, stackName, stack, options }: Work,
  {
    newSecrets,
    command,
    channel,
  }: { newSecrets: readonly string[]; command: readonly string[]; channel: string | undefined },
): string {
  const { only } = options;
  const lines = [
    ...newSecrets.map((name) => `- Parameter Store: ${name} is written (SecureString).`),
    ...(!only || only === 'deploy'
      ? [
          `- CloudFormation: the stack ${stackName} is ${stack ? 'updated' : 'made'}, with functions, roles, rules, queues, a table and alarms, and a bucket for the packages: ${command.map(quote).join(' ')}`,
        ]
      : []),
    ...((!only || only === 'test') && !options.skipTest
      ? [`- Slack: a test message is posted to ${channel}, and counts as one failure in the week's digest.`]
      : []),
  ];
  const where = `Account ${caller.account}, region ${clients.region}, as ${caller.arn}`;
  return lines.length > 0 ? `${where}:\n${lines.join('\n')}` : `${where}: nothing is changed.`;
}
