import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { type FunctionConfiguration, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { InstallClients } from './clients.ts';
import type { DeployedResource } from './find-installation.ts';

export interface DeployedFunction {
  name: string;
  /** What the template says; undefined where there is none. */
  properties: Readonly<Record<string, unknown>> | undefined;
  configuration: FunctionConfiguration | undefined;
  /** Why there is no configuration. */
  error: unknown;
}

/** The functions of the stack; without a stack, those that CodeBuild's events are handed to. Never throws. */
export async function findFunctions(
  clients: InstallClients,
  resources: readonly DeployedResource[],
): Promise<DeployedFunction[]> {
  const deployed = resources.filter(({ type }) => type === 'AWS::Lambda::Function');
  const known = deployed.map(({ id, properties }) => ({ name: id, properties }));
  const named = resources.length > 0 ? known : await findByRules(clients).catch(() => []);
  const functions = await Promise.all(
    named.map(async ({ name, properties }) => {
      try {
        const configuration = await clients.lambda.send(
          new GetFunctionConfigurationCommand({ FunctionName: name }),
        );
        return { name, properties, configuration, error: undefined };
      } catch (error) {
        return { name, properties, configuration: undefined, error };
      }
    }),
  );
  return resources.length > 0 || !functions.some(isOurs) ? functions : functions.filter(isOurs);
}

/** Others may listen to builds too: a function of ours has our settings. */
function isOurs({ configuration }: DeployedFunction): boolean {
  return Object.keys(configuration?.Environment?.Variables ?? {}).some((name) =>
    name.startsWith('FAULTLINE_'),
  );
}

/** A rule that hands events of CodeBuild on, and to whom. */
export interface FoundRule {
  name: string;
  bus: string;
  targets: string[];
}

/** The rules of a bus whose pattern is about CodeBuild's builds. Throws what AWS refuses. */
export async function findBuildRules({ events }: InstallClients, bus: string): Promise<FoundRule[]> {
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: bus, Limit: 100 }));
  const ours = Rules.filter(({ EventPattern = '' }) => EventPattern.includes('CodeBuild Build State Change'));
  return Promise.all(
    ours.map(async ({ Name: name = '' }) => {
      const { Targets = [] } = await events.send(
        new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus }),
      );
      return { name, bus, targets: Targets.flatMap(({ Arn }) => Arn ?? []) };
    }),
  );
}

async function findByRules(clients: InstallClients) {
  const rules = await findBuildRules(clients, 'default');
  const names = rules.flatMap(({ targets }) => targets.flatMap((arn) => getFunctionName(arn) ?? []));
  return [...new Set(names)].map((name) => ({ name, properties: undefined }));
}

/** The name in a function's ARN, with or without a version behind it. */
export function getFunctionName(arn: string): string | undefined {
  return /^arn:[\w-]+:lambda:[\w-]+:\d+:function:([\w-]+)/.exec(arn)?.[1];
}
