import { describe, expect, it } from 'vitest';
import { findPythonVersion, getLockStep, getPackageOf, pipInstallStep } from '../../src/fix/python.ts';

describe('getPackageOf', () => {
  it.each([
    ['yaml', 'PyYAML'],
    ['google.cloud.storage', 'google-cloud-storage'],
    ['aws_cdk.aws_s3', 'aws-cdk-lib'],
    ['boto3', 'boto3'],
    ['flask_cors', 'flask-cors'],
  ])('knows what holds %s', (module, name) => {
    expect(getPackageOf(module)).toBe(name);
  });
});

describe('findPythonVersion', () => {
  it.each([
    ['>=3.9', '3.9'],
    ['^3.10', '3.10'],
    ['<4.0,>=3.8', '3.8'],
    ['3.12.1', '3.12'],
    ['<3.11', undefined],
    [undefined, undefined],
  ])('reads %s', (range, version) => {
    expect(findPythonVersion(range)).toBe(version);
  });
});

describe('pipInstallStep', () => {
  it('quotes what a log named', () => {
    const step = pipInstallStep(['a; rm -rf /'], 'x', { facts: {}, command: 'pytest' });
    expect(step.command).toBe("python -m pip install 'a; rm -rf /'");
    expect(step.patch).toContain('\n       - pytest');
  });
});

describe('getLockStep', () => {
  it.each([
    ['poetry.lock', 'poetry lock && git add poetry.lock', 'poetry check --lock'],
    ['uv.lock', 'uv lock && git add uv.lock', 'uv lock --check'],
    ['Pipfile.lock', 'pipenv lock && git add Pipfile.lock', 'pipenv verify'],
  ])('writes %s with its own tool', (lock, command, verify) => {
    expect(getLockStep(lock).command).toContain(command);
    expect(getLockStep(lock).verify).toBe(verify);
  });
});
