import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { explainAws } from './aws-errors.ts';
import type { InstallClients } from './clients.ts';
import { type DeployedFunction, findFunctions } from './find-functions.ts';
import { getStackName, PLAIN_STACK } from './place.ts';
import { createResolver } from './resolve-template.ts';
import { parseTemplate, type Template } from './template.ts';

/** A resource of the stack; `properties` are those of the template, as far as they can be known. */
export interface DeployedResource {
  logicalId: string;
  type: string;
  /** Its physical id: a name, an address or an ARN, as CloudFormation has it. */
  id: string;
  status: string;
  reason: string | undefined;
  properties: Readonly<Record<string, unknown>> | undefined;
}

/** What there is of an installation. Of each part that could not be read, why. */
export interface Installation {
  region: string;
  account: string;
  partition: string;
  stackName: string;
  stack: Stack | undefined;
  /** Why the stack is not known; undefined where it is, or is known not to be there. */
  stackProblem: string | undefined;
  resources: DeployedResource[];
  functions: DeployedFunction[];
  /** The settings of the functions; undefined where none was found: then those of this process count. */
  environment: Record<string, string> | undefined;
}

export interface Place {
  stackName: string;
  account: string;
  partition: string;
}

/** Finds the stack, what it has made, and the functions; without a stack those that the event rules lead to. Never throws. */
export async function findInstallation(clients: InstallClients, place: Place): Promise<Installation> {
  const { region } = clients;
  const { stackName, stack, problem } = await findOurStack(clients, place.stackName);
  const owner = findOwner(stack, place);
  const resources = stack ? await findResources(clients, stack, owner) : [];
  const functions = await findFunctions(clients, resources);
  const settings = functions.map(getVariables);
  return {
    region,
    ...owner,
    stackName,
    stack,
    stackProblem: problem,
    resources,
    functions,
    environment: settings.some((each) => Object.keys(each).length > 0)
      ? Object.assign({}, ...settings)
      : undefined,
  };
}

/** Whose the stack is, by its ARN: also where nobody said who is calling. */
function findOwner(stack: Stack | undefined, place: Place): Place {
  const [, partition, , , account] = stack?.StackId?.split(':') ?? [];
  return { ...place, account: account || place.account, partition: partition || place.partition };
}

/** What a function runs with, else what the template gives it. */
function getVariables({ configuration, properties }: DeployedFunction): Record<string, string> {
  const wanted = properties?.Environment as { Variables?: Record<string, string> } | undefined;
  return configuration?.Environment?.Variables ?? wanted?.Variables ?? {};
}

/** The stack of that name; where the usual one is not there, the one of plain CloudFormation. */
async function findOurStack(
  clients: InstallClients,
  stackName: string,
): Promise<{ stackName: string; stack?: Stack; problem?: string }> {
  const found = await findStack(clients, stackName);
  if (found.stack || found.problem || stackName !== getStackName('prod')) return { stackName, ...found };
  const plain = await findStack(clients, PLAIN_STACK);
  return plain.stack ? { stackName: PLAIN_STACK, ...plain } : { stackName };
}

/** CloudFormation answers a ValidationError for a stack that is not there. */
export async function findStack(
  { cloudformation }: Pick<InstallClients, 'cloudformation'>,
  name: string,
): Promise<{ stack?: Stack; problem?: string }> {
  try {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks ?? [];
    return stack ? { stack } : {};
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return {};
    return { problem: explainAws(error, ['cloudformation:DescribeStacks']) };
  }
}

async function findResources(
  { cloudformation, region }: InstallClients,
  stack: Stack,
  { account, partition }: Place,
): Promise<DeployedResource[]> {
  const StackName = stack.StackName ?? '';
  const [listed, template] = await Promise.all([
    cloudformation.send(new DescribeStackResourcesCommand({ StackName })).catch(() => undefined),
    cloudformation
      .send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }))
      .then(({ TemplateBody = '' }) => parseTemplate(TemplateBody))
      .catch(() => undefined),
  ]);
  const found = (listed?.StackResources ?? []).flatMap((each) => {
    const { LogicalResourceId: logicalId, ResourceType: type, PhysicalResourceId: id } = each;
    if (!logicalId || !type || !id) return [];
    return [{ logicalId, type, id, status: each.ResourceStatus ?? '', reason: each.ResourceStatusReason }];
  });
  const resolve = template && makeResolver(template, stack, found, { region, account, partition });
  return found.map((each) => ({ ...each, properties: resolve?.(each.logicalId) }));
}

function makeResolver(
  template: Template,
  stack: Stack,
  found: readonly { logicalId: string; id: string }[],
  where: { region: string; account: string; partition: string },
): (logicalId: string) => Record<string, unknown> | undefined {
  const resolve = createResolver(template, {
    ...where,
    stackName: stack.StackName ?? '',
    stackId: stack.StackId ?? '',
    parameters: Object.fromEntries(
      (stack.Parameters ?? []).map((each) => [each.ParameterKey ?? '', each.ParameterValue ?? '']),
    ),
    resources: Object.fromEntries(found.map(({ logicalId, id }) => [logicalId, id])),
  });
  return (logicalId) => {
    const resource = template.Resources[logicalId];
    return resource && (resolve(resource.Properties) as Record<string, unknown>);
  };
}

/** The resources of a type. */
export function listResources({ resources }: Installation, type: string): DeployedResource[] {
  return resources.filter((each) => each.type === type);
}
