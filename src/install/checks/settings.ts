import {
  type Environment,
  findSignaturesSource,
  findSlackTeam,
  getChannel,
  getChannelRules,
  getDocsUrl,
  getEventBus,
  getGitHubSettings,
  getMemberSettings,
  getRetrySettings,
  getSweptRegions,
  getTableName,
} from '../../config.ts';
import { ConfigurationError } from '../../errors.ts';
import { type Context, setupCommand } from '../context.ts';
import { type Examination, judge, type Problem, step, unknown } from '../finding.ts';

/** Each reads some settings as the functions do. */
const READERS: readonly ((settings: Environment) => unknown)[] = [
  getChannel,
  getTableName,
  getEventBus,
  getChannelRules,
  getRetrySettings,
  getDocsUrl,
  getGitHubSettings,
  findSlackTeam,
  findSignaturesSource,
  getMemberSettings,
  getSweptRegions,
];

/** Whether the settings can be read as the functions read them; the secrets have examinations of their own. */
export function listSettingsExaminations(context: Context): Examination[] {
  const { installation, settings } = context;
  const about = settings === installation.environment ? 'of the functions' : 'of this shell';
  const isHidden = !installation.environment && !settings.FAULTLINE_TABLE && !settings.SLACK_CHANNEL;
  return [
    {
      check: 'settings',
      about,
      examine: async () =>
        isHidden
          ? unknown(
              'Not checked: neither a function nor this shell has any, so there is no telling which are meant.',
            )
          : judge(
              READERS.map((read) => findProblem(read, context)),
              `Channel ${settings.SLACK_CHANNEL}, table ${settings.FAULTLINE_TABLE}, event bus ${settings.FAULTLINE_EVENT_BUS}.`,
            ),
    },
  ];
}

function findProblem(read: (settings: Environment) => unknown, context: Context): Problem | undefined {
  try {
    read(context.settings);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const isDeployed = context.settings === context.installation.environment;
    const fix = isDeployed
      ? step('Deploy again with the right value', setupCommand(context, 'deploy'))
      : step(
          'Set it, or name the region and stage of the installation',
          `npm run doctor -- --region YOUR_REGION`,
        );
    return { what: `${error.message}.`, fix: [fix] };
  }
}
