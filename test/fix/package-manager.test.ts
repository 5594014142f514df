import { describe, expect, it } from 'vitest';
import { getDirectory, getPackageManager, goTo } from '../../src/fix/package-manager.ts';

describe('the package manager', () => {
  it.each([
    ['ERR_PNPM', 'npm ci', 'pnpm'],
    ['YN0028', undefined, 'yarn'],
    [undefined, 'cd web && pnpm install --frozen-lockfile', 'pnpm'],
    [undefined, 'bunx vite build', 'bun'],
    [undefined, undefined, 'npm'],
  ])('of the tool %s and the command %s is %s', (tool, command, manager) => {
    expect(getPackageManager({ facts: tool ? { tool } : {}, command })).toBe(manager);
  });

  it.each([
    ['npm --prefix ./infra ci', 'infra/'],
    ['cd packages/web && npm run build', 'packages/web/'],
    ['cd "$(evil)" && npm ci', ''],
    ['npm ci', ''],
    [undefined, ''],
  ])('works for %s in "%s"', (command, directory) => {
    expect(getDirectory(command)).toBe(directory);
  });

  it('goes there first', () => {
    expect(goTo('infra/')).toBe('cd infra && ');
    expect(goTo('')).toBe('');
  });
});
