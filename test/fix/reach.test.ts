import { describe, expect, it } from 'vitest';
import { getHost, getReachSteps, regionWord } from '../../src/fix/reach.ts';
import { makeBuild } from './make-build.ts';

describe('getHost', () => {
  it.each([
    ['https://user@nexus.corp.example:8443/maven', 'nexus.corp.example'],
    ['10.0.0.9:443', '10.0.0.9'],
    ['db', 'db'],
    [undefined, undefined],
  ])('takes the host of %s', (address, host) => {
    expect(getHost(address)).toBe(host);
  });
});

describe('getReachSteps', () => {
  it('asks for the VPC, its routes and its security groups while nobody knows where the build ran', () => {
    const commands = getReachSteps(undefined, {}).map((step) => step.command);

    expect(commands).toHaveLength(3);
    expect(commands[0]).toContain('aws codebuild batch-get-projects --names YOUR_PROJECT');
    expect(commands[1]).toContain('aws ec2 describe-route-tables');
    expect(commands[2]).toContain('aws ec2 describe-security-groups');
  });

  it('names the endpoint of the AWS service that was asked', () => {
    const steps = getReachSteps(makeBuild({ inVpc: true }), { host: 'api.ecr.eu-west-1.amazonaws.com' });

    expect(steps.at(-1)?.title).toContain('reach ecr through an endpoint');
  });

  it('puts a project into the VPC when it runs outside of one', () => {
    const [step, ...others] = getReachSteps(makeBuild({ inVpc: false }), { host: 'nexus.corp.example' });

    expect(others).toEqual([]);
    expect(step?.changes).toBe(true);
    expect(step?.command).toContain('--vpc-config vpcId=YOUR_VPC');
  });
});

describe('regionWord', () => {
  it('is empty where nobody told the region', () => {
    expect(regionWord(undefined).raw).toBe('');
    expect(regionWord(undefined, 'eu-west-1').raw).toBe(' --region eu-west-1');
  });
});
