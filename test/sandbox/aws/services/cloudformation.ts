import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import type { StoredStack } from '../deployed.ts';
import { AwsError } from '../errors.ts';

const CREATED = new Date('2026-10-01T08:00:00Z');
const ofStack = z.looseObject({ StackName: z.string() });

function needStack({ account }: World, name: string): StoredStack {
  const found = account.deployed.stacks.get(name);
  if (!found) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
  return found;
}

function toPairs(values: Record<string, string>, key: string, value: string) {
  return Object.entries(values).map(([name, text]) => ({ [`${key}Key`]: name, [`${key}${value}`]: text }));
}

export const cloudformation: Operations = {
  DescribeStacks: operation(ofStack, ({ StackName }, world) => {
    const { status, reason, parameters, outputs } = needStack(world, StackName);
    return {
      Stacks: [
        {
          StackId: arnOf(world.account, 'cloudformation', `stack/${StackName}/0a1b2c3d`),
          StackName,
          CreationTime: CREATED,
          StackStatus: status,
          StackStatusReason: reason,
          Parameters: toPairs(parameters, 'Parameter', 'Value'),
          Outputs: toPairs(outputs, 'Output', 'Value'),
        },
      ],
    };
  }),
  DescribeStackResources: operation(ofStack, ({ StackName }, world) => ({
    StackResources: needStack(world, StackName).resources.map(({ logicalId, type, id, status, reason }) => ({
      StackName,
      LogicalResourceId: logicalId,
      PhysicalResourceId: id,
      ResourceType: type,
      Timestamp: CREATED,
      ResourceStatus: status,
      ResourceStatusReason: reason,
    })),
  })),
  GetTemplate: operation(ofStack, ({ StackName }, world) => ({
    TemplateBody: JSON.stringify(needStack(world, StackName).template),
    StagesAvailable: ['Original', 'Processed'],
  })),
};
