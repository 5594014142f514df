import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { regionOption } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** How the tool whose configuration is wrong checks it; empty where the tool is unknown. */
export function getConfigSteps({ facts, command, build }: Situation): FixStep[] {
  const about = `${facts.reason ?? ''} ${command ?? ''}`;
  if (/manifest|copilot/i.test(about) && !/seedfarmer|puppet/.test(about))
    return [
      {
        title: `Correct ${facts.field ? `the section ${facts.field} of ` : ''}the manifest (copilot/SERVICE/manifest.yml), or use the version of copilot that knows that form in the buildspec`,
        command: sh`copilot svc package -n ${/service (\S+) manifest/.exec(about)?.[1] ?? placeholder('service')} -e ${placeholder('environment')} --output-dir ./infrastructure`,
        changes: false,
        verify: 'copilot --version',
      },
    ];
  if (/-config\.yaml|Config file|supplied to/.test(`${about} ${facts.path ?? ''}`))
    return [
      {
        title:
          'Run the validator of the Landing Zone Accelerator on the configuration before the pipeline does',
        command: sh`yarn validate-config ${placeholder('config directory')}`,
        changes: false,
      },
    ];
  if (/EB CLI|eb deploy|Error - /.test(about))
    return [
      {
        title: 'Commit .elasticbeanstalk/config.yml, and see whether the environment is there and Ready',
        command: sh`git ls-files .elasticbeanstalk; aws elasticbeanstalk describe-environments --query ${'Environments[].[EnvironmentName,Status,Health]'} --output table${regionOption(build)}`,
        changes: false,
      },
    ];
  return [];
}
