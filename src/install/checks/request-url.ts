import { createHmac } from 'node:crypto';
import { sh } from '../../fix/shell.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import { broken, type Examination, fine, look, step, unknown, type Verdict } from '../finding.ts';
import { findSigningFault } from './secrets.ts';

const LIMIT = 8000;

/** Where Slack sends its requests to; undefined where there is no stack that says it. */
function findRequestUrl({ installation }: Pick<Context, 'installation'>): string | undefined {
  return installation.stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'SlackRequestUrl')?.OutputValue;
}

/** Whether the address for Slack answers, as it answers Slack: to a signed request of the kind that Slack checks it with. */
export function listRequestUrlExaminations(context: Context): Examination[] {
  const url = findRequestUrl(context);
  return url ? [{ check: 'request-url', about: url, examine: () => examineUrl(url, context) }] : [];
}

async function examineUrl(url: string, context: Context): Promise<Verdict> {
  const { signingSecret } = context.secrets;
  if (signingSecret.kind !== 'value' || findSigningFault(context) !== undefined)
    return unknown('Not checked: there is no signing secret to sign a request with.');
  const challenge = `faultline-doctor-${context.now().getTime()}`;
  const answer = await ask(url, challenge, signingSecret.value, context.now()).catch((error: Error) => error);
  if (answer instanceof Error) return explainSilence(url, answer, context);
  if (answer.status === 200 && answer.body.includes(challenge))
    return fine(
      `${url} answers. What Slack has as the app's address cannot be read with a bot token: it must be this one.`,
    );
  return judgeAnswer(url, answer.status, context);
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack, https://docs.slack.dev/reference/events/url_verification */
async function ask(
  url: string,
  challenge: string,
  secret: string,
  now: Date,
): Promise<{ status: number; body: string }> {
  const body = JSON.stringify({ type: 'url_verification', challenge });
  const seconds = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': `v0=${signature}`,
    },
    signal: AbortSignal.timeout(LIMIT),
  });
  return { status: response.status, body: await response.text() };
}

function explainSilence(url: string, error: Error, context: Context): Verdict {
  const cause = error.cause instanceof Error ? error.cause.message : error.message;
  return broken(
    `${url} does not answer: ${cause}. Commands and buttons in Slack come to nothing.`,
    look('See whether the API is still there', sh`aws apigatewayv2 get-apis ${inRegion(context)}`),
    step('Deploy again, and put the address that it prints into the app', setupCommand(context, 'deploy')),
  );
}

function judgeAnswer(url: string, status: number, context: Context): Verdict {
  const log = look(
    'Read the log of the function that answers Slack',
    sh`aws logs tail ${`/aws/lambda/${findSlackFunction(context)}`} --since 10m ${inRegion(context)}`,
  );
  if (status === 401)
    return broken(
      `${url} refuses requests that are signed with the stored secret (401). A changed secret counts after five minutes.`,
      step(
        'Copy the signing secret anew from Basic Information, and store it',
        setupCommand(context, 'secrets'),
      ),
      log,
    );
  if (status === 404 || status === 403)
    return broken(
      `${url} knows no way to the function (${status}).`,
      step('Deploy again', setupCommand(context, 'deploy')),
    );
  return broken(`${url} answers ${status}, not Slack's challenge.`, log);
}

function findSlackFunction({ installation }: Context): string {
  const { functions } = installation;
  return (
    functions.find(({ configuration }) => /slack\.handler$/.test(configuration?.Handler ?? ''))?.name ??
    'YOUR_FUNCTION'
  );
}
