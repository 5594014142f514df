import { type Environment, findSlackApiUrl, getEnvironment } from '../config.ts';
import type { BuiltIn } from '../own-signatures/read-signatures.ts';
import { redact } from '../redact.ts';
import { listLogExaminations } from './checks/build-logs.ts';
import { listErrorExaminations } from './checks/function-errors.ts';
import { listFunctionExaminations } from './checks/functions.ts';
import { identifyCaller } from './checks/identity.ts';
import { listQueueExaminations } from './checks/queues.ts';
import { listRequestUrlExaminations } from './checks/request-url.ts';
import { listRetryExaminations } from './checks/retries.ts';
import { listRoleExaminations } from './checks/role.ts';
import { listRuleExaminations } from './checks/rules.ts';
import { listScheduleExaminations } from './checks/schedules.ts';
import { listSecretExaminations } from './checks/secrets.ts';
import { listSettingsExaminations } from './checks/settings.ts';
import { listSignaturesExaminations } from './checks/signatures.ts';
import { listSlackExaminations } from './checks/slack.ts';
import { listStackExaminations } from './checks/stack.ts';
import { listTableExaminations } from './checks/table.ts';
import { listUntoldExaminations } from './checks/untold-builds.ts';
import type { InstallClients } from './clients.ts';
import type { Context } from './context.ts';
import { findInstallation, type Installation } from './find-installation.ts';
import type { Examination, Finding } from './finding.ts';
import { readManifest } from './manifest.ts';
import { readSecrets, type Secrets } from './read-secrets.ts';
import { runExaminations } from './run-examinations.ts';
import { askSlack, type SlackAccess } from './slack-access.ts';

export interface DoctorOptions {
  stackName: string;
  /** Milliseconds that each examination may take. */
  limit: number;
  builtIn: BuiltIn;
  now: () => Date;
  onProgress?: ((text: string) => void) | undefined;
}

/**
 * Examines an installation: finds it by its stack, else by the settings, then looks at all of it side by side. Returns
 * the findings, without secrets. Never throws for what AWS or Slack answer.
 */
export async function examineInstallation(
  clients: InstallClients,
  { stackName, limit, builtIn, now, onProgress = () => {} }: DoctorOptions,
): Promise<Finding[]> {
  onProgress('Asking AWS who is calling');
  const caller = await identifyCaller(clients.sts);
  onProgress(`Looking for the stack ${stackName} in ${clients.region}`);
  const place = { stackName, account: caller.account, partition: caller.partition };
  const installation = caller.isRefused
    ? getNothing(clients.region, place)
    : await findInstallation(clients, place);
  const context = await openContext(clients, installation, { builtIn, now });
  const examinations = caller.isRefused ? listWithoutAws(context) : listExaminations(context);
  onProgress(`${examinations.length} examinations under way`);
  const findings = await runExaminations(examinations, limit);
  return removeSecrets([...caller.findings, ...findings]);
}

/** Without credentials only the settings of this shell can be looked at. */
function getNothing(
  region: string,
  place: Pick<Installation, 'stackName' | 'account' | 'partition'>,
): Installation {
  return {
    region,
    ...place,
    stack: undefined,
    stackProblem: undefined,
    resources: [],
    functions: [],
    environment: undefined,
  };
}

async function openContext(
  clients: InstallClients,
  installation: Installation,
  { builtIn, now }: Pick<DoctorOptions, 'builtIn' | 'now'>,
): Promise<Context> {
  const own = getEnvironment();
  const settings = getSettings(installation, own);
  const slackApiUrl = findSlackApiUrl(own) ?? findSlackApiUrl(settings);
  const secrets = await readSecrets(clients, settings);
  const slack = await openSlack(secrets, slackApiUrl);
  const { scopes } = readManifest();
  return { clients, installation, settings, secrets, slack, slackApiUrl, builtIn, scopes, now };
}

/** Where there is a stack, its functions' settings; else this shell's, unless it has none. */
function getSettings({ stack, environment }: Installation, own: Environment): Environment {
  const isOwn = stack === undefined && own.FAULTLINE_TABLE;
  return isOwn ? own : (environment ?? own);
}

async function openSlack({ botToken }: Secrets, apiUrl: string | undefined): Promise<SlackAccess> {
  if (botToken.kind !== 'value' || botToken.value.trim() === '')
    return { kind: 'unknown', reason: 'Not checked: there is no token to ask Slack with.' };
  return askSlack(botToken.value.trim(), apiUrl);
}

/** Whether the settings were found out: by a function of the installation, or from this shell. */
function isConfigured({ settings }: Context): boolean {
  return [settings.FAULTLINE_TABLE, settings.SLACK_CHANNEL].some(Boolean);
}

/** Without credentials only what this shell has set can be looked at. */
function listWithoutAws(context: Context): Examination[] {
  if (!isConfigured(context)) return [];
  return [
    ...listSettingsExaminations(context),
    ...listSecretExaminations(context),
    ...listSlackExaminations(context),
  ];
}

function listExaminations(context: Context): Examination[] {
  // Nothing is installed, or nobody may say so: what belongs to an installation is not amiss then.
  if (!context.installation.stack && !isConfigured(context))
    return [...listStackExaminations(context), ...listSettingsExaminations(context)];
  return [
    ...listStackExaminations(context),
    ...listSettingsExaminations(context),
    ...listSecretExaminations(context),
    ...listSlackExaminations(context),
    ...listRequestUrlExaminations(context),
    ...listRuleExaminations(context),
    ...listFunctionExaminations(context),
    ...listErrorExaminations(context),
    ...listRoleExaminations(context),
    ...listTableExaminations(context),
    ...listRetryExaminations(context),
    ...listQueueExaminations(context),
    ...listScheduleExaminations(context),
    ...listSignaturesExaminations(context),
    ...listUntoldExaminations(context),
    ...listLogExaminations(context),
  ];
}

/** Whatever AWS or Slack quoted in an answer. What stands for a secret needs no escape in JSON. */
async function removeSecrets(findings: readonly Finding[]): Promise<Finding[]> {
  const details: unknown = JSON.parse(
    await redact(
      JSON.stringify(
        findings.map(({ detail }) => detail),
        null,
        1,
      ),
    ),
  );
  return findings.map((finding, i) => ({ ...finding, detail: String((details as string[])[i]) }));
}
