import { sh } from '../../fix/shell.ts';
import type { TestMessage } from './send-test.ts';
import { TEST_PROJECT } from './test-event.ts';
import type { Work } from './work.ts';

/** What setup has done. */
export interface Done {
  written: readonly string[];
  isDeployed: boolean;
  requestUrl: string | undefined;
  tableName: string | undefined;
  manifestFile: string | undefined;
  test: TestMessage | undefined;
}

/** What was done and changed, and how to take it back. */
export function renderSummary(work: Work, done: Done): string {
  const { stackName } = work;
  const changed = [
    ...done.written.map((name) => `- ${name} in Parameter Store`),
    ...(done.isDeployed ? [`- the stack ${stackName} and what belongs to it`] : []),
    ...(done.manifestFile ? [`- ${done.manifestFile} on this machine`] : []),
    ...(done.test
      ? [`- a message in ${done.test.channel}, and records of ${TEST_PROJECT} in the history, which expire`]
      : []),
  ];
  const undo = listUndo(work, done);
  return [
    changed.length > 0 ? `Changed:\n${changed.join('\n')}` : 'Nothing was changed.',
    ...(undo.length > 0 ? [`To take it back:\n${undo.join('\n')}`] : []),
  ].join('\n\n');
}

function listUndo({ options, clients }: Work, { written, isDeployed, tableName, test }: Done): string[] {
  const { region } = clients;
  return [
    ...(isDeployed ? [sh`npx ${options.deployWith} remove --stage ${options.stage} --region ${region}`] : []),
    ...(isDeployed && tableName
      ? [
          `${sh`aws dynamodb delete-table --table-name ${tableName} --region ${region}`}  # the history stays without this`,
        ]
      : []),
    ...written.map((name) => sh`aws ssm delete-parameter --name ${name} --region ${region}`),
    ...(test ? ['# the test message: its menu in Slack, for who may delete messages of apps'] : []),
    ...(isDeployed ? ['# the Slack app: Basic Information > Delete App on https://api.slack.com/apps'] : []),
  ];
}
