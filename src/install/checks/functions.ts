import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { sh } from '../../fix/shell.ts';
import { explainAws, isNotFound } from '../aws-errors.ts';
import { type Context, inRegion, setupCommand } from '../context.ts';
import type { DeployedFunction } from '../find-functions.ts';
import {
  broken,
  type Examination,
  judge,
  look,
  type Problem,
  step,
  unknown,
  type Verdict,
} from '../finding.ts';

/** Each function: there, able to run, and as the template has it. */
export function listFunctionExaminations(context: Context): Examination[] {
  return context.installation.functions.map((each) => ({
    check: 'function',
    about: each.name,
    examine: () => examineFunction(each, context),
  }));
}

async function examineFunction(deployed: DeployedFunction, context: Context): Promise<Verdict> {
  const { name, configuration, error } = deployed;
  if (!configuration && isNotFound(error))
    return broken(
      `There is no function ${name}, though ${context.installation.stack ? 'the stack has it' : 'a rule hands events to it'}.`,
      step('Deploy again', setupCommand(context, 'deploy')),
      look(
        'Where CloudFormation does not bring it back: remove the stack, which leaves the table and the secrets, and deploy again',
        sh`aws cloudformation delete-stack --stack-name ${context.installation.stackName} ${inRegion(context)}`,
      ),
    );
  if (!configuration) return unknown(explainAws(error, ['lambda:GetFunctionConfiguration']));
  const { Handler, Runtime, MemorySize } = configuration;
  return judge(
    [
      findState(deployed, context),
      findOtherCode(deployed, context),
      findOtherSettings(deployed, context),
      await findNoConcurrency(name, context),
    ],
    `${name} is ready: ${Handler} on ${Runtime}, ${MemorySize} MB.`,
  );
}

function findState({ name, configuration }: DeployedFunction, context: Context): Problem | undefined {
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = configuration ?? {};
  const isFailed = State === 'Failed' || LastUpdateStatus === 'Failed';
  if (!isFailed) return undefined;
  const why = State === 'Failed' ? StateReason : LastUpdateStatusReason;
  return {
    what: `${name} is in a failed state${why ? `: ${why}` : '.'}`,
    fix: [step('Deploy again', setupCommand(context, 'deploy'))],
  };
}

function findOtherCode(
  { name, configuration, properties }: DeployedFunction,
  context: Context,
): Problem | undefined {
  const differing = (['Handler', 'Runtime'] as const).filter((key) => {
    const wanted = properties?.[key];
    return typeof wanted === 'string' && configuration?.[key] !== wanted;
  });
  if (differing.length === 0) return undefined;
  const said = differing.map(
    (key) => `its ${key.toLowerCase()} is ${configuration?.[key]}, not ${properties?.[key]}`,
  );
  const options = differing.flatMap((key) => [`--${key.toLowerCase()}`, String(properties?.[key])]);
  return {
    what: `${name} is not as the template has it: ${said.join(', ')}.`,
    fix: [
      step(
        'Set it back',
        sh`aws lambda update-function-configuration --function-name ${name} ${options} ${inRegion(context)}`,
      ),
    ],
  };
}

function findOtherSettings(deployed: DeployedFunction, context: Context): Problem | undefined {
  const { name, configuration, properties } = deployed;
  const wanted = (properties?.Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables;
  if (!wanted) return undefined;
  const actual = configuration?.Environment?.Variables ?? {};
  const differing = Object.entries(wanted).filter(([key, value]) => (actual[key] ?? '') !== String(value));
  if (differing.length === 0) return undefined;
  const said = differing.map(([key, value]) => `${key} is ${actual[key] || 'not set'}, not ${value}`);
  const environment = JSON.stringify({ Variables: { ...actual, ...wanted } });
  return {
    what: `Settings of ${name} are not those of the template: ${said.join('; ')}.`,
    fix: [
      step(
        'Set them back',
        sh`aws lambda update-function-configuration --function-name ${name} --environment ${environment} ${inRegion(context)}`,
      ),
    ],
  };
}

/** Nothing where that may not be asked: the rest of the function is told all the same. */
async function findNoConcurrency(name: string, context: Context): Promise<Problem | undefined> {
  const { ReservedConcurrentExecutions: reserved } = await context.clients.lambda
    .send(new GetFunctionConcurrencyCommand({ FunctionName: name }))
    .catch(() => ({ ReservedConcurrentExecutions: undefined }));
  if (reserved !== 0) return undefined;
  return {
    what: `The reserved concurrency of ${name} is 0: it never runs.`,
    fix: [
      step(
        'Take the limit away',
        sh`aws lambda delete-function-concurrency --function-name ${name} ${inRegion(context)}`,
      ),
    ],
  };
}
