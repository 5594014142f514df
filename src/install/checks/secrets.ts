import { sh } from '../../fix/shell.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import { broken, type CheckId, type Examination, fine, step, unknown, type Verdict } from '../finding.ts';
import type { FoundSecret } from '../read-secrets.ts';
import {
  type FindFault,
  findBotTokenFault,
  findGitHubTokenFault,
  findSigningSecretFault,
} from '../secret-shapes.ts';

/** Whether each secret is there, encrypted, and has the shape of what it should be. */
export function listSecretExaminations(context: Context): Examination[] {
  const { botToken, signingSecret, gitHubToken } = context.secrets;
  return [
    make('bot-token', botToken, findBotTokenFault, context),
    make('signing-secret', signingSecret, getSigningFault(context), context),
    ...(gitHubToken ? [make('github-token', gitHubToken, findGitHubTokenFault, context)] : []),
  ];
}

function make(check: CheckId, found: FoundSecret, findFault: FindFault, context: Context): Examination {
  return { check, about: found.about, examine: async () => judgeSecret(check, found, findFault, context) };
}

function judgeSecret(check: CheckId, found: FoundSecret, findFault: FindFault, context: Context): Verdict {
  const { about } = found;
  const store = check === 'github-token' ? storeByHand(about, context) : storeBySetup(context);
  if (found.kind === 'unreadable') return unknown(found.reason);
  if (found.kind === 'unset') return broken(`${found.problem}.`, store);
  if (found.kind === 'missing') return broken(`There is no parameter ${about}.`, store);
  const fault = findFault(found.value);
  if (found.type !== undefined && found.type !== 'SecureString')
    return broken(
      `${about} is a ${found.type}, not a SecureString: everybody who may read parameters can read it. Its type cannot be changed.`,
      step('Remove it', sh`aws ssm delete-parameter --name ${about} ${inRegion(context)}`),
      store,
    );
  return fault ? broken(`${about} ${fault}.`, store) : fine(`${about} is there and looks right.`);
}

function storeBySetup(context: Context) {
  return step('Store it; setup asks for the value and does not show it', setupCommand(context, 'secrets'));
}

function storeByHand(name: string, context: Context) {
  const put = sh`aws ssm put-parameter --name ${name} --type SecureString --overwrite --value file:///dev/stdin ${inRegion(context)}`;
  return step(
    'Store it; type the value, it is not shown',
    `read -rs VALUE; printf %s "$VALUE" | ${put}; unset VALUE`,
  );
}

/** Why the stored signing secret cannot be right, or nothing. */
export function findSigningFault(context: Context): string | undefined {
  const { signingSecret } = context.secrets;
  return signingSecret.kind === 'value' ? getSigningFault(context)(signingSecret.value) : 'is not there';
}

function getSigningFault({ slackApiUrl }: Context): FindFault {
  return slackApiUrl ? findShortFault : findSigningSecretFault;
}

/** Another Slack has secrets of its own shape. */
const findShortFault: FindFault = (value) => {
  const fault = findSigningSecretFault(value);
  return fault?.includes('32') && value.length >= 16 ? undefined : fault;
};
